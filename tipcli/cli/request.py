"""What a command about one country-year was asked for, and the assessment that answers it."""

from __future__ import annotations

from typing import Any, NamedTuple

from tipcli import assessment
from tipcli.cli.formats import refuse_format
from tipcli.cli.years import report_year
from tipcli.errors import UsageError, did_you_mean
from tipcli.model import TIERS, Assessment, Options


class Request(NamedTuple):
    """The words of the command line; the defaults are the commands'.

    One shape for all commands that begin with an assessment; each reads what it knows of.
    """

    country: str | None = None
    report_year: str | None = None
    every: bool = False
    format: str = "text"
    expect: str | None = None
    receipt: str | None = None
    law: str | None = None
    attitude: str = "balanced"
    hindsight: bool = False
    independent: bool = False
    no_judgements: bool = False
    criteria: str | None = None
    data: str | None = None
    provision: str | None = None
    full: bool = False
    tier: str | None = None
    most: str | None = None
    set: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    add: tuple[str, ...] = ()
    parameter: tuple[str, ...] = ()
    waiver: bool = False


def assessed(request: Request) -> Assessment:
    """The assessment of the one country-year asked for; UsageError where none is named."""
    refuse_format(request.format)
    if not request.country:
        raise UsageError("name a country and a report year, such as KAZ 2010")
    year = report_year(request.report_year) if request.report_year is not None else None
    return assessment.assess(
        request.country,
        year,
        **options(request)._asdict(),
        criteria=request.criteria,
        data=request.data,
    )


def options(request: Request) -> Options:
    """The options of the assessment."""
    law = request.law
    return Options(
        attitude=request.attitude,
        hindsight=request.hindsight,
        independent=request.independent,
        judgements=not request.no_judgements,
        law_year=report_year(law, "report year for --law") if law is not None else 0,
    )


#: What people type for a tier, besides its name; read without regard to case.
_SHORT = {
    "1": TIERS[0],
    "2": TIERS[1],
    "2wl": TIERS[2],
    "wl": TIERS[2],
    "watch list": TIERS[2],
    "2 watch list": TIERS[2],
    "3": TIERS[3],
    "sc": TIERS[4],
}


def tier_named(text: str) -> str:
    """The tier that is meant: its name, or what is left of it, such as 2, 2WL or watch-list."""
    said = " ".join(text.lower().replace("-", " ").split())
    names = {tier.lower(): tier for tier in TIERS} | _SHORT
    tier = names.get(said) or names.get(said.removeprefix("tier").strip())
    if tier is None:
        hint = did_you_mean(text, TIERS)
        raise UsageError(f"no tier {text!r}; {hint or 'use one of ' + ', '.join(TIERS)}")
    return tier


def how_many(text: str | None, usual: int) -> int:
    """How many of something to list; UsageError for anything but a whole number from 1 on."""
    if text is None:
        return usual
    if not (text.isascii() and text.isdigit() and int(text[:9]) > 0 and len(text) < 10):
        raise UsageError(f"{text!r} is not a number of things to list, such as {usual}")
    return int(text)


def print_json(value: Any) -> None:
    """The answer as JSON: the same value always gives the same bytes."""
    import sys

    from tipcli.render.json import dumps

    sys.stdout.write(dumps(value))
