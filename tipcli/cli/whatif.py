"""`tipcli what-if`: read what is supposed, assess with and without it, and print what changed."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from tipcli.cli.formats import refuse_format
from tipcli.cli.request import Request, options, print_json
from tipcli.cli.years import report_year
from tipcli.errors import UsageError


def run_what_if(request: Request) -> int:
    """Print before and after, as far as they differ."""
    from tipcli.supposing import what_if

    refuse_format(request.format)
    if not request.country:
        raise UsageError(
            "name a country and a report year, as in: tipcli what-if KAZ 2010 --drop KAZ-2010-07"
        )
    chosen = options(request)
    answer = what_if(
        request.country,
        report_year(request.report_year) if request.report_year is not None else None,
        set=_pairs("--set", "INDICATOR=established or INDICATOR=refuted", request.set),
        drop=request.drop,
        add=request.add,
        law_year=chosen.law_year,
        parameters=_pairs("--parameter", "NAME=VALUE", request.parameter),
        waiver=request.waiver,
        attitude=chosen.attitude,
        hindsight=chosen.hindsight,
        independent=chosen.independent,
        judgements=chosen.judgements,
        criteria=request.criteria,
        data=request.data,
    )
    if request.format == "json":
        from tipcli.render.whatifjson import as_json

        print_json(as_json(answer))
    else:
        from tipcli.render.lines import columns, show
        from tipcli.render.whatif import comparison

        show(comparison(answer, columns()), sys.stdout)
    return 0


def _pairs(option: str, form: str, said: Iterable[str]) -> dict[str, str]:
    """What is said of each name; UsageError where it is no such pair or two are at odds."""
    found: dict[str, str] = {}
    for each in said:
        name, sign, value = (part.strip() for part in each.partition("="))
        if not (name and sign and value):
            raise UsageError(f"{option} {each}: write {option} {form}")
        if found.setdefault(name, value) != value:
            raise UsageError(f"{option} says both {name}={found[name]} and {name}={value}")
    return found
