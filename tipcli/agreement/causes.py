"""Where a disagreement with a published tier lies: evidence, a modelling choice, or the law.

Pure. Each is asked of what decided: the tier set, the choices moved within their ranges, and the
other versions of the law over the same facts. A disagreement can lie in several, or in none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tipcli.assessment import judge
from tipcli.law import Criteria
from tipcli.model import Assessment
from tipcli.reason.choices import Value
from tipcli.reason.sensitivity import sensitivity
from tipcli.reason.together import NEVER, REACHED

EVIDENCE, CHOICE, LAW = "evidence", "modelling choice", "law"


class Moved(NamedTuple):
    """One choice with the value it has, and one within its range that helps to give the tier."""

    choice: str
    authority: str
    now: Value
    value: Value


class Cause(NamedTuple):
    """What would have to be otherwise for the published tier.

    `undecided` are the fewest open or contested findings that would have to come out otherwise
    than they were taken, None where no way of settling them gives the tier. `moved` are choices
    that give it together, by no more than their declared ranges; `verdict` says whether there are
    any: reached, never (shown), or not settled. `laws` are other versions that give it, those left
    out that could not have given the recommended tier at all.
    """

    undecided: tuple[tuple[str, bool], ...] | None
    verdict: str
    moved: tuple[Moved, ...]
    laws: tuple[str, ...]

    @property
    def lies_in(self) -> tuple[str, ...]:
        """Every place in which the disagreement lies; none if the published tier is beyond all."""
        found = (
            (EVIDENCE, self.undecided is not None),
            (CHOICE, self.verdict == REACHED),
            (LAW, bool(self.laws)),
        )
        return tuple(word for word, lies in found if lies)


def cause(
    found: Assessment, published: str, before: Mapping[int, str], others: Iterable[Criteria]
) -> Cause:
    """Why another tier than the published one is recommended.

    `before` holds the placements before this report, as the clock read them; `others` are the
    criteria of the other versions of the law.
    """
    reach = {each.tier: each.witness for each in found.placement.tier_set}
    joint = {each.tier: each for each in sensitivity(found).joint.tiers}.get(published)
    return Cause(
        undecided=reach.get(published),
        # A tier that the law of the report does not have no choice can give.
        verdict=joint.verdict if joint else NEVER,
        moved=tuple(
            Moved(choice.id, choice.authority, choice.now, value)
            for choice, value in (joint.moves if joint else ())
        ),
        laws=tuple(_giving(found, published, before, others)),
    )


def _giving(
    found: Assessment, published: str, before: Mapping[int, str], others: Iterable[Criteria]
) -> Iterator[str]:
    """The versions of the law that give the published tier where they could give either."""
    for known in others:
        if any(rung.tier == found.placement.tier for rung in known.law.ladder):
            there = judge(known, found.country_year, dict(before), found.options)
            if there.placement.tier == published:
                yield known.law.id
