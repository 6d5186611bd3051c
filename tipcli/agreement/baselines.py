"""What needs no model to say: two baselines that a recommendation has to be held beside.

Pure. Which baselines are fair is a modelling choice, and both are described where they are shown.
"""

from __future__ import annotations

from collections.abc import Mapping

from tipcli.model import HOLDS, Placement


def last_year(before: Mapping[int, str], report_year: int) -> str:
    """The tier published the year before; '' where no row is known, which is not "no change"."""
    return before.get(report_year - 1, "")


def gates_only(placement: Placement) -> str:
    """The tier of the first rung whose answer is yes on the findings themselves.

    A rung is a gate where its question is answered without any attitude; what cannot be told
    counts as no. Where no gate is passed the last rung gives its tier, as it does for whoever
    falls through the ladder. Nothing is assumed of what is open, so this is what the decided
    findings alone force, and no more.
    """
    return next(each.rung.tier for each in placement.rungs if each.answer == HOLDS)
