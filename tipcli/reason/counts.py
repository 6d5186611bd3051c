"""Every combination of the counts by which rules hold, in one diagram, exact for any number.

A rule that counts its parts is written out, in the vocabulary of rules itself, over variables that
say whether the count is below this value or that one. What folds any law folds this one too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tipcli.decide import KLEENE, Fold, Ways
from tipcli.diagram import FALSE, TRUE, Diagram
from tipcli.model import FAILS, HOLDS, Law, Provision, Rule
from tipcli.reason.choices import Choice, Place, Value, owner_of
from tipcli.reason.trials import States

Move = tuple[Choice, Value]


class Free(NamedTuple):
    """A law whose counts are variables, and what each variable says."""

    law: Law
    below: Mapping[str, tuple[Choice, int]]


def freed(law: Law, choices: Iterable[Choice], states: States) -> Free:
    """The law with the counts of these choices free within their ranges.

    What does not arise under `states` is left as it is, since no count can change that.
    """
    writing = _Writing(law, choices, states)
    provisions = [
        each._replace(rule=each.rule and writing.rule(each.rule, Place(owner_of(each), ())))
        for each in law.provisions
    ]
    ladder = [
        each._replace(rule=each.rule and writing.rule(each.rule, Place(owner_of(each), ())))
        for each in law.ladder
    ]
    changed = law._replace(provisions=(*provisions, *writing.added), ladder=tuple(ladder))
    return Free(changed, writing.below)


class _Writing:
    def __init__(self, law: Law, choices: Iterable[Choice], states: States) -> None:
        self._at = {place: choice for choice in choices for place in choice.places}
        self._fold = Fold(law, lambda leaf: states[leaf][1], KLEENE, (FAILS, HOLDS))
        self.added: list[Provision] = []
        self.below: dict[str, tuple[Choice, int]] = {}

    def rule(self, rule: Rule, place: Place) -> Rule:
        choice = self._at.get(place)
        if choice and self._fold.rule(rule._replace(if_not_applicable="")) is None:
            return rule  # it does not arise, whatever it counts
        parts = tuple(
            self.rule(part, Place(place.owner, (*place.path, at)))
            for at, part in enumerate(rule.parts)
        )
        rule = rule._replace(parts=parts)
        if choice is None or len(choice.range) == 1:
            return rule
        # A provision of its own, so that however often it is named it is folded once.
        ident = f"{place.owner} {place.path}"
        self.added.append(_provision(ident, self._written(rule, choice)))
        return Rule("provision", ident)

    def _written(self, rule: Rule, choice: Choice) -> Rule:
        """At least the largest count; or, if the count is below that, at least the next; ..."""
        least, *more = (int(value) for value in choice.range)
        written = _at_least(rule, least)
        for count in more:
            name = f"{choice.id} < {count}"
            self.below[name] = (choice, count)
            rest = Rule("all", parts=(Rule("indicator", name), written))
            written = Rule("any", parts=(_at_least(rule, count), rest))
        return written


def _at_least(rule: Rule, count: int) -> Rule:
    return Rule("at_least", parts=rule.parts, least=count)


def _provision(ident: str, rule: Rule) -> Provision:
    return Provision(ident, "", ident, "", "", "", "", (), rule, (), "")


class Counts:
    """The fewest counts that must be otherwise for each tier, over one set of findings."""

    def __init__(self, free: Free, states: States) -> None:
        self._free = free

        def leaf(diagram: Diagram, name: str) -> int | None:
            if name in free.below:
                return diagram.variable(name)
            taken = states[name][1]
            return None if taken is None else TRUE if taken == HOLDS else FALSE

        self._ways = Ways(free.law, leaf)

    def fewest(self, tier: str) -> tuple[Move, ...] | None:
        """The fewest choices of counts to move, each as little as does it; None if none do it."""
        diagram = self._ways.diagram
        path = diagram.cheapest(self._ways.tier(tier), self._price)
        if path is None:
            return None
        return self._moves({diagram.names[variable]: value for variable, value in path})

    def _price(self, variable: int) -> tuple[int, int]:
        """What it costs that the count is not below the value, and that it is."""
        choice, count = self._free.below[self._ways.diagram.names[variable]]
        now = int(choice.now)
        # The first step away from the present count costs one; to go further costs nothing more.
        return int(count > now), int(count == now)

    def _usual(self, name: str) -> bool:
        choice, count = self._free.below[name]
        return count > int(choice.now)

    def _moves(self, said: Mapping[str, bool]) -> tuple[Move, ...]:
        counts: dict[str, Move] = {}
        for name, (choice, count) in self._free.below.items():
            # From the least up: the largest value that the count is not below is the count.
            value = counts.get(choice.id, (choice, choice.range[0]))[1]
            below = said.get(name, self._usual(name))
            counts[choice.id] = (choice, value if below else count)
        return tuple(move for move in counts.values() if move[1] != move[0].now)
