"""Deciding: turns findings, the law and the clock into answers, a tier and the exact tier set.

Pure. One meaning of the rule vocabulary (`combine`) serves the three-valued answers that are
shown, the values an attitude takes them for, and the diagram in which the tier set is found.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

from tipcli.diagram import FALSE, TRUE, Diagram
from tipcli.model import (
    ATTITUDES,
    CANNOT_TELL,
    CONTESTED,
    ESTABLISHED,
    FAILS,
    HOLDS,
    NOT_APPLICABLE,
    REFUTED,
    TIERS,
    ClockState,
    Finding,
    Law,
    Link,
    Placement,
    Reach,
    Rule,
    Rung,
    RungStep,
    Step,
)

CLOCK = "clock"
#: How firmly a load-bearing finding stands, the firmest first.
WORDS = ("firm", "fair", "thin", "silent")

V = TypeVar("V")


class Algebra(Protocol[V]):
    """What a rule needs of truth values, whichever they are."""

    def negate(self, part: V) -> V:  # noqa: D102 - the names say it
        ...

    def conjunction(self, parts: Sequence[V]) -> V:  # noqa: D102
        ...

    def disjunction(self, parts: Sequence[V]) -> V:  # noqa: D102
        ...

    def at_least(self, count: int, parts: Sequence[V]) -> V:  # noqa: D102
        ...


class Kleene:
    """Strong Kleene three-valued logic over holds, cannot tell and fails."""

    _rank: Mapping[str, int] = {FAILS: 0, CANNOT_TELL: 1, HOLDS: 2}
    _opposite: Mapping[str, str] = {FAILS: HOLDS, HOLDS: FAILS, CANNOT_TELL: CANNOT_TELL}

    def negate(self, part: str) -> str:
        """The opposite; what cannot be told stays so."""
        return self._opposite[part]

    def conjunction(self, parts: Sequence[str]) -> str:
        """The worst of the parts."""
        return min(parts, key=self._rank.__getitem__, default=HOLDS)

    def disjunction(self, parts: Sequence[str]) -> str:
        """The best of the parts."""
        return max(parts, key=self._rank.__getitem__, default=FAILS)

    def at_least(self, count: int, parts: Sequence[str]) -> str:
        """Holds if enough hold; fails if too few can; else cannot be told."""
        if sum(part == HOLDS for part in parts) >= count:
            return HOLDS
        return CANNOT_TELL if sum(part != FAILS for part in parts) >= count else FAILS


KLEENE = Kleene()


def combine(rule: Rule, parts: Sequence[V | None], algebra: Algebra[V]) -> V | None:
    """The value of an inner node from its parts; None stands for not applicable.

    What is not applicable is left out, and a count falls to the number left if that is smaller.
    A node with nothing left is itself not applicable.
    """
    left = [part for part in parts if part is not None]
    if not left:
        return None
    if rule.op == "not":
        return algebra.negate(left[0])
    if rule.op == "all":
        return algebra.conjunction(left)
    if rule.op == "any":
        return algebra.disjunction(left)
    return algebra.at_least(min(rule.least, len(left)), left)


class Fold(Generic[V]):
    """Evaluates the rules of one law, each provision once."""

    def __init__(
        self, law: Law, leaf: Callable[[str], V | None], algebra: Algebra[V], truth: tuple[V, V]
    ) -> None:
        self._rules = {provision.id: provision.rule for provision in law.provisions}
        self._leaf = leaf
        self._algebra = algebra
        self._truth = truth
        self._known: dict[str, V | None] = {}

    def rule(self, rule: Rule) -> V | None:
        """The value of a rule."""
        if rule.op == "indicator":
            value = self._leaf(rule.ref)
        elif rule.op == "clock":
            value = self._leaf(CLOCK)
        elif rule.op == "provision":
            value = self.provision(rule.ref)
        else:
            value = combine(rule, [self.rule(part) for part in rule.parts], self._algebra)
        if value is None and rule.if_not_applicable:
            return self._truth[rule.if_not_applicable == HOLDS]
        return value

    def provision(self, ident: str) -> V | None:
        """The value of a provision's rule; a provision without a rule is not applicable."""
        if ident not in self._known:
            rule = self._rules[ident]
            self._known[ident] = self.rule(rule) if rule else None
        return self._known[ident]


class Facts(NamedTuple):
    """What rules may read, and nothing else: findings by indicator, and the clock."""

    findings: Mapping[str, Finding]
    clock: ClockState

    @classmethod
    def of(cls, findings: Iterable[Finding], clock: ClockState) -> Facts:
        """The facts that these findings are."""
        return cls({finding.indicator.id: finding for finding in findings}, clock)

    def answer(self, leaf: str) -> str | None:
        """The three-valued answer of a leaf."""
        if leaf == CLOCK:
            return self.clock.expired
        outcome = self.findings[leaf].outcome
        if outcome == NOT_APPLICABLE:
            return None
        return {ESTABLISHED: HOLDS, REFUTED: FAILS}.get(outcome, CANNOT_TELL)

    def taken(self, leaf: str, attitude: str) -> str | None:
        """What an attitude takes the leaf for: holds, fails, or None if not applicable."""
        answer = self.answer(leaf)
        if answer != CANNOT_TELL:
            return answer
        if attitude == "balanced":
            return _balanced(self.findings[leaf]) if leaf != CLOCK else FAILS
        # The clock running out speaks against the government.
        favourable = leaf != CLOCK and self.findings[leaf].indicator.favourable
        return HOLDS if favourable == (attitude == "lenient") else FAILS

    def leaves(self) -> tuple[str, ...]:
        """Every leaf, the clock last."""
        return (*self.findings, CLOCK)


def _balanced(finding: Finding) -> str:
    """Contested goes to its stronger side; open means not established.

    A claim asked for above preponderance is never taken as established while it is contested:
    its standard is not met, whichever side is the stronger.
    """
    leads = finding.supports.level > finding.contradicts.level
    usual = finding.indicator.standard in ("preponderance", "scintilla")
    return HOLDS if finding.outcome == CONTESTED and leads and usual else FAILS


def decide(law: Law, findings: tuple[Finding, ...], clock: ClockState, attitude: str) -> Placement:
    """The placement under one attitude, with the exact set of tiers still reachable."""
    facts = Facts.of(findings, clock)
    by_attitude = tuple((name, _tier(law, facts, name)[0]) for name in ATTITUDES)
    tier, rung = _tier(law, facts, attitude)
    tracer = _Tracer(law, facts, attitude)
    load_bearing = _load_bearing(law, facts, attitude, tier)
    return Placement(
        tier=tier,
        rung=rung.id,
        attitude=attitude,
        by_attitude=by_attitude,
        rungs=tuple(tracer.rung(each) for each in law.ladder),
        tier_set=tier_set(law, facts, attitude),
        load_bearing=load_bearing,
        confidence=max((link.word for link in load_bearing), key=WORDS.index, default=WORDS[0]),
        provisions=tuple(tracer.provision(provision.id) for provision in law.provisions),
    )


def recommend(law: Law, findings: tuple[Finding, ...], clock: ClockState, attitude: str) -> str:
    """The tier alone, under one attitude."""
    facts = Facts.of(findings, clock)
    return _tier(law, facts, attitude)[0]


def _tier(law: Law, facts: Facts, attitude: str) -> tuple[str, Rung]:
    fold = Fold(law, lambda leaf: facts.taken(leaf, attitude), KLEENE, (FAILS, HOLDS))
    for rung in law.ladder:
        if rung.rule is None or fold.rule(rung.rule) == HOLDS:
            return rung.tier, rung
    raise AssertionError("the loader refuses a ladder whose last rung has a rule")


class _Tracer:
    """Keeps every value on the way, so that what is explained is what decided."""

    def __init__(self, law: Law, facts: Facts, attitude: str) -> None:
        self._law = law
        self._facts = facts
        self._attitude = attitude
        self._provisions: dict[str, Step] = {}

    def rung(self, rung: Rung) -> RungStep:
        if rung.rule is None:
            return RungStep(rung, None, HOLDS, HOLDS)
        step = self.step(rung.rule)
        return RungStep(rung, step, step.answer, step.taken)

    def provision(self, ident: str) -> Step:
        if ident not in self._provisions:
            provision = self._law.provision(ident)
            if provision.rule is None:
                step = Step(None, NOT_APPLICABLE, NOT_APPLICABLE, provision=provision)
            else:
                inner = self.step(provision.rule)
                step = Step(provision.rule, inner.answer, inner.taken, (inner,), provision)
            self._provisions[ident] = step
        return self._provisions[ident]

    def step(self, rule: Rule) -> Step:
        if rule.op == "provision":
            step = self.provision(rule.ref)
            answer, taken = (self._shown(rule, _value(v)) for v in (step.answer, step.taken))
            return step._replace(answer=answer, taken=taken)
        if rule.op in ("indicator", "clock"):
            leaf = CLOCK if rule.op == "clock" else rule.ref
            answer = self._shown(rule, self._facts.answer(leaf))
            taken = self._shown(rule, self._facts.taken(leaf, self._attitude))
            return Step(rule, answer, taken, finding=self._facts.findings.get(leaf))
        parts = tuple(self.step(part) for part in rule.parts)
        known = combine(rule, [_value(part.answer) for part in parts], KLEENE)
        assumed = combine(rule, [_value(part.taken) for part in parts], KLEENE)
        return Step(rule, self._shown(rule, known), self._shown(rule, assumed), parts)

    @staticmethod
    def _shown(rule: Rule, value: str | None) -> str:
        return value or rule.if_not_applicable or NOT_APPLICABLE


def _value(shown: str) -> str | None:
    return None if shown == NOT_APPLICABLE else shown


class Ways:
    """The ladder as diagrams: for each rung, every assignment under which it gives the tier.

    `leaf` gives the function that stands for a leaf: a variable, a constant, or any other
    function; None where the leaf is not applicable. Laws that differ little cost little in one
    `diagram`: what they share is made once.
    """

    def __init__(
        self,
        law: Law,
        leaf: Callable[[Diagram, str], int | None],
        diagram: Diagram | None = None,
    ) -> None:
        self.diagram = Diagram() if diagram is None else diagram
        fold = Fold(law, lambda name: leaf(self.diagram, name), self.diagram, (FALSE, TRUE))
        self.rungs: list[tuple[Rung, int]] = []
        remaining = TRUE
        for rung in law.ladder:
            holds = TRUE if rung.rule is None else fold.rule(rung.rule) or FALSE
            self.rungs.append((rung, self.diagram.choose(remaining, holds, FALSE)))
            remaining = self.diagram.choose(holds, FALSE, remaining)

    def tier(self, tier: str) -> int:
        """The function that is true when the ladder gives this tier."""
        return self.diagram.disjunction([node for rung, node in self.rungs if rung.tier == tier])


def tier_set(law: Law, facts: Facts, attitude: str) -> tuple[Reach, ...]:
    """Every tier that some way of filling the undecided findings gives, best tier first."""
    ways = open_ways(law, facts)
    baseline = [facts.taken(name, attitude) == HOLDS for name in ways.diagram.names]
    reached = []
    for tier in TIERS:
        witness = ways.diagram.nearest(ways.tier(tier), baseline)
        if witness is not None:
            rungs = tuple(r.id for r, node in ways.rungs if r.tier == tier and node != FALSE)
            reached.append(Reach(tier, rungs, witness))
    return tuple(reached)


def open_ways(law: Law, facts: Facts, also: Container[str] = ()) -> Ways:
    """The ladder over the undecided leaves; the decided ones are constants, but for those `also`
    left free.
    """

    def leaf(diagram: Diagram, name: str) -> int | None:
        answer = facts.answer(name)
        if answer == CANNOT_TELL or (name in also and answer is not None):
            return diagram.variable(name)
        return None if answer is None else TRUE if answer == HOLDS else FALSE

    return Ways(law, leaf)


def every_way(law: Law, facts: Facts) -> Ways:
    """The ladder over all its leaves, decided or not; what is not applicable is left out."""

    def leaf(diagram: Diagram, name: str) -> int | None:
        return None if facts.answer(name) is None else diagram.variable(name)

    return Ways(law, leaf)


def _load_bearing(law: Law, facts: Facts, attitude: str, tier: str) -> tuple[Link, ...]:
    """A set of findings that alone force the tier, none of them superfluous.

    Links are let go from the weakest up wherever the tier stands without them, so the weakest
    one that remains is as firm as in any set that forces the tier.
    """
    ways = every_way(law, facts)
    node = ways.tier(tier)
    names = ways.diagram.names
    fixed = {i: facts.taken(name, attitude) == HOLDS for i, name in enumerate(names)}
    firmness = [WORDS.index(link_word(facts, name)) for name in names]
    for index in sorted(fixed, key=lambda i: (-firmness[i], names[i])):
        value = fixed.pop(index)
        if not ways.diagram.always(node, fixed):
            fixed[index] = value
    return tuple(
        Link(name, WORDS[firmness[i]]) for name in facts.leaves() for i in fixed if names[i] == name
    )


def link_word(facts: Facts, leaf: str) -> str:
    """How firmly one leaf stands: firm, fair, thin or silent."""
    if leaf == CLOCK:
        return "silent" if facts.clock.expired == CANNOT_TELL else "firm"
    finding = facts.findings[leaf]
    if finding.indicator.silence == "absent_unless_judged":
        return "firm"
    if finding.ground in ("judgement", "presumption", "precondition"):
        return "fair"
    if finding.outcome == CONTESTED:
        return "thin"
    if finding.free:
        return "thin" if finding.supports.voices or finding.contradicts.voices else "silent"
    side = finding.supports if finding.outcome == ESTABLISHED else finding.contradicts
    return {3: "firm", 2: "fair"}.get(side.strength, "thin")
