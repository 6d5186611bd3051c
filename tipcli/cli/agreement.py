"""`tipcli agreement`: recommended tiers beside published ones, with two baselines."""

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
    independent: bool = False
    deduced: bool = False
    format: str = "text"
    attitude: str = "balanced"
    hindsight: bool = False
    no_judgements: bool = False
    criteria: str | None = None
    data: str | None = None


def run_agreement(request: Request) -> int:
    """Print the ledger of one country or of all."""
    from tipcli.agreement.ledger import agreement

    refuse_format(request.format)
    years = [
        None if text is None else report_year(text, f"report year for {option}")
        for option, text in (("--from", request.first), ("--to", request.last))
    ]
    found = agreement(
        country=request.country,
        first=years[0],
        last=years[1],
        independent=request.independent,
        deduced=request.deduced,
        attitude=request.attitude,
        hindsight=request.hindsight,
        judgements=not request.no_judgements,
        criteria=request.criteria,
        data=request.data,
    )
    if request.format == "json":
        from tipcli.render.agreementjson import answer

        print_json(answer(found))
    else:
        from tipcli.render.agreement import lines
        from tipcli.render.lines import show

        show(lines(found), sys.stdout)
    return 0
