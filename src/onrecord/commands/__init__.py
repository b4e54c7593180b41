"""The command line: one module a command, each a thin face over the Python functions."""

from __future__ import annotations

import signal
import sys
from types import FrameType

from onrecord.errors import OnrecordError

USAGE_ERROR = 2
"""Exit code for a wrong command line (typer's own)."""
INPUT_FAILED = 1
"""Exit code where an input could not be coded or a check failed."""
INTERRUPTED = 130
"""Exit code after Ctrl-C."""


def main() -> None:
    """Runs the command line; ends the process with 0, 1 (an input failed), 2 (wrong command line) or 130 (Ctrl-C)."""
    from onrecord.commands.app import app
    from onrecord.commands.screen import errors

    signal.signal(signal.SIGINT, _stop)
    try:
        app()
    except OnrecordError as error:
        errors().print(f"[bold red]error[/] {_plain(str(error))}", highlight=False, soft_wrap=True)
        sys.exit(INPUT_FAILED)
    except _StoppedError:
        errors().print("stopped; the same command goes on from here", highlight=False)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough; closing stdout keeps Python from complaining at exit.
        sys.stderr.close()
        sys.exit(0)


class _StoppedError(BaseException):
    """Ctrl-C. Not a KeyboardInterrupt, which typer would turn into exit code 1."""


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _StoppedError


def _plain(text: str) -> str:
    from onrecord.commands.screen import plain

    return plain(text)
