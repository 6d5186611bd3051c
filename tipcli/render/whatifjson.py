"""JSON of what if: both assessments whole, the edits between them, and what changed."""

from __future__ import annotations

from typing import Any

from tipcli.explain import phrase
from tipcli.model import ClockState, Finding
from tipcli.reason.whatif import AnswerChange, Changes, ItemChange, Pair, WhatIf
from tipcli.render import json

#: Raised by one with every change that could break a reader.
SCHEMA = "tipcli/what-if/1"


def as_json(answer: WhatIf) -> dict[str, Any]:
    """The edits, both assessments whole, and what changed from one to the other."""
    facts = answer.before.country_year
    return {
        "schema": SCHEMA,
        "country": facts.country,
        "report_year": facts.report_year,
        "edits": [
            {**edit._asdict(), "effects": list(edit.effects), "sha256": edit.sha256 or None}
            for edit in answer.edits
        ],
        "before": json.assessment(answer.before),
        "after": json.assessment(answer.after),
        "changes": _changes(answer.changes),
    }


def _changes(changes: Changes) -> dict[str, Any]:
    clock = changes.clock
    return {
        "nothing": changes.nothing,
        "law": _pair(changes.law),
        "tier": _pair(changes.tier),
        "settled": _pair(changes.settled),
        "by_attitude": {name: _pair(tiers) for name, tiers in changes.by_attitude},
        "tier_set": _pair(changes.tier_set),
        "rung": _pair(changes.rung),
        "confidence": _pair(changes.confidence),
        "without_official_findings": _pair(changes.without_official),
        "without_judgements": _pair(changes.without_judgements),
        "clock": clock and {"before": _clock(clock.before), "after": _clock(clock.after)},
        "findings": [
            {
                "indicator": each.indicator.id,
                "claim": each.indicator.claim,
                "before": _finding(each.before),
                "after": _finding(each.after),
            }
            for each in changes.findings
        ],
        "rungs": [_answer(each) for each in changes.rungs],
        "provisions": [_answer(each) for each in changes.provisions],
        "now_counted": [_item(each) for each in changes.now_counted],
        "no_longer_counted": [_item(each) for each in changes.no_longer_counted],
        "strengths": [
            {"item": each.item.id, "before": each.before, "after": each.after}
            for each in changes.strengths
        ],
    }


def _pair(pair: Pair[Any] | None) -> dict[str, Any] | None:
    if pair is None:
        return None
    before, after = (list(each) if isinstance(each, tuple) else each for each in pair)
    return {"before": before, "after": after}


def _clock(clock: ClockState) -> dict[str, Any]:
    return {
        "expired": clock.expired,
        "years_in_a_row": list(clock.run),
        "reasons": list(clock.reasons),
    }


def _finding(finding: Finding | None) -> dict[str, str] | None:
    if finding is None:
        return None
    return {"outcome": finding.outcome, "ground": finding.ground, "phrase": phrase(finding)}


def _answer(each: AnswerChange) -> dict[str, Any]:
    before, after = (
        answer and {"answer": answer[0], "taken": answer[1]} for answer in (each.before, each.after)
    )
    return {"id": each.id, "title": each.title, "citation": each.citation} | {
        "before": before,
        "after": after,
    }


def _item(change: ItemChange) -> dict[str, str]:
    item = change.item
    return {"item": item.id, "indicator": item.indicator, "reason": change.reason}
