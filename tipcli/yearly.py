"""Loads all that is known of one country, year by year: published tiers, evidence and law."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from tipcli import assessment, evidence, history, law
from tipcli.errors import TipcliError, UsageError, did_you_mean
from tipcli.model import Assessment, Law, Options
from tipcli.timeline import Answers, History, LawOf, Published, timeline

#: A report is a fragment where its rows are fewer than one in so many of an earlier report's.
_FRAGMENT = 2


def history_of(
    country: str,
    *,
    first: int | None = None,
    last: int | None = None,
    attitude: str = "balanced",
    hindsight: bool = False,
    independent: bool = False,
    judgements: bool = True,
    law_year: int | None = None,
    criteria: str | None = None,
    data: str | None = None,
) -> History:
    """What was published and what is recommended for a country, year by year, and its clock.

    `country` is an ISO 3166-1 alpha-3 code, `first` and `last` bound the report years; the other
    options are those of `assess`. A year whose file cannot be used says so in its `problem`.
    Raises TipcliError for what a user can mend besides: a fault in the law or in the table of
    placements, a `law_year` without a law, and a country or years of which nothing is known.
    """
    options = Options(attitude, hindsight, independent, judgements, law_year or 0)
    if first is not None and last is not None and first > last:
        raise UsageError(f"the years run backwards: {first} to {last}")
    there = assessment.folders(options, criteria, data)
    code = _code(country)
    if law_year:
        law.load(there.library, law_year)  # refused once and not for every year
    published = published_tiers(there.data.path, code)
    files = [year for each, year in evidence.every(there.data.path) if each == code]
    known = sorted(published.keys() | set(files))
    if not known:
        raise TipcliError(_nothing(code, there.data.path))
    within = [y for y in known if (first or y) <= y <= (last or y)]
    if not within:
        raise TipcliError(f"{code}: nothing is known but of {known[0]} to {known[-1]}")
    # One file from before the window, so that its first year is held against what came before.
    files = [y for y in files if y <= within[-1]]
    files = [y for y in files if y < within[0]][-1:] + [y for y in files if y >= within[0]]
    found = assessment.assess_every([(code, y) for y in files], options, criteria, data)
    answers = dict(zip(files, found, strict=True))
    whole = timeline(code, published, answers, laws(there.library, options, answers), options)
    return whole._replace(
        years=tuple(y for y in whole.years if within[0] <= y.report_year <= within[-1])
    )


def published_tiers(folder: str, country: str) -> dict[int, Published]:
    """The published tiers of a country by report year. Raises InputError as `history.load`."""
    rows = history.rows(folder, country)
    thin = fragments(Counter(row.report_year for row in history.sound(folder))) if rows else set()
    return {
        row.report_year: Published(row.tier, row.source, row.deduced, row.report_year in thin)
        for row in rows
    }


def fragments(counts: Mapping[int, int]) -> set[int]:
    """The reports of which the table has less than half as many rows as of an earlier one."""
    thin, most = set(), 0
    for year in sorted(counts):
        if counts[year] * _FRAGMENT < most:
            thin.add(year)
        most = max(most, counts[year])
    return thin


def laws(library: law.Library, options: Options, answers: Answers) -> LawOf:
    """Gives the law of a year, reading only versions that no assessment has read already."""
    known = [each.law for each in answers.values() if isinstance(each, Assessment)]

    def of(report_year: int) -> Law:
        year = options.law_year or report_year
        for each in known:
            if each.first_report <= year <= each.last_report:
                return each
        known.append(law.load(library, year).law)
        return known[-1]

    return of


def _code(country: str) -> str:
    if len(country) != 3 or not country.isalpha() or not country.isascii():
        raise UsageError(f"{country!r} is not an ISO 3166-1 alpha-3 code such as KAZ")
    return country.upper()


def _nothing(code: str, folder: str) -> str:
    known = {row.country for row in history.sound(folder)}
    known |= {each for each, _ in evidence.every(folder)}
    hint = did_you_mean(code, known)
    return f"no placement and no evidence for {code}{'; ' if hint else ''}{hint}"
