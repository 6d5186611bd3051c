"""The ledger: each country-year with evidence, recommended beside published, and two baselines.

The tier published for a report is the answer key here and nothing else: it is looked at when the
recommendation stands, which rests on what was published before that report.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from tipcli import __version__, assessment, evidence, history, law, plainfile
from tipcli.agreement import circularity
from tipcli.agreement.baselines import gates_only, last_year
from tipcli.agreement.causes import Cause, cause
from tipcli.agreement.measures import ORDER, Measures, Pair, measure
from tipcli.decide import Facts
from tipcli.errors import InputError, Problem, TipcliError, UsageError, did_you_mean
from tipcli.lawfile import schema_of, window
from tipcli.model import HOLDS, Assessment, Options

NO_ROW, DEDUCED = "no row", "deduced"


class Deciding(NamedTuple):
    """One load-bearing finding: how firmly it stands, and whether it is taken against the
    government.
    """

    finding: str
    word: str
    adverse: bool


class Row(NamedTuple):
    """One country-year that was assessed.

    `published` is '' where no tier is known or its row is left out, and `left_out` says why.
    `last_year` is '' where no row is known. `independent` and `independent_set` are those without
    the U.S. government's own conclusions, '' and () where nobody asked. `cause` is None where the
    tiers are the same or there is nothing to compare.
    """

    country: str
    report_year: int
    law: str
    recommended: str
    tier_set: tuple[str, ...]
    settled: bool
    confidence: str
    rung: str
    automatic: bool
    judged: bool
    deciding: tuple[Deciding, ...]
    gates_only: str
    last_year: str
    independent: str
    independent_set: tuple[str, ...]
    published: str
    source: str
    left_out: str
    cause: Cause | None

    @property
    def disagrees(self) -> bool:
        """Whether another tier was published."""
        return self.published not in ("", self.recommended)


class Ledger(NamedTuple):
    """All rows by country and report year, and what they were asked for with.

    `noted` are entries of the clock that lean on published tiers.
    """

    rows: tuple[Row, ...]
    options: Options
    deduced: bool
    independent: bool
    noted: tuple[circularity.Leaning, ...]
    receipt: tuple[tuple[str, str], ...]

    @property
    def compared(self) -> tuple[Row, ...]:
        """The rows that have a published tier to be held against."""
        return tuple(row for row in self.rows if row.published)

    @property
    def disagreements(self) -> tuple[Row, ...]:
        """The rows whose published tier is another."""
        return tuple(row for row in self.rows if row.disagrees)


class Asked(NamedTuple):
    """What a ledger is asked for; `first` and `last` are report years, 0 for no limit.

    `deduced` counts rows of placements.csv that were deduced and not read, for the clock too.
    `causes` says whether to look where each disagreement lies.
    """

    country: str = ""
    first: int = 0
    last: int = 0
    independent: bool = False
    deduced: bool = False
    causes: bool = True


def agreement(
    *,
    country: str | None = None,
    first: int | None = None,
    last: int | None = None,
    independent: bool = False,
    deduced: bool = False,
    attitude: str = "balanced",
    hindsight: bool = False,
    judgements: bool = True,
    criteria: str | None = None,
    data: str | None = None,
) -> Ledger:
    """The ledger of one country or of all that have evidence, by report year.

    `independent` adds what is recommended without the U.S. government's own conclusions;
    `deduced` lets in placements that were deduced and not read. Raises InputError for faulty
    files, all at once, and for a law or weighing that rests on published tiers; TipcliError where
    there is nothing to compare, UsageError for what cannot be asked.
    """
    options = Options(attitude, hindsight, False, judgements)
    asked = Asked((country or "").upper(), first or 0, last or 0, independent, deduced)
    return ledger(asked, options, criteria, data)


def ledger(asked: Asked, options: Options, criteria: str | None, data: str | None) -> Ledger:
    """The ledger that is asked for; as `agreement`."""
    there = assessment.folders(options, criteria, data)
    which = _country_years(there.data.path, asked)
    noted = _not_circular(there.library)
    table = published(there.data.path)
    of = laws(there.library)
    others = tuple(of(first) for first in _first_reports(there.library)) if asked.causes else ()
    rows: list[Row] = []
    problems: list[Problem] = []
    digests: list[str] = []
    for country, year in which:
        known = of(year)
        try:
            path, display = assessment.file_of(there, country, year)
            facts = evidence.load(path, display, known.catalogue, there.library.digest)
        except InputError as error:
            problems += error.problems
            continue
        mine = {row.report_year: row for row in table.get(country, ())}
        before = {
            y: row.tier
            for y, row in mine.items()
            if y < year and (asked.deduced or not row.deduced)
        }
        found = assessment.judge(known, facts, before, options)
        alone = None
        if asked.independent:
            alone = assessment.judge(known, facts, before, options._replace(independent=True))
        row = _with_key(_row(found, alone, before), mine.get(year), deduced=asked.deduced)
        if asked.causes and row.disagrees:
            elsewhere = [each for each in others if each.law.id != known.law.id]
            row = row._replace(cause=cause(found, row.published, before, elsewhere))
        rows.append(row)
        digests.append(facts.digest)
    if problems:
        raise InputError(problems)
    receipt = _receipt(there, digests, asked, options)
    return Ledger(tuple(rows), options, asked.deduced, asked.independent, noted, receipt)


def _receipt(
    there: assessment.Folders, digests: list[str], asked: Asked, options: Options
) -> tuple[tuple[str, str], ...]:
    """What identifies the ledger: the same receipt means the same inputs and the same answer."""
    from hashlib import sha256

    path = os.path.join(there.data.path, history.NAME)
    table = plainfile.read(path, history.NAME) if os.path.lexists(path) else b""
    chosen = {**options._asdict(), **asked._asdict()}
    return (
        ("tipcli", __version__),
        ("criteria sha256", there.library.digest),
        ("criteria from", there.criteria.found),
        ("evidence sha256", sha256("".join(digests).encode()).hexdigest()),
        ("placements sha256", sha256(table).hexdigest()),
        ("evidence from", there.data.found),
        ("options", ", ".join(f"{name}={value}" for name, value in chosen.items())),
    )


def published(folder: str) -> dict[str, list[history.Row]]:
    """Every published placement by country. Raises InputError with every wrong row."""
    problems = history.check(folder)
    if problems:
        raise InputError(problems)
    table: dict[str, list[history.Row]] = {}
    for row in history.sound(folder):
        table.setdefault(row.country, []).append(row)
    return table


def laws(library: law.Library) -> Callable[[int], law.Criteria]:
    """The criteria for a report year, each version built once."""
    built: list[law.Criteria] = []

    def of(report_year: int) -> law.Criteria:
        for known in built:
            if known.law.first_report <= report_year <= known.law.last_report:
                return known
        built.append(law.load(library, report_year))
        return built[-1]

    return of


def _first_reports(library: law.Library) -> list[int]:
    contents = law.contents(library)
    return sorted(window(raw)[0] for name, raw in contents.items() if schema_of(name) == "law")


def _not_circular(library: law.Library) -> tuple[circularity.Leaning, ...]:
    found = tuple(circularity.leanings(law.contents(library)))
    refused = circularity.refused(found)
    if refused:
        documents = law.documents(library)
        raise InputError(circularity.problem(each, documents[each.file]) for each in refused)
    return found


def _country_years(folder: str, asked: Asked) -> list[tuple[str, int]]:
    if asked.first and asked.last and asked.first > asked.last:
        raise UsageError(f"--from {asked.first} is after --to {asked.last}")
    there = evidence.every(folder)
    countries = sorted({country for country, _ in there})
    if not there:
        raise TipcliError("there is no evidence file to assess")
    if asked.country and asked.country not in countries:
        hint = did_you_mean(asked.country, countries)
        raise TipcliError(
            f"no evidence for {asked.country}; "
            + (hint or f"there is evidence for {', '.join(countries)}")
        )
    years = [(c, year) for c, year in there if asked.country in ("", c)]
    chosen = [(c, year) for c, year in years if asked.first <= year and not 0 < asked.last < year]
    if not chosen:
        known = sorted({year for _, year in years})
        raise TipcliError(
            f"no evidence for these report years; there is evidence for {known[0]}-{known[-1]}"
        )
    return chosen


def _row(found: Assessment, alone: Assessment | None, before: Mapping[int, str]) -> Row:
    """The row as it stands before anybody looks at what was published."""
    facts, placed = found.country_year, found.placement
    rung = next(each.rung for each in placed.rungs if each.rung.id == placed.rung)
    return Row(
        country=facts.country,
        report_year=facts.report_year,
        law=found.law.id,
        recommended=placed.tier,
        tier_set=_tiers(found),
        settled=placed.settled,
        confidence=placed.confidence,
        rung=rung.id,
        automatic=rung.automatic,
        judged=found.without_judgements not in ("", placed.tier),
        deciding=tuple(_deciding(found)),
        gates_only=gates_only(placed),
        last_year=last_year(before, facts.report_year),
        independent=alone.placement.tier if alone else "",
        independent_set=_tiers(alone) if alone else (),
        published="",
        source="",
        left_out="",
        cause=None,
    )


def _deciding(found: Assessment) -> Iterator[Deciding]:
    facts = Facts.of(found.findings, found.clock)
    for link in found.placement.load_bearing:
        holds = facts.taken(link.indicator, found.options.attitude) == HOLDS
        finding = facts.findings.get(link.indicator)
        # Time that has run out speaks against the government.
        favourable = finding is not None and finding.indicator.favourable
        yield Deciding(link.indicator, link.word, holds != favourable)


def _tiers(found: Assessment) -> tuple[str, ...]:
    return tuple(reach.tier for reach in found.placement.tier_set)


def _with_key(row: Row, key: history.Row | None, *, deduced: bool) -> Row:
    if key is None:
        return row._replace(left_out=NO_ROW)
    if key.deduced and not deduced:
        return row._replace(source=key.source, left_out=DEDUCED)
    return row._replace(published=key.tier, source=key.source)


def pointing_away(row: Row) -> tuple[Deciding, ...]:
    """The deciding findings that point away from the published tier, to where it was missed.

    All of them where the two tiers have no order, and where none points that way.
    """
    if not (row.published in ORDER and row.recommended in ORDER):
        return row.deciding
    worse = ORDER.index(row.recommended) > ORDER.index(row.published)
    return tuple(each for each in row.deciding if each.adverse == worse) or row.deciding


TIPCLI, INDEPENDENT = "tipcli", "tipcli, no U.S. findings"
LAST_YEAR, GATES = "last year's tier", "gates only"
#: The sides of the comparison, and how each reads a row: its tier, and what it leaves possible.
SIDES: Mapping[str, Callable[[Row], tuple[str, tuple[str, ...]]]] = {
    TIPCLI: lambda row: (row.recommended, row.tier_set),
    INDEPENDENT: lambda row: (row.independent, row.independent_set),
    LAST_YEAR: lambda row: (row.last_year, ()),
    GATES: lambda row: (row.gates_only, ()),
}


def pairs(rows: Iterable[Row], side: str) -> list[Pair]:
    """What one side says of each row that has a published tier."""
    return [
        Pair(SIDES[side](row)[0], row.published, SIDES[side](row)[1])
        for row in rows
        if row.published
    ]


class Side(NamedTuple):
    """One side with its measures; `same` are those of the recommendation where this side speaks.

    A side that is silent on some rows is fairly held only against the recommendation for the
    others.
    """

    name: str
    measures: Measures
    same: Measures


def sides(found: Ledger) -> Iterator[Side]:
    """The recommendation, then what it is held beside, on the same country-years."""
    for name, read in SIDES.items():
        if name != INDEPENDENT or found.independent:
            spoken = [row for row in found.compared if read(row)[0]]
            yield Side(name, measure(pairs(found.compared, name)), measure(pairs(spoken, TIPCLI)))


def by(rows: Iterable[Row], key: Callable[[Row], str]) -> dict[str, list[Row]]:
    """The rows that have a published tier, by a word, in the order in which the words come up."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row.published:
            groups.setdefault(key(row), []).append(row)
    return groups
