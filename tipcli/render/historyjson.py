"""A country over its report years, as JSON: what `schemas/history.schema.json` publishes."""

from __future__ import annotations

from typing import Any

from tipcli.timeline import Change, Clock, Due, History, Recommended, Year

#: Raised by one with every change that could break a reader.
SCHEMA = "tipcli/history/1"


def answer(history: History) -> dict[str, Any]:
    """One history as plain values."""
    options = history.options
    return {
        "schema": SCHEMA,
        "country": history.country,
        "options": {**options._asdict(), "law_year": options.law_year or None},
        "years": [_year(year) for year in history.years],
    }


def several(histories: list[History]) -> dict[str, Any]:
    """The histories of several countries in turn."""
    return {"schema": SCHEMA + "+list", "histories": [answer(each) for each in histories]}


def _year(year: Year) -> dict[str, Any]:
    return {
        "report_year": year.report_year,
        "published": year.published._asdict() if year.published else None,
        "published_change": _change(year.published_change),
        "file": year.file,
        "problem": year.problem or None,
        "recommended": _recommended(year.recommended) if year.recommended else None,
        "recommended_change": _change(year.recommended_change),
        "agreement": year.agreement or None,
        "law": year.law or None,
        "clock": _clock(year.clock) if year.clock else None,
    }


def _change(change: Change | None) -> dict[str, Any] | None:
    if change is None:
        return None
    return {
        "code": change.code,
        "before": change.before or None,
        "since": change.since or None,
    }


def _recommended(found: Recommended) -> dict[str, Any]:
    return {
        "tier": found.tier,
        "settled": found.settled,
        "tier_set": list(found.tier_set),
        "by_attitude": dict(found.by_attitude),
        "confidence": found.confidence,
        "rung": found.rung,
        "automatic": found.automatic,
        "without_official_findings": found.without_official or None,
        "receipt": dict(found.receipt),
    }


def _clock(clock: Clock) -> dict[str, Any]:
    return {
        "applies": clock.applies,
        "limit": clock.limit,
        "waiver_years": clock.waiver_years,
        "waived": clock.waived,
        "expired": clock.state.expired,
        "years_in_a_row": list(clock.state.run),
        "reasons": list(clock.state.reasons),
        "citation": clock.state.citation,
        "due": _due(clock.due),
        "postponed": _due(clock.postponed),
    }


def _due(due: Due | None) -> dict[str, Any] | None:
    if due is None:
        return None
    return {"earliest": due.earliest, "latest": due.latest, "why": list(due.why)}
