"""The findings, tier and tier set of an assessment if something that was chosen were otherwise.

Exact, and by the functions that weigh and decide: only the findings that a choice speaks to are
weighed again, and all laws share one store of diagrams, so that what they have in common is made
once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tipcli.decide import Facts, Ways
from tipcli.diagram import FALSE, TRUE, Diagram
from tipcli.model import (
    CANNOT_TELL,
    HOLDS,
    TIERS,
    Assessment,
    CountryYear,
    Finding,
    Indicator,
    Law,
    Weighing,
)
from tipcli.reason.choices import (
    CONVENTION,
    KINDS,
    OF_RULES,
    Choice,
    Value,
    World,
    with_choice,
    with_indicator,
    world_of,
)
from tipcli.weigh import weigh

#: A leaf's three-valued answer, and what the attitude takes it for; None where it does not arise.
State = tuple[str | None, str | None]
States = Mapping[str, State]


class Answer(NamedTuple):
    """The recommended tier, and every tier that the undecided findings leave possible."""

    tier: str
    tier_set: tuple[str, ...]


class Ladder:
    """The ladder of one law over its leaves, of which some may be constants."""

    def __init__(self, law: Law, diagram: Diagram, constants: Mapping[str, int | None]) -> None:
        self.asked: set[str] = set()

        def leaf(store: Diagram, name: str) -> int | None:
            self.asked.add(name)
            return constants[name] if name in constants else store.variable(name)

        ways = Ways(law, leaf, diagram)
        self._diagram = diagram
        self._tiers = [(tier, node) for tier in TIERS if (node := ways.tier(tier)) != FALSE]

    def answer(self, states: States) -> Answer:
        """The answer for these states of all leaves."""
        known: dict[int, bool] = {}
        taken: dict[int, bool] = {}
        for variable, name in enumerate(self._diagram.names):
            answer, holds = states[name]
            taken[variable] = holds == HOLDS
            if answer != CANNOT_TELL:
                known[variable] = answer == HOLDS
        possible = self._diagram.possible
        tier = next(tier for tier, node in self._tiers if possible(node, taken))
        return Answer(tier, tuple(t for t, node in self._tiers if possible(node, known)))

    def tiers(self, states: States, free: frozenset[str]) -> tuple[str, ...]:
        """Every tier that the free leaves could give with the rest as taken."""
        names = self._diagram.names
        taken = {n: states[name][1] == HOLDS for n, name in enumerate(names) if name not in free}
        return tuple(t for t, node in self._tiers if self._diagram.possible(node, taken))


class Trials:
    """Answers for worlds near that of one assessment."""

    def __init__(self, found: Assessment) -> None:
        self.found = found
        self.world = world_of(found)
        self.findings = {each.indicator.id: each for each in found.findings}
        facts = Facts(self.findings, found.clock)
        self.states: dict[str, State] = {
            leaf: (facts.answer(leaf), facts.taken(leaf, found.options.attitude))
            for leaf in facts.leaves()
        }
        self._diagram = Diagram()
        self._undecided = Diagram()
        self._ladders: dict[frozenset[str], Ladder] = {}
        self._answers: dict[tuple[tuple[str, State], ...], Answer] = {}
        self._changed: dict[tuple[str, Value], States] = {}
        self._alone: dict[str, CountryYear] = {}
        self.ladder = self._ladder(self.states)
        self.now = self.answer({})
        #: The indicators that some rule of the ladder asks and whose finding no human has fixed.
        self.movable = tuple(
            name
            for name, each in self.findings.items()
            if name in self.ladder.asked and each.judgement is None
        )

    def _ladder(self, states: States) -> Ladder:
        """The ladder over all leaves that arise."""
        absent = frozenset(name for name, (answer, _) in states.items() if answer is None)
        if absent not in self._ladders:
            nothing = dict.fromkeys(absent)
            self._ladders[absent] = Ladder(self.found.law, self._diagram, nothing)
        return self._ladders[absent]

    def answer(self, changed: States) -> Answer:
        """The answer under the law as it stands with the states of these leaves changed."""
        key = tuple(sorted(changed.items()))
        if key not in self._answers:
            states = {**self.states, **changed}
            self._answers[key] = self._ladder(states).answer(states)
        return self._answers[key]

    def under(self, law: Law) -> Answer:
        """The answer of another law over the same findings."""
        constants = {
            name: None if answer is None else TRUE if answer == HOLDS else FALSE
            for name, (answer, _) in self.states.items()
            if answer != CANNOT_TELL
        }
        return Ladder(law, self._undecided, constants).answer(self.states)

    def with_value(self, choice: Choice, value: Value) -> Answer:
        """The answer with one choice at another value."""
        if value == choice.now:
            return self.now
        if choice.kind in OF_RULES:
            return self.under(with_choice(self.world, choice, value).law)
        return self.answer(self.changed(choice, value))

    def changed(self, choice: Choice, value: Value) -> States:
        """The states that are other than now with one choice of the weighing at another value."""
        key = (choice.id, value)
        if key not in self._changed:
            self._changed[key] = self._changing(choice, value)
        return self._changed[key]

    def _changing(self, choice: Choice, value: Value) -> States:
        if choice.kind not in (CONVENTION, KINDS):
            world = self.world
            if choice.kind == "weighing":
                world = with_choice(world, choice, value)
            return self.differing(self._again(choice, value, world))
        world = with_choice(self.world, choice, value)
        return self.differing(self.all_under(world), world.options.attitude)

    def _again(self, choice: Choice, value: Value, world: World) -> Iterable[Finding]:
        for name in choice.readers:
            indicator = self.findings[name].indicator
            if choice.kind != "weighing":
                indicator = with_indicator(indicator, choice.kind, str(value), world.weighing)
            yield self.weighed(indicator, world.weighing)

    def all_under(self, world: World) -> tuple[Finding, ...]:
        """Every finding under another world."""
        found = self.found
        return weigh(found.country_year, world.law, world.weighing, world.options, found.issued)

    def weighed(self, indicator: Indicator, weighing: Weighing) -> Finding:
        """One finding, on the items that stand, weighed by these tables."""
        found, name = self.found, indicator.id
        if name not in self._alone:
            # Admission and links do not look at the tables, so what stands goes on standing.
            now, facts = self.findings[name], found.country_year
            voices = (*now.supports.voices, *now.contradicts.voices)
            self._alone[name] = facts._replace(
                evidence=tuple(voice.item for voice in voices), searches=now.searches
            )
        law = found.law._replace(indicators=(indicator,))
        return weigh(self._alone[name], law, weighing, found.options, found.issued)[0]

    def differing(self, findings: Iterable[Finding], attitude: str = "") -> States:
        """What the findings are taken for, where that is other than now."""
        facts = Facts.of(findings, self.found.clock)
        attitude = attitude or self.found.options.attitude
        leaves = facts.leaves() if attitude != self.found.options.attitude else facts.findings
        states = ((leaf, (facts.answer(leaf), facts.taken(leaf, attitude))) for leaf in leaves)
        return {leaf: state for leaf, state in states if state != self.states[leaf]}

    def tiers_if(self, leaves: Iterable[str]) -> tuple[str, ...]:
        """Every tier that these findings could give, all others being taken as they are."""
        return self.ladder.tiers(self.states, frozenset(leaves))
