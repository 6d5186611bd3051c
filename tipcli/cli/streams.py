"""Makes stdout and stderr fit to be written to, however the process was started."""

from __future__ import annotations

import io
import os
import sys


def prepare() -> None:
    """No letter that cannot be written, no closed stream and no short write ends in a traceback."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever started us
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(getattr(stream, "buffer", None), io.RawIOBase):
            # PYTHONUNBUFFERED: what the system did not take of a long answer would be lost unsaid.
            encoding = stream.encoding
            whole = io.BufferedWriter(stream.detach())
            errors = "backslashreplace"
            setattr(
                sys, name, io.TextIOWrapper(whole, encoding, errors=errors, line_buffering=True)
            )
        elif hasattr(stream, "reconfigure"):
            # A terminal or pipe that cannot write a letter shows its code.
            stream.reconfigure(errors="backslashreplace")
