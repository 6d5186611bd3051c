"""Why two placements differ: each component's share in the move, and the findings it moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from math import factorial
from typing import NamedTuple

from tipcli.decide import Facts
from tipcli.explain import rationale
from tipcli.model import Assessment, Finding, Indicator
from tipcli.reason.differenceitems import Pair
from tipcli.reason.differenceslots import Replaced
from tipcli.reason.differenceworlds import COMPONENTS, Inputs, Mixtures


class Shift(NamedTuple):
    """A finding that comes out otherwise in the second placement, moved by one component.

    None where that law does not ask. `taken` is what the attitude took it for, before and after.
    `items` are the statements by which this component moved it. `decisive` says that one of the
    two placements gives it as a reason for a rung that came to be answered otherwise; for any
    rung where none was.
    """

    indicator: Indicator
    before: Finding | None
    after: Finding | None
    taken: tuple[str, str]
    items: tuple[Pair, ...]
    decisive: bool


class Cause(NamedTuple):
    """One component that differs.

    `share` is its part in the move, 0 to all where nothing works against it; None where the tier
    did not move. `alone` is the tier if it alone is replaced, `without` that if all others are.
    `needed` says that no mixture without it gives the second tier. `items` is how many statements
    it replaces.
    """

    component: str
    share: Fraction | None
    alone: str
    without: str
    needed: bool
    items: int
    shifts: tuple[Shift, ...]


class Move(NamedTuple):
    """Components that bring about a tier, none of them superfluous."""

    components: tuple[str, ...]
    tier: str

    @property
    def joint(self) -> bool:
        """Whether there are several, of which it takes all together."""
        return len(self.components) > 1


class Difference(NamedTuple):
    """Two placements, what differs between them, and the smallest sets that make the difference.

    `moves` are all minimal sets of components whose replacement gives the second tier; where the
    tiers are equal, those that would give another one, which the rest then takes back.
    `mixtures` is how many were decided.
    """

    before: Assessment
    after: Assessment
    earlier: tuple[Mapping[int, str], Mapping[int, str]]
    causes: tuple[Cause, ...]
    moves: tuple[Move, ...]
    mixtures: int

    @property
    def moved(self) -> bool:
        """Whether the tier is another one."""
        return self.before.placement.tier != self.after.placement.tier


def difference(before: Inputs, after: Inputs) -> Difference:
    """What differs between two placements, and what of it moved the tier."""
    mixed = Mixtures(before, after)
    tiers = {each: mixed.tier(each) for each in subsets(mixed.differing)}
    was, now = before.found.placement.tier, after.found.placement.tier
    moves = minimal(tiers, was, now)
    share = shares(mixed.differing, {each: tier == now for each, tier in tiers.items()})
    everything = frozenset(mixed.differing)
    return Difference(
        before.found,
        after.found,
        (before.earlier, after.earlier),
        tuple(
            Cause(
                name,
                share[name] if was != now else None,
                tiers[frozenset({name})],
                tiers[everything - {name}],
                was != now and all(name in each.components for each in moves),
                sum(name in slot.components() for slot in mixed.slots),
                tuple(_shifts(mixed, name)),
            )
            for name in mixed.differing
        ),
        moves,
        len(tiers),
    )


def subsets(names: tuple[str, ...]) -> Iterator[Replaced]:
    """Every set of these, the smaller ones first."""
    for size in range(len(names) + 1):
        yield from map(frozenset, combinations(names, size))


def shares(names: tuple[str, ...], moved: Mapping[Replaced, bool]) -> dict[str, Fraction]:
    """The Shapley value of each: how often its replacement makes the move, over all orders.

    `moved` says of every set of components whether replacing it gives the second tier. That, and
    not how far a tier lies from another, is what is shared out: Special Case stands outside any
    order of tiers, and nobody has said that Tier 1 to 2 is as far as 2 to 3. Over one order the
    steps that make and unmake the second tier add to one, since it begins as another and ends as
    itself; so their averages do. What works against the move has a share below zero. Fractions,
    so that "adds to one" means it.
    """
    size = len(names)
    found = dict.fromkeys(names, Fraction(0))
    for replaced, value in moved.items():
        for name in set(names) - replaced:
            step = moved[replaced | {name}] - value
            if step:
                k = len(replaced)
                orders = factorial(k) * factorial(size - k - 1)
                found[name] += Fraction(step * orders, factorial(size))
    return found


def minimal(tiers: Mapping[Replaced, str], was: str, now: str) -> tuple[Move, ...]:
    """The minimal sets that give the second tier, or another one where the two are equal."""
    found: list[Move] = []
    for replaced, tier in sorted(tiers.items(), key=lambda each: len(each[0])):
        gives = tier == now if was != now else tier != was
        if gives and not any(replaced.issuperset(each.components) for each in found):
            found.append(Move(tuple(name for name in COMPONENTS if name in replaced), tier))
    return tuple(found)


def _shifts(mixed: Mixtures, name: str) -> Iterator[Shift]:
    """The findings that differ at the end and that this component moves, first or last of all."""
    everything = frozenset(mixed.differing)
    nothing: Replaced = frozenset()
    steps = ((nothing, nothing | {name}), (everything - {name}, everything))
    moved = {
        ident
        for pair in steps
        for ident in _other(*(_outcomes(mixed.findings(each)) for each in pair))
    }
    was, now = _taken(mixed.before), _taken(mixed.after)
    asked = _turned(mixed.before, mixed.after)
    named = _named(mixed.before, asked) | _named(mixed.after, asked)
    for ident in dict.fromkeys((*now, *was)):
        if ident in moved and was.get(ident, _ABSENT)[1:] != now.get(ident, _ABSENT)[1:]:
            old, new = was.get(ident, _ABSENT), now.get(ident, _ABSENT)
            some = new[0] or old[0]
            if some is not None:
                yield Shift(
                    some.indicator,
                    old[0],
                    new[0],
                    (old[2], new[2]),
                    tuple(_items(mixed, name, ident)),
                    ident in named,
                )


Seen = tuple[Finding | None, str, str]
_ABSENT: Seen = (None, "", "")


def _taken(found: Assessment) -> dict[str, Seen]:
    """Each finding, its outcome, and what it was taken for."""
    facts = Facts.of(found.findings, found.clock)
    return {
        ident: (finding, finding.outcome, facts.taken(ident, found.options.attitude) or "")
        for ident, finding in facts.findings.items()
    }


def _outcomes(findings: tuple[Finding, ...]) -> dict[str, object]:
    """What of each finding a rule may read: its outcome, and which side of a conflict leads."""
    return {
        each.indicator.id: (each.outcome, each.supports.level > each.contradicts.level)
        for each in findings
    }


def _other(one: Mapping[str, object], other: Mapping[str, object]) -> set[str]:
    return {ident for ident in {**one, **other} if one.get(ident) != other.get(ident)}


def _turned(before: Assessment, after: Assessment) -> frozenset[str]:
    """The rungs that came to be answered otherwise; all of them where none was."""
    was, now = (
        {each.rung.id: each.taken for each in found.placement.rungs} for found in (before, after)
    )
    return frozenset(_other(was, now)) or frozenset({*was, *now})


def _named(found: Assessment, asked: frozenset[str]) -> set[str]:
    """The indicators that the reasons of a placement name for these rungs."""
    return {
        leaf.finding.indicator.id
        for point in rationale(found)
        if point.rung in asked
        for clause in point.clauses
        for leaf in clause.findings
        if leaf.finding
    }


def _items(mixed: Mixtures, name: str, indicator: str) -> Iterator[Pair]:
    for slot in mixed.slots:
        about = {each.indicator for each in slot.pair if each}
        if name in slot.components() and indicator in about:
            yield slot.pair
