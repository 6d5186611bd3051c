"""The watch-list clock: a small state machine over placements of earlier years, by law version.

22 U.S.C. 7107(b)(2)(D)-(F) in the numbering since 2013; (b)(3)(D) for the reports of 2009-2012.
"""

from __future__ import annotations

from collections.abc import Mapping

from tipcli.model import (
    CANNOT_TELL,
    FAILS,
    HOLDS,
    SPECIAL_CASE,
    TIER_3,
    WATCH_LIST,
    ClockRule,
    ClockState,
    Waiver,
)


def read_clock(
    rule: ClockRule,
    report_year: int,
    placements: Mapping[int, str],
    waivers: tuple[Waiver, ...],
) -> ClockState:
    """Whether the time on the Watch List had run out when this report was made.

    `placements` holds years before `report_year` alone. A year without a row is unknown, never
    "not on the list"; where the unknown matters the answer is "cannot tell".
    """
    if not rule.applies:
        return ClockState(FAILS, (0,), (rule.text,), rule.citation)
    runs, reasons = _runs(rule, report_year, placements)
    waived = any(waiver.report_year == report_year for waiver in waivers)
    answers = {_expired(rule, run, waived) for run in runs}
    reasons.append(_limit(rule, runs, waived, answers))
    if answers == {False} and _after_downgrade(rule, report_year, placements, max(runs)):
        reasons.append(
            "An earlier Tier 3 followed a full run on the Watch List. If that was the automatic "
            f"downgrade, a return is limited to {rule.post_downgrade_years} year "
            f"({rule.post_downgrade_citation}); the placements alone do not say whether it was."
        )
        answers = {True, False}
    expired = CANNOT_TELL if len(answers) > 1 else HOLDS if True in answers else FAILS
    return ClockState(expired, tuple(sorted(runs)), tuple(reasons), rule.citation)


def _runs(
    rule: ClockRule, report_year: int, placements: Mapping[int, str]
) -> tuple[set[int], list[str]]:
    """Every length the present run can have: one, or more where a year is unknown."""
    runs = _lengths(rule, report_year - 1, placements)
    run = min(runs)
    year = report_year - run - 1
    before = placements.get(year)
    if len(runs) > 1:
        what = "no placement is known" if before is None else f"the placement was {before}"
        return runs, [f"For {year} {what}, so the run may be longer than {run}."]
    if run:
        span = str(year + 1) if run == 1 else f"{year + 1}-{report_year - 1}"
        return runs, [f"On the Watch List in {span}: {run} year{'s' * (run > 1)} in a row."]
    if year < rule.first_counted_report:
        return runs, [f"Reports before {rule.first_counted_report} do not count."]
    return runs, [f"The {year} report placed the country on {before}; the run begins anew."]


def _lengths(rule: ClockRule, year: int, placements: Mapping[int, str]) -> set[int]:
    """Every possible length of a run that ends with this year.

    Whether a Special Case year breaks a run or only suspends it is unsettled: both are possible.
    """
    tier = placements.get(year)
    if year < rule.first_counted_report or tier not in (None, WATCH_LIST, SPECIAL_CASE):
        return {0}
    earlier = _lengths(rule, year - 1, placements)
    if tier == SPECIAL_CASE:
        return earlier | {0}
    longer = {length + 1 for length in earlier}
    return longer if tier == WATCH_LIST else longer | {0}


def _expired(rule: ClockRule, run: int, waived: bool) -> bool:
    if run < rule.years_limit:
        return False
    return not (waived and run - rule.years_limit < rule.waiver_years)


def _limit(rule: ClockRule, runs: set[int], waived: bool, answers: set[bool]) -> str:
    limit = f"The limit is {rule.years_limit} years in a row, and up to {rule.waiver_years} more "
    limit += "by waiver"
    if max(runs) < rule.years_limit:
        return f"{limit}."
    if waived:
        if len(answers) > 1:
            return f"{limit}; the file records one, and whether any was left depends on the run."
        used_up = "; the file records one" if answers == {False} else "; none is left"
        return f"{limit}{used_up}."
    return f"{limit}; the file records none for this report."


def _after_downgrade(
    rule: ClockRule, report_year: int, placements: Mapping[int, str], run: int
) -> bool:
    """Whether this would be a further listing after what looks like an automatic downgrade."""
    if not rule.post_downgrade_years or run < rule.post_downgrade_years:
        return False
    for year in range(rule.first_counted_report + rule.years_limit, report_year):
        before = range(year - rule.years_limit, year)
        if placements.get(year) == TIER_3 and all(
            placements.get(earlier) == WATCH_LIST for earlier in before
        ):
            return True
    return False
