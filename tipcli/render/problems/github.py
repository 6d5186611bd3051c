"""GitHub: workflow commands, which the log of a run shows as annotations of the files.

As documented under "Workflow commands for GitHub Actions" and escaped as by `@actions/core`.
GitHub shows ten errors, ten warnings and ten notices of a step; the log holds all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tipcli.codes import ERROR, NOTE, WARNING
from tipcli.errors import printable
from tipcli.render.lines import clean
from tipcli.render.problems.wording import headline, named, severity

if TYPE_CHECKING:
    from tipcli.errors import Problem
    from tipcli.validation.report import Report

_COMMANDS = {ERROR: "error", WARNING: "warning", NOTE: "notice"}


def render(report: Report) -> str:
    """One command a line."""
    return "".join(f"{_command(problem)}\n" for problem in report.problems)


def _command(problem: Problem) -> str:
    properties = {"file": problem.file}
    if problem.line:
        properties |= {"line": str(problem.line), "col": str(problem.column)}
    # Last, because the runner takes blanks from the end of the properties, and a title has none.
    properties["title"] = named(problem)
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = headline(problem)
    if problem.remedy:
        message = f"{message}\n{clean(problem.remedy)}"
    return f"::{_COMMANDS[severity(problem)]} {told}::{_data(message)}"


def _data(text: str) -> str:
    """What the runner turns back into the text, but for what could steer the log."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return printable(text)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
