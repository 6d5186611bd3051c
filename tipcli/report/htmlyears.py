"""A country over the years on a page: the chart of its tiers, and the same as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tipcli.report.htmlmarkup import NOTHING, Html, el, join, link
from tipcli.report.htmlparts import Section, section, tier
from tipcli.report.phrases import Phrases
from tipcli.report.svg import TIER_CLASS, legend, timeline
from tipcli.timeline import BAD, History, Year


def timeline_section(say: Phrases, history: History, now: int) -> Section | None:
    """The section about the years; the table is folded, since the chart says the same."""
    if not history.years:
        return None
    name = el("summary", say("html.timeline.table"))
    table = el("details", name, table_of_years(say, history, {}, now))
    return section("years", say("html.heading.years"), [chart(say, history, now), table])


def chart(say: Phrases, history: History, now: int = 0) -> Html:
    """The chart with its legend."""
    return el("figure", timeline(history, say, now), legend(say, history))


def table_of_years(say: Phrases, history: History, pages: Mapping[int, str], now: int = 0) -> Html:
    """A row for each report; `pages` are the addresses of those that have a page."""
    columns = ("report", "published", "recommended", "set", "agreement", "clock")
    head = [el("th", say(f"html.years.{name}"), scope="col") for name in columns]
    rows = [_row(say, year, pages.get(year.report_year, ""), now) for year in history.years]
    table = el("table", el("thead", el("tr", *head)), el("tbody", *rows))
    label = say("html.timeline.table_of", country=history.country)
    return el("div", table, cls="scroll", role="region", tabindex="0", aria_label=label)


def _row(say: Phrases, year: Year, page: str, now: int) -> Html:
    shown = str(year.report_year)
    name = link(page, shown) if page else join(shown)
    current = "true" if year.report_year == now else ""
    return el(
        "tr",
        el("th", name, scope="row", aria_current=current),
        el("td", _published(say, year)),
        el("td", _recommended(say, year)),
        el("td", _set(say, year.recommended.tier_set) if year.recommended else ""),
        el("td", say(f"html.agreement.{year.agreement}") if year.agreement else ""),
        el("td", _clock(say, year)),
    )


def _published(say: Phrases, year: Year) -> Html:
    row = year.published
    if row is None:
        return el("span", say("html.years.unknown"), cls="soft")
    mark = el("span", " ", say("html.years.deduced"), cls="soft") if row.deduced else NOTHING
    return join(el("span", tier(row.tier), cls="small"), mark)


def _recommended(say: Phrases, year: Year) -> Html:
    if year.recommended:
        doubt = "" if year.recommended.settled else say("html.not_settled")
        return join(
            el("span", tier(year.recommended.tier), cls="small"),
            el("span", " ", doubt, cls="soft") if doubt else NOTHING,
        )
    key = "html.years.bad" if year.file == BAD else "html.years.none"
    return el("span", say(key), cls="soft")


def _set(say: Phrases, tiers: Sequence[str]) -> str:
    """The tiers of a set by their short names, which the grid has too."""
    return ", ".join(say(f"html.grid.{TIER_CLASS[tier]}") for tier in tiers)


def _clock(say: Phrases, year: Year) -> str:
    """The report in which Tier 3 would follow, were the country listed till then."""
    if year.clock is None or year.clock.due is None:
        return say("html.years.no_clock")
    due = year.clock.due
    if due.known:
        return str(due.latest)
    return say("html.years.between", first=due.earliest, last=due.latest)
