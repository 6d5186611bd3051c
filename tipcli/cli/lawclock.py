"""`tipcli law clock`: the time limit of the Watch List against all published placements."""

from __future__ import annotations

import sys
from typing import NamedTuple

from tipcli.cli.formats import refuse_format
from tipcli.cli.request import print_json
from tipcli.cli.years import report_year


class Request(NamedTuple):
    """What was asked for on the command line; the defaults are the command's."""

    country: str | None = None
    first: str | None = None
    last: str | None = None
    deduced: bool = False
    format: str = "text"
    criteria: str | None = None
    data: str | None = None


def run_law_clock(request: Request) -> int:
    """Print how published placements stand to the clock, and what is left open."""
    from tipcli.agreement.clockaudit import clock_audit
    from tipcli.render import clockaudit as render
    from tipcli.render.lines import show

    refuse_format(request.format)
    years = [
        None if text is None else report_year(text, f"report year for {option}")
        for option, text in (("--from", request.first), ("--to", request.last))
    ]
    found = clock_audit(
        country=request.country,
        first=years[0],
        last=years[1],
        deduced=request.deduced,
        criteria=request.criteria,
        data=request.data,
    )
    if request.format == "json":
        print_json(render.answer(found))
    else:
        show(render.lines(found), sys.stdout)
    return 0
