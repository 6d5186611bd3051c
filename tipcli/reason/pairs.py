"""One choice of the weighing moved, and two together: what the findings are then taken for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from tipcli.model import Finding
from tipcli.reason.choices import KINDS, OF_RULES, WEIGHING, Choice, with_choice, with_indicator
from tipcli.reason.counts import Move
from tipcli.reason.spread import Spread
from tipcli.reason.trials import States, Trials

Moves = tuple[Move, ...]
#: One move, and the states that it changes.
Effect = tuple[Move, States]
#: After so many findings have been weighed again, no more pairs are tried.
MOST_WEIGHED = 5000


class Pairs:
    """Every two moves that could do more together than each alone does; weighed as asked for."""

    def __init__(self, trials: Trials, choices: Iterable[Choice], spread: Spread | None) -> None:
        self._trials = trials
        self._names = spread.names if spread else {}
        self.singles = [
            ((choice, value), trials.changed(choice, value) if choice.readers else {})
            for choice in choices
            if choice.kind not in OF_RULES
            for value in choice.range
            if value != choice.now
        ]
        self._pairs = self._listed()
        self._done: list[tuple[Moves, States]] = []
        self._left = MOST_WEIGHED

    @property
    def number(self) -> int:
        """How many pairs there are."""
        return len(self._pairs)

    def _listed(self) -> list[tuple[Effect, Effect]]:
        """The pairs, those that change most findings first."""
        speaks: dict[str, set[str]] = {}
        for indicator, names in self._names.items():
            for name in names:
                speaks.setdefault(name, set()).add(indicator)
        pairs = []
        for one, other in combinations(self.singles, 2):
            first, second = one[0][0], other[0][0]
            meet = speaks.get(first.id, set()) & speaks.get(second.id, set())
            anywhere = KINDS in (first.kind, second.kind)
            if first.id != second.id and (meet or anywhere or (one[1] and other[1])):
                pairs.append((one, other))
        return sorted(pairs, key=lambda pair: -len(pair[0][1]) - len(pair[1][1]))

    def tried(self) -> Iterator[tuple[Moves, States]]:
        """The pairs with the states that they change, until too much has been weighed."""
        yield from self._done
        for one, other in self._pairs[len(self._done) :]:
            if self._left <= 0:
                return
            self._done.append(((one[0], other[0]), self._both(one, other)))
            yield self._done[-1]

    def _both(self, one: Effect, other: Effect) -> States:
        trials, moves = self._trials, (one[0], other[0])
        if any(choice.kind == KINDS for choice, _ in moves):
            world = trials.world
            for choice, value in moves:
                world = with_choice(world, choice, value)
            self._left -= len(trials.findings)
            return trials.differing(trials.all_under(world))
        # Where only one of the two is read, it does what it does alone.
        common = [n for n, read in self._names.items() if all(c.id in read for c, _ in moves)]
        self._left -= len(common)
        apart = {**one[1], **other[1]}
        states = {name: state for name, state in apart.items() if name not in common}
        return {**states, **trials.differing(self._again(moves, common))}

    def _again(self, moves: Moves, names: list[str]) -> Iterator[Finding]:
        world = self._trials.world
        for choice, value in moves:
            if choice.kind == WEIGHING:
                world = with_choice(world, choice, value)
        for name in names:
            indicator = self._trials.findings[name].indicator
            for choice, value in moves:
                if choice.kind != WEIGHING and name in choice.readers:
                    indicator = with_indicator(indicator, choice.kind, str(value), world.weighing)
            yield self._trials.weighed(indicator, world.weighing)
