"""The one error boundary: what a user can mend becomes a message; a bug keeps its traceback."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable

from tipcli.errors import TipcliError, UsageError


def guarded(command: Callable[[], int]) -> int:
    """Run a command and give its exit status: 1 bad input, 2 usage, 130 interrupted."""
    try:
        status = command()
        sys.stdout.flush()
        return status
    except UsageError as error:
        print(f"tipcli: {error}", file=sys.stderr)
        return error.exit_status
    except TipcliError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        print("tipcli: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader went away, as `| head` does.
        _mute()
        return 141
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO):
            print(f"tipcli: cannot write the answer: {error.strerror}", file=sys.stderr)
            _mute()
            return 1
        if error.errno is None or error.filename is None:
            raise
        print(f"tipcli: {error.filename}: {error.strerror}", file=sys.stderr)
        return 1


def _mute() -> None:
    """Let go what is still to be written: Python would try, and complain, once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
