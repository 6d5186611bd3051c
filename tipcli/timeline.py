"""One country over its report years: what was published, what is recommended, and the clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from tipcli.clock import read_clock
from tipcli.errors import InputError, TipcliError
from tipcli.model import (
    CANNOT_TELL,
    FAILS,
    HOLDS,
    SPECIAL_CASE,
    TIER_3,
    TIERS,
    WATCH_LIST,
    Assessment,
    ClockRule,
    ClockState,
    Law,
    Options,
    Waiver,
)

FIRST, SAME, UP, DOWN = "first", "same", "up", "down"
AUTOMATIC, PERHAPS_AUTOMATIC = "down-automatic", "down-perhaps-automatic"
TO_SPECIAL, FROM_SPECIAL, GAP = "to-special-case", "from-special-case", "gap"
#: Every way in which a tier can stand to the one before it, in words.
CHANGES: Mapping[str, str] = MappingProxyType(
    {
        FIRST: "The first tier known.",
        SAME: "The tier of the year before.",
        UP: "A better tier than the year before.",
        DOWN: "A worse tier than the year before.",
        AUTOMATIC: "Down to Tier 3 when the time on the Watch List had run out. Of a published "
        "tier this is consistent with the automatic downgrade, and no proof of it.",
        PERHAPS_AUTOMATIC: "Down to Tier 3 when it cannot be told whether the time on the Watch "
        "List had run out.",
        TO_SPECIAL: "To a Special Case, which stands outside the order of the tiers.",
        FROM_SPECIAL: "From a Special Case back to a tier.",
        GAP: "The tier of the year before is not known, though an earlier one is.",
    }
)

INSIDE, OUTSIDE = "inside", "outside"
#: How a recommended tier can stand to the published one of the same year, in words.
AGREEMENTS: Mapping[str, str] = MappingProxyType(
    {
        SAME: "The recommended tier is the published one.",
        INSIDE: "Another tier is recommended, and the published one is in the tier set.",
        OUTSIDE: "The published tier is not in the tier set.",
    }
)

#: What became of the evidence file of a year.
READ, NONE, BAD = "read", "none", "bad"


class Published(NamedTuple):
    """A row of placements.csv.

    `source` is its tag. A `deduced` row was read in no list, and the clock leaves it out. A row
    of a `fragment` is right, but few other countries are known for that report.
    """

    tier: str
    source: str
    deduced: bool
    fragment: bool


class Recommended(NamedTuple):
    """What was found on a year's evidence file; the words are those of the assessment.

    `automatic` says whether the rung that decided is the downgrade by the clock.
    """

    tier: str
    settled: bool
    tier_set: tuple[str, ...]
    by_attitude: tuple[tuple[str, str], ...]
    confidence: str
    rung: str
    automatic: bool
    without_official: str
    receipt: tuple[tuple[str, str], ...]


class Due(NamedTuple):
    """When Tier 3 follows by operation of law if the country is on every Watch List till then.

    Where `earliest` and `latest` differ it cannot be told, and `why` says what is not known.
    """

    earliest: int
    latest: int
    why: tuple[str, ...]

    @property
    def known(self) -> bool:
        """Whether there is but one year that it can be."""
        return self.earliest == self.latest


class Clock(NamedTuple):
    """The time limit as the law of one report reads it, after the placements known before it.

    `waived` says whether the year's file records a waiver for its report. `due` is with no waiver
    but those of the file, `postponed` with every waiver that the law allows. Without a time limit
    (`applies`) both are None.
    """

    applies: bool
    limit: int
    waiver_years: int
    waived: bool
    state: ClockState
    due: Due | None
    postponed: Due | None

    @property
    def unknown(self) -> tuple[str, ...]:
        """What was not known of the run when the report was made, in sentences."""
        return _unknown(self.state)


class Change(NamedTuple):
    """A tier held against the last one known; `since` is the year of that, 0 for the first."""

    code: str
    before: str
    since: int


class Year(NamedTuple):
    """One report year.

    `file` is read, none or bad; a bad one has its `problem`, as lines to print. `agreement` is ''
    where a tier is lacking on either side. `law` and `clock` are wanting where no version of the
    law covers the year.
    """

    report_year: int
    published: Published | None
    published_change: Change | None
    file: str
    problem: str
    recommended: Recommended | None
    recommended_change: Change | None
    agreement: str
    law: str
    clock: Clock | None


class History(NamedTuple):
    """A country over all report years from the first known to the last, those between included."""

    country: str
    options: Options
    years: tuple[Year, ...]


Answers = Mapping[int, "Assessment | TipcliError"]
#: The law of a report year. Raises TipcliError where there is none.
LawOf = Callable[[int], Law]


def timeline(
    country: str,
    published: Mapping[int, Published],
    answers: Answers,
    law_of: LawOf,
    options: Options,
) -> History:
    """The history of a country from its published tiers and what was found on each of its files.

    Pure, so whoever has the assessments already need not make them again. Raises InputError where
    `law_of` does; a year that no version of the law covers says so in its `problem`.
    """
    ours = {y: _recommended(a) for y, a in answers.items() if isinstance(a, Assessment)}
    before = _Earlier(
        published={year: each.tier for year, each in published.items()},
        counted={year: each.tier for year, each in published.items() if not each.deduced},
        recommended={year: each.tier for year, each in ours.items()},
    )
    known = sorted(published.keys() | answers.keys())
    span = range(known[0], known[-1] + 1) if known else ()
    years = (
        _year(year, published.get(year), ours.get(year), answers.get(year), law_of, before)
        for year in span
    )
    return History(country, options, tuple(years))


class _Earlier(NamedTuple):
    """The tiers by year that a year is held against: published, counted by the clock, ours."""

    published: Mapping[int, str]
    counted: Mapping[int, str]
    recommended: Mapping[int, str]


def _year(
    year: int,
    row: Published | None,
    ours: Recommended | None,
    answer: Assessment | TipcliError | None,
    law_of: LawOf,
    tiers: _Earlier,
) -> Year:
    waivers: tuple[Waiver, ...] = ()
    problem = ""
    if isinstance(answer, TipcliError):
        problem = str(answer)
    elif answer is not None:
        waivers = answer.country_year.waivers
    known, lacking = _law(answer, year, law_of)
    before = {y: tier for y, tier in tiers.counted.items() if y < year}
    clock = read(known.clock, year, before, waivers) if known else None
    return Year(
        report_year=year,
        published=row,
        published_change=_change(tiers.published, year, clock.state.expired if clock else FAILS),
        file=READ if ours else BAD if problem else NONE,
        problem=problem or lacking,
        recommended=ours,
        recommended_change=_change(
            tiers.recommended, year, HOLDS if ours and ours.automatic else FAILS
        ),
        agreement=_agreement(row.tier, ours) if row and ours else "",
        law=known.id if known else "",
        clock=clock,
    )


def _law(
    answer: Assessment | TipcliError | None, year: int, law_of: LawOf
) -> tuple[Law | None, str]:
    """The law of a year, or why there is none; a fault in the law itself is raised."""
    if isinstance(answer, Assessment):
        return answer.law, ""
    try:
        return law_of(year), ""
    except InputError:
        raise
    except TipcliError as error:
        return None, str(error)


def read(
    rule: ClockRule, report_year: int, before: Mapping[int, str], waivers: tuple[Waiver, ...]
) -> Clock:
    """The clock when a report was made, and when it would run out; `before` as in `read_clock`."""
    return Clock(
        applies=rule.applies,
        limit=rule.years_limit,
        waiver_years=rule.waiver_years,
        waived=any(waiver.report_year == report_year for waiver in waivers),
        state=read_clock(rule, report_year, before, waivers),
        due=_due(rule, report_year, before, waivers, False),
        postponed=_due(rule, report_year, before, waivers, True),
    )


def _due(
    rule: ClockRule,
    report_year: int,
    before: Mapping[int, str],
    waivers: tuple[Waiver, ...],
    waiving: bool,
) -> Due | None:
    """Asks the clock about one report after another, as though each had listed the country."""
    if not rule.applies:
        return None
    supposed, year = dict(before), report_year
    earliest = 0
    why: tuple[str, ...] = ()
    while True:
        more = (Waiver(year, "", "", "", "", ""),) if waiving else ()
        state = read_clock(rule, year, supposed, (*waivers, *more))
        if state.expired != FAILS and not earliest:
            earliest, why = year, _unknown(state)
        if state.expired == HOLDS:
            return Due(earliest, year, why if earliest < year else ())
        supposed[year] = WATCH_LIST
        year += 1


def _unknown(state: ClockState) -> tuple[str, ...]:
    """Of the clock's reasons those that tell what is not known.

    It speaks of the run first, of the limit second, and then of what may limit a return.
    """
    return (*(state.reasons[:1] if len(state.run) > 1 else ()), *state.reasons[2:])


def _change(tiers: Mapping[int, str], year: int, run_out: str) -> Change | None:
    """How this year's tier stands to the last one known; None where this year has none."""
    if year not in tiers:
        return None
    since = max((each for each in tiers if each < year), default=0)
    if not since:
        return Change(FIRST, "", 0)
    before = tiers[since]
    code = _kind(before, tiers[year], run_out) if since == year - 1 else GAP
    return Change(code, before, since)


def _kind(before: str, now: str, run_out: str) -> str:
    if now == before:
        return SAME
    if SPECIAL_CASE in (before, now):
        return TO_SPECIAL if now == SPECIAL_CASE else FROM_SPECIAL
    if TIERS.index(now) < TIERS.index(before):
        return UP
    if now == TIER_3:
        return {HOLDS: AUTOMATIC, CANNOT_TELL: PERHAPS_AUTOMATIC}.get(run_out, DOWN)
    return DOWN


def _agreement(published: str, found: Recommended) -> str:
    if published == found.tier:
        return SAME
    return INSIDE if published in found.tier_set else OUTSIDE


def _recommended(found: Assessment) -> Recommended:
    placed = found.placement
    return Recommended(
        tier=placed.tier,
        settled=placed.settled,
        tier_set=tuple(reach.tier for reach in placed.tier_set),
        by_attitude=placed.by_attitude,
        confidence=placed.confidence,
        rung=placed.rung,
        automatic=any(e.rung.automatic for e in placed.rungs if e.rung.id == placed.rung),
        without_official=found.without_official,
        receipt=found.receipt,
    )
