"""Which part of the offending line a problem is about: from its column to the end of the token."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tipcli.errors import Problem

_QUOTED = r""" "(?:[^"\\]|\\.)*" | '(?:[^']|'')*' """
_STRING = re.compile(_QUOTED, re.VERBOSE)
_BRACKET_OR_STRING = re.compile(rf"{_QUOTED} | [\[\]{{}}]", re.VERBOSE)
# Where a plain scalar ends, by YAML: between brackets a comma ends it too.
_END = re.compile(r":(?=\s|\Z)|\s+\#|\s*\Z")
_END_BETWEEN_BRACKETS = re.compile(r"[,\]}]|:(?=\s|\Z)|\s+\#|\s*\Z")


def marked(problem: Problem) -> tuple[int, int] | None:
    """The first character of `source` that is meant and the one after the last.

    None if the column is unknown or the part of the line that is shown begins behind it. The two
    are equal at the end of the line, where something is missing.
    """
    text = problem.source
    start = problem.column - problem.source_column
    if problem.column < 1 or start < 0:
        return None
    if start >= len(text):
        return len(text), len(text)
    return start, max(_end(text, start, cut=problem.source_column > 1), start + 1)


def _end(text: str, start: int, *, cut: bool) -> int:
    if found := _STRING.match(text, start):
        return found.end()
    if text[start] in "\"'":
        return len(text.rstrip())
    if text[start] in "[{":
        return _closing(text, start)
    # Of a line whose start is not shown nobody knows whether a bracket is open.
    between = cut or _depth(text[:start]) > 0
    end = (_END_BETWEEN_BRACKETS if between else _END).search(text, start)
    return end.start() if end else len(text)


def _depth(text: str) -> int:
    """How many brackets are open at the end of the text, those in quotes left out."""
    return sum(
        1 if found[0] in "[{" else -1
        for found in _BRACKET_OR_STRING.finditer(text)
        if found[0] in "[]{}"
    )


def _closing(text: str, start: int) -> int:
    """Just behind the bracket that closes the one at `start`, or the end of the line."""
    depth = 0
    for found in _BRACKET_OR_STRING.finditer(text, start):
        if found[0] in "[]{}":
            depth += 1 if found[0] in "[{" else -1
            if depth == 0:
                return found.end()
    return len(text.rstrip())
