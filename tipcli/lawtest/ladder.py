"""The ladder of one law as diagrams, for any findings: what a case expects, and what follows.

Pure. What a rule means is known to `decide` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from tipcli.decide import Facts, Ways
from tipcli.diagram import FALSE, TRUE, Diagram
from tipcli.lawtest.case import Expected, Questions
from tipcli.model import ATTITUDES, CANNOT_TELL, FAILS, HOLDS, TIERS, Law, Rule

Looked = set[str] | None


class State:
    """What every leaf is taken for: by three-valued answer, and by each attitude.

    `idle` are the leaves that do not arise. `forced` is a provision whose answer is supposed,
    whatever its rule says: it is a leaf too, by the name that `leaf_of` gives it.
    """

    def __init__(
        self,
        answers: Mapping[str, str | None],
        taken: Callable[[str], Mapping[str, bool]],
        idle: frozenset[str],
        forced: str = "",
    ) -> None:
        self.answers = answers
        self.idle = idle
        self.forced = forced
        self._take = taken
        self._taken: dict[str, Mapping[str, bool]] = {}

    def taken(self, attitude: str) -> Mapping[str, bool]:
        """By leaf whether the attitude takes it as holding."""
        if attitude not in self._taken:
            self._taken[attitude] = self._take(attitude)
        return self._taken[attitude]

    def otherwise(self, leaf: str, answer: str, forced: str = "") -> State:
        """The same with one leaf decided otherwise."""
        return State(
            {**self.answers, leaf: answer},
            lambda attitude: {**self.taken(attitude), leaf: answer == HOLDS},
            self.idle - {leaf},
            forced,
        )

    def supposing(self, provision: str, answer: str) -> State:
        """The same with the answer of one provision supposed."""
        return self.otherwise(leaf_of(provision), answer, provision)


def leaf_of(provision: str) -> str:
    """The name of a provision as a leaf; no indicator has a space in its id."""
    return f"provision {provision}"


def state_of(facts: Facts) -> State:
    """The state of facts, as deciding takes them."""
    leaves = facts.leaves()
    answers = {leaf: facts.answer(leaf) for leaf in leaves}
    return State(
        answers,
        lambda attitude: {leaf: facts.taken(leaf, attitude) == HOLDS for leaf in leaves},
        frozenset(leaf for leaf in leaves if answers[leaf] is None),
    )


def with_leaf(state: State, facts: Facts, leaf: str) -> State:
    """The same state but for one leaf, which is as these facts have it."""
    answer = facts.answer(leaf)
    return State(
        {**state.answers, leaf: answer},
        lambda attitude: {**state.taken(attitude), leaf: facts.taken(leaf, attitude) == HOLDS},
        state.idle | {leaf} if answer is None else state.idle - {leaf},
    )


class _Made(NamedTuple):
    """The diagrams of the rungs by id, and of the tiers."""

    rungs: dict[str, int]
    tiers: dict[str, int]


class Ladder:
    """The ladder of one law as diagrams over all its leaves, for any state.

    What does not arise is no variable, so there is one set of diagrams for each set of leaves
    that do not arise, and for each provision whose answer is supposed. All share one store, so
    another set costs little.

    Into `looked`, if there is one, go the leaves that were looked at; whatever the others were,
    the answer would be the same.
    """

    def __init__(self, law: Law) -> None:
        self.law = law
        self._diagram = Diagram()
        #: By number each node: its leaf, and where it leads if that is false or true.
        self._nodes: list[tuple[str, int, int]] = [("", FALSE, FALSE), ("", TRUE, TRUE)]
        self._made: dict[tuple[frozenset[str], str], _Made] = {}

    def places(self, state: State, attitude: str, tier: str, looked: Looked = None) -> bool:
        """Whether the ladder gives this tier under one attitude."""
        return self._true(self._over_all(state).tiers[tier], state.taken(attitude), looked)

    def decides(self, state: State, attitude: str, rung: str, looked: Looked = None) -> bool:
        """Whether this rung gives the tier under one attitude."""
        return self._true(self._over_all(state).rungs[rung], state.taken(attitude), looked)

    def settled(self, state: State, looked: Looked = None) -> bool:
        """Whether the three attitudes agree."""
        first, *others = ATTITUDES
        tier = next(tier for tier in TIERS if self.places(state, first, tier, looked))
        return all(self.places(state, each, tier, looked) for each in others)

    def tier_set(self, state: State, looked: Looked = None) -> Iterator[tuple[str, bool]]:
        """For each tier whether some way of filling the undecided leaves gives it."""
        for tier, node in self._over_all(state).tiers.items():
            yield tier, self._possible(node, state.answers, looked)

    def open_questions(self, state: State) -> frozenset[str]:
        """The undecided leaves on which some tier depends, with the decided ones as they are."""
        known = {FALSE: FALSE, TRUE: TRUE}
        tiers = self._over_all(state).tiers.values()
        left = [self._within(node, state.answers, known) for node in tiers]
        indices = {index for node in left for index in self._diagram.variables(node)}
        return frozenset(self._diagram.names[index] for index in indices)

    def _true(self, node: int, taken: Mapping[str, bool], looked: Looked) -> bool:
        nodes = self._nodes
        while node > TRUE:
            leaf, low, high = nodes[node]
            if looked is not None:
                looked.add(leaf)
            node = high if taken[leaf] else low
        return node == TRUE

    def _possible(self, node: int, answers: Mapping[str, str | None], looked: Looked) -> bool:
        """Whether some values of the undecided leaves make the function true."""
        nodes = self._nodes
        ahead, seen = [node], {FALSE}
        while ahead:
            node = ahead.pop()
            while node not in seen:
                if node == TRUE:
                    return True
                seen.add(node)
                leaf, low, high = nodes[node]
                answer = answers[leaf]
                if looked is not None:
                    looked.add(leaf)
                if answer == CANNOT_TELL:
                    ahead.append(low)
                node = low if answer == FAILS else high
        return False

    def _within(self, node: int, answers: Mapping[str, str | None], known: dict[int, int]) -> int:
        """What a function comes to with the decided leaves as they are."""
        if node not in known:
            leaf, low, high = self._nodes[node]
            if answers[leaf] == CANNOT_TELL:
                then, other = (self._within(each, answers, known) for each in (high, low))
                known[node] = self._diagram.choose(self._diagram.variable(leaf), then, other)
            else:
                below = high if answers[leaf] == HOLDS else low
                known[node] = self._within(below, answers, known)
        return known[node]

    def _over_all(self, state: State) -> _Made:
        key = (state.idle, state.forced)
        if key not in self._made:
            self._made[key] = self._make(*key)
        return self._made[key]

    def _make(self, idle: frozenset[str], forced: str) -> _Made:
        def leaf(diagram: Diagram, name: str) -> int | None:
            return None if name in idle else diagram.variable(name)

        stand_in = Rule("indicator", leaf_of(forced))
        provisions = tuple(
            each._replace(rule=stand_in) if each.id == forced else each
            for each in self.law.provisions
        )
        ways = Ways(self.law._replace(provisions=provisions), leaf, self._diagram)
        rungs = {rung.id: node for rung, node in ways.rungs}
        made = _Made(rungs, {tier: ways.tier(tier) for tier in TIERS})
        for node in range(len(self._nodes), len(self._diagram)):
            index, low, high = self._diagram.at(node)
            self._nodes.append((self._diagram.names[index], low, high))
        return made


def missed(
    expected: Expected, ladder: Ladder, state: State, attitude: str, looked: Looked = None
) -> Iterator[str]:
    """What a case expects of the decision and does not get, by the keys of its file.

    Of the decision only: what is told of it (reasons, silence) is not asked here.
    """
    tier, tiers, rung = expected.tier, expected.tier_set, expected.rung
    settled, questions = expected.settled, expected.open_questions
    if not (rung and ladder.decides(state, attitude, rung, looked)):
        # A rung gives one tier, so where it decides the tier is right.
        if not ladder.places(state, attitude, tier, looked):
            yield "tier"
        if rung:
            yield "rung"
    if tiers is not None and any(
        possible != (each in tiers) for each, possible in ladder.tier_set(state, looked)
    ):
        yield "tier_set"
    if settled is not None and settled != ladder.settled(state, looked):
        yield "settled"
    if questions is not None:
        if looked is not None:
            looked.update(state.answers)
        if not _asked(questions, ladder.open_questions(state)):
            yield "open_questions"


def _asked(expected: Questions, found: frozenset[str]) -> bool:
    if expected.exactly is not None:
        return found == set(expected.exactly)
    return found >= set(expected.at_least) and not found & set(expected.without)
