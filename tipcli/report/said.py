"""What weighing and deciding found, in the language of a report: findings, answers, reasons."""

from __future__ import annotations

from collections.abc import Iterable

from tipcli.explain import Point, answer_words, rationale
from tipcli.model import (
    CANNOT_TELL,
    CONTESTED,
    ESTABLISHED,
    FAILS,
    HOLDS,
    NOT_APPLICABLE,
    REFUTED,
    Aside,
    Assessment,
    Finding,
    Indicator,
    Judgement,
    RungStep,
    Search,
    Side,
    Step,
)
from tipcli.report.brief import Card, Clause, Reason, Statement
from tipcli.report.phrases import Phrases
from tipcli.weigh import UNDECIDED

CLOCK = "clock"
#: The answers by their English words, which are all that a clause of the rationale keeps.
_ANSWERS = {
    answer_words(known, assumed): (known, assumed)
    for known in (HOLDS, FAILS, CANNOT_TELL, NOT_APPLICABLE)
    for assumed in (NOT_APPLICABLE, FAILS, HOLDS)
}


def title_of(indicator: Indicator, *, holds: bool) -> str:
    """The title of an indicator's claim, or of its denial."""
    return indicator.title_established if holds else indicator.title_refuted


def sentence(say: Phrases, finding: Finding) -> str:
    """One line about a finding; as `explain.phrase`, in any language."""
    claim = finding.indicator.claim.rstrip(".")
    title = title_of(finding.indicator, holds=finding.outcome == ESTABLISHED)
    if finding.ground == "judgement" and finding.judgement:
        by = finding.judgement
        return say("finding.judged", author=by.author, date=by.date, title=title)
    if finding.ground == "presumption":
        if finding.indicator.silence == "absent_unless_judged":
            return say("finding.not_judged", claim=claim)
        return say("finding.presumed", title=title)
    if finding.outcome in (ESTABLISHED, REFUTED):
        return title
    if finding.outcome == NOT_APPLICABLE:
        return say("finding.does_not_arise", claim=claim)
    if finding.outcome == CONTESTED:
        return say("finding.contested", claim=claim)
    if finding.supports.voices or finding.contradicts.voices:
        return say("finding.too_little", claim=claim)
    return say("finding.no_evidence", claim=claim)


def ids(side: Side) -> tuple[str, ...]:
    """The items that count on a side, the strongest first."""
    return tuple(voice.item.id for voice in side.voices)


def cited(finding: Finding) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The items that a finding's sentence rests on, and those against it where neither won."""
    if finding.ground == "judgement" and finding.judgement:
        return finding.judgement.cites, ()
    if finding.ground not in ("evidence", "silence"):
        return (), ()
    if finding.outcome == ESTABLISHED:
        return ids(finding.supports), ()
    if finding.outcome == REFUTED:
        return ids(finding.contradicts), ()
    return ids(finding.supports), ids(finding.contradicts)


def taken(say: Phrases, finding: Finding, value: str) -> str:
    """What an undecided finding was taken for; empty where the evidence decided it."""
    if not finding.free:
        return ""
    return say("taken.holds" if value == HOLDS else "taken.fails")


def answer(say: Phrases, known: str, assumed: str) -> str:
    """A rung's or provision's answer, and what it was taken for where it cannot be told."""
    if known == CANNOT_TELL and assumed in (HOLDS, FAILS):
        return say(f"answer.taken_as_{assumed}")
    return say(f"answer.{known.replace(' ', '_')}")


def statement(say: Phrases, found: Assessment, leaf: Step) -> Statement:
    """A leaf of a rule as a sentence with its evidence."""
    finding = leaf.finding
    if finding is None:
        reasons = " ".join(found.clock.reasons).rstrip(".")
        return Statement(CLOCK, reasons, leaf.answer, "", (), ())
    cites, against = cited(finding)
    return Statement(
        finding.indicator.id,
        sentence(say, finding),
        finding.outcome,
        taken(say, finding, leaf.taken) if leaf.answer == CANNOT_TELL else "",
        cites,
        against,
    )


def reasons(say: Phrases, found: Assessment) -> tuple[Reason, ...]:
    """The rationale, a sentence for each rung that was asked."""
    rungs = {each.rung.id: each for each in found.placement.rungs}
    return tuple(_reason(say, found, point, rungs[point.rung]) for point in rationale(found))


def _reason(say: Phrases, found: Assessment, point: Point, each: RungStep) -> Reason:
    rung = each.rung
    decides = rung.id == found.placement.rung
    text = rung.if_yes if decides else rung.if_no or say("reason.no", question=rung.question)
    if each.answer == CANNOT_TELL:
        text = say("reason.so_far", sentence=text)
    clauses = tuple(
        Clause(
            clause.title if any(leaf.finding for leaf in clause.findings) else say("clock.title"),
            clause.citation,
            answer(say, *_ANSWERS[clause.answer]),
            tuple(statement(say, found, leaf) for leaf in clause.findings),
        )
        for clause in point.clauses
    )
    return Reason(rung.id, text, rung.citation, decides, clauses)


def searches(say: Phrases, made: Iterable[Search]) -> tuple[str, ...]:
    """What was looked for, and what came of it."""
    return tuple(
        say(
            "search.dated" if each.asked_on else "search.undated",
            result=say(f"search.{each.result}"),
            date=each.asked_on,
            note=each.note,
        )
        for each in made
    )


def judged(say: Phrases, finding: Finding, by: Judgement) -> str:
    """A judgement: what was proposed, what was judged, by whom, when and why."""
    return say(
        "judgement.made",
        proposed=say(f"outcome.{finding.proposed.replace(' ', '_')}"),
        final=say(f"outcome.{finding.outcome.replace(' ', '_')}"),
        author=by.author,
        date=by.date,
        reason=by.reason.rstrip("."),
    )


def set_aside(say: Phrases, found: Assessment, aside: Aside) -> str:
    """Why an item was not counted."""
    published = aside.item.source.published
    if aside.kind == "kind":
        return say("aside.kind", kind=say(f"kind.{aside.item.source.kind}"))
    if aside.kind == "official":
        return say("aside.official")
    if aside.kind == "link":
        if aside.reason == UNDECIDED:
            return say("aside.circle")
        verb, _, by = aside.reason.split()
        return say(f"aside.{verb}", item=by)
    if published == "unknown":
        return say("aside.undated")
    inside = len(published) < len(found.issued) and found.issued.startswith(published)
    key = "aside.not_before" if inside else "aside.after"
    return say(key, published=published, issued=found.issued)


def card(say: Phrases, found: Assessment, finding: Finding, value: str) -> Card:
    """A finding whole; `value` is what it was taken for."""
    indicator = finding.indicator
    scale = found.weighing.scale
    sides = (finding.supports, finding.contradicts)
    strengths = [say(f"strength.{scale[side.strength]}") if side.voices else "" for side in sides]
    bearing = {link.indicator for link in found.placement.load_bearing}
    return Card(
        indicator=indicator.id,
        claim=indicator.claim,
        text=sentence(say, finding),
        outcome=finding.outcome,
        outcome_word=say(f"outcome.{finding.outcome.replace(' ', '_')}"),
        taken=taken(say, finding, value),
        ground=finding.ground,
        favourable=indicator.favourable,
        load_bearing=indicator.id in bearing,
        provisions=indicator.provisions,
        pro=ids(finding.supports),
        contra=ids(finding.contradicts),
        pro_strength=strengths[0],
        contra_strength=strengths[1],
        aside=tuple(each.item.id for each in finding.asides),
        searches=searches(say, finding.searches),
        judgement=judged(say, finding, finding.judgement) if finding.judgement else "",
    )


def findings_if(say: Phrases, witness: Iterable[tuple[str, bool]], found: Assessment) -> str:
    """The findings that would have to come out so, by their titles, the first four."""
    known = {finding.indicator.id: finding.indicator for finding in found.findings}
    titles = [
        say("clock.runs_out" if holds else "clock.does_not_run_out")
        if name == CLOCK
        else title_of(known[name], holds=holds)
        for name, holds in witness
    ]
    rest = len(titles) - 4
    text = "; ".join(titles[:4])
    return say("and_more", some=text, n=rest) if rest > 0 else text
