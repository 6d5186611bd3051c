"""GitLab: a Code Quality report, which merge requests show beside the lines they change.

As documented under "Code Quality report format": a subset of the Code Climate specification.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tipcli.codes import ERROR, NOTE, WARNING
from tipcli.render.problems.json import dumps
from tipcli.render.problems.wording import fingerprints, named, sentences, severity

if TYPE_CHECKING:
    from tipcli.errors import Problem
    from tipcli.validation.report import Report

# An error keeps a whole file from being used; a warning means evidence that may not count. No
# problem of a file blocks a release of GitLab's kind, and none is a matter of mere style.
_SEVERITIES = {ERROR: "critical", WARNING: "major", NOTE: "info"}


def render(report: Report) -> str:
    """An array with one object a problem; a problem without a line stands on the first."""
    marks = fingerprints(report)
    return dumps([_issue(*pair) for pair in zip(report.problems, marks, strict=True)])


def _issue(problem: Problem, fingerprint: str) -> dict[str, Any]:
    return {
        "description": sentences(problem),
        "check_name": named(problem),
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[severity(problem)],
        "location": {"path": problem.file, "lines": {"begin": problem.line or 1}},
    }
