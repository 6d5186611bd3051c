"""Every condition missed on the way to a tier, and none whose value cannot matter there."""

from __future__ import annotations

from typing import NamedTuple

from tipcli.decide import CLOCK, KLEENE
from tipcli.families import Families
from tipcli.model import FAILS, HOLDS, NOT_APPLICABLE, Assessment, Finding, Provision, Rung, Step
from tipcli.reason.space import Space, barred, space_of


class Missed(NamedTuple):
    """A node of a rule that came out otherwise than the way to the tier asks.

    `wanted` is what it would have to be, `parts` are the parts of it that are missed, and `enough`
    is how many of them would do. A leaf has a `finding`, or neither for the clock.
    """

    step: Step
    wanted: str
    enough: int
    parts: tuple[Missed, ...]
    finding: Finding | None
    clock: bool

    @property
    def provision(self) -> Provision | None:
        """The provision that the node stands for, if it does."""
        return self.step.provision


class Hurdle(NamedTuple):
    """One rung that answers otherwise than it would have to on the way to the tier."""

    rung: Rung
    wanted: str
    missed: Missed | None


class Way(NamedTuple):
    """The way to one rung that gives the tier: the rungs that would have to answer otherwise.

    `besides` are findings that answer as they should and would still have to change, since what
    else changes would turn a rung that answers rightly now. `least` is the fewest findings that
    would have to change, 0 where no change of findings does it; then `bar` says what stands in
    the way: the clock, a judgement, or the law itself.
    """

    rung: Rung
    hurdles: tuple[Hurdle, ...]
    besides: tuple[Finding, ...]
    least: int
    bar: str


class WhyNot(NamedTuple):
    """Why a tier was not recommended: a way for each rung that gives it.

    `reachable` says whether the open and contested findings alone could still give the tier.
    """

    tier: str
    recommended: str
    reachable: bool
    ways: tuple[Way, ...]


def why_not(found: Assessment, tier: str) -> WhyNot:
    """Every condition missed on the way to a tier, each with its finding.

    A finding is named only if it belongs to some minimal change after which the rung gives the
    tier; all others could come out either way and the answer would be the same.
    """
    space = space_of(found)
    ways = tuple(
        _way(found, space, number)
        for number, each in enumerate(found.placement.rungs)
        if each.rung.tier == tier and tier != found.placement.tier
    )
    reachable = any(reach.tier == tier for reach in found.placement.tier_set)
    return WhyNot(tier, found.placement.tier, reachable, ways)


def _way(found: Assessment, space: Space, number: int) -> Way:
    rung, node = space.ways.rungs[number]
    families = Families()
    bar, family = barred(space, node, families)
    matter = {space.names[element] for element in families.elements(family)}
    hurdles = []
    for each in found.placement.rungs[: number + 1]:
        wanted = HOLDS if each.rung is rung else FAILS
        # A rung that does not arise answers no, as on the ladder.
        if (each.taken == HOLDS) != (wanted == HOLDS):
            missed = _missed(each.step, wanted, matter) if each.step else None
            hurdles.append(Hurdle(each.rung, wanted, missed))
    named = {leaf for hurdle in hurdles if hurdle.missed for leaf in leaves_of(hurdle.missed)}
    besides = tuple(
        finding for name, finding in space.facts.findings.items() if name in matter - named
    )
    least = 0 if bar else min(families.sizes(family))
    return Way(rung, tuple(hurdles), besides, least, bar)


def leaves_of(missed: Missed) -> set[str]:
    """The names of the leaves under a node that was missed."""
    if missed.finding is not None:
        return {missed.finding.indicator.id}
    return {CLOCK} if missed.clock else {leaf for part in missed.parts for leaf in leaves_of(part)}


def _missed(step: Step, wanted: str, matter: set[str]) -> Missed | None:
    """What of a node was missed; None where nothing of it can matter, or too little to turn it."""
    rule = step.rule
    if step.taken in (wanted, NOT_APPLICABLE) or rule is None:
        return None
    if not step.parts:
        leaf = CLOCK if rule.op == "clock" else rule.ref
        if leaf not in matter:
            return None
        return Missed(step, wanted, 1, (), step.finding, leaf == CLOCK)
    turned = rule.op == "not" and step.provision is None
    below = KLEENE.negate(wanted) if turned else wanted
    parts = tuple(part for each in step.parts if (part := _missed(each, below, matter)) is not None)
    enough = _enough(step, wanted)
    # With fewer parts that matter no change turns this node: they matter for another's sake.
    if not 0 < enough <= len(parts):
        return None
    return Missed(step, wanted, enough, parts, None, clock=False)


def _enough(step: Step, wanted: str) -> int:
    """How many of the missed parts would have to come out otherwise."""
    rule = step.rule
    asked = [part for part in step.parts if part.taken != NOT_APPLICABLE]
    right = sum(part.taken == wanted for part in asked)
    if rule is None or step.provision is not None or rule.op == "not":
        return 1
    if rule.op in ("all", "any"):
        return len(asked) - right if (rule.op == "all") == (wanted == HOLDS) else 1
    count = min(rule.least, len(asked))
    needed = count if wanted == HOLDS else len(asked) - count + 1
    return max(needed - right, 1)
