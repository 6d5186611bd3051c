"""The answer of `tipcli validate` in every format: each a function of the report alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tipcli.validation.report import Report

FORMATS = ("text", "json", "jsonl", "github", "gitlab", "sarif", "junit")


def render(
    report: Report,
    format: str,
    *,
    statistics: bool = False,
    width: int = 80,
    color: bool = False,
) -> str:
    """The report in one of FORMATS; '' or whole lines.

    `statistics`, `width` and `color` are for text alone: a table of kinds in place of the
    problems, the columns of the terminal, and colour. The other formats carry their statistics
    wherever they have a place for them.
    """
    # One format is asked for in a run, so that the others are not loaded.
    match format:
        case "text":
            from tipcli.render.problems import text

            return text.table(report, width) if statistics else text.render(report, width, color)
        case "json" | "jsonl":
            from tipcli.render.problems import json

            return json.render(report) if format == "json" else json.lines(report)
        case "github":
            from tipcli.render.problems import github

            return github.render(report)
        case "gitlab":
            from tipcli.render.problems import gitlab

            return gitlab.render(report)
        case "sarif":
            from tipcli.render.problems import sarif

            return sarif.render(report)
        case "junit":
            from tipcli.render.problems import junit

            return junit.render(report)
    raise ValueError(f"no format {format!r}")
