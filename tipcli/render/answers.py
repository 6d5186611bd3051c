"""What the JSON of every question to a placement has: whose it is, what was found, on what inputs.

The same members by the same names in each answer, so that one can be held beside another and be
traced to its files.
"""

from __future__ import annotations

from typing import Any

from tipcli.model import Assessment


def framed(found: Assessment, command: str, own: dict[str, Any]) -> dict[str, Any]:
    """The answer of a command, its own members between those that all answers share.

    The number at the end of `schema` is raised by one with every change that could break a reader.
    """
    facts, placed = found.country_year, found.placement
    return {
        "schema": f"tipcli/{command}/1",
        "country": facts.country,
        "report_year": facts.report_year,
        "tier": placed.tier,
        "tier_set": [reach.tier for reach in placed.tier_set],
        "attitude": placed.attitude,
        **own,
        "receipt": dict(found.receipt),
    }
