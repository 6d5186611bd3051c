"""The strict door: a YAML file as plain values with places, or all that is wrong with it."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, Protocol

from tipcli import codes
from tipcli.errors import MANY, MAX_PROBLEMS, InputError, Problem, did_you_mean, excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable

    Path = tuple[str | int, ...]
    Place = tuple[int, int]

#: Some thirty times the largest evidence file there is. Each value costs some 500 bytes to read.
MAX_BYTES = 1024 * 1024
MAX_DEPTH = 64
MAX_DIGITS = 18

WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}

# What may not stand in a file: all that YAML calls unprintable, every line break but LF and CRLF,
# the byte order mark, and the characters that reorder text on a screen.
FORBIDDEN = (
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd"
    "\U00010000-\U0010ffff]|\r(?!\n)"
)
FORBIDDEN_IN_TEXT = FORBIDDEN.replace("\t", "").replace("\r", "", 1)


class Places(Protocol):
    """Where the values of a file stand: path -> line and column."""

    def get(self, path: Path) -> Place | None:
        """Line and column of what stands at the path, both from 1; None if nothing does."""


class Document(NamedTuple):
    """What a file says, and where it says it."""

    value: Any  # None, bool, int, float, str, list, dict with text keys: the schema says which
    positions: Places  # of a value
    key_positions: Places  # of the key of a value in a mapping
    display: str

    def problem(
        self, code: str, path: Path, message: str, remedy: str = "", *, key: bool = False
    ) -> Problem:
        """A problem of the value at the path, or of its key."""
        line, column = self.place(path, key=key)
        remedy = remedy[:1].upper() + remedy[1:]
        return Problem(self.display, line, column, code, where(path), message, remedy)

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Line and column of the value at the path or of its key, or of what stands round it."""
        places = self.key_positions if key else self.positions
        return places.get(path) or _nearest(self.positions, path)

    def unknown(
        self, code: str, path: Path, what: str, word: str, known: Iterable[str], place: str = ""
    ) -> Problem:
        """A problem of a word that names nothing known, with the nearest that would."""
        message = f"no {what} {excerpt(repr(word))}{' ' if place else ''}{place}"
        return self.problem(code, path, message, did_you_mean(word, known))


def _nearest(positions: Places, path: Path) -> Place:
    while path and positions.get(path) is None:
        path = path[:-1]
    return positions.get(path) or (1, 1)


def where(path: Path) -> str:
    """The path as people write it: evidence[3].source."""
    parts = (f"[{step}]" if isinstance(step, int) else "." + excerpt(step, 200) for step in path)
    return "".join(parts).removeprefix(".")


def read(path: str | os.PathLike[str], *, display: str | None = None) -> Document:
    """Read a file; every error names it by its display path."""
    shown = os.fspath(path) if display is None else display
    return parse(data_of(path, shown), shown)


def data_of(path: str | os.PathLike[str], display: str, most: int = MAX_BYTES) -> bytes:
    """The bytes of a plain file of at most so many; InputError for anything else."""
    try:
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):
            refuse(codes.UNREADABLE, display, "is a directory", "Name a file.")
        if not stat.S_ISREG(status.st_mode):
            refuse(codes.UNREADABLE, display, "is not a regular file")
        if status.st_size <= most:
            with open(path, "rb") as stream:
                return stream.read(most + 1)
    except FileNotFoundError:
        refuse(codes.UNREADABLE, display, "there is no such file")
    except OSError as error:
        refuse(codes.UNREADABLE, display, f"cannot be read: {error.strerror or error}")
    except ValueError:  # a path with a NUL in it
        refuse(codes.UNREADABLE, display, "is not a path")
    return _refuse_size(display, most)


def capped(document: Document, problems: Iterable[Problem]) -> list[Problem]:
    """The first problems, and after too many of them one that says that there are more."""
    from itertools import islice

    found = list(islice(problems, MAX_PROBLEMS + 1))
    if len(found) > MAX_PROBLEMS:
        last = found.pop()
        found.append(
            Problem(document.display, last.line, last.column, codes.TOO_MANY_PROBLEMS, "", *MANY)
        )
    return found


def refuse(
    code: str, display: str, message: str, remedy: str = "", place: Place = (0, 0)
) -> NoReturn:
    """Refuse a file for one reason after which nothing more can be said of it."""
    raise InputError([Problem(display, *place, code, "", message, remedy)])


def _refuse_size(display: str, most: int = MAX_BYTES) -> NoReturn:
    refuse(
        codes.TOO_LARGE,
        display,
        f"is larger than {most // 1024 // 1024} MiB",
        "Keep documents in text files beside it, named as the `text` of their sources.",
    )


def parse(data: bytes, display: str) -> Document:
    """Read the bytes of a file as plain values with their places."""
    if len(data) > MAX_BYTES:
        _refuse_size(display)
    from tipcli import yamlevents, yamlshort

    return yamlshort.read(data, display) or yamlevents.read(data, display)


def number(text: str) -> int | float | str:
    """The number that a plain scalar is, or the text itself; OverflowError if it is too long."""
    import re

    if re.fullmatch(r"-?(?:0|[1-9][0-9]*)", text, re.ASCII):
        if len(text.lstrip("-")) > MAX_DIGITS:
            raise OverflowError
        return int(text)
    if re.fullmatch(r"-?[0-9]+\.[0-9]+", text) and len(text) <= 2 * MAX_DIGITS:
        value = float(text)
        # For JSON Schema 2010.0 is a whole number, so it is one here and everywhere after.
        return int(value) if value.is_integer() else value
    return text
