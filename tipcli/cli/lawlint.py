"""`tipcli law lint`: what looks wrong in each version of the law."""

from __future__ import annotations

from typing import NamedTuple

from tipcli import codes
from tipcli.cli import years
from tipcli.cli.validate import deliver, refuse_report


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
    from tipcli.validation.lawlint import law_lint

    refuse_report(request.format, statistics=request.statistics)
    report_years = [years.report_year(each, "report year for --law") for each in request.law or ()]
    report = law_lint(request.criteria, report_years=report_years, severity=request.severity)
    return deliver(report, request.format, statistics=request.statistics, output=request.output)
