"""What a placement rests on: the evidence without which the tier moves or becomes unsettled."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from tipcli.diagram import NO_LIMIT, TRUE, Diagram, TooLargeError
from tipcli.families import NONE, Families
from tipcli.model import TIERS, Assessment
from tipcli.reason.kept import Kept, units_of
from tipcli.reason.space import Space, space_of

#: What can be taken away: one statement, the statements of one document, or of one voice with all
#: its copies. Searches and waivers stay, whichever document tells of them.
UNITS = ("item", "source", "origin")
#: Beyond so many nodes (some tenths of a second) not all sets are covered but the small ones, as
#: many as again so many nodes hold.
NODES = 100_000


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
    hitting sets of `flips`. Sets of at most `searched` units were covered. Where that is fewer
    than all, larger ones are not counted, and `enough`, which hangs on them, is left empty.
    """

    unit: str
    units: tuple[str, ...]
    flips: Removal
    unsettles: Removal
    enough: tuple[tuple[str, ...], ...]
    enough_sizes: tuple[tuple[int, int], ...]
    searched: int

    @property
    def complete(self) -> bool:
        """Whether sets of every size were covered."""
        return self.searched == len(self.units)


class Support(NamedTuple):
    """The load-bearing evidence of a placement, by item, by source and by origin.

    `on_one_origin` names the origins without which, each by itself, another tier follows.
    """

    tier: str
    tier_set: tuple[str, ...]
    loads: tuple[Load, ...]
    on_one_origin: tuple[str, ...]


def support(found: Assessment, most: int = 6, nodes: int = NODES) -> Support:
    """Which evidence the recommended tier and the tier set rest on.

    Exact: the sets are all the minimal ones under the assessment's own law, weighing and options,
    or, where there is too much evidence for that, all that have at most `Load.searched` units. At
    most `most` sets of each kind are listed; the numbers are of all. `nodes` is how large a
    diagram may grow before it is too much.
    """
    space = space_of(found)
    loads = tuple(_Loads(found, space, unit, most).load(nodes) for unit in UNITS)
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
        self._space = space
        self._unit = unit
        self._most = most
        self._names = units_of(found, space, unit)

    def load(self, limit: int) -> Load:
        """Everything about this kind of unit; where that is too much, about small sets of it."""
        try:
            return self._whole(*self._kept(limit))
        except TooLargeError:
            return self._few(*self._kept(NO_LIMIT), limit)

    def _kept(self, limit: int) -> tuple[Kept, Families]:
        diagram = Diagram(limit)
        for name in self._names:
            diagram.variable(name)
        return Kept(self._found, self._space, self._unit, diagram), Families(limit)

    def _whole(self, kept: Kept, families: Families) -> Load:
        flips, unsettles = self._minimal(kept, families, TRUE)
        enough = families.hitting(flips) if flips else NONE
        smallest = families.sets(families.smallest(enough))
        return self._load(kept, families, (flips, unsettles), len(self._names))._replace(
            enough=tuple(self._named(chosen) for chosen in islice(smallest, self._most)),
            enough_sizes=tuple(families.sizes(enough).items()),
        )

    def _few(self, kept: Kept, families: Families, limit: int) -> Load:
        """Of the sets of one unit, of two, and so on as long as the diagram holds them.

        To ask about small sets alone keeps it small: beyond their size nothing is told apart.
        """
        diagram, size, found = kept.diagram, 0, (NONE, NONE)
        diagram.limit = families.limit = len(diagram) + limit
        try:
            while size < len(self._names):
                found = self._minimal(kept, families, diagram.at_most_false(size + 1))
                size += 1
        except TooLargeError:
            diagram.limit = families.limit = NO_LIMIT
        return self._load(kept, families, found, size)

    def _minimal(self, kept: Kept, families: Families, within: int) -> tuple[int, int]:
        """What moves the tier, and what makes a tier possible that was not."""
        before = {reach.tier for reach in self._found.placement.tier_set}
        new = [tier for tier in TIERS if tier not in before]
        moved = kept.other_than(self._found.placement.tier, within)
        baseline = [True] * len(self._names)
        flips, unsettles = (
            families.minimal(kept.diagram, node, baseline)
            for node in (moved, kept.any_possible(new, within))
        )
        return flips, unsettles

    def _load(self, kept: Kept, families: Families, found: tuple[int, int], searched: int) -> Load:
        flips, unsettles = (self._removal(kept, families, family) for family in found)
        return Load(self._unit, tuple(sorted(self._names)), flips, unsettles, (), (), searched)

    def _removal(self, kept: Kept, families: Families, family: int) -> Removal:
        sizes = families.sizes(family)
        listed = tuple(
            Taken(self._named(chosen), *kept.after(chosen))
            for chosen in islice(families.smallest_first(family), self._most)
        )
        held = sorted(
            (size, self._names[each]) for each, size in families.fewest_with(family).items()
        )
        return Removal(
            sizes=tuple(sizes.items()),
            sets=listed,
            left_out=sum(sizes.values()) - len(listed),
            responsibility=tuple((name, size) for size, name in held),
        )

    def _named(self, chosen: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(sorted(self._names[element] for element in chosen))
