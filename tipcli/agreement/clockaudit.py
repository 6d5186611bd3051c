"""The clock held against history: every published placement replayed through the clock alone.

Needs no evidence. A placement on the Watch List is held against the time limit of the law of its
report (22 U.S.C. 7107(b)(2)(D), from the 2009 report on), after the tiers published before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from tipcli import assessment, history, law, yearly
from tipcli.agreement import clocknotes
from tipcli.agreement.circularity import Leaning, leanings, of_clock
from tipcli.agreement.clocknotes import Note, Notes, Waived
from tipcli.agreement.ledger import laws, published
from tipcli.clock import read_clock
from tipcli.errors import TipcliError, UsageError, did_you_mean
from tipcli.model import (
    CANNOT_TELL,
    FAILS,
    HOLDS,
    SPECIAL_CASE,
    WATCH_LIST,
    ClockRule,
    ClockState,
    Options,
    Waiver,
)

Tiers = Mapping[int, str]

FITS, WAIVED, NEEDS_WAIVER = "fits", "waived", "needs-waiver"
MAY_NEED, MAY_BREAK, RETURN, BREAKS = "may-need-waiver", "may-break", "return", "breaks"
#: How a placement on the Watch List can stand to the clock, from what fits to what breaks it.
VERDICTS: Mapping[str, str] = {
    FITS: "within the time limit, no waiver needed",
    WAIVED: "past the limit, by a waiver that is on record",
    NEEDS_WAIVER: "needs a waiver, and none is on record here",
    MAY_NEED: "may need a waiver: what was published before is not all known",
    MAY_BREAK: "may break the rule: what was published before is not all known",
    RETURN: "breaks the special rule on returns, if the earlier Tier 3 was the automatic one",
    BREAKS: "breaks the rule: past the limit, where no waiver can have helped",
}


class Listing(NamedTuple):
    """One published placement on the Watch List, held against the clock.

    `run` has every length that the run of years before it can have; `reasons` are the clock's.
    `waiver` is the one on record, `note` what else is.
    """

    country: str
    report_year: int
    law: str
    verdict: str
    run: tuple[int, ...]
    reasons: tuple[str, ...]
    waiver: Waived | None
    note: Note | None


class Unneeded(NamedTuple):
    """A waiver on record where the clock as modelled needs none: it speaks against the model."""

    country: str
    report_year: int
    waiver: Waived
    reasons: tuple[str, ...]


class Run(NamedTuple):
    """The longest run of known Watch List years that ends under one time limit, and whose it is."""

    first_report: int
    last_report: int
    allowed: int
    longest: int
    country_years: tuple[tuple[str, int], ...]


class Audit(NamedTuple):
    """What history says of the clock.

    `run_out` counts, by published tier, the country-years where the time had run out and no
    waiver can have helped; `run_out_unwaived` those where one would have been needed to stay and
    none is on record. `waivers` are on record for these countries and reports: `unneeded` where
    the clock needs none, `elsewhere` for a country that was published on another tier,
    `untested` for a country-year without a row. `same` says in how many of `pairs` the tier of
    the year before was kept, Special Cases and fragmentary reports left out. `stale` are notes
    on country-years that need none, `noted` entries of the clock that lean on published tiers.
    """

    first: int
    last: int
    placements: int
    listings: tuple[Listing, ...]
    run_out: Mapping[str, int]
    run_out_unwaived: Mapping[str, int]
    waivers: int
    unneeded: tuple[Unneeded, ...]
    elsewhere: tuple[tuple[str, int, str], ...]
    untested: int
    runs: tuple[Run, ...]
    same: int
    pairs: int
    fragments: tuple[int, ...]
    deduced: bool
    left_out: int
    stale: tuple[tuple[str, int], ...]
    notes: Notes
    noted: tuple[Leaning, ...] = ()

    def of(self, *verdicts: str) -> tuple[Listing, ...]:
        """The listings with these verdicts."""
        return tuple(each for each in self.listings if each.verdict in verdicts)

    @property
    def open(self) -> tuple[Listing, ...]:
        """Those that break the clock, or would, and that nothing on record explains."""
        return tuple(
            each
            for each in self.of(RETURN, BREAKS)
            if each.note is None or each.note.verdict != clocknotes.EXPLAINED
        )


def clock_audit(
    *,
    country: str | None = None,
    first: int | None = None,
    last: int | None = None,
    deduced: bool = False,
    criteria: str | None = None,
    data: str | None = None,
) -> Audit:
    """The audit of one country or of all, for the reports of these years that have a time limit.

    `deduced` lets in placements that were deduced and not read. Raises InputError for faulty
    files, UsageError for years that cannot be, TipcliError where no placement is known.
    """
    if first and last and first > last:
        raise UsageError(f"--from {first} is after --to {last}")
    there = assessment.folders(Options(), criteria, data)
    every = published(there.data.path)
    notes = clocknotes.read(there.data.path)
    rows = [row for mine in every.values() for row in mine if deduced or not row.deduced]
    few = yearly.fragments(Counter(row.report_year for mine in every.values() for row in mine))
    code = (country or "").upper()
    if not every:
        raise TipcliError(f"there is no {history.NAME} with a placement in it")
    if code and code not in every:
        hint = did_you_mean(code, every)
        raise TipcliError(f"no published tier is known for {code}{'; ' if hint else ''}{hint}")
    table: dict[str, dict[int, str]] = {}
    for row in rows:
        if code in ("", row.country):
            table.setdefault(row.country, {})[row.report_year] = row.tier
    of = laws(there.library)
    years = sorted({row.report_year for row in rows})
    span = (max(first or 0, years[0]), min(last or years[-1], years[-1]))
    made = audit(table, lambda year: (of(year).law.id, of(year).law.clock), notes, few, span)
    return made._replace(
        deduced=deduced,
        left_out=sum(
            row.deduced and not deduced and code in ("", row.country)
            for mine in every.values()
            for row in mine
        ),
        noted=of_clock(leanings(law.contents(there.library))),
    )


def audit(
    table: Mapping[str, Tiers],
    clock_of: Callable[[int], tuple[str, ClockRule]],
    notes: Notes,
    fragments: Iterable[int],
    span: tuple[int, int],
) -> Audit:
    """The audit of published tiers by country and report year; pure.

    `clock_of` gives the id of the law of a report and its clock. `fragments` are reports of which
    few placements are known, so that no rate can be taken from them.
    """
    first, last = span
    waived, told = notes.waived(), notes.told()
    listings: list[Listing] = []
    run_out: Counter[str] = Counter()
    unwaived: Counter[str] = Counter()
    placements = 0
    for country, tiers in sorted(table.items()):
        for year in sorted(tiers):
            name, rule = clock_of(year) if first <= year <= last else ("", None)
            if rule is None or not rule.applies:
                continue
            placements += 1
            replay = _replay(rule, year, tiers, country, notes)
            if replay.most.expired == HOLDS:
                run_out[tiers[year]] += 1
            elif replay.without.expired == HOLDS and (country, year) not in waived:
                unwaived[tiers[year]] += 1
            if tiers[year] == WATCH_LIST:
                waiver, note = waived.get((country, year)), told.get((country, year))
                verdict = replay.verdict(waived=waiver is not None)
                state = replay.most if verdict in (RETURN, BREAKS) else replay.without
                listings.append(
                    Listing(country, year, name, verdict, state.run, state.reasons, waiver, note)
                )
    unsettled = {(e.country, e.report_year) for e in listings if e.verdict not in (FITS, WAIVED)}
    inside = {
        key: each for key, each in waived.items() if key[0] in table and first <= key[1] <= last
    }
    same, pairs = _persistence(table, set(fragments), span)
    return Audit(
        first=first,
        last=last,
        placements=placements,
        listings=tuple(listings),
        run_out=dict(run_out),
        run_out_unwaived=dict(unwaived),
        waivers=len(inside),
        unneeded=tuple(_unneeded(inside, table, clock_of)),
        elsewhere=tuple(
            (country, year, table[country][year])
            for country, year in sorted(inside)
            if table[country].get(year, WATCH_LIST) != WATCH_LIST
        ),
        untested=sum(year not in table[country] for country, year in inside),
        runs=tuple(_runs(listings, clock_of)),
        same=same,
        pairs=pairs,
        fragments=tuple(sorted(set(fragments))),
        deduced=False,
        left_out=0,
        stale=tuple(
            sorted(
                k for k in told if k[0] in table and first <= k[1] <= last and k not in unsettled
            )
        ),
        notes=notes,
    )


class _Replay(NamedTuple):
    """The clock for one report, after what came before it alone.

    `without` has no waiver, `most` has one if there can have been one, and `plain` is `most`
    without the special rule on returns.
    """

    without: ClockState
    most: ClockState
    plain: ClockState

    def verdict(self, *, waived: bool) -> str:
        """How a placement on the Watch List stands to it."""
        if self.most.expired == HOLDS:
            return BREAKS
        # With no special rule the clock would know, so it alone is what makes it uncertain.
        if self.most.expired == CANNOT_TELL and self.plain.expired == FAILS:
            return RETURN
        if self.without.expired == FAILS:
            return FITS
        if waived:
            return WAIVED
        if self.most.expired == CANNOT_TELL:
            return MAY_BREAK
        return NEEDS_WAIVER if self.without.expired == HOLDS else MAY_NEED


def _replay(rule: ClockRule, year: int, tiers: Tiers, country: str, notes: Notes) -> _Replay:
    before = {y: tier for y, tier in tiers.items() if y < year}
    none = year in notes.whole() and (country, year) not in notes.waived()
    waivers = () if none else (Waiver(year, "", "", "", "", ""),)
    plain = rule._replace(post_downgrade_years=0)
    return _Replay(
        read_clock(rule, year, before, ()),
        read_clock(rule, year, before, waivers),
        read_clock(plain, year, before, waivers),
    )


def _unneeded(
    waived: Mapping[tuple[str, int], Waived],
    table: Mapping[str, Tiers],
    clock_of: Callable[[int], tuple[str, ClockRule]],
) -> Iterator[Unneeded]:
    for (country, year), waiver in sorted(waived.items()):
        rule = clock_of(year)[1]
        before = {y: tier for y, tier in table[country].items() if y < year}
        without = read_clock(rule, year, before, ())
        if rule.applies and without.expired == FAILS:
            yield Unneeded(country, year, waiver, without.reasons)


def _runs(
    listings: Iterable[Listing], clock_of: Callable[[int], tuple[str, ClockRule]]
) -> Iterator[Run]:
    """The longest run under each time limit, of years that are known to have been on the list."""
    by_limit: dict[int, list[Listing]] = {}
    for each in listings:
        rule = clock_of(each.report_year)[1]
        by_limit.setdefault(rule.years_limit + rule.waiver_years, []).append(each)
    for allowed, group in sorted(by_limit.items(), key=lambda pair: pair[1][0].report_year):
        years = [each.report_year for each in group]
        longest = max(min(each.run) for each in group)
        yield Run(
            min(years),
            max(years),
            allowed,
            longest + 1,
            tuple((e.country, e.report_year) for e in group if min(e.run) == longest),
        )


def _persistence(
    table: Mapping[str, Tiers], fragments: set[int], span: tuple[int, int]
) -> tuple[int, int]:
    """How often a tier was kept from one report to the next, and in how many pairs that is told."""
    told = [
        tiers[year - 1] == tier
        for tiers in table.values()
        for year, tier in tiers.items()
        if not {year, year - 1} & fragments
        and span[0] <= year <= span[1]
        and SPECIAL_CASE not in (tier, tiers.get(year - 1, SPECIAL_CASE))
    ]
    return sum(told), len(told)
