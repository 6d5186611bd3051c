"""Explaining: selects, from what deciding kept, what a reader needs; computes no truth value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tipcli.model import (
    CANNOT_TELL,
    CONTESTED,
    DIMENSIONS,
    ESTABLISHED,
    FAILS,
    HOLDS,
    NOT_APPLICABLE,
    OPEN,
    OUTCOMES,
    REFUTED,
    Assessment,
    Finding,
    Law,
    Rule,
    RungStep,
    Step,
)


class Clause(NamedTuple):
    """One titled part of a reason, with the findings that made it so."""

    title: str
    citation: str
    answer: str
    findings: tuple[Step, ...]


class Point(NamedTuple):
    """One sentence of the rationale and its parts; `rung` says which question it answers."""

    rung: str
    sentence: str
    citation: str
    clauses: tuple[Clause, ...]


class Score(NamedTuple):
    """How many findings of each outcome stand under one heading."""

    heading: str
    citation: str
    counts: tuple[int, ...]
    answer: str
    taken: str
    counted: bool


def decisive(step: Step) -> tuple[Step, ...]:
    """The parts that made a node what it was taken for; the rest could have been otherwise.

    Where one part is enough (an `all` that fails, an `any` that holds) those that evidence
    settled come without those that nothing is known of, if there are any: they suffice. What is
    contested is always named, since somebody will ask.
    """
    same = _agreeing(step)
    if step.rule is None or step.rule.op not in ("all", "any"):
        return same
    if (step.rule.op == "all") == (step.taken == HOLDS):
        return same
    if not any(part.answer == step.taken for part in same):
        return same
    return tuple(part for part in same if part.answer == step.taken or _contested(part))


def left_out(step: Step) -> int:
    """How many parts point the same way as the decisive ones without being needed."""
    return len(_agreeing(step)) - len(decisive(step))


def _contested(step: Step) -> bool:
    """Whether some finding that makes this node what it was taken for is contested."""
    if step.finding is not None:
        return step.finding.outcome == CONTESTED
    # A count or a provision with much else in it is not contested for one finding inside it.
    if step.provision is not None or (step.rule is not None and step.rule.op == "at_least"):
        return False
    return any(_contested(part) for part in _agreeing(step))


def _agreeing(step: Step) -> tuple[Step, ...]:
    if step.provision is not None or step.rule is None or step.rule.op == "not":
        return step.parts
    return tuple(part for part in step.parts if part.taken == step.taken)


def leaves(step: Step) -> tuple[Step, ...]:
    """The decisive findings under a node, each once, in the rule's order."""
    found: dict[str, Step] = {}
    _gather(step, found)
    return tuple(found.values())


def _gather(step: Step, found: dict[str, Step]) -> None:
    if step.rule is not None and step.rule.op in ("indicator", "clock") and not step.parts:
        found.setdefault(step.rule.ref or "clock", step)
        return
    for part in decisive(step):
        _gather(part, found)


def decided_by(assessment: Assessment) -> RungStep:
    """The rung that gave the tier."""
    placement = assessment.placement
    return next(each for each in placement.rungs if each.rung.id == placement.rung)


def tried(assessment: Assessment) -> tuple[RungStep, ...]:
    """The rungs above the one that decided, which were asked first and did not hold."""
    rungs = assessment.placement.rungs
    return rungs[: rungs.index(decided_by(assessment))]


def rationale(assessment: Assessment) -> tuple[Point, ...]:
    """The reasons a writer would give: what failed above, then what decided, a sentence each."""
    points = []
    for each in tried(assessment):
        if each.rung.id != "special-case":
            sentence = each.rung.if_no or f"{each.rung.question} No"
            points.append(_point(each, sentence))
    each = decided_by(assessment)
    points.append(_point(each, each.rung.if_yes))
    return tuple(points)


def _point(each: RungStep, sentence: str) -> Point:
    """A sentence says so where it rests on what was taken for true and not on what is known."""
    if each.answer == CANNOT_TELL:
        sentence += ", as far as can be told"
    return Point(each.rung.id, sentence, each.rung.citation, _clauses(each))


def _clauses(each: RungStep) -> tuple[Clause, ...]:
    if each.step is None:
        return ()
    found: dict[str, Clause] = {}
    for step in _whole(each.step):
        provision, rule = step.provision, step.rule
        title = provision.title if provision else _rule_title(step)
        citation = provision.citation if provision else rule.citation if rule else ""
        words = answer_words(step.answer, step.taken)
        found.setdefault(title, Clause(title, citation, words, leaves(step)))
    return tuple(clause for clause in found.values() if clause.findings)


_CLOCK_TITLE = "The time on the Watch List has run out"


def _rule_title(step: Step) -> str:
    if step.rule is not None and step.rule.title:
        return step.rule.title
    if step.finding is not None:
        return step.finding.indicator.claim.rstrip(".")
    return _CLOCK_TITLE


def titles(law: Law) -> frozenset[str]:
    """Every title that a clause of a rationale under this law can bear."""
    claims = {each.id: each.claim.rstrip(".") for each in law.indicators}
    found = {each.title for each in law.provisions if each.rule}
    rules = [each.rule for each in law.provisions] + [each.rule for each in law.ladder]
    for node in (node for rule in rules if rule for node in _nodes(rule)):
        bare = claims[node.ref] if node.op == "indicator" else ""
        found.add(node.title or bare or (_CLOCK_TITLE if node.op == "clock" else ""))
    return frozenset(found - {""})


def _nodes(rule: Rule) -> Iterator[Rule]:
    yield rule
    for part in rule.parts:
        yield from _nodes(part)


def _bare(step: Step) -> bool:
    """Whether a node is a leaf without a title of its own."""
    return step.provision is None and not step.parts and not (step.rule and step.rule.title)


_WHOLE = ("minimum standard", "criterion", "factor", "proof of failure")


def _whole(step: Step) -> Iterator[Step]:
    """The decisive parts that speak of something whole: a standard, a criterion, a strand."""
    provision, rule = step.provision, step.rule
    if provision is not None:
        if provision.section in _WHOLE and not _names_criteria(step):
            yield step
            return
    elif rule is not None and rule.title and rule.op != "at_least":
        yield step
        return
    if _bare(step):
        yield step
        return
    below = [whole for part in decisive(step) for whole in _whole(part)]
    # A provision speaks for the bare claims under it; at the ladder they speak for themselves.
    if provision is None or (below and not any(_bare(whole) for whole in below)):
        yield from below
    else:
        yield step


def _names_criteria(step: Step) -> bool:
    return any(inner.provision is not None for part in step.parts for inner in _inside(part))


def _inside(step: Step) -> Iterator[Step]:
    yield step
    for part in step.parts:
        yield from _inside(part)


def phrase(finding: Finding) -> str:
    """One line about a finding. "No evidence", "evidence against", "contested" and "presumed"
    are four different things to say, and are said differently.
    """
    indicator = finding.indicator
    claim = indicator.claim.rstrip(".")
    established = finding.outcome == ESTABLISHED
    title = indicator.title_established if established else indicator.title_refuted
    if finding.ground == "judgement" and finding.judgement:
        by = finding.judgement
        return f"By judgement of {by.author} ({by.date}): {title}"
    if finding.ground == "presumption":
        if indicator.silence == "absent_unless_judged":
            return f"Not judged by any named human: {claim}"
        return f"Presumed, since the data were refused: {title}"
    if finding.outcome in (ESTABLISHED, REFUTED):
        return title
    if finding.outcome == NOT_APPLICABLE:
        return f"Does not arise: {claim}"
    if finding.outcome == CONTESTED:
        return f"Contested, with evidence on both sides: {claim}"
    if finding.supports.voices or finding.contradicts.voices:
        return f"Too little evidence to tell: {claim}"
    return f"No evidence either way: {claim}"


def taken_as(finding: Finding, taken: str) -> str:
    """What an undecided finding was taken for; empty where the evidence decided it."""
    if finding.outcome not in (OPEN, CONTESTED):
        return ""
    return "taken as established" if taken == HOLDS else "taken as not established"


def silence(finding: Finding) -> tuple[str, ...]:
    """What was looked for and not found, in words."""
    words = {
        "not_found": "Looked for and not found",
        "refused": "Asked for and refused",
        "no_capacity": "Asked for; the government had no capacity to give it",
        "not_applicable": "Does not arise",
    }
    return tuple(
        f"{words[each.result]}{f' ({each.asked_on})' if each.asked_on else ''}: {each.note}"
        for each in finding.searches
    )


def rests_on_silence(assessment: Assessment) -> bool:
    """Whether some finding that bears the tier is open and was merely taken as not established."""
    words = {link.word for link in assessment.placement.load_bearing}
    return "silent" in words


def scorecard(assessment: Assessment) -> tuple[tuple[Score, ...], tuple[Score, ...]]:
    """Counts of outcomes by provision, and by P. For people: no tier ever reads them."""
    findings = {finding.indicator.id: finding for finding in assessment.findings}
    asked = indicators_of(assessment.law)
    by_provision = []
    for step in assessment.placement.provisions:
        provision = step.provision
        if provision is None or provision.section == "special case":
            continue
        outcomes = [findings[ident].outcome for ident in asked[provision.id]]
        counts = tuple(outcomes.count(outcome) for outcome in OUTCOMES)
        by_provision.append(
            Score(
                provision.title,
                provision.citation,
                counts,
                step.answer,
                step.taken,
                provision.rule is not None,
            )
        )
    by_p = []
    for dimension in DIMENSIONS:
        outcomes = [f.outcome for f in assessment.findings if f.indicator.dimension == dimension]
        counts = tuple(outcomes.count(outcome) for outcome in OUTCOMES)
        by_p.append(Score(dimension.capitalize(), "", counts, "", "", True))
    return tuple(by_provision), tuple(by_p)


def indicators_of(law: Law) -> dict[str, tuple[str, ...]]:
    """The indicators that each provision's own rule asks, not those of provisions it names."""
    return {
        provision.id: tuple(dict.fromkeys(_asked(provision.rule))) if provision.rule else ()
        for provision in law.provisions
    }


def _asked(rule: Rule) -> Iterator[str]:
    return (node.ref for node in _nodes(rule) if node.op == "indicator")


def answer_words(answer: str, taken: str) -> str:
    """A rung's or provision's answer, and what it was taken for where it cannot be told."""
    words = {HOLDS: "yes", FAILS: "no", CANNOT_TELL: "cannot tell", NOT_APPLICABLE: "n/a"}
    if answer == CANNOT_TELL and taken in (HOLDS, FAILS):
        return f"cannot tell, taken as {words[taken]}"
    return words[answer]
