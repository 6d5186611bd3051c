"""Families of sets: every minimal way to make something true, in one small graph.

A zero-suppressed decision diagram over the variables of a `Diagram`. Node 0 is the family of no
set, node 1 the family of the empty set alone; any other node parts the sets without an element
from those with it. Equal families share one node, so families of millions of sets are counted,
compared and searched without ever being listed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tipcli.diagram import FALSE, NO_LIMIT, TRUE, Diagram, TooLargeError, inner

NONE = 0
EMPTY_SET = 1
_LEAF = 1 << 30


class Pattern(NamedTuple):
    """A group of sets of one shape: any `count` of the `members`, for each of its parts."""

    parts: tuple[tuple[int, tuple[int, ...]], ...]


class Families:
    """A store of families over elements 0, 1, 2 ..., in that order.

    Where a `limit` is given, TooLargeError is raised in place of more nodes than that.
    """

    def __init__(self, limit: int = NO_LIMIT) -> None:
        self.limit = limit
        self._element = [_LEAF, _LEAF]
        self._without = [0, 1]
        self._with = [0, 1]
        self._unique: dict[tuple[int, int, int], int] = {}
        self._lean: dict[tuple[int, int], int] = {}
        self._unions: dict[tuple[int, int], int] = {}

    def __len__(self) -> int:
        return len(self._element)

    def _node(self, element: int, without: int, having: int) -> int:
        if having == NONE:
            return without
        key = (element, without, having)
        node = self._unique.get(key)
        if node is None:
            node = self._unique[key] = len(self._element)
            if node > self.limit:
                raise TooLargeError
            self._element.append(element)
            self._without.append(without)
            self._with.append(having)
        return node

    def minimal(
        self,
        diagram: Diagram,
        node: int,
        baseline: Sequence[bool],
        fixed: Collection[int] = (),
    ) -> int:
        """Every minimal set of variables to set off the baseline so that `node` is true.

        Minimal: no part of the set is enough. Variables in `fixed` are never set off it.
        """
        known = {FALSE: NONE, TRUE: EMPTY_SET}
        for current in diagram.below(node):
            variable, low, high = diagram.at(current)
            usual, other = (high, low) if baseline[variable] else (low, high)
            stay = known[usual]
            if variable not in fixed:
                stay = self._node(variable, stay, self.not_covering(known[other], stay))
            known[current] = stay
        return known[node]

    def hitting(self, family: int) -> int:
        """The minimal sets that share an element with every set of the family."""
        diagram = Diagram(self.limit)
        for element in self.elements(family):
            diagram.variable(str(element))
        known = {NONE: TRUE, EMPTY_SET: FALSE}
        for node in self._below(family):
            element = diagram.variable(str(self._element[node]))
            hit = diagram.choose(element, TRUE, known[self._with[node]])
            known[node] = diagram.choose(known[self._without[node]], hit, FALSE)
        found = self.minimal(diagram, known[family], [False] * len(diagram.names))
        # Elements of the inner diagram are numbered anew; the order is the same.
        return self._renamed(found, [int(name) for name in diagram.names])

    def _renamed(self, family: int, names: Sequence[int]) -> int:
        known = {NONE: NONE, EMPTY_SET: EMPTY_SET}
        for node in self._below(family):
            without, having = known[self._without[node]], known[self._with[node]]
            known[node] = self._node(names[self._element[node]], without, having)
        return known[family]

    def union(self, one: int, other: int) -> int:
        """The sets of either family."""
        if one in (NONE, other):
            return other
        if other == NONE:
            return one
        key = (one, other) if one < other else (other, one)
        found = self._unions.get(key)
        if found is None:
            top, (a0, a1), (b0, b1) = self._parted(one, other)
            found = self._node(top, self.union(a0, b0), self.union(a1, b1))
            self._unions[key] = found
        return found

    def _parted(self, one: int, other: int) -> tuple[int, tuple[int, int], tuple[int, int]]:
        """The first element of two families, and each family parted by it."""
        top = min(self._element[one], self._element[other])
        first, second = (
            (self._without[each], self._with[each]) if self._element[each] == top else (each, NONE)
            for each in (one, other)
        )
        return top, first, second

    def not_covering(self, family: int, smaller: int) -> int:
        """The sets of the family that contain no set of `smaller`."""
        if NONE in (family, smaller):
            return family
        if family == smaller or self.has_empty_set(smaller):
            return NONE
        if family == EMPTY_SET:
            return family
        key = (family, smaller)
        found = self._lean.get(key)
        if found is None:
            top, (f0, f1), (s0, s1) = self._parted(family, smaller)
            having = self.not_covering(self.not_covering(f1, s0), s1)
            found = self._node(top, self.not_covering(f0, s0), having)
            self._lean[key] = found
        return found

    def has_empty_set(self, family: int) -> bool:
        """Whether the empty set is one of the family."""
        while family > EMPTY_SET:
            family = self._without[family]
        return family == EMPTY_SET

    def _below(self, family: int) -> list[int]:
        """All inner nodes at and below a family; children were made first."""
        return inner(family, self._without, self._with)

    def elements(self, family: int) -> list[int]:
        """The elements of any set of the family, in order."""
        return sorted({self._element[node] for node in self._below(family)})

    def sizes(self, family: int) -> dict[int, int]:
        """How many sets of each size the family has, the smallest size first."""
        known: dict[int, dict[int, int]] = {NONE: {}, EMPTY_SET: {0: 1}}
        for node in self._below(family):
            total = dict(known[self._without[node]])
            for size, number in known[self._with[node]].items():
                total[size + 1] = total.get(size + 1, 0) + number
            known[node] = total
        return dict(sorted(known[family].items()))

    def smallest(self, family: int) -> int:
        """The sets of the family that have the fewest elements."""
        fewest = self._fewest(family)
        known = {NONE: NONE, EMPTY_SET: EMPTY_SET}
        for node in self._below(family):
            without, having = self._without[node], self._with[node]
            least = fewest[node]
            known[node] = self._node(
                self._element[node],
                known[without] if fewest[without] == least else NONE,
                known[having] if fewest[having] + 1 == least else NONE,
            )
        return known[family]

    def of_size(self, family: int, size: int) -> int:
        """The sets of the family that have so many elements."""
        known: dict[tuple[int, int], int] = {}
        below = self._below(family)
        for left in range(size + 1):
            known[NONE, left] = NONE
            known[EMPTY_SET, left] = EMPTY_SET if left == 0 else NONE
            for node in below:
                having = known[self._with[node], left - 1] if left else NONE
                without = known[self._without[node], left]
                known[node, left] = self._node(self._element[node], without, having)
        return known[family, size]

    def _fewest(self, family: int) -> dict[int, int]:
        known = {NONE: _LEAF, EMPTY_SET: 0}
        for node in self._below(family):
            known[node] = min(known[self._without[node]], known[self._with[node]] + 1)
        return known

    def fewest_with(self, family: int) -> dict[int, int]:
        """For each element the size of the smallest set of the family that holds it."""
        below = self._fewest(family)
        above = {family: 0}
        found: dict[int, int] = {}
        for node in reversed(self._below(family)):
            taken = above[node] + 1
            element, having = self._element[node], self._with[node]
            found[element] = min(found.get(element, _LEAF), taken + below[having])
            for child, cost in ((self._without[node], taken - 1), (having, taken)):
                above[child] = min(above.get(child, _LEAF), cost)
        return dict(sorted(found.items()))

    def smallest_first(self, family: int) -> Iterator[tuple[int, ...]]:
        """Every set of the family, those of the fewest elements first."""
        for size in self.sizes(family):
            yield from self.sets(self.of_size(family, size))

    def sets(self, family: int) -> Iterator[tuple[int, ...]]:
        """Every set of the family, in the order of their elements. There may be very many."""
        if family == EMPTY_SET:
            yield ()
        elif family != NONE:
            element = self._element[family]
            for rest in self.sets(self._with[family]):
                yield (element, *rest)
            yield from self.sets(self._without[family])

    def patterns(self, family: int) -> tuple[int, Iterator[Pattern]]:
        """The family in as few shapes as its symmetry allows: "any two of these, and this one".

        Two elements are of one class if exchanging them changes nothing in the family. Each
        pattern stands for all sets with as many of each class. Returns how many patterns there
        are, and all of them in turn.
        """
        classes = self._classes(family)
        # Of all sets of one pattern only the one that takes the members of each class in turn.
        for members in classes:
            for first, second in pairwise(members):
                family = self._in_turn(family, first, second)
        return sum(self.sizes(family).values()), self._patterns(family, classes)

    def _patterns(self, family: int, classes: list[tuple[int, ...]]) -> Iterator[Pattern]:
        of = {member: number for number, members in enumerate(classes) for member in members}
        for chosen in self.sets(family):
            counts: dict[int, int] = {}
            for element in chosen:
                counts[of[element]] = counts.get(of[element], 0) + 1
            yield Pattern(tuple((count, classes[number]) for number, count in counts.items()))

    def _classes(self, family: int) -> list[tuple[int, ...]]:
        classes: list[list[int]] = []
        marks: list[int] = []
        numbers, total = self._numbers_with(family)
        for element in self.elements(family):
            # Elements that can be exchanged belong to equally many sets, which is told sooner.
            mark = numbers[element]
            for members, known in zip(classes, marks, strict=True):
                if known == mark and (
                    mark == total or self._symmetric(family, members[0], element)
                ):
                    members.append(element)
                    break
            else:
                classes.append([element])
                marks.append(mark)
        return [tuple(members) for members in classes]

    def _numbers_with(self, family: int) -> tuple[dict[int, int], int]:
        """How many sets hold each element, and how many sets there are."""
        order = self._below(family)
        below = {NONE: 0, EMPTY_SET: 1}
        for node in order:
            below[node] = below[self._without[node]] + below[self._with[node]]
        above = {family: 1}
        numbers: dict[int, int] = {}
        for node in reversed(order):
            element, times = self._element[node], above[node]
            numbers[element] = numbers.get(element, 0) + times * below[self._with[node]]
            for child in (self._without[node], self._with[node]):
                above[child] = above.get(child, 0) + times
        return numbers, below[family]

    def _symmetric(self, family: int, one: int, other: int) -> bool:
        left = self._having(self._lacking(family, other), one)
        return left == self._having(self._lacking(family, one), other)

    def _lacking(self, family: int, element: int) -> int:
        return self._by_element(family, element, keep_with=False)

    def _having(self, family: int, element: int) -> int:
        """The sets that have the element, with it taken out."""
        return self._by_element(family, element, keep_with=True)

    def _by_element(self, family: int, element: int, *, keep_with: bool) -> int:
        known: dict[int, int] = {}
        missing = NONE if keep_with else None
        for node in (NONE, EMPTY_SET):
            known[node] = node if missing is None else missing
        for node in self._below(family):
            own, without, having = self._element[node], self._without[node], self._with[node]
            if own == element:
                known[node] = having if keep_with else without
            elif own > element:
                known[node] = node if missing is None else missing
            else:
                known[node] = self._node(own, known[without], known[having])
        return known[family]

    def _in_turn(self, family: int, first: int, second: int) -> int:
        """Leave out the sets that have the second element without the first."""
        known = {(flag, leaf): leaf for flag in (False, True) for leaf in (NONE, EMPTY_SET)}
        for node in self._below(family):
            own, without, having = self._element[node], self._without[node], self._with[node]
            for seen in (False, True):
                below = known[seen or own == first, having]
                if own == second and not seen:
                    below = NONE
                known[seen, node] = self._node(own, known[seen, without], below)
        return known[False, family]
