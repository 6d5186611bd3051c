"""What a user can mend: problems with their place, and the errors that carry them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

EXCERPT_LENGTH = 60
#: Comparing is slow: of more words than this only the nearest in the alphabet are compared.
MANY_WORDS = 400


def printable(text: str) -> str:
    """The text with every character that could steer a terminal written as an escape."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else _escape(c) for c in text)


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def excerpt(text: str, length: int = EXCERPT_LENGTH) -> str:
    """The text fit for a message: printable and at most so many characters."""
    shown = printable(text[: length + 1])
    return shown if len(shown) <= length else shown[: length - 1] + "…"


def did_you_mean(word: str, known: Iterable[str], most: int = 3) -> str:
    """A question that names the nearest known words, or nothing."""
    from bisect import bisect
    from difflib import get_close_matches

    words = sorted(known)
    if len(words) > MANY_WORDS:
        at = bisect(words, word)
        words = words[max(0, at - MANY_WORDS // 2) : at + MANY_WORDS // 2]
    close = get_close_matches(word[:EXCERPT_LENGTH], words, most, 0.5)
    return f"did you mean {' or '.join(close)}?" if close else ""


#: After so many problems of one file no more are listed.
MAX_PROBLEMS = 100
#: What is said when there are more, and what to do.
MANY = (
    "more problems follow that are not listed",
    "Mend these first; a program may have written the file.",
)


class Problem(NamedTuple):
    """One thing that is wrong, where it is, and what would be right."""

    file: str
    line: int  # 1-based; 0 if there is no line to name
    column: int  # 1-based, counted in characters; 0 if there is no line to name
    code: str  # of tipcli.codes
    where: str  # path in the document, such as evidence[3].source; '' for the whole file
    message: str  # what is wrong, without a final stop
    remedy: str = ""  # what would be right, as whole sentences; may be ''
    source: str = ""  # the offending line or a part of it, as it stands in the file; may be ''
    source_column: int = 1  # the column in the file of the first character of `source`

    def sentence(self) -> str:
        """The problem on one line, safe to print."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        parts = [place, self.code, self.where, self.message]
        line = ": ".join(part for part in parts if part)
        return printable(f"{line}. {self.remedy}" if self.remedy else line)


class TipcliError(Exception):
    """Base of everything that a user can mend; anything else is a bug."""

    exit_status: ClassVar[int] = 1

    def __str__(self) -> str:
        """The message on one line, safe to print whatever name it repeats."""
        return printable(super().__str__())


class InputError(TipcliError):
    """Files that cannot be used, with all their problems in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(problem.sentence() for problem in self.problems)


class UsageError(TipcliError):
    """A command that was called in a way it does not understand."""

    exit_status: ClassVar[int] = 2
