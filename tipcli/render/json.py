"""JSON: the whole assessment, in the form that `schemas/assessment.schema.json` publishes."""

from __future__ import annotations

from typing import Any

from tipcli.explain import phrase, rationale, rests_on_silence, scorecard
from tipcli.model import NO_END, OUTCOMES, Assessment, Finding, Item, Side, Source, Step

#: Raised by one with every change that could break a reader.
SCHEMA = "tipcli/assessment/1"


def dumps(value: Any) -> str:
    """The same value always gives the same bytes."""
    import json

    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def assessment(found: Assessment) -> dict[str, Any]:
    """One assessment as plain values."""
    facts, placed, law = found.country_year, found.placement, found.law
    by_provision, by_p = scorecard(found)
    return {
        "schema": SCHEMA,
        "country": facts.country,
        "report_year": facts.report_year,
        "tier": placed.tier,
        "rung": placed.rung,
        "attitude": placed.attitude,
        "settled": placed.settled,
        "by_attitude": dict(placed.by_attitude),
        "tier_set": [
            {
                "tier": reach.tier,
                "rungs": list(reach.rungs),
                "witness": [{"finding": name, "holds": value} for name, value in reach.witness],
            }
            for reach in placed.tier_set
        ],
        "confidence": placed.confidence,
        "load_bearing": [link._asdict() for link in placed.load_bearing],
        "rests_on_silence": rests_on_silence(found),
        "without_official_findings": found.without_official or None,
        "without_judgements": found.without_judgements or None,
        "published_last_year": found.published_last_year or None,
        "issued": found.issued,
        "law": {
            "id": law.id,
            "title": law.title,
            "first_report": law.first_report,
            "last_report": law.last_report if law.last_report != NO_END else None,
            "chosen_by": "option" if found.options.law_year else "report year",
        },
        "clock": {
            "expired": found.clock.expired,
            "years_in_a_row": list(found.clock.run),
            "reasons": list(found.clock.reasons),
            "citation": found.clock.citation,
        },
        "rationale": [
            {
                "rung": point.rung,
                "sentence": point.sentence,
                "citation": point.citation,
                "clauses": [
                    {
                        "title": clause.title,
                        "citation": clause.citation,
                        "answer": clause.answer,
                        "findings": [
                            leaf.finding.indicator.id if leaf.finding else "clock"
                            for leaf in clause.findings
                        ],
                    }
                    for clause in point.clauses
                ],
            }
            for point in rationale(found)
        ],
        "ladder": [
            {
                "id": each.rung.id,
                "question": each.rung.question,
                "citation": each.rung.citation,
                "authority": each.rung.authority,
                "tier": each.rung.tier,
                "answer": each.answer,
                "taken": each.taken,
                "rule": _step(each.step) if each.step else None,
            }
            for each in placed.rungs
        ],
        "provisions": [_provision(step) for step in placed.provisions],
        "findings": [_finding(finding) for finding in found.findings],
        "scorecard": {
            "by_provision": [
                {
                    "title": score.heading,
                    "citation": score.citation,
                    **dict(zip(OUTCOMES, score.counts, strict=True)),
                }
                for score in by_provision
            ],
            "by_p": [
                {"title": score.heading, **dict(zip(OUTCOMES, score.counts, strict=True))}
                for score in by_p
            ],
        },
        "evidence": [_item(item) for item in facts.evidence],
        "sources": [_source(source) for source in facts.sources],
        "not_in_force": [item.id for item in found.not_in_force],
        "receipt": dict(found.receipt),
    }


def _step(step: Step) -> dict[str, Any]:
    node: dict[str, Any] = {"answer": step.answer, "taken": step.taken}
    if step.provision is not None:
        return {"op": "provision", "ref": step.provision.id, **node}
    rule = step.rule
    if rule is None:
        return node
    node = {"op": rule.op, **node}
    for key in ("ref", "title", "authority", "citation", "why", "parameter"):
        if getattr(rule, key):
            node[key] = getattr(rule, key)
    if rule.op == "at_least":
        node["count"] = rule.least
    if step.parts:
        node["parts"] = [_step(part) for part in step.parts]
    return node


def _provision(step: Step) -> dict[str, Any]:
    provision = step.provision
    if provision is None:
        raise ValueError("not the step of a provision")
    return {
        "id": provision.id,
        "section": provision.section,
        "title": provision.title,
        "citation": provision.citation,
        "text": provision.text,
        "authority": provision.authority,
        "status": provision.status,
        "answer": step.answer,
        "taken": step.taken,
        "counted": provision.rule is not None,
        "context": list(provision.context),
        "rule": _step(step.parts[0]) if step.parts else None,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    indicator = finding.indicator
    return {
        "indicator": indicator.id,
        "dimension": indicator.dimension,
        "claim": indicator.claim,
        "favourable": indicator.favourable,
        "standard": indicator.standard,
        "authority": indicator.authority,
        "citation": indicator.citation,
        "outcome": finding.outcome,
        "proposed": finding.proposed,
        "ground": finding.ground,
        "phrase": phrase(finding),
        "supports": _side(finding.supports),
        "contradicts": _side(finding.contradicts),
        "not_counted": [
            {"item": aside.item.id, "kind": aside.kind, "reason": aside.reason}
            for aside in finding.asides
        ],
        "searches": [search._asdict() for search in finding.searches],
        "judgement": _judgement(finding),
    }


def _judgement(finding: Finding) -> dict[str, Any] | None:
    if finding.judgement is None:
        return None
    return {**finding.judgement._asdict(), "cites": list(finding.judgement.cites)}


def _side(side: Side) -> dict[str, Any]:
    return {
        "strength": side.strength,
        "origins": side.origins,
        "voices": [
            {"item": voice.item.id, "strength": voice.strength, "steps": list(voice.steps)}
            for voice in side.voices
        ],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "indicator": item.indicator,
        "bearing": item.bearing,
        "statement": item.statement,
        "source": item.source.id,
        "locator": item.locator,
        "basis": item.basis,
        "official": item.official,
        "origin": item.origin,
        "credibility": item.credibility or None,
        "period": {"from": item.period.start, "to": item.period.end} if item.period else None,
        "measure": dict(item.measure) if item.measure else None,
        "adjust": list(item.adjust),
        "undercuts": list(item.undercuts),
        "supersedes": list(item.supersedes),
        "status": item.status,
        "note": item.note,
    }


def _source(source: Source) -> dict[str, Any]:
    return source._asdict()
