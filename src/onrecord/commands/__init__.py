"""The command line: one module a command, each a thin face over the Python functions."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

from onrecord.errors import OnrecordError

INPUT_FAILED = 1
"""Exit code where an input could not be coded or a check failed."""
STOPPED = 128
"""Added to the number of the signal that stopped us: exit code 130 after Ctrl-C, 143 after SIGTERM."""


class StoppedError(BaseException):
    """Ctrl-C or SIGTERM, with what to tell the user. Not a KeyboardInterrupt, which typer would deal with itself."""

    def __init__(self, message: str, *, by: int) -> None:
        super().__init__(message)
        self.by = by


class ReaderGoneError(BaseException):
    """Whoever read our output (head, less) has seen enough. Not an OSError, which typer would end with exit code 1."""


def main() -> None:
    """Runs the command line; ends the process with 0, 1 (an input failed), 2 (wrong command line), 130 (Ctrl-C)."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, _stop)
    sys.exit(_exit_code())


def _exit_code() -> int | str | None:
    from onrecord.commands.app import app

    try:
        try:
            app()
        except SystemExit as ended:
            _flush()
            return ended.code
    except OnrecordError as error:
        _tell(str(error))
        return INPUT_FAILED
    except StoppedError as stopped:
        _tell(str(stopped), "")
        return STOPPED + stopped.by
    except (ReaderGoneError, BrokenPipeError):
        _forget_output()
        return 0
    except OSError as error:
        # Of files, the functions below say more; what comes up to here without a name is the output.
        _tell(
            f"{error.filename or 'the output'}: can't be written or read ({error.strerror or error})."
            " Check the disk and your permission, then run the same command again."
        )
        _forget_output()
        return INPUT_FAILED
    return 0


def _stop(by: int, _frame: FrameType | None) -> None:
    signal.signal(by, signal.SIG_DFL)  # a second Ctrl-C ends at once
    raise StoppedError("stopped", by=by)


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


def _forget_output() -> None:
    """Sends what is still to be written nowhere, else Python complains at exit that it could not."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(message: str, label: str = "[bold red]error[/] ") -> None:
    from onrecord.commands.screen import errors, plain

    errors().print(label + plain(message), highlight=False, soft_wrap=True)
