"""Which tiers are out of reach whatever is chosen, and which stay possible: proofs, not samples.

Each function is a pair: when it can hold, and when it can fail, if counts and findings move as they
like within their bounds. A count that two rules share, or a provision that two rungs ask for, may
move differently for each here; so more can happen here than in truth, and never less.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from tipcli.decide import Fold
from tipcli.diagram import FALSE, TRUE, Diagram
from tipcli.model import CANNOT_TELL, FAILS, HOLDS
from tipcli.reason.counts import Free
from tipcli.reason.trials import State

Pair = tuple[int, int]
#: By leaf every state that it can take.
Spreads = Mapping[str, Iterable[State]]
EITHER: Pair = (TRUE, TRUE)
CONSTANT: dict[str, Pair] = {HOLDS: (TRUE, FALSE), FAILS: (FALSE, TRUE)}


class Pairs:
    """Logic over pairs of functions in one diagram: can hold, can fail."""

    def __init__(self, diagram: Diagram) -> None:
        self._diagram = diagram

    def negate(self, part: Pair) -> Pair:
        """What can fail can hold, and the reverse."""
        return part[1], part[0]

    def conjunction(self, parts: Sequence[Pair]) -> Pair:
        """Can hold if all can, and fail if one can."""
        holds, fails = zip(*parts, strict=True)
        return self._diagram.conjunction(holds), self._diagram.disjunction(fails)

    def disjunction(self, parts: Sequence[Pair]) -> Pair:
        """Can hold if one can, and fail if all can."""
        holds, fails = zip(*parts, strict=True)
        return self._diagram.disjunction(holds), self._diagram.conjunction(fails)

    def at_least(self, count: int, parts: Sequence[Pair]) -> Pair:
        """Can hold if enough can, and fail if so many can that too few are left."""
        holds, fails = zip(*parts, strict=True)
        left = len(parts) - count + 1
        return self._diagram.at_least(count, holds), self._diagram.at_least(left, fails)


class Bounds(NamedTuple):
    """For each tier a function of the findings: when it can be the answer, and when it must be."""

    diagram: Diagram
    can: dict[str, int]
    must: dict[str, int]

    def excludes(self, tier: str, taken: Mapping[str, bool]) -> bool:
        """Whether the tier is out of reach for these findings, however all counts are chosen."""
        fixed = {n: taken[name] for n, name in enumerate(self.diagram.names) if name in taken}
        return not self.diagram.possible(self.can.get(tier, FALSE), fixed)


def bounds(free: Free, leaf: Callable[[Diagram, str], Pair | None]) -> Bounds:
    """The ladder over pairs: a tier is in reach if its rung can hold and all above can fail."""
    diagram = Diagram()

    def either(name: str) -> Pair | None:
        return EITHER if name in free.below else leaf(diagram, name)

    fold = Fold(free.law, either, Pairs(diagram), (CONSTANT[FAILS], CONSTANT[HOLDS]))
    can: dict[str, int] = {}
    must: dict[str, int] = {}
    may_ask = must_ask = TRUE
    for rung in free.law.ladder:
        found = CONSTANT[HOLDS] if rung.rule is None else fold.rule(rung.rule)
        holds, fails = found or CONSTANT[FAILS]
        surely, never = diagram.negate(fails), diagram.negate(holds)
        for functions, asked, yes in ((can, may_ask, holds), (must, must_ask, surely)):
            here = diagram.conjunction((asked, yes))
            functions[rung.tier] = diagram.disjunction((functions.get(rung.tier, FALSE), here))
        may_ask = diagram.conjunction((may_ask, fails))
        must_ask = diagram.conjunction((must_ask, never))
    return Bounds(diagram, can, must)


def of_tier(free: Free, states: Spreads) -> Bounds | None:
    """The recommended tier; a finding that can be taken either way is a variable."""
    return _bounds(free, {leaf: {taken for _, taken in each} for leaf, each in states.items()})


def of_set(free: Free, states: Spreads) -> Bounds | None:
    """A tier of the set: what cannot be told may come out either way."""
    return _bounds(free, {leaf: _ways(each) for leaf, each in states.items()})


def _ways(states: Iterable[State]) -> set[str | None]:
    ways: set[str | None] = set()
    for answer, _ in states:
        ways |= {HOLDS, FAILS} if answer == CANNOT_TELL else {answer}
    return ways


def staying(free: Free, states: Spreads) -> Bounds | None:
    """A tier of the set that stays in it: some way of filling what is surely left undecided.

    A finding that could be settled against the tier is not for us to fill; one that could only be
    settled for it, or be left open, is.
    """
    left: dict[str, set[str | None]] = {}
    unknown = set()
    for leaf, each in states.items():
        decided = {answer for answer, _ in each if answer != CANNOT_TELL}
        left[leaf] = decided or {HOLDS, FAILS}
        if len(decided) > 1:
            unknown.add(leaf)
    return _bounds(free, left, unknown)


def _bounds(
    free: Free, ways: Mapping[str, set[str | None]], unknown: Container[str] = ()
) -> Bounds | None:
    """None where a finding may or may not arise: then nothing is shown."""
    if any(None in each and len(each) > 1 for each in ways.values()):
        return None

    def leaf(diagram: Diagram, name: str) -> Pair | None:
        if name in unknown:
            return EITHER
        each = ways[name]
        if len(each) > 1:
            variable = diagram.variable(name)
            return variable, diagram.negate(variable)
        only = next(iter(each))
        return None if only is None else CONSTANT[only]

    return bounds(free, leaf)
