"""Processes that work for this one: how they are started, and that none outlives it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def starting_children() -> Iterator[None]:
    """Child processes are started in here.

    They inherit a blocked Ctrl-C, which else would end them with a traceback while they load: the parent alone decides.
    And they see an empty ``__main__``, which they would else run once more: a script that calls onrecord need not be
    written for that.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    unblocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, unblocked)
        sys.modules["__main__"] = main


def end_with_parent() -> None:
    """Sees to it that this process ends when its parent is gone.

    A parent that was killed can't end its children: they would hold memory for ever.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
