"""What a placement rests on: the evidence without which the tier moves or becomes unsettled."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from tipcli.families import NONE, Families
from tipcli.model import TIERS, Assessment
from tipcli.reason.kept import Kept
from tipcli.reason.space import Space, space_of

#: What can be taken away: one statement, the statements of one document, or of one voice with all
#: its copies. Searches and waivers stay, whichever document tells of them.
UNITS = ("item", "source", "origin")


class Taken(NamedTuple):
    """One set of units, and what is recommended and what is possible once it is taken away."""

    units: tuple[str, ...]
    tier: str
    tier_set: tuple[str, ...]


class Removal(NamedTuple):
    """Every minimal set of units whose removal has one effect.

    `sizes` pairs a number of units with how many minimal sets have it. `sets` lists them, the
    smallest first and at most as many as were asked for; `left_out` is how many were not listed.
    `responsibility` gives for each unit of any minimal set the size of the smallest set that
    holds it: its responsibility is one over that.
    """

    sizes: tuple[tuple[int, int], ...]
    sets: tuple[Taken, ...]
    left_out: int
    responsibility: tuple[tuple[str, int], ...]


class Load(NamedTuple):
    """What the placement rests on, for one kind of unit.

    `units` are all that were counted. `flips`: the recommended tier becomes another one.
    `unsettles`: a tier becomes possible that was not in the tier set. `enough` are the smallest
    sets of units that hold the tier whatever else falls away, out of `enough_sizes`: the minimal
    hitting sets of `flips`.
    """

    unit: str
    units: tuple[str, ...]
    flips: Removal
    unsettles: Removal
    enough: tuple[tuple[str, ...], ...]
    enough_sizes: tuple[tuple[int, int], ...]


class Support(NamedTuple):
    """The load-bearing evidence of a placement, by item, by source and by origin.

    `on_one_origin` names the origins without which, each by itself, another tier follows.
    """

    tier: str
    tier_set: tuple[str, ...]
    loads: tuple[Load, ...]
    on_one_origin: tuple[str, ...]


def support(found: Assessment, most: int = 6) -> Support:
    """Which evidence the recommended tier and the tier set rest on.

    Exact: the sets are all the minimal ones under the assessment's own law, weighing and options.
    At most `most` sets of each kind are listed; the numbers are of all.
    """
    space = space_of(found)
    loads = tuple(_Loads(found, space, unit, most).load() for unit in UNITS)
    alone = [name for name, size in loads[-1].flips.responsibility if size == 1]
    return Support(
        tier=found.placement.tier,
        tier_set=tuple(reach.tier for reach in found.placement.tier_set),
        loads=loads,
        on_one_origin=tuple(alone),
    )


class _Loads:
    """What the placement rests on, by one kind of unit."""

    def __init__(self, found: Assessment, space: Space, unit: str, most: int) -> None:
        self._found = found
        self._unit = unit
        self._most = most
        self._kept = Kept(found, space, unit)
        self._diagram = self._kept.diagram
        self._families = Families()

    def load(self) -> Load:
        """Everything about this kind of unit."""
        families, diagram, kept = self._families, self._diagram, self._kept
        before = {reach.tier for reach in self._found.placement.tier_set}
        moved = diagram.negate(kept.when_recommended(self._found.placement.tier))
        new = [kept.when_possible(tier) for tier in TIERS if tier not in before]
        flips = self._minimal(moved)
        unsettles = self._minimal(diagram.disjunction(new))
        enough = families.hitting(flips) if flips else NONE
        smallest = families.sets(families.smallest(enough))
        return Load(
            unit=self._unit,
            units=tuple(sorted(diagram.names)),
            flips=self._removal(flips),
            unsettles=self._removal(unsettles),
            enough=tuple(self._named(chosen) for chosen in islice(smallest, self._most)),
            enough_sizes=tuple(families.sizes(enough).items()),
        )

    def _minimal(self, node: int) -> int:
        return self._families.minimal(self._diagram, node, [True] * len(self._diagram.names))

    def _removal(self, family: int) -> Removal:
        names, families = self._diagram.names, self._families
        sizes = families.sizes(family)
        ordered = (
            chosen for size in sizes for chosen in families.sets(families.of_size(family, size))
        )
        listed = tuple(
            Taken(self._named(chosen), *self._kept.after(chosen))
            for chosen in islice(ordered, self._most)
        )
        fewest = families.fewest_with(family)
        held = sorted((size, names[element]) for element, size in fewest.items())
        return Removal(
            sizes=tuple(sizes.items()),
            sets=listed,
            left_out=sum(sizes.values()) - len(listed),
            responsibility=tuple((name, size) for size, name in held),
        )

    def _named(self, chosen: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(sorted(self._diagram.names[element] for element in chosen))
