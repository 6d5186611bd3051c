"""`tipcli law lint`: what looks wrong in each version of the law."""

from __future__ import annotations

import sys
from typing import NamedTuple

from tipcli import codes
from tipcli.cli import years
from tipcli.errors import UsageError


class Request(NamedTuple):
    """What was asked for on the command line; the defaults are the command's."""

    law: list[str] | None = None
    format: str = "text"
    severity: str = codes.WARNING
    statistics: bool = False
    output: str | None = None
    criteria: str | None = None


def run_law_lint(request: Request) -> int:
    """Print every problem to stdout or to the output file; exit status 1 if there is any."""
    from tipcli.cli.validate import summary
    from tipcli.render.lines import colourful, columns
    from tipcli.render.problems import FORMATS, render
    from tipcli.validation.lawlint import law_lint
    from tipcli.writing import replace

    if request.format not in FORMATS:
        raise UsageError(f"no format {request.format!r}; use one of {', '.join(FORMATS)}")
    if request.statistics and request.format in ("jsonl", "github", "gitlab"):
        raise UsageError(f"the format {request.format} has no place for --statistics; json has")
    report_years = [years.report_year(each, "report year for --law") for each in request.law or ()]
    report = law_lint(request.criteria, report_years=report_years, severity=request.severity)
    text = render(
        report,
        request.format,
        statistics=request.statistics,
        width=columns(),
        color=request.output is None and colourful(sys.stdout),
    )
    if request.output is None or request.output == "-":
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        replace(request.output, text)
    print(summary(report), file=sys.stderr)
    return 1 if report.problems else 0
