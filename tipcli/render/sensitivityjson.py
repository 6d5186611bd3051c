"""JSON of how a tier depends on what was chosen: every choice, in play or not."""

from __future__ import annotations

from typing import Any

from tipcli.model import Assessment
from tipcli.reason.choices import CONVENTION
from tipcli.reason.sensitivity import IDLE, NOTHING, SET, TIER, Interval, Sensitivity, Varied
from tipcli.reason.together import Joint
from tipcli.render.sensitivity import MODELLING, PRACTICE, summary, title


def answer(found: Assessment, made: Sensitivity) -> dict[str, Any]:
    """The answer as plain values."""
    counts = {
        name: len(made.changing(TIER, authority))
        for name, authority in (
            ("modelling_choices", MODELLING),
            ("department_practices", PRACTICE),
            ("conventions", CONVENTION),
        )
    }
    return {
        "schema": "tipcli/sensitivity/1",
        "country": found.country_year.country,
        "report_year": found.country_year.report_year,
        "tier": made.tier,
        "tier_set": list(made.tier_set),
        "attitude": made.attitude,
        "law": found.law.id,
        "summary": summary(made),
        "holds_whatever_is_chosen": made.fixed,
        "rung": {"id": made.rung.id, "authority": made.rung.authority},
        "judged": list(made.judged),
        "depends_on": counts,
        "only_the_set": len(made.changing(SET)),
        "without_effect": len(made.changing(NOTHING)),
        "not_in_play": len(made.changing(IDLE)),
        "choices": [_choice(each, found.weighing.ranges_why) for each in made.varied],
        "read_by_the_analyst": [
            {
                "parameter": each.parameter.id,
                "value": each.parameter.value,
                "unit": each.parameter.unit,
                "authority": each.parameter.authority,
                "citation": each.parameter.citation,
                "informs": list(each.indicators),
                "tiers": list(each.tiers),
            }
            for each in made.informed
        ],
        "joint": {
            "choices": made.joint.choices,
            "ranges_why": found.weighing.ranges_why,
            "tiers": [_joint(each) for each in made.joint.tiers],
            "tier_set": [_joint(each) for each in made.joint.tier_set],
        },
    }


def _choice(each: Varied, common: str) -> dict[str, Any]:
    """One choice; the reason of its range only where it is not the common one, given once."""
    choice = each.choice
    return {
        "id": choice.id,
        "kind": choice.kind,
        "title": title(choice),
        "authority": choice.authority,
        "citation": choice.citation,
        "now": choice.now,
        "of": choice.parts or None,
        "values": list(choice.values),
        "range": list(choice.range),
        "range_why": choice.range_why if choice.range_why != common else None,
        "read_by": list(choice.readers),
        "effect": each.effect,
        "intervals": [_interval(interval) for interval in each.intervals],
    }


def _interval(interval: Interval) -> dict[str, Any]:
    return {
        "values": list(interval.values),
        "tier": interval.tier,
        "tier_set": list(interval.tier_set),
    }


def _joint(each: Joint) -> dict[str, Any]:
    return {
        "tier": each.tier,
        "verdict": each.verdict,
        "moves": [
            {"choice": choice.id, "now": choice.now, "value": value} for choice, value in each.moves
        ],
        "fewest": each.fewest,
        "pairs_tried": each.pairs[0],
        "pairs": each.pairs[1],
    }
