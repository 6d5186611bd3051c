"""Text and JSON of why a tier was not recommended: each condition missed, with its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tipcli.decide import CLOCK
from tipcli.explain import phrase
from tipcli.model import HOLDS, Assessment, Finding
from tipcli.reason.space import BY_CLOCK, BY_HUMAN
from tipcli.reason.whynot import Hurdle, Missed, Way, WhyNot, leaves_of
from tipcli.render.answers import framed
from tipcli.render.change import quoted
from tipcli.render.lines import BLANK, Line, heading
from tipcli.render.text import if_so
from tipcli.render.tree import Tree
from tipcli.words import capital, counted, listed, number


def lines(found: Assessment, answer: WhyNot) -> Iterator[Line]:
    """What `tipcli why-not` prints."""
    facts = found.country_year
    named = f"{facts.country} {facts.report_year}"
    if answer.tier == answer.recommended:
        yield heading(f"{named}: {answer.tier} is the tier recommended. Nothing is missed.")
        return
    yield heading(f"{named}: why not {answer.tier}? Recommended is {answer.recommended}.")
    yield Line(_reach(found, answer))
    if not answer.ways:
        yield Line(f"No rung of {found.law.id} gives {answer.tier}.")
    tree = Tree(found, full=False)
    for place, way in enumerate(answer.ways):
        yield BLANK
        yield from _way(found, answer, way, place, tree)


def _reach(found: Assessment, answer: WhyNot) -> str:
    if not answer.reachable:
        return (
            "Out of reach on this file: no way of settling the open and contested findings gives "
            f"{answer.tier}."
        )
    witness = next(r.witness for r in found.placement.tier_set if r.tier == answer.tier)
    return f"Still possible if only what is undecided comes out so: {if_so(witness)}."


def _way(found: Assessment, answer: WhyNot, way: Way, place: int, tree: Tree) -> Iterator[Line]:
    facts = found.country_year
    by = f"{'Or by' if place else 'By'} way of: {way.rung.question}" * (len(answer.ways) > 1)
    if by:
        yield heading(by)
    if way.bar:
        yield Line(_bar(way))
    else:
        again = f"tipcli change {facts.country} {facts.report_year} --to {quoted(answer.tier)}"
        fewest = counted(way.least, "finding")
        yield Line(f"It would take {fewest} at the least ({again}).")
    yield from _states(way)
    for hurdle in way.hurdles:
        yield from _hurdle(found, answer.tier, hurdle, tree)
    if way.besides:
        yield Line("What else then changes would turn a rung that answers rightly now; so also:")
        for finding in way.besides:
            yield Line(f"{phrase(finding)} [{finding.indicator.id}]", 2, "* ")


def _states(way: Way) -> Iterator[Line]:
    """How many conditions are missed, and in which state they are."""
    missed = [hurdle.missed for hurdle in way.hurdles if hurdle.missed]
    states = {f.indicator.id: _said(f) for each in missed for f in findings_of(each)}
    states |= {finding.indicator.id: _said(finding) for finding in way.besides}
    said = [
        f"{list(states.values()).count(word)} {word}" for word in dict.fromkeys(states.values())
    ]
    if any(CLOCK in leaves_of(each) for each in missed):
        said.append("the clock")
    if said:
        yield Line(f"Conditions missed: {listed(said)}.")


def _said(finding: Finding) -> str:
    judged_only = finding.indicator.silence == "absent_unless_judged"
    return "not judged by anyone" if judged_only and not finding.judgement else state(finding)


def findings_of(missed: Missed) -> Iterator[Finding]:
    """The findings under a node that was missed."""
    if missed.finding is not None:
        yield missed.finding
    for part in missed.parts:
        yield from findings_of(part)


def state(finding: Finding) -> str:
    """The outcome of a finding, or that it is presumed since the data were refused."""
    return "presumed" if finding.ground == "presumption" else finding.outcome


def _bar(way: Way) -> str:
    if way.bar == BY_CLOCK:
        return "No change of findings does it: the clock stands in the way."
    if way.bar == BY_HUMAN:
        return "No evidence does it: a named human's judgement decides."
    return "Nothing does it under this law."


def _hurdle(found: Assessment, tier: str, hurdle: Hurdle, tree: Tree) -> Iterator[Line]:
    rungs = [rung.id for rung in found.law.ladder]
    must = "yes" if hurdle.wanted == HOLDS else "no"
    is_now = "no" if hurdle.wanted == HOLDS else "yes"
    text = f"{hurdle.rung.question} {capital(is_now)}; for {tier} it would have to be {must}."
    yield Line(text, 0, f"{rungs.index(hurdle.rung.id)} ", "bold")
    yield Line(f"{hurdle.rung.citation} [{hurdle.rung.authority}]", 2, style="dim")
    if hurdle.missed is not None:
        yield from _missed(found, hurdle.missed, 2, tree, set())


def _missed(
    found: Assessment, missed: Missed, indent: int, tree: Tree, above: set[str]
) -> Iterator[Line]:
    if missed.finding is not None:
        yield from tree.finding(missed.step, missed.finding, indent)
        return
    if missed.clock:
        yield from tree.step(missed.step, indent)
        return
    inner = _plain(missed)
    title = _title(inner)
    parts = inner.parts
    if title or len(parts) > 1:
        asked = f"{title}: {_asked(inner)}" if title else capital(_asked(inner))
        yield Line(asked, indent, "# " if inner.provision else "+ ")
        indent += 2
    if inner.provision is not None:
        if inner.provision.id in above:
            yield Line("as above", indent, style="dim")
            return
        above.add(inner.provision.id)
    for part in parts:
        yield from _missed(found, part, indent, tree, above)


def _plain(missed: Missed) -> Missed:
    """The node without those that merely hand on one part and have no name."""
    while len(missed.parts) == 1 and not _title(missed) and missed.parts[0].parts:
        missed = missed.parts[0]
    return missed


def _title(missed: Missed) -> str:
    if missed.provision is not None:
        return f"{missed.provision.title} ({missed.provision.citation})"
    return missed.step.rule.title if missed.step.rule is not None else ""


def _asked(missed: Missed) -> str:
    """How many of the parts that are missed would have to come out otherwise."""
    must = "hold" if missed.wanted == HOLDS else "fail"
    turned = missed.step.rule is not None and missed.step.rule.op == "not"
    if turned or len(missed.parts) == 1:
        return "would have to " + must
    if missed.enough >= len(missed.parts):
        every = "both" if len(missed.parts) == 2 else f"all {number(len(missed.parts))}"
        return f"{every} of these would have to {must}"
    return f"{number(missed.enough)} of these {number(len(missed.parts))} would have to {must}"


def answer(found: Assessment, why: WhyNot) -> dict[str, Any]:
    """The answer as plain values."""
    own = {
        "asked": why.tier,
        "reachable": why.reachable,
        "ways": [
            {
                "rung": way.rung.id,
                "question": way.rung.question,
                "fewest_findings": way.least or None,
                "barred_by": way.bar or None,
                "hurdles": [_turning(found, hurdle) for hurdle in way.hurdles],
                "besides": [_condition(finding) for finding in way.besides],
            }
            for way in why.ways
        ],
    }
    return framed(found, "why-not", own)


def _turning(found: Assessment, hurdle: Hurdle) -> dict[str, Any]:
    rung, missed = hurdle.rung, hurdle.missed
    return {
        "rung": rung.id,
        "question": rung.question,
        "citation": rung.citation,
        "authority": rung.authority,
        "wanted": hurdle.wanted,
        "missed": _node(found, missed) if missed else None,
        "conditions": sorted(leaves_of(missed)) if missed else [],
    }


def _node(found: Assessment, missed: Missed) -> dict[str, Any]:
    if missed.finding is not None:
        return {"op": "indicator", "wanted": missed.wanted, **_condition(missed.finding)}
    if missed.clock:
        said = {"answer": missed.step.answer, "reasons": list(found.clock.reasons)}
        return {"op": "clock", "wanted": missed.wanted, **said}
    rule, provision = missed.step.rule, missed.provision
    if rule is None:
        raise ValueError("nothing of a step without a rule can be missed")
    return {
        "op": "provision" if provision else rule.op,
        "wanted": missed.wanted,
        "provision": provision.id if provision else None,
        "title": provision.title if provision else rule.title or None,
        "citation": provision.citation if provision else rule.citation,
        "enough": missed.enough,
        "parts": [_node(found, part) for part in missed.parts],
    }


def _condition(finding: Finding) -> dict[str, Any]:
    sides = (finding.supports, finding.contradicts)
    return {
        "indicator": finding.indicator.id,
        "citation": finding.indicator.citation,
        "state": state(finding),
        "outcome": finding.outcome,
        "ground": finding.ground,
        "phrase": phrase(finding),
        "supports": [voice.item.id for voice in sides[0].voices],
        "contradicts": [voice.item.id for voice in sides[1].voices],
    }
