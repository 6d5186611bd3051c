"""Text and JSON of the clock held against all published placements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from tipcli.agreement.clockaudit import (
    BREAKS,
    MAY_BREAK,
    MAY_NEED,
    NEEDS_WAIVER,
    RETURN,
    VERDICTS,
    Audit,
    Listing,
)
from tipcli.agreement.clocknotes import EXPLAINED
from tipcli.model import TIERS
from tipcli.render.lines import BLANK, Line, heading
from tipcli.words import capital, counted, listed, number

SCHEMA = "tipcli/law-clock/1"


def lines(found: Audit) -> Iterator[Line]:
    """What `tipcli law clock` prints: the counts first, then each country-year not explained."""
    years = sorted({each.report_year for each in found.listings})
    span = f"{years[0]}-{years[-1]}" if len(years) > 1 else "".join(map(str, years))
    yield heading(f"The watch-list clock against history{': ' if span else ''}{span}")
    yield Line(
        f"{capital(counted(len(found.listings), 'published placement'))} on the Watch List under "
        "a time limit, each replayed through the clock of its law after the tiers published before "
        "it. No evidence is read."
    )
    yield BLANK
    for verdict, said in VERDICTS.items():
        yield Line(said, 1, f"{len(found.of(verdict)):>5}  ")
    yield BLANK
    yield from _tests(found)
    yield from _broken(found)
    yield from _by_year(found, "Needs a waiver, and none is on record here", NEEDS_WAIVER)
    yield from _by_year(found, "May need a waiver: earlier years unknown", MAY_NEED)
    yield from _by_year(found, "May break the rule: earlier years unknown", MAY_BREAK)
    yield BLANK
    yield from _limits(found)


def _tests(found: Audit) -> Iterator[Line]:
    """What the clock could have failed at."""
    yield heading("What the clock could have failed at")
    out = found.run_out
    yield Line(
        f"Time run out where no waiver can have helped: {_tiers(out)}. The clock as modelled "
        "forbids the Watch List there.",
        1,
        "- ",
    )
    yield Line(
        f"Past the limit with no waiver on record, where there can have been one: "
        f"{_tiers(found.run_out_unwaived)}.",
        1,
        "- ",
    )
    if found.waivers:
        yield Line(_waivers(found), 1, "- ")
    for run in found.runs:
        ends = sorted({run.first_report, run.last_report})
        yield Line(
            f"Longest known run that ends in {'-'.join(map(str, ends))}: "
            f"{counted(run.longest, 'year')}, in {counted(len(run.country_years), 'case')}; "
            f"allowed with every waiver: {number(run.allowed)}.",
            1,
            "- ",
        )
    if found.pairs:
        share = 100 * found.same / found.pairs
        yield Line(
            f"The tier of the year before was kept in {found.same} of {found.pairs} pairs "
            f"({share:.1f}%), which is the baseline to beat (Special Cases left out, and the "
            f"reports of which few placements are known: {_years(found.fragments)}).",
            1,
            "- ",
        )


def _waivers(found: Audit) -> str:
    known = capital(counted(found.waivers, "waiver"))
    needless, elsewhere = len(found.unneeded), len(found.elsewhere)
    return (
        f"{known} on record: {_none(needless)} where the clock as modelled needs none"
        f"{_named_unneeded(found)}; {_none(elsewhere)} for a country published on another tier"
        f"{_named_elsewhere(found)}; {_none(found.untested)} for a country-year whose tier is not "
        "known."
    )


def _none(count: int) -> str:
    return number(count) if count else "none"


def _tiers(counts: Mapping[str, int]) -> str:
    told = [f"{counts[tier]} on {tier}" for tier in TIERS if counts.get(tier)]
    return listed(told) or "never"


def _years(years: Iterable[int]) -> str:
    return listed([str(year) for year in years]) or "none"


def _named_unneeded(found: Audit) -> str:
    named = [f"{each.country} {each.report_year}" for each in found.unneeded]
    return f" ({listed(named)})" if named else ""


def _named_elsewhere(found: Audit) -> str:
    named = [f"{country} {year}: {tier}" for country, year, tier in found.elsewhere]
    return f" ({listed(named)})" if named else ""


def _broken(found: Audit) -> Iterator[Line]:
    """Every placement that breaks the clock, or the rule on returns, explained or open."""
    broken = found.of(BREAKS, RETURN)
    yield BLANK
    if not broken:
        yield heading("No published tier breaks the clock as modelled")
        return
    still = len(found.open)
    yield heading(
        f"Breaks the clock as modelled, or may: {counted(len(broken), 'placement')}, "
        f"{_none(len(broken) - still)} explained and {_none(still)} open"
    )
    for _, group in groupby(broken, key=lambda each: (each.country, each.verdict, each.note)):
        yield Line(_one(found, list(group)), 1, "- ")


def _one(found: Audit, group: Sequence[Listing]) -> str:
    """What is said of neighbouring reports of one country that one note explains, or none."""
    first = group[0]
    place = f"{first.country} {listed([str(each.report_year) for each in group])}"
    limit = "past the limit" if first.verdict == BREAKS else "special rule on returns"
    if first.note is None:
        return f"{place} ({limit}): open; nothing is on record."
    title = found.notes.titles[first.note.source]
    said = f"{first.note.text} [{title}; {first.note.status}]"
    return f"{place} ({limit}): {first.note.verdict}. {said}"


def _by_year(found: Audit, called: str, verdict: str) -> Iterator[Line]:
    listings = found.of(verdict)
    if not listings:
        return
    yield BLANK
    yield heading(f"{called}: {len(listings)}")
    by_year: dict[int, list[Listing]] = {}
    for each in listings:
        by_year.setdefault(each.report_year, []).append(each)
    for year, group in sorted(by_year.items()):
        yield Line(", ".join(_short(each) for each in group), 1, f"{year}: ")


def _short(each: Listing) -> str:
    told = f" ({each.note.verdict})" if each.note else ""
    return f"{each.country}{told}"


def _limits(found: Audit) -> Iterator[Line]:
    yield heading("Limits")
    whole = sorted(found.notes.whole())
    part = sorted({each.report_year for each in found.notes.waivers} - set(whole))
    yield Line(
        f"Lists of waivers seen whole: {_years(whole)}; in part: {_years(part)}. For other reports "
        "a year past the limit may have been waived, and nothing here says so. What is on record "
        "stands in country_data/clock-notes.yaml.",
        1,
        "- ",
    )
    yield Line(
        'A missing row is unknown, never "not on the list": the run may be longer than known.',
        1,
        "- ",
    )
    rule = (
        "Placements that were deduced and not read count."
        if found.deduced
        else f"{capital(counted(found.left_out, 'placement'))} that were deduced and not read are "
        "left out; --deduced lets them in."
    )
    yield Line(rule, 1, "- ")
    if found.noted:
        where = sorted({".".join(map(str, each.path[:2])) for each in found.noted})
        yield Line(
            f"The law's {listed(where)} were inferred from published tiers (see `sources` there), "
            "so the tiers that they were inferred from do not test them.",
            1,
            "- ",
        )
    if found.stale:
        named = listed([f"{country} {year}" for country, year in found.stale])
        yield Line(f"Notes on what the clock explains by itself: {named}.", 1, "- ")


def answer(found: Audit) -> dict[str, Any]:
    """What `tipcli law clock --format json` prints."""
    return {
        "schema": SCHEMA,
        "first_report": found.first,
        "last_report": found.last,
        "deduced": found.deduced,
        "left_out": found.left_out,
        "placements": found.placements,
        "verdicts": {verdict: len(found.of(verdict)) for verdict in VERDICTS},
        "open": len(found.open),
        "run_out": _counts(found.run_out),
        "run_out_unwaived": _counts(found.run_out_unwaived),
        "waivers": {
            "on_record": found.waivers,
            "lists_seen_whole": sorted(found.notes.whole()),
            "untested": found.untested,
            "not_needed": [
                {"country": e.country, "report_year": e.report_year, "reasons": list(e.reasons)}
                for e in found.unneeded
            ],
            "on_another_tier": [
                {"country": country, "report_year": year, "tier": tier}
                for country, year, tier in found.elsewhere
            ],
        },
        "runs": [
            {
                "first_report": run.first_report,
                "last_report": run.last_report,
                "allowed": run.allowed,
                "longest": run.longest,
                "where": [{"country": c, "report_year": y} for c, y in run.country_years],
            }
            for run in found.runs
        ],
        "persistence": {
            "same": found.same,
            "pairs": found.pairs,
            "reports_left_out": list(found.fragments),
        },
        "listings": [_listing(found, each) for each in found.listings],
        "stale_notes": [{"country": c, "report_year": y} for c, y in found.stale],
    }


def _counts(counts: Mapping[str, int]) -> dict[str, int]:
    return {tier: counts.get(tier, 0) for tier in TIERS}


def _listing(found: Audit, each: Listing) -> dict[str, Any]:
    note = None
    if each.note:
        note = {
            "explained": each.note.verdict == EXPLAINED,
            "text": each.note.text,
            "source": found.notes.titles[each.note.source],
            "status": each.note.status,
        }
    return {
        "country": each.country,
        "report_year": each.report_year,
        "law": each.law,
        "verdict": each.verdict,
        "run": list(each.run),
        "reasons": list(each.reasons),
        "waiver": found.notes.titles[each.waiver.source] if each.waiver else None,
        "note": note,
    }
