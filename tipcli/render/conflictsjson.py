"""Conflicts for programs: both sides by id, what came of it, and whether it matters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tipcli.model import Assessment, Side
from tipcli.reason.conflicts import Conflict, Party, on_evidence
from tipcli.render.conflicts import meeting_words

#: Raised by one with every change that could break a reader.
SCHEMA = "tipcli/conflicts/1"


def conflicts(found: Assessment, met: Sequence[Conflict]) -> dict[str, Any]:
    """All conflicts as plain values; each of `these` meets each of `those`."""
    facts, placed = found.country_year, found.placement
    return {
        "schema": SCHEMA,
        "country": facts.country,
        "report_year": facts.report_year,
        "tier": placed.tier,
        "attitude": placed.attitude,
        "without_judgements": found.without_judgements or None,
        "conflicts": [_conflict(found, each) for each in met],
        "judgements": [
            {
                **by._asdict(),
                "proposed": each.proposed,
                "cites": list(by.cites),
            }
            for each in found.findings
            if (by := each.judgement)
        ],
        "receipt": dict(found.receipt),
    }


def _conflict(found: Assessment, each: Conflict) -> dict[str, Any]:
    finding, stake = each.finding, each.stake
    return {
        "kind": each.kind,
        "indicator": finding.indicator.id,
        "claim": finding.indicator.claim,
        "result": each.result,
        "words": meeting_words(each),
        "finding": {
            "on_evidence": on_evidence(found, finding),
            "proposed": finding.proposed,
            "outcome": finding.outcome,
            "standard": finding.indicator.standard,
            "supports": _side(found, finding.supports),
            "contradicts": _side(found, finding.contradicts),
        },
        "matters": {
            "tier_otherwise": stake.otherwise,
            "turns_on_it": stake.rank == 0,
            "load_bearing": stake.load_bearing,
            "can_matter": stake.can_matter,
        },
        "against_itself": list(each.against_itself),
        "items": [_party(found, party) for party in each.parties],
        "pairs": [
            {"these": list(meeting.these), "those": list(meeting.those)}
            for meeting in each.meetings
        ],
    }


def _side(found: Assessment, side: Side) -> dict[str, Any]:
    strength = found.weighing.scale[side.strength] if side.voices else None
    return {"strength": strength, "origins": side.origins}


def _party(found: Assessment, party: Party) -> dict[str, Any]:
    item, source = party.item, party.item.source
    period = item.period
    return {
        "id": item.id,
        "indicator": item.indicator,
        "bearing": item.bearing,
        "statement": item.statement,
        "strength": found.weighing.scale[party.strength],
        "not_counted": party.aside or None,
        "origin": item.origin,
        "source": {
            "id": source.id,
            "title": source.title,
            "publisher": source.publisher,
            "published": source.published,
        },
        "locator": item.locator,
        "official": item.official,
        "status": item.status,
        "period": {"from": period.start, "to": period.end} if period else None,
        "measure": dict(item.measure) if item.measure else None,
    }
