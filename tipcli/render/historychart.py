"""The tiers of a country by year as a chart of letters and signs, told apart without colour."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tipcli.model import SPECIAL_CASE, TIER_1, TIER_2, TIER_3, TIERS, WATCH_LIST
from tipcli.render.lines import BLANK, NARROWEST, WIDEST, Line
from tipcli.render.text import TIER_STYLES
from tipcli.timeline import History, Year

#: The tiers in a column of figures.
SHORT = {TIER_1: "1", TIER_2: "2", WATCH_LIST: "2WL", TIER_3: "3", SPECIAL_CASE: "SC"}
#: The tiers in a table.
PLAIN = {**{tier: tier for tier in TIERS}, WATCH_LIST: "Watch List"}
#: How wide a year is: the tier set, what stands there, and a gap; below it '07.
_COLUMN = 3


class Signs(NamedTuple):
    """What stands in the chart, each one column wide."""

    published: str
    recommended: str
    both: str
    deduced: str
    both_deduced: str
    possible: str


FINE = Signs("○", "●", "◉", "◌", "◍", "│")
ASCII = Signs("o", "x", "*", "?", "&", "|")
_MEANING = Signs(
    "published",
    "recommended",
    "both",
    "published, but deduced and read in no list",
    "recommended and deduced",
    "still possible on the evidence (the tier set)",
)


def fitting(encoding: str | None) -> Signs:
    """The signs that an output of this encoding can write."""
    try:
        "".join(FINE).encode(encoding or "ascii")
    except (LookupError, UnicodeError):
        return ASCII
    return FINE


def chart(history: History, width: int, signs: Signs) -> Iterator[Line]:
    """Tiers from the top down by years from left to right, in as many bands as the width asks."""
    width = max(NARROWEST, min(width, WIDEST))
    tiers = [tier for tier in TIERS if tier != SPECIAL_CASE or _arises(history, tier)]
    names = PLAIN if _margin(PLAIN, tiers) + _COLUMN * len(history.years) <= width else SHORT
    margin = _margin(names, tiers)
    most = (width - margin) // _COLUMN
    bands = -(-len(history.years) // most)
    each = -(-len(history.years) // bands)
    used: set[str] = set()
    for start in range(0, len(history.years), each):
        years = history.years[start : start + each]
        for tier in tiers:
            cells = [_cell(year, tier, signs) for year in years]
            used |= set("".join(cells))
            text = f"{names[tier]:<{margin}}{' '.join(cells)}".rstrip()
            yield Line(text, style=TIER_STYLES[tier], keep=True)
        below = "".join(f"'{year.report_year % 100:02}" for year in years)
        yield Line(" " * margin + below, keep=True)
        yield BLANK
    told = [f"{sign} {what}" for sign, what in zip(signs, _MEANING, strict=True) if sign in used]
    if names is SHORT:
        told += [f"{SHORT[tier]} {tier}" for tier in tiers if SHORT[tier] not in tier]
    yield Line(", ".join(told) + ".", style="dim")


def _margin(names: dict[str, str], tiers: list[str]) -> int:
    return max(len(names[tier]) for tier in tiers) + 1


def _arises(history: History, tier: str) -> bool:
    return any(
        (year.published and year.published.tier == tier)
        or (year.recommended and tier in year.recommended.tier_set)
        for year in history.years
    )


def _cell(year: Year, tier: str, signs: Signs) -> str:
    """Whether the tier is in the year's tier set, and what stands there."""
    published = year.published if year.published and year.published.tier == tier else None
    found = year.recommended
    recommended = found is not None and found.tier == tier
    possible = signs.possible if found and tier in found.tier_set else " "
    if published and recommended:
        return possible + (signs.both_deduced if published.deduced else signs.both)
    if published:
        return possible + (signs.deduced if published.deduced else signs.published)
    return possible + (signs.recommended if recommended else " ")
