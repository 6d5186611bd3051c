"""Writes a file in one step: whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress

from tipcli.errors import TipcliError


def replace(path: str, text: str) -> None:
    """Put a text in a file, through a link to what it links to, keeping the file's mode.

    Raises TipcliError where that cannot be done; what was there before is there still.
    """
    target = os.path.realpath(path)
    if os.path.exists(target) and not os.path.isfile(target):
        _write_into(path, text)
        return
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".tipcli-")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(temporary, _mode(target))
        os.replace(temporary, target)
    except OSError as error:
        _remove(temporary)
        raise TipcliError(f"cannot write {path}: {error.strerror}") from error
    except BaseException:
        _remove(temporary)
        raise


def _write_into(path: str, text: str) -> None:
    """For what is no file and cannot be replaced, such as a device or a named pipe."""
    try:
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise TipcliError(f"cannot write {path}: {error.strerror}") from error


def _mode(path: str) -> int:
    """The mode of a file that is there, else what the user's mask leaves of a new one's."""
    if os.path.exists(path):
        return os.stat(path).st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _remove(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)
