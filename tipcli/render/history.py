"""A country over its report years, as text: the chart, the table, the clock and the changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from tipcli.model import HOLDS, Options
from tipcli.render.historychart import PLAIN, SHORT, Signs, chart
from tipcli.render.lines import BLANK, Line, heading
from tipcli.timeline import (
    AUTOMATIC,
    BAD,
    CHANGES,
    GAP,
    INSIDE,
    OUTSIDE,
    PERHAPS_AUTOMATIC,
    SAME,
    Change,
    Clock,
    Due,
    History,
    Year,
)
from tipcli.words import capital, counted, listed, number

_HEAD = ("Year", "Published", "Recommended", "Tier set", "Agreement", "Settled", "Confidence")
_CLOCK = "{:<6}  {:<9}  {:<13}  {:<13}  "
_CLOCK_HEAD = ("Report", "In a row", "Tier 3", "With waivers")
_AGREEMENT = {SAME: "same", INSIDE: "in the set", OUTSIDE: "outside", "": ""}


def lines(history: History, width: int, signs: Signs) -> Iterator[Line]:
    """What `tipcli history` prints for a terminal of this width."""
    yield heading(f"{history.country} {_span(history)}: tiers published and recommended")
    yield Line(summary(history))
    options = _options(history.options)
    if options:
        yield Line(options)
    for part in (
        chart(history, width, signs),
        _table(history, width),
        _clock(history),
        _changes(history),
        _notes(history),
    ):
        yield BLANK
        yield from part


def summary(history: History) -> str:
    """How often the two tiers agree, in a few sentences."""
    compared = [year for year in history.years if year.agreement]
    if not compared:
        return "No year has both a published tier and one recommended on evidence."
    same, inside, outside = (
        sum(year.agreement == word for year in compared) for word in (SAME, INSIDE, OUTSIDE)
    )
    settled = sum(bool(year.recommended and year.recommended.settled) for year in compared)
    parts = (
        (same, "the same in {}"),
        (inside, "another in {}, where the published one is still possible on the evidence"),
        (outside, "another in {}, where the published one is not possible on the evidence"),
    )
    told = "; ".join(words.format(number(count)) for count, words in parts if count)
    return (
        f"{capital(counted(len(compared), 'year'))} {_have(len(compared))} both a published and a "
        f"recommended tier: {told}. {_settled(settled)}"
    )


def _settled(count: int) -> str:
    many = "None" if not count else capital(number(count))
    return f"{many} of the recommended tiers {'is' if count < 2 else 'are'} settled."


def _have(count: int) -> str:
    return "has" if count == 1 else "have"


def _span(history: History) -> str:
    return spans(year.report_year for year in history.years)


def spans(years: Iterable[int]) -> str:
    """Years as a sentence lists them, those in a row as one: 2001, 2003-2005 and 2008."""
    told = []
    for _, run in groupby(enumerate(years), lambda pair: pair[1] - pair[0]):
        row = [year for _, year in run]
        told.append(str(row[0]) if len(row) == 1 else f"{row[0]}-{row[-1]}")
    return listed(told)


def _options(options: Options) -> str:
    usual = Options()
    told = []
    if options.attitude != usual.attitude:
        told.append(f"the {options.attitude} reading")
    if options.hindsight:
        told.append("what was published later counted too")
    if options.independent:
        told.append("without the official findings of the U.S. government")
    if not options.judgements:
        told.append("without judgements")
    if options.law_year:
        told.append(f"every year under the law of the {options.law_year} report")
    return f"Recommended: {'; '.join(told)}." if told else ""


def _table(history: History, width: int) -> Iterator[Line]:
    rows = [(year, _cells(year)) for year in history.years]
    whole = [cells for _, cells in rows if len(cells) == len(_HEAD)]
    wide = [max(map(len, column)) + 2 for column in zip(_HEAD, *whole, strict=True)]
    wide[1] = max(wide[1], *(len(cells[1]) + 2 for _, cells in rows))
    lead = sum(wide[:2])
    fits = sum(wide) - 2 <= width
    if fits:
        yield Line(_row(_HEAD if whole else _HEAD[:2], wide), style="bold", keep=True)
    for year, cells in rows:
        found = year.recommended
        if found is None:
            yield Line(_lacking(year), 0, _row(cells, wide).ljust(lead))
        elif fits:
            yield Line(_row(cells, wide), keep=True)
        else:
            told = f"{cells[2]} of {cells[3]}; {cells[4] or 'none published'}; {cells[6]}"
            more = "; settled" if found.settled else ""
            yield Line(told + more, 0, _row(cells[:2], wide).ljust(lead))


def _row(cells: Sequence[str], wide: Sequence[int]) -> str:
    return "".join(f"{cell:<{room}}" for cell, room in zip(cells, wide, strict=False)).rstrip()


def _cells(year: Year) -> tuple[str, ...]:
    """What the table says of a year; no more than is published where nothing was assessed."""
    published, found = year.published, year.recommended
    tier = PLAIN[published.tier] + (" ?" if published.deduced else "") if published else "-"
    if found is None:
        return str(year.report_year), tier
    return (
        str(year.report_year),
        tier,
        PLAIN[found.tier],
        ", ".join(SHORT[each] for each in found.tier_set),
        _AGREEMENT[year.agreement],
        "yes" if found.settled else "no",
        found.confidence,
    )


def _lacking(year: Year) -> str:
    if year.file == BAD:
        return "the evidence file cannot be used"
    return "no evidence file" if year.published else "no placement known, no evidence file"


def _clock(history: History) -> Iterator[Line]:
    yield heading("The clock")
    yield Line(
        "In a row: for how many years the country had been on the Watch List before the report. "
        "Tier 3: the report in which it would follow by operation of law, were the country listed "
        "every year until then. Waivers are known from evidence files alone.",
        style="dim",
    )
    told = [(year, year.clock) for year in history.years if year.clock]
    for law, group in groupby(told, lambda pair: pair[0].law):
        years = list(group)
        first = years[0][1]
        when = f"{spans(year.report_year for year, _ in years)} ({law}): "
        if not first.applies:
            yield Line(when + " ".join(first.state.reasons))
            continue
        limit = (
            f"{counted(first.limit, 'year')} in a row, "
            f"{number(first.waiver_years)} more by waiver ({first.state.citation})."
        )
        yield Line(when + limit)
        yield Line(_CLOCK.format(*_CLOCK_HEAD).rstrip(), 1, style="bold", keep=True)
        said = ""
        for year, clock in years:
            yield _clock_row(year.report_year, clock)
            why = _why(clock)
            if why and why != said:
                yield Line(why, 9, style="dim")
            said = why


def _clock_row(report_year: int, clock: Clock) -> Line:
    remarks = ["a waiver is recorded"] if clock.waived else []
    if clock.state.expired == HOLDS:
        remarks.append("the time has run out")
    cells = (report_year, _run(clock.state.run), _due(clock.due), _due(clock.postponed))
    mark = _CLOCK.format(*cells)
    return Line("; ".join(remarks), 1, mark if remarks else mark.rstrip())


def _why(clock: Clock) -> str:
    """Why it cannot be told when Tier 3 would follow, where it cannot."""
    for due in (clock.due, clock.postponed):
        if due and not due.known:
            return " ".join(clock.unknown or due.why)
    return ""


def _run(lengths: tuple[int, ...]) -> str:
    if len(lengths) < 3:
        return " or ".join(map(str, lengths))
    return f"{lengths[0]} to {lengths[-1]}"


def _due(due: Due | None) -> str:
    if due is None:
        return "never"
    return f"{due.latest}" if due.known else f"{due.earliest} to {due.latest}?"


def _changes(history: History) -> Iterator[Line]:
    yield heading("Changes from the year before")
    seen: set[str] = set()
    none = True
    for year in history.years:
        mark = f"{year.report_year}  "
        for who, change, now in (
            ("published", year.published_change, year.published and year.published.tier),
            ("recommended", year.recommended_change, year.recommended and year.recommended.tier),
        ):
            if change is None or change.code == SAME or not now:
                continue
            yield Line(_change(change, now), 0, f"{mark}{who:<13}")
            seen.add(change.code)
            mark, none = " " * len(mark), False
    if none:
        yield Line("None.")
    for code in (AUTOMATIC, PERHAPS_AUTOMATIC, GAP):
        if code in seen:
            yield Line(CHANGES[code], 0, f"{code}: ", style="dim")


def _change(change: Change, now: str) -> str:
    if not change.since:
        return f"{change.code}: {PLAIN[now]}"
    if change.code == GAP:
        return f"{change.code}: {PLAIN[now]}; {PLAIN[change.before]} in {change.since}"
    return f"{change.code}: {PLAIN[change.before]} to {PLAIN[now]}"


def _notes(history: History) -> Iterator[Line]:
    """Where the published tiers come from, and which of them are less than read in a list."""
    known = [(year.report_year, year.published) for year in history.years if year.published]
    tags = dict.fromkeys(each.source for _, each in known)
    yield heading("Published tiers")
    if not known:
        yield Line("None is in placements.csv.")
        return
    told = [f"{tag} ({spans(y for y, each in known if each.source == tag)})" for tag in tags]
    yield Line(f"From {listed(told)}; placements-sources.yaml says what that is.")
    deduced = [year for year, each in known if each.deduced]
    if deduced:
        yield Line(
            f"{spans(deduced)}: deduced from other reports and read in no list (?), so the clock "
            "leaves it out."
        )
    thin = [year for year, each in known if each.fragment]
    if thin:
        yield Line(
            f"{spans(thin)}: from a fragment, since few other countries are known of that report."
        )
