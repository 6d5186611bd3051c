"""The ladder of an assessment as functions of which evidence is kept.

Each item, source or origin is a variable "it is kept". The level of a side, the answer of a
finding and what it is taken for become functions of these variables by the very functions that
weigh and decide, asked once for each level that the sides can have; the ladder's diagrams do the
rest. So every set of items is covered without trying each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import NamedTuple

from tipcli.decide import Facts
from tipcli.diagram import FALSE, TRUE, Diagram
from tipcli.model import FAILS, HOLDS, TIERS, Assessment, Finding, Item, Voice
from tipcli.reason.space import Space
from tipcli.weigh import admitted, cut_off, heard, reconsidered, side_at, side_level, voice_of


def _name(item: Item, unit: str) -> str:
    return {"item": item.id, "source": item.source.id, "origin": item.origin}[unit]


def units_of(found: Assessment, space: Space, unit: str) -> list[str]:
    """The items, sources or origins that may count, in the order of the ladder."""
    return list(dict.fromkeys(_name(item, unit) for item in _items(found, space)))


def _items(found: Assessment, space: Space) -> list[Item]:
    """The items that may count, so that what meets in a rule is close together."""
    items = admitted(found.country_year, found.law, found.options, found.issued)[0]
    place = {name: number for number, name in enumerate(space.names)}
    return sorted(items, key=lambda item: place.get(item.indicator, len(place)))


class Kept:
    """The ladder as functions of which units are kept; a unit is an item, a source or an origin."""

    def __init__(self, found: Assessment, space: Space, unit: str, diagram: Diagram) -> None:
        self._found = found
        self._space = space
        self.diagram = diagram
        items = _items(found, space)
        self._by_indicator: dict[str, list[Item]] = {}
        for item in items:
            self._by_indicator.setdefault(item.indicator, []).append(item)
        kept = {item.id: diagram.variable(_name(item, unit)) for item in items}
        self._standing = _standing(diagram, items, kept)
        self._leaves = [self._leaf(name) for name in space.names]

    def after(self, chosen: tuple[int, ...]) -> tuple[str, tuple[str, ...]]:
        """The tier and the tier set once exactly these are taken away."""
        leaves = [
            _Leaf(*(self.diagram.without(node, chosen) for node in leaf)) for leaf in self._leaves
        ]

        def taken(variable: int, low: int, high: int) -> int:
            return high if leaves[variable].taken else low

        def possible(variable: int, low: int, high: int) -> int:
            leaf = leaves[variable]
            return (high if not leaf.fails else FALSE) | (low if not leaf.holds else FALSE)

        tier = next(tier for tier in TIERS if self._lifted(tier, taken))
        tiers = tuple(tier for tier in TIERS if self._lifted(tier, possible))
        return tier, tiers

    def other_than(self, tier: str, within: int = TRUE) -> int:
        """When another tier is recommended, by what is kept; false outside `within`."""
        taken = [leaf.taken for leaf in self._leaves]

        def both(variable: int, low: int, high: int) -> int:
            return self.diagram.choose(taken[variable], high, low)

        return self.diagram.choose(self._lifted(tier, both, within), FALSE, within)

    def any_possible(self, tiers: Sequence[str], within: int = TRUE) -> int:
        """When one of these is in the tier set, by what is kept; false outside `within`."""

        def either(variable: int, low: int, high: int) -> int:
            leaf, diagram = self._leaves[variable], self.diagram
            by_high = diagram.choose(leaf.fails, FALSE, high)
            by_low = diagram.choose(leaf.holds, FALSE, low)
            return diagram.choose(by_high, by_high, by_low)

        return self.diagram.disjunction([self._lifted(tier, either, within) for tier in tiers])

    def _lifted(self, tier: str, step: Callable[[int, int, int], int], within: int = TRUE) -> int:
        """The ladder's function for a tier with its leaves replaced, from the bottom up.

        `within` stands at the bottom in place of what is true, so that nothing is worked out
        about what is outside it.
        """
        ladder = self._space.ways.diagram
        node = self._space.ways.tier(tier)
        known = {FALSE: FALSE, TRUE: within}
        for current in ladder.below(node):
            variable, low, high = ladder.at(current)
            known[current] = step(variable, known[low], known[high])
        return known[node]

    def _leaf(self, name: str) -> _Leaf:
        facts = self._space.facts
        attitude = self._found.options.attitude
        mine = self._by_indicator.get(name)
        if not mine or facts.findings[name].judgement is not None:
            return self._constant(facts.answer(name), facts.taken(name, attitude))
        holds, fails, taken = [], [], []
        for when, finding in self._cases(facts.findings[name], mine):
            then = Facts.of((finding,), self._found.clock)
            answer = then.answer(name)
            holds.append(when if answer == HOLDS else FALSE)
            fails.append(when if answer == FAILS else FALSE)
            taken.append(when if then.taken(name, attitude) == HOLDS else FALSE)
        made = self.diagram.disjunction
        return _Leaf(made(holds), made(fails), made(taken))

    def _constant(self, answer: str | None, taken: str | None) -> _Leaf:
        said = (answer == HOLDS, answer == FAILS, taken == HOLDS)
        return _Leaf(*(TRUE if each else FALSE for each in said))

    def _cases(self, finding: Finding, items: list[Item]) -> Iterable[tuple[int, Finding]]:
        """Every pair of levels that the two sides can have: when it is so, and the finding then."""
        found, weighing = self._found, self._found.weighing
        period = found.country_year.period
        voices = [voice_of(item, weighing, period) for item in items]
        pro = self._levels([v for v in voices if v.item.bearing == "supports"])
        contra = self._levels([v for v in voices if v.item.bearing == "contradicts"])
        silent = self.diagram.conjunction(
            [self.diagram.negate(self._standing[item.id]) for item in items]
        )
        results = heard(finding.searches, cut_off(found.options, found.issued))
        for (up, when_up), (down, when_down) in product(pro.items(), contra.items()):
            sides = side_at(up, weighing), side_at(down, weighing)
            both = self.diagram.choose(when_up, when_down, FALSE)
            for is_silent in (False, True) if up == down == 0 else (False,):
                still = silent if is_silent else self.diagram.negate(silent)
                year = found.country_year.report_year
                then = reconsidered(finding, *sides, results, weighing, year, silent=is_silent)
                yield self.diagram.choose(both, still, FALSE), then

    def _levels(self, voices: list[Voice]) -> dict[int, int]:
        """When a side has which level; levels that cannot be are left out."""
        diagram, weighing = self.diagram, self._found.weighing
        levels: dict[int, int] = {}
        none_above = TRUE
        for strength in sorted({voice.strength for voice in voices}, reverse=True):
            by_origin: dict[str, list[int]] = {}
            for voice in voices:
                if voice.strength == strength:
                    kept = self._standing[voice.item.id]
                    by_origin.setdefault(voice.item.origin, []).append(kept)
            origins = [diagram.disjunction(each) for each in by_origin.values()]
            here = diagram.choose(none_above, diagram.disjunction(origins), FALSE)
            enough = diagram.at_least(
                min(weighing.corroboration_origins, len(origins) + 1), origins
            )
            for agreeing, when in (
                (weighing.corroboration_origins, enough),
                (weighing.corroboration_origins - 1, diagram.negate(enough)),
            ):
                level = side_level(strength, agreeing, weighing)
                case = diagram.choose(here, when, FALSE)
                levels[level] = diagram.disjunction((levels.get(level, FALSE), case))
            none_above = diagram.choose(here, FALSE, none_above)
        levels[0] = diagram.disjunction((levels.get(0, FALSE), none_above))
        return {level: when for level, when in levels.items() if when != FALSE}


class _Leaf(NamedTuple):
    """A leaf as functions of what is kept: it holds, it fails, it is taken as holding."""

    holds: int
    fails: int
    taken: int


def _standing(diagram: Diagram, items: list[Item], kept: dict[str, int]) -> dict[str, int]:
    """When each item stands against the links that attack it: grounded semantics, as weighed."""
    attackers: dict[str, list[str]] = {item.id: [] for item in items}
    for item in items:
        for target in (*item.undercuts, *item.supersedes):
            if target in attackers:
                attackers[target].append(item.id)
    standing = {ident: FALSE if by else kept[ident] for ident, by in attackers.items()}
    attacked = [ident for ident, by in attackers.items() if by]
    beaten = dict.fromkeys(attackers, FALSE)
    changed = bool(attacked)
    while changed:
        changed = False
        for ident in attacked:
            by = attackers[ident]
            harmless = [
                diagram.disjunction((diagram.negate(kept[each]), beaten[each])) for each in by
            ]
            stands = diagram.conjunction([kept[ident], *harmless])
            falls = diagram.choose(
                kept[ident], diagram.disjunction([standing[each] for each in by]), FALSE
            )
            changed |= (stands, falls) != (standing[ident], beaten[ident])
            standing[ident], beaten[ident] = stands, falls
    return standing
