"""What the formats share: how a problem is worded, counted and known again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tipcli.codes import KINDS, SEVERITIES
from tipcli.errors import printable
from tipcli.render.lines import clean

if TYPE_CHECKING:
    from tipcli.errors import Problem
    from tipcli.validation.report import Report


def named(problem: Problem) -> str:
    """The kind of a problem, such as TIP207 unknown-indicator."""
    return f"{problem.code} {KINDS[problem.code].name}"


def severity(problem: Problem) -> str:
    """How bad the problem is: error, warning or note."""
    return KINDS[problem.code].severity


def headline(problem: Problem) -> str:
    """What is wrong, and where in the document, on one line that is safe to show.

    Many messages begin with their verb: it is the path that they speak of.
    """
    said = f"{problem.where}: {problem.message}" if problem.where else problem.message
    return clean(said)


def sentences(problem: Problem) -> str:
    """What is wrong and what would be right, on one line that is safe to show."""
    said = headline(problem)
    return f"{said}. {clean(problem.remedy)}" if problem.remedy else f"{said}."


def place(problem: Problem) -> str:
    """The place as editors and terminals understand it: file:line:column, or the file alone."""
    name = printable(problem.file)
    return f"{name}:{problem.line}:{problem.column}" if problem.line else name


def counted(number: int, noun: str) -> str:
    """A number with its noun, such as 1 error or 1,200 errors."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def by_severity(report: Report) -> dict[str, int]:
    """How many of the problems are how bad; every severity is named."""
    counts = dict.fromkeys(SEVERITIES, 0)
    for problem in report.problems:
        counts[severity(problem)] += 1
    return counts


def statistics(report: Report) -> list[dict[str, Any]]:
    """How often each kind occurs, the most frequent first."""
    return [
        {
            "code": code,
            "name": KINDS[code].name,
            "severity": KINDS[code].severity,
            "title": KINDS[code].title,
            "count": count,
        }
        for code, count in report.by_code()
    ]


def fingerprints(report: Report) -> list[str]:
    """A name for each problem by which it is known again when lines have moved.

    Made of the file, the code, the path in the document and the message; the second of several
    that agree in all of these is told apart by its number.
    """
    import hashlib
    import json

    seen: dict[tuple[str, ...], int] = {}
    found = []
    for problem in report.problems:
        parts = (problem.file, problem.code, problem.where, problem.message)
        seen[parts] = seen.get(parts, 0) + 1
        text = json.dumps([*parts, seen[parts]])
        found.append(hashlib.sha256(text.encode("ascii")).hexdigest()[:32])
    return found
