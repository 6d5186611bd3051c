"""All choices at once: which other tiers any combination within the declared ranges can give.

A tier is excluded where even findings that move as they like do not reach it, and counts move
exactly. Where it is not, a combination is looked for: all of counts, then all with one choice of
the weighing, then all with two. What is found is decided again from the start; what is neither
excluded nor found is said to be neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from tipcli.decide import recommend
from tipcli.model import HOLDS, TIERS
from tipcli.reason import bounds
from tipcli.reason.choices import CONVENTION, OF_RULES, Choice, with_choice
from tipcli.reason.counts import Counts, Free, freed
from tipcli.reason.pairs import Moves, Pairs
from tipcli.reason.spread import Spread, spread
from tipcli.reason.trials import Answer, States, Trials

#: What became of a tier in the joint check.
NOW, REACHED, NEVER, UNKNOWN = "now", "reached", "never", "not settled"
#: Of a tier of the set besides: it stays in it, or leaves it.
STAYS, LEAVES = "stays", "leaves"
_NO_LIMIT = 1 << 30


class Joint(NamedTuple):
    """What became of one tier: `moves` are choices with the values that give it together.

    `fewest` says that no smaller number of moves gives it. `pairs` says how many pairs of choices
    of the weighing were tried, out of how many, before the search for it ended.
    """

    tier: str
    verdict: str
    moves: Moves = ()
    fewest: bool = False
    pairs: tuple[int, int] = (0, 0)


class Together(NamedTuple):
    """The joint check of the recommended tier and of the set, and over how many choices it went."""

    choices: int
    tiers: tuple[Joint, ...]
    tier_set: tuple[Joint, ...]


def together(
    trials: Trials, choices: Iterable[Choice], answers: Mapping[str, tuple[Answer, ...]]
) -> Together:
    """The joint check. `answers` are those of each single choice that was tried, by its values."""
    search = _Search(trials, list(choices), answers)
    known = {rung.tier for rung in trials.found.law.ladder}
    tiers = [tier for tier in TIERS if tier in known]
    joint = tuple(search.tier(tier) for tier in tiers)
    reached = {each.tier: each for each in joint}
    return Together(
        len(search.choices), joint, tuple(search.in_set(tier, reached[tier]) for tier in tiers)
    )


def fixed_for_good(trials: Trials, choices: Iterable[Choice]) -> bool:
    """Whether no combination of any values of any choices gives another tier; shown, not tried."""
    wide = [each._replace(range=each.values) for each in choices if each.kind != CONVENTION]
    limits = _Limits(trials, wide)
    tiers = {rung.tier for rung in trials.found.law.ladder} - {trials.now.tier}
    return all(limits.excluded(tier) for tier in tiers)


def _moves(choice: Choice) -> bool:
    return len(choice.range) > 1 and choice.kind != CONVENTION


class _Limits:
    """What no combination of values within the ranges can do."""

    def __init__(self, trials: Trials, choices: list[Choice]) -> None:
        by_id = {each.id: each for each in choices}
        self.spread: Spread | None = spread(
            trials, lambda name: by_id[name].range if name in by_id else ()
        )
        self.counts = [each for each in choices if each.kind in OF_RULES and _moves(each)]
        self.free = freed(trials.found.law, self.counts, trials.states)
        self._tier = self._set = self._staying = None
        if self.spread is not None:
            self._tier = bounds.of_tier(self.free, self.spread.states)
            self._set = bounds.of_set(self.free, self.spread.states)
            self._staying = bounds.staying(self.free, self.spread.states)

    def excluded(self, tier: str, states: States | None = None) -> bool:
        """Whether the tier is out of reach: always, or for these states of findings."""
        taken = {leaf: state[1] == HOLDS for leaf, state in (states or {}).items()}
        return self._tier is not None and self._tier.excludes(tier, taken)

    def never_in_set(self, tier: str) -> bool:
        return self._set is not None and self._set.excludes(tier, {})

    def stays_in_set(self, tier: str) -> bool:
        return self._staying is not None and self._staying.must.get(tier, 0) != 0


class _Search:
    def __init__(
        self, trials: Trials, choices: list[Choice], answers: Mapping[str, tuple[Answer, ...]]
    ) -> None:
        self._trials = trials
        self.choices = [each for each in choices if _moves(each)]
        self._answers = answers
        self._limits = _Limits(trials, choices)
        self._known: dict[tuple[object, ...], Counts] = {}
        self._free = {frozenset[str](): self._limits.free}

    @cached_property
    def _pairs(self) -> Pairs:
        return Pairs(self._trials, self.choices, self._limits.spread)

    def tier(self, tier: str) -> Joint:
        """What became of this tier."""
        if tier == self._trials.now.tier:
            return Joint(tier, NOW)
        for choice in self.choices:
            for value, answer in self._near(choice):
                if answer.tier == tier:
                    return Joint(tier, REACHED, ((choice, value),), fewest=True)
        if self._limits.excluded(tier):
            return Joint(tier, NEVER)
        return self._combined(tier)

    def _near(self, choice: Choice) -> Iterator[tuple[int | str, Answer]]:
        """The values within the range that were tried, the nearest to the present one first."""
        tried = dict(zip(choice.values, self._answers.get(choice.id, ()), strict=False))
        at = choice.range.index(choice.now)
        for value in sorted(choice.range, key=lambda v: abs(choice.range.index(v) - at)):
            if value != choice.now and value in tried:
                yield value, tried[value]

    def in_set(self, tier: str, joint: Joint) -> Joint:
        """Whether the tier can join the tier set, or leave it."""
        inside = tier in self._trials.now.tier_set
        if not inside and joint.verdict == REACHED:
            return joint
        for choice in self.choices:
            for value, answer in self._near(choice):
                if (tier in answer.tier_set) != inside:
                    verdict = LEAVES if inside else REACHED
                    return Joint(tier, verdict, ((choice, value),), fewest=True)
        if inside:
            return Joint(tier, STAYS if self._limits.stays_in_set(tier) else UNKNOWN)
        return Joint(tier, NEVER if self._limits.never_in_set(tier) else UNKNOWN)

    def _combined(self, tier: str) -> Joint:
        best: Moves | None = self._with_counts(tier, (), {}, _NO_LIMIT)
        for move, states in self._pairs.singles:
            best = self._better(best, tier, (move,), states)
        tried = 0
        for moves, states in self._pairs.tried():
            if best is not None and len(best) == len(moves):
                break
            tried += 1
            best = self._better(best, tier, moves, states)
        pairs = (tried, self._pairs.number)
        if best is None:
            return Joint(tier, UNKNOWN, pairs=pairs)
        # Whatever was not tried moves one choice of the weighing more than what was.
        certain = 2 + (tried == self._pairs.number)
        return self._confirmed(Joint(tier, REACHED, best, len(best) <= certain, pairs))

    def _better(self, best: Moves | None, tier: str, moves: Moves, states: States) -> Moves | None:
        """The best so far, or these moves with counts besides, if they are fewer together."""
        limit = _NO_LIMIT if best is None else len(best)
        return self._with_counts(tier, moves, states, limit) or best

    def _with_counts(self, tier: str, moves: Moves, states: States, limit: int) -> Moves | None:
        """The moves with the fewest counts that give the tier; None if not below `limit`."""
        if len(moves) + 1 >= limit:
            given = len(moves) < limit and self._trials.answer(states).tier == tier
            return moves if given else None
        if self._limits.excluded(tier, states and {**self._trials.states, **states}):
            return None
        key = tuple(sorted(states.items()))
        if key not in self._known:
            every = {**self._trials.states, **states}
            self._known[key] = Counts(self._freed(every), every)
        counts = self._known[key].fewest(tier)
        if counts is None or len(moves) + len(counts) >= limit:
            return None
        return (*moves, *counts)

    def _freed(self, states: States) -> Free:
        absent = frozenset(name for name, (answer, _) in states.items() if answer is None)
        now = frozenset(n for n, (answer, _) in self._trials.states.items() if answer is None)
        key = absent ^ now
        if key not in self._free:
            self._free[key] = freed(self._trials.found.law, self._limits.counts, states)
        return self._free[key]

    def _confirmed(self, joint: Joint) -> Joint:
        """The same, weighed and decided again from the start."""
        trials = self._trials
        world = trials.world
        for choice, value in joint.moves:
            world = with_choice(world, choice, value)
        clock, attitude = trials.found.clock, world.options.attitude
        if recommend(world.law, trials.all_under(world), clock, attitude) != joint.tier:
            raise AssertionError(f"{joint} is not what weighing and deciding give")
        return joint
