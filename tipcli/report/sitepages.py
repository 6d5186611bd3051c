"""The pages that lead to the reports: the grid of all countries, and a country's years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tipcli.model import TIERS
from tipcli.report.htmlmarkup import NOTHING, Html, between, document, el, link
from tipcli.report.htmlyears import chart, table_of_years
from tipcli.report.phrases import Phrases
from tipcli.report.svg import TIER_CLASS
from tipcli.timeline import History, Published

#: What stands where nothing is known.
_GAP = "\N{EN DASH}"


class Line(NamedTuple):
    """A country in the grid: its published tiers, and the recommended ones that have a page."""

    country: str
    name: str
    published: Mapping[int, Published]
    recommended: Mapping[int, str]


def alphabetical(name: str) -> tuple[str, str]:
    """The place of a name in a list: accents and case count last."""
    import unicodedata

    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return bare.casefold(), name


def trail(say: Phrases, *steps: tuple[str, str]) -> Html:
    """Where a page stands in the site: links upwards, and last the page itself."""
    lines = [
        el("li", link(address, name) if address else el("span", name, aria_current="page"))
        for name, address in steps
    ]
    return el("nav", el("ol", *lines), cls="trail", aria_label=say("html.trail"))


def index(say: Phrases, lines: Sequence[Line]) -> str:
    """The front page: every country by every report year."""
    years = sorted({y for line in lines for y in (*line.published, *line.recommended)})
    told = sorted(lines, key=lambda line: (alphabetical(line.name), line.country))
    with_evidence = [line for line in told if line.recommended]
    others = [line for line in told if not line.recommended]
    head = el("tr", el("th", say("html.country"), scope="col"), *(_year(year) for year in years))
    groups = [
        _group(say, say(f"html.grid.{name}"), group, years)
        for name, group in (("evidence", with_evidence), ("others", others))
        if group
    ]
    table = el("table", el("thead", head), *groups, cls="grid")
    span = {"first": years[0], "last": years[-1]} if years else {"first": "", "last": ""}
    label = say("html.grid.label", **span)
    frame = el("div", table, cls="grid-frame", role="region", tabindex="0", aria_label=label)
    reports = sum(len(line.recommended) for line in lines)
    return document(
        say("html.site.title"),
        link("#content", say("html.skip"), cls="skip"),
        el(
            "div",
            el(
                "main",
                el("h1", say("html.site.title")),
                el("p", say("html.site.lead"), cls="lead"),
                el("p", say("html.site.counts", n=reports, countries=len(lines)), cls="soft"),
                _legend(say),
                frame,
                id="content",
            ),
            el("footer", el("p", say("lead.what_this_is")), cls="foot"),
            cls="page wide",
        ),
        language=say.language,
    )


def _year(year: int) -> Html:
    return el("th", str(year), scope="col")


def _group(say: Phrases, name: str, lines: Iterable[Line], years: Sequence[int]) -> Html:
    title = el("th", el("span", name), colspan=str(len(years) + 1), scope="rowgroup", cls="group")
    rows = [el("tr", _country(say, line), *(_cell(say, line, y) for y in years)) for line in lines]
    return el("tbody", el("tr", title), "\n", between(rows, "\n"))


def _country(say: Phrases, line: Line) -> Html:
    name = link(f"{line.country}/index.html", line.name, cls="name", title=line.country)
    if not line.recommended:
        return el("th", name, scope="row")
    kinds = el(
        "span", say("html.grid.published"), el("br"), say("html.grid.recommended"), cls="kinds"
    )
    return el("th", name, kinds, scope="row")


def _cell(say: Phrases, line: Line, year: int) -> Html:
    row, ours = line.published.get(year), line.recommended.get(year)
    cls = f"{TIER_CLASS[row.tier]}{' deduced' if row.deduced else ''}" if row else "gap"
    words = say(f"html.grid.{TIER_CLASS[row.tier]}") if row else _GAP
    if ours is None:
        if not line.recommended:
            return el("td", words, cls=cls)
        return el("td", el("span", words, cls=cls), el("span", _GAP, cls="gap"), cls="both")
    label = say("html.grid.to", country=line.name, year=year, tier=ours)
    short = say(f"html.grid.{TIER_CLASS[ours]}")
    page = link(f"{line.country}/{year}.html", short, cls=TIER_CLASS[ours], aria_label=label)
    return el("td", el("span", words, cls=cls), page, cls="both")


def _legend(say: Phrases) -> Html:
    rows = []
    for tier in TIERS:
        cls = TIER_CLASS[tier]
        key = el("span", say(f"html.grid.{cls}"), cls=f"key {cls}")
        rows.append(el("li", key, tier))
    rows += [
        el("li", el("span", el("i", "2"), cls="key t2 deduced"), say("html.grid.deduced")),
        el("li", el("span", _GAP, cls="key"), say("html.grid.unknown")),
        el("li", el("span", "WL", cls="key wl linked"), say("html.grid.linked")),
    ]
    return el("ul", *rows, cls="legend")


def country_page(say: Phrases, name: str, history: History, pages: Sequence[int]) -> str:
    """The page of a country: its tiers by year, with links to the reports that there are."""
    addresses = {year: f"{year}.html" for year in pages}
    shown = [chart(say, history), table_of_years(say, history, addresses)] if history.years else []
    count = say("html.country.reports", n=len(pages)) if pages else say("html.country.none")
    problems = [
        el("li", f"{year.report_year}: ", el("code", year.problem))
        for year in history.years
        if year.problem
    ]
    return document(
        f"{name} ({history.country})",
        link("#content", say("html.skip"), cls="skip"),
        el(
            "div",
            trail(say, (say("html.site.title"), "../index.html"), (name, "")),
            el(
                "main",
                el("h1", name),
                el("p", count, cls="lead"),
                *shown,
                el("ul", *problems) if problems else NOTHING,
                el("p", say("html.clock.how"), cls="soft"),
                id="content",
            ),
            el("footer", el("p", say("lead.what_this_is")), cls="foot"),
            cls="page",
        ),
        language=say.language,
    )


def report_trail(say: Phrases, name: str, year: int, pages: Sequence[int]) -> Html:
    """The links around a report: the site, the country, and the years before and after."""
    at = pages.index(year)
    beside = [
        el("li", link(f"{pages[n]}.html", say(key, year=pages[n]), rel=rel))
        for n, key, rel in (
            (at - 1, "html.year.before", "prev"),
            (at + 1, "html.year.after", "next"),
        )
        if 0 <= n < len(pages)
    ]
    steps = trail(
        say, (say("html.site.title"), "../index.html"), (name, "index.html"), (str(year), "")
    )
    if not beside:
        return steps
    others = el("nav", el("ul", *beside, cls="beside"), aria_label=say("html.years.beside"))
    return el("div", steps, others, cls="around")
