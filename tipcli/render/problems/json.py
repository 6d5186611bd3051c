"""JSON and JSON Lines: the report in the form that `schemas/problems.schema.json` publishes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tipcli.codes import KINDS
from tipcli.errors import printable
from tipcli.render.problems.wording import by_severity, statistics

if TYPE_CHECKING:
    from tipcli.errors import Problem
    from tipcli.validation.report import Report

#: Raised by one with every change that could break a reader.
SCHEMA = "tipcli/problems/1"


def render(report: Report) -> str:
    """One object: what was read, what was counted, every problem."""
    return dumps(
        {
            "schema": SCHEMA,
            "summary": {
                "files": report.files,
                "problems": len(report.problems),
                **by_severity(report),
                "milder": dict(report.milder),
                "ignored": report.ignored,
            },
            "statistics": statistics(report),
            "problems": [entry(problem) for problem in report.problems],
        }
    )


def lines(report: Report) -> str:
    """JSON Lines: the same objects as under `problems`, one a line, and nothing else."""
    return "".join(dumps(entry(problem), indent=None) for problem in report.problems)


def entry(problem: Problem) -> dict[str, Any]:
    """One problem as plain values, its texts as they stand in the file."""
    kind = KINDS[problem.code]
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "severity": kind.severity,
        "code": problem.code,
        "name": kind.name,
        "where": problem.where,
        "message": problem.message,
        "remedy": problem.remedy,
        "source": problem.source,
        "source_column": problem.source_column,
    }


def dumps(value: Any, indent: int | None = 2) -> str:
    """JSON (RFC 8259) in which every character that could steer a terminal is escaped.

    Half of a surrogate pair, as in a file name that is not UTF-8, is no character: what stands
    for it is its code in letters, because many readers refuse it even when it is escaped.
    """
    import json

    text = json.dumps(value, indent=indent, ensure_ascii=False)
    # Outside of strings everything is ASCII, so that what is escaped here stands in a string.
    rows = (row if row.isprintable() else "".join(map(_seen, row)) for row in text.split("\n"))
    return "\n".join(rows) + "\n"


def _seen(character: str) -> str:
    if character.isprintable():
        return character
    if "\ud800" <= character <= "\udfff":
        return "\\" + printable(character)
    units = character.encode("utf-16-be").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))
