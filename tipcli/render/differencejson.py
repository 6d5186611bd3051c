"""JSON of why two placements differ: what `schemas/diff.schema.json` publishes."""

from __future__ import annotations

from typing import Any

from tipcli.diffing import Diff
from tipcli.model import Assessment
from tipcli.reason.difference import Cause, Shift

#: Raised by one with every change that could break a reader.
SCHEMA = "tipcli/diff/1"


def answer(found: Diff) -> dict[str, Any]:
    """The answer as plain values; shares are fractions, written so that they add up."""
    of = found.difference
    return {
        "schema": SCHEMA,
        "country": of.after.country_year.country,
        "before": _side(found.names[0], of.before),
        "after": _side(found.names[1], of.after),
        "moved": of.moved,
        "mixtures": of.mixtures,
        "causes": [_cause(each) for each in of.causes],
        "moves": [
            {"components": list(each.components), "joint": each.joint, "tier": each.tier}
            for each in of.moves
        ],
        "recorded": [each._asdict() for each in found.recorded],
    }


def _side(name: str, found: Assessment) -> dict[str, Any]:
    return {
        "name": name,
        "report_year": found.country_year.report_year,
        "tier": found.placement.tier,
        "tier_set": [reach.tier for reach in found.placement.tier_set],
        "law": found.law.id,
        "receipt": dict(found.receipt),
    }


def _cause(cause: Cause) -> dict[str, Any]:
    return {
        "component": cause.component,
        "share": None if cause.share is None else str(cause.share),
        "alone": cause.alone,
        "all_but_this": cause.without,
        "needed": cause.needed,
        "statements": cause.items,
        "findings": [_shift(each) for each in cause.shifts],
    }


def _shift(shift: Shift) -> dict[str, Any]:
    return {
        "indicator": shift.indicator.id,
        "before": shift.before.outcome if shift.before else None,
        "after": shift.after.outcome if shift.after else None,
        "taken_before": shift.taken[0],
        "taken_after": shift.taken[1],
        "decisive": shift.decisive,
        "items": [
            {
                "before": pair.before.id if pair.before else None,
                "after": pair.after.id if pair.after else None,
            }
            for pair in shift.items
        ],
    }
