"""Writes a file in one step: whole, or not at all."""

from __future__ import annotations

import os
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
    try:
        in_one_step(target, text.encode(), _mode(target))
    except OSError as error:
        raise TipcliError(f"cannot write {path}: {error.strerror}") from error


def in_one_step(path: str, data: bytes, mode: int | None = None) -> None:
    """Put bytes in a file, whole or not at all, with this mode or the owner's alone.

    Nothing half written stays behind, whatever stops it. Raises OSError where it cannot be done.
    """
    import tempfile

    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(path), prefix=".tipcli-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if mode is not None:
            os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
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
