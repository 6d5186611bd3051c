"""Text for people: a line that editors and grep understand, the source with a mark, the remedy."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from tipcli.codes import ERROR, NOTE, WARNING
from tipcli.errors import printable
from tipcli.render.lines import NARROWEST, WIDEST, clean
from tipcli.render.problems.marking import marked
from tipcli.render.problems.wording import (
    by_severity,
    counted,
    headline,
    named,
    place,
    severity,
    statistics,
)

if TYPE_CHECKING:
    from tipcli.errors import Problem
    from tipcli.validation.report import Report

_TAB = " " * 4
# Digits of a line number that stand without shifting the source: short numbers line up.
_DIGITS = 5
# ANSI SGR, ECMA-48 8.3.117.
_BOLD, _DIM, _RESET = "\x1b[1m", "\x1b[34m", "\x1b[0m"
_COLORS = {ERROR: "\x1b[1;31m", WARNING: "\x1b[1;33m", NOTE: "\x1b[1;36m"}


def render(report: Report, width: int, color: bool = False) -> str:
    """Every problem, a blank line between two.

    The first line of each, `file:line:column: severity: code name: path: message`, has the shape
    of gcc's and is never broken, so that grep and the problem matchers of editors get it whole;
    what follows keeps to the width. Of a file nothing but printable characters is shown.
    """
    return "\n".join(block(problem, width, color) for problem in report.problems)


def block(problem: Problem, width: int, color: bool = False) -> str:
    """One problem with its excerpt and its remedy."""
    width = max(NARROWEST, min(width, WIDEST))
    digits = max(_DIGITS, len(str(problem.line)))
    room = width - digits - 3
    loud = _COLORS[severity(problem)]
    rows = [
        f"{_painted(place(problem), _BOLD, color)}: {_painted(severity(problem), loud, color)}: "
        f"{_painted(named(problem), _BOLD, color)}: {headline(problem)}"
    ]
    if problem.line and problem.source:
        source, lead, carets = _excerpt(problem, room)
        rows.append(f"{_painted(f'{problem.line:>{digits}} |', _DIM, color)} {source}")
        if carets:
            bar = _painted(f"{'':>{digits}} |", _DIM, color)
            rows.append(f"{bar} {lead}{_painted(carets, loud, color)}")
    sign = "="
    for row in wrapped(clean(problem.remedy), room):
        rows.append(f"{_painted(f'{sign:>{digits + 2}}', _DIM, color)} {row}")
        sign = ""
    return "".join(f"{row.rstrip()}\n" for row in rows)


def table(report: Report, width: int) -> str:
    """How often each kind occurs, the most frequent first, and the totals at the end."""
    width = max(NARROWEST, min(width, WIDEST))
    kinds = statistics(report)
    longest = max((len(kind["name"]) for kind in kinds), default=0)
    rows = [f"{'count':>7}  code    severity  {'name':<{longest}}  title"] if kinds else []
    for kind in kinds:
        head = f"{kind['count']:>7,}  {kind['code']}  {kind['severity']:<8}"
        head += f"  {kind['name']:<{longest}}  "
        for row in wrapped(kind["title"], max(width - len(head), NARROWEST // 2)):
            rows.append(head + row)
            head = " " * len(head)
    return "".join(f"{row}\n" for row in (*rows, _totals(report)))


def _totals(report: Report) -> str:
    total = len(report.problems)
    counts = [counted(number, each) for each, number in by_severity(report).items() if number]
    told = f"{total:>7,}  problem{'s' * (total != 1)} in {counted(report.files, 'file')}"
    return f"{told}: {', '.join(counts)}" if counts else told


def _painted(text: str, style: str, color: bool) -> str:
    return f"{style}{text}{_RESET}" if color else text


def _excerpt(problem: Problem, room: int) -> tuple[str, str, str]:
    """The source as far as there is room, and below it: blanks up to the mark, and the mark."""
    shown = [_TAB if c == "\t" else printable(c) for c in problem.source]
    widths = [cells(text) for text in shown]
    start, end = marked(problem) or (0, 0)
    if start == len(shown):
        # The mark stands behind the last character and needs a place of its own.
        shown.append("")
        widths.append(1)
        end = start + 1
    cut = problem.source_column > 1
    first, last = 0, len(shown)
    if cut + sum(widths) > room:
        first, last = _window(widths, start, room - 2)
    left = "…" if cut or first else ""
    right = "…" if last < len(shown) else ""
    lead = " " * (len(left) + sum(widths[first:start]))
    carets = "^" * max(sum(widths[start : min(end, last)]), 1) if end else ""
    return f"{left}{''.join(shown[first:last])}{right}", lead, carets


def _window(widths: list[int], start: int, room: int) -> tuple[int, int]:
    """What is shown of a long line: the mark, a third of the room before it, the rest behind."""
    first = _back(widths, start, room // 3)
    last, used = first, 0
    while last < len(widths) and used + widths[last] <= room:
        used += widths[last]
        last += 1
    first = _back(widths, first, room - used)
    while first < start and not widths[first]:
        first += 1  # a combining character goes where its letter went
    return first, last


def _back(widths: list[int], start: int, room: int) -> int:
    while start and widths[start - 1] <= room:
        start -= 1
        room -= widths[start]
    return start


def cells(text: str) -> int:
    """How many columns of a terminal printable text takes, by Unicode Standard Annex 11."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def _cell(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrapped(text: str, room: int) -> list[str]:
    """The text in rows of so many columns at most, broken between words where that is possible."""
    rows, row = [], ""
    for word in text.split():
        if row and cells(row) + 1 + cells(word) > room:
            rows.append(row)
            row = ""
        row = f"{row} {word}" if row else word
        while cells(row) > room:
            fitting = _fitting(row, room)
            rows.append(row[:fitting])
            row = row[fitting:]
    return [*rows, row] if row else rows


def _fitting(text: str, room: int) -> int:
    """How many characters of the text fit."""
    for number, character in enumerate(text):
        room -= _cell(character)
        if room < 0:
            return number
    return len(text)
