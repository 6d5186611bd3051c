"""`tipcli history`: the tiers of a country over its report years, and the clock."""

from __future__ import annotations

import sys
from typing import NamedTuple

from tipcli.cli import request as asked
from tipcli.cli.formats import refuse_format
from tipcli.cli.request import print_json
from tipcli.cli.years import report_year
from tipcli.errors import InputError, TipcliError, UsageError
from tipcli.timeline import History
from tipcli.yearly import history_of


class Request(NamedTuple):
    """The words of the command line; the defaults are the command's."""

    countries: list[str] | None = None
    first: str | None = None
    last: str | None = None
    format: str = "text"
    law: str | None = None
    attitude: str = "balanced"
    hindsight: bool = False
    independent: bool = False
    no_judgements: bool = False
    criteria: str | None = None
    data: str | None = None


def run_history(request: Request) -> int:
    """Print each country's years; 1 where a file or a country cannot be told of."""
    refuse_format(request.format)
    countries = request.countries or []
    if not countries:
        raise UsageError("name a country, as in: tipcli history KAZ")
    found = []
    for country in countries:
        try:
            found.append(_history(request, country))
        except (UsageError, InputError):
            raise
        except TipcliError as error:
            print(error, file=sys.stderr)
    problems = [year.problem for each in found for year in each.years if year.problem]
    for problem in problems:
        print(problem, file=sys.stderr)
    if found:
        _print(request, found)
    return 1 if problems or len(found) < len(countries) else 0


def _history(request: Request, country: str) -> History:
    first, last = (
        report_year(text, f"report year for {option}") if text is not None else None
        for option, text in (("--from", request.first), ("--to", request.last))
    )
    words = request._asdict()
    options = asked.options(
        asked.Request(**{name: words[name] for name in asked.Request._fields if name in words})
    )
    return history_of(
        country,
        first=first,
        last=last,
        **options._asdict(),
        criteria=request.criteria,
        data=request.data,
    )


def _print(request: Request, found: list[History]) -> None:
    if request.format == "json":
        from tipcli.render import historyjson

        several = len(request.countries or ()) > 1
        print_json(historyjson.several(found) if several else historyjson.answer(found[0]))
        return
    from tipcli.render.history import lines
    from tipcli.render.historychart import fitting
    from tipcli.render.lines import BLANK, columns, show

    width, signs = columns(), fitting(sys.stdout.encoding)
    for number, each in enumerate(found):
        show([*((BLANK,) if number else ()), *lines(each, width, signs)], sys.stdout)
