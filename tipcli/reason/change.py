"""The smallest changes of findings that reach each other tier: all of them, and none too large."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from tipcli.families import Families, Pattern
from tipcli.model import SPECIAL_CASE, TIERS, Assessment
from tipcli.reason.space import Need, Space, barred, need_of, space_of


class Group(NamedTuple):
    """Any so many of these findings."""

    number: int
    needs: tuple[Need, ...]


class Shape(NamedTuple):
    """One shape of a change: so many of each group. `size` is how many findings it changes."""

    size: int
    groups: tuple[Group, ...]


class Change(NamedTuple):
    """Every minimal change of findings after which the recommended tier is `tier`.

    Minimal: no part of the change is enough. `sizes` pairs a number of findings with how many
    minimal changes have it, the smallest first. `shapes` covers the smallest ones, or with
    `every` all of them; `left_out` is how many shapes were not listed. `bar` says, where there
    is no change, what stands in the way: the clock, a judgement, or the law itself.
    """

    tier: str
    direction: str
    sizes: tuple[tuple[int, int], ...]
    shapes: tuple[Shape, ...]
    left_out: int
    bar: str


class Changes(NamedTuple):
    """The changes that reach the other tiers, the best tier first."""

    tier: str
    attitude: str
    changes: tuple[Change, ...]


def change(found: Assessment, to: str = "", *, every: bool = False, most: int = 6) -> Changes:
    """What would have to be shown for another tier to be recommended.

    `to` names one tier; without it each tier of this law but the recommended one is answered.
    Sound and complete for the minimal changes of findings under the assessment's attitude. The
    clock and earlier years, what does not arise and what only a human can judge stay as they are.
    At most `most` shapes are listed for each tier; the numbers in `sizes` are of all.
    """
    space = space_of(found)
    known = {rung.tier for rung in found.law.ladder}
    asked = [tier for tier in TIERS if tier in known and tier != found.placement.tier]
    wanted = [tier for tier in asked if to in ("", tier)]
    changes = tuple(_change(found, space, tier, every=every, most=most) for tier in wanted)
    return Changes(found.placement.tier, found.placement.attitude, changes)


def _change(found: Assessment, space: Space, tier: str, *, every: bool, most: int) -> Change:
    families = Families()
    bar, family = barred(space, space.ways.tier(tier), families)
    sizes = () if bar else tuple(families.sizes(family).items())
    needs = _Needs(found, space)
    shapes: list[Shape] = []
    left_out = 0
    for size, _ in sizes if every else sizes[:1]:
        listed = families.of_size(family, size)
        number, patterns = families.patterns(listed)
        taken = [needs.shape(pattern) for pattern in islice(patterns, most - len(shapes))]
        shapes += taken
        left_out += number - len(taken)
    return Change(
        tier=tier,
        direction=_direction(found.placement.tier, tier),
        sizes=sizes,
        shapes=tuple(shapes),
        left_out=left_out,
        bar=bar,
    )


def _direction(now: str, then: str) -> str:
    if SPECIAL_CASE in (now, then):
        return "aside"
    return "up" if TIERS.index(then) < TIERS.index(now) else "down"


class _Needs:
    """Turns patterns of variables into shapes of needs, each need worked out once."""

    def __init__(self, found: Assessment, space: Space) -> None:
        self._found = found
        self._space = space
        self._known: dict[int, Need] = {}

    def shape(self, pattern: Pattern) -> Shape:
        groups = tuple(
            Group(count, tuple(self._need(member) for member in members))
            for count, members in pattern.parts
        )
        return Shape(sum(group.number for group in groups), groups)

    def _need(self, variable: int) -> Need:
        if variable not in self._known:
            finding = self._space.facts.findings[self._space.names[variable]]
            holds = not self._space.baseline[variable]
            self._known[variable] = need_of(self._found, finding, holds=holds)
        return self._known[variable]
