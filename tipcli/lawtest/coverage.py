"""What of each version of the law the cases would notice, outcome by outcome.

An outcome of a finding is seen by a case that fails as soon as this one finding is decided
otherwise and all else stays: one that is established, were it refuted; one that is open or
contested, were it either. A finding that is merely there is not seen. What does not arise is
left out by the rules, which is like being established in one place and like being refuted in
another, so for it one of the two is enough. An answer of a provision is seen in the same way,
with its answer supposed and its rule not asked; a rung, by a case that names it. Only what is
expected of the decision counts (tier, rung, tier set, settled, open questions), and only in
cases that hold. Exact: each time the law decides anew. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tipcli.decide import CLOCK, KLEENE, Fold
from tipcli.lawtest.ladder import Ladder, State, missed
from tipcli.lawtest.trial import CLOCK_WORDS, Trial, said
from tipcli.model import (
    CANNOT_TELL,
    ESTABLISHED,
    FAILS,
    HOLDS,
    NOT_APPLICABLE,
    OUTCOMES,
    REFUTED,
    Indicator,
    Law,
    Rule,
)

INDICATORS, CLOCKS, PROVISIONS, RUNGS = "indicators", "clock", "provisions", "rungs"
DECIDED = "decided"


class Tally(NamedTuple):
    """How many of all `subjects` of a kind are seen with one word; `missing` are the others."""

    kind: str
    word: str
    subjects: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def seen(self) -> int:
        """How many are seen."""
        return len(self.subjects) - len(self.missing)


class Coverage(NamedTuple):
    """What the cases notice of one version of the law; `trials` counts those that hold."""

    law: str
    first_report: int
    last_report: int
    trials: int
    tallies: tuple[Tally, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return not any(tally.missing for tally in self.tallies)


#: A kind, a word, and what is seen with it.
Mark = tuple[str, str, str]


class Watch:
    """Gathers what the trials of one version of the law notice."""

    def __init__(self, ladder: Ladder) -> None:
        self._law = ladder.law
        self._ladder = ladder
        self._wanted = tuple(_wanted(ladder.law))
        self._left = set(self._wanted)
        self._trials = 0

    def add(self, trial: Trial, looked: set[str]) -> None:
        """Note what a trial that holds would have noticed; what is seen already is not asked.

        Of the leaves that arise only those can matter that were `looked` at.
        """
        facts = trial.facts
        self._trials += 1
        self._left.discard((RUNGS, DECIDED, trial.case.expected.rung))
        for leaf in facts.leaves():
            outcome = said(facts, leaf)
            mark = (CLOCKS if leaf == CLOCK else INDICATORS, outcome, leaf)
            if mark not in self._left or not (leaf in looked or outcome == NOT_APPLICABLE):
                continue
            missed = (self._missed(trial, each) for each in _otherwise(trial.state, leaf))
            if any(missed) if outcome == NOT_APPLICABLE else all(missed):
                self._left.remove(mark)
        self._add_provisions(trial)

    def _add_provisions(self, trial: Trial) -> None:
        left = {ident for kind, _, ident in self._left if kind == PROVISIONS}
        fold = Fold(self._law, trial.facts.answer, KLEENE, (FAILS, HOLDS))
        for ident in sorted(left):
            answer = fold.provision(ident)
            mark = (PROVISIONS, str(answer), ident)
            others = (each for each in (HOLDS, FAILS) if each != answer)
            states = (trial.state.supposing(ident, each) for each in others)
            if mark in self._left and all(self._missed(trial, each) for each in states):
                self._left.remove(mark)

    def _missed(self, trial: Trial, state: State) -> bool:
        case = trial.case
        return any(missed(case.expected, self._ladder, state, case.attitude))

    def coverage(self) -> Coverage:
        """What has been noticed."""
        found: dict[tuple[str, str], list[Mark]] = {}
        for mark in self._wanted:
            found.setdefault(mark[:2], []).append(mark)
        tallies = (
            Tally(
                *group,
                tuple(ident for *_, ident in marks),
                tuple(ident for *_, ident in marks if (*group, ident) in self._left),
            )
            for group, marks in found.items()
        )
        law = self._law
        reports = law.first_report, law.last_report
        return Coverage(law.id, *reports, self._trials, tuple(tallies))


def _otherwise(state: State, leaf: str) -> Iterator[State]:
    """The same state with one leaf decided otherwise than it is, each way."""
    for answer in (HOLDS, FAILS):
        if answer != state.answers[leaf]:
            yield state.otherwise(leaf, answer)


def _wanted(law: Law) -> Iterator[Mark]:
    """Everything that cases can be seen to notice of a law, kind by kind and word by word."""
    rules = {each.id: each.rule for each in law.provisions if each.rule}
    asked = {leaf for rule in (*rules.values(), *_asking(law)) for leaf in _leaves(rule, rules)}
    indicators = [each for each in law.indicators if each.id in asked]
    for rung in law.ladder:
        yield RUNGS, DECIDED, rung.id
    for outcome in OUTCOMES:
        for each in indicators:
            if outcome in _outcomes(each):
                yield INDICATORS, outcome, each.id
    if CLOCK in asked:
        yield from ((CLOCKS, word, CLOCK) for word in CLOCK_WORDS.values())
    human = {each.id for each in indicators if _judged(each)}
    for answer in (HOLDS, FAILS, CANNOT_TELL):
        for ident, rule in rules.items():
            if answer != CANNOT_TELL or not human.issuperset(_leaves(rule, rules)):
                yield PROVISIONS, answer, ident


def _asking(law: Law) -> Iterator[Rule]:
    return (rung.rule for rung in law.ladder if rung.rule)


def _judged(indicator: Indicator) -> bool:
    """Whether only a named human can establish the claim, so that it is never undecided."""
    return indicator.silence == "absent_unless_judged"


def _outcomes(indicator: Indicator) -> tuple[str, ...]:
    """The outcomes that a finding on this indicator can have."""
    if _judged(indicator):
        return ESTABLISHED, REFUTED
    return OUTCOMES if indicator.precondition else OUTCOMES[:-1]


def _leaves(rule: Rule, rules: Mapping[str, Rule]) -> Iterator[str]:
    """The leaves that a rule asks, those of the provisions it names among them."""
    if rule.op in ("indicator", "clock"):
        yield CLOCK if rule.op == "clock" else rule.ref
    below = [rules[rule.ref]] if rule.op == "provision" and rule.ref in rules else rule.parts
    for part in below:
        yield from _leaves(part, rules)
