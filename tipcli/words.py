"""Small words that several answers share: numbers, kinds of evidence, proof standards."""

from __future__ import annotations

from collections.abc import Sequence

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number(count: int) -> str:
    """A small number in letters, a large one in figures."""
    return _SMALL[count] if count < len(_SMALL) else str(count)


def counted(count: int, one: str, many: str = "") -> str:
    """The number with its noun: one finding, two findings."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


_LETTERS = {"ngo": "NGO", "igo": "IGO", "us": "U.S."}


def spoken(name: str) -> str:
    """A word of the files as people say it: ngo_report is NGO report."""
    return " ".join(_LETTERS.get(part, part) for part in name.split("_"))


def listed(names: Sequence[str], joint: str = "and") -> str:
    """The names as a sentence lists them: a, b and c."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {joint} {names[-1]}"


def capital(text: str) -> str:
    """The text with its first letter a capital."""
    return text[:1].upper() + text[1:]
