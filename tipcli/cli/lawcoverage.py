"""`tipcli law coverage`: how far each element of the law is modelled, and what it costs."""

from __future__ import annotations

import sys
from typing import NamedTuple

from tipcli.cli.formats import refuse_format
from tipcli.cli.request import print_json
from tipcli.cli.years import report_year as year_of


class Request(NamedTuple):
    """What was asked for on the command line; the defaults are the command's."""

    report_year: str | None = None
    format: str = "text"
    criteria: str | None = None
    data: str | None = None


def run_law_coverage(request: Request) -> int:
    """Print every element of the law of one report, or of all versions."""
    from tipcli.agreement.coverage import law_coverage
    from tipcli.render import coverage as render
    from tipcli.render.lines import show

    refuse_format(request.format)
    year = year_of(request.report_year) if request.report_year is not None else None
    found = law_coverage(year, criteria=request.criteria, data=request.data)
    if request.format == "json":
        print_json(render.answer(found))
    else:
        show(render.lines(found), sys.stdout)
    return 0
