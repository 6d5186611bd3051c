"""The other side of a placement, what would change it, and what is still to be asked, in words."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from operator import add

from tipcli.decide import decide
from tipcli.model import (
    ESTABLISHED,
    FAILS,
    HOLDS,
    REFUTED,
    SPECIAL_CASE,
    TIERS,
    Assessment,
    Finding,
)
from tipcli.reason.change import Change, Changes, Group, Shape
from tipcli.reason.questions import Question, Questions
from tipcli.reason.space import BY_CLOCK, BY_HUMAN
from tipcli.reason.space import Need as Asked
from tipcli.reason.whynot import Hurdle, Missed, why_not
from tipcli.report.brief import (
    Card,
    ChangeTo,
    Choice,
    Condition,
    Need,
    OpenQuestion,
    OtherSide,
    Reason,
)
from tipcli.report.phrases import Phrases
from tipcli.report.said import (
    CLOCK,
    card,
    findings_if,
    ids,
    reasons,
    searches,
    sentence,
    title_of,
)
from tipcli.words import capital

#: A change with more findings than this is told by its number alone.
IN_FULL = 12


def adjacent(found: Assessment) -> tuple[str, ...]:
    """The next better and the next worse tier that the ladder of this law can give."""
    known = {rung.tier for rung in found.law.ladder} | {found.placement.tier}
    order = [tier for tier in TIERS if tier in known and tier != SPECIAL_CASE]
    if found.placement.tier not in order:
        return ()
    at = order.index(found.placement.tier)
    return (*order[max(0, at - 1) : at], *order[at + 1 : at + 2])


def other_side(
    say: Phrases, found: Assessment, changes: Changes, given: tuple[Reason, ...]
) -> tuple[OtherSide, ...]:
    """For each adjacent tier the strongest case; `given` are the reasons of the placement."""
    by_tier = {change.tier: change for change in changes.changes}
    return tuple(_side(say, found, by_tier[tier], given) for tier in adjacent(found))


def _side(say: Phrases, found: Assessment, change: Change, given: tuple[Reason, ...]) -> OtherSide:
    why = why_not(found, change.tier)
    missed = tuple(
        _hurdle(say, found, change.tier, hurdle)
        for way in why.ways
        for hurdle in way.hurdles
        if not change.bar or len(why.ways) == 1 or hurdle.missed is not None
    )
    needs = () if change.bar else _best(change.shapes)
    supposed = _supposed(found, needs) if needs else found
    case = [reason for reason in reasons(say, supposed) if reason not in given] if needs else []
    return OtherSide(
        tier=change.tier,
        direction=change.direction,
        reachable=why.reachable,
        standing=_standing(say, found, change, reachable=why.reachable),
        supposed=tuple(_as_supposed(say, found, need) for need in needs),
        case=tuple(case),
        missed=tuple(dict.fromkeys(missed)),
    )


def _as_supposed(say: Phrases, found: Assessment, need: Asked) -> Card:
    """A finding as it now stands, but for its text, which says how it would have to come out."""
    wanted = say("condition.must_hold" if need.holds else "condition.must_fail")
    text = say("condition.titled", title=need.finding.indicator.claim.rstrip("."), condition=wanted)
    now = FAILS if need.holds else HOLDS
    return card(say, found, need.finding, now)._replace(text=text)


def _standing(say: Phrases, found: Assessment, change: Change, *, reachable: bool) -> str:
    if change.bar:
        return _barred(say, found, change)
    least = say("other.least", n=change.sizes[0][0])
    if not reachable:
        return f"{say('other.out_of_reach', tier=change.tier)} {least}"
    witness = next(r.witness for r in found.placement.tier_set if r.tier == change.tier)
    return f"{say('other.possible', facts=findings_if(say, witness, found))} {least}"


def _barred(say: Phrases, found: Assessment, change: Change) -> str:
    if change.bar == BY_CLOCK:
        return say("barred.clock")
    if change.bar == BY_HUMAN:
        judged = found.placement.tier == SPECIAL_CASE
        return say("barred.judged" if judged else "barred.human")
    return say("barred.law")


def _best(shapes: Iterable[Shape]) -> tuple[Asked, ...]:
    """Of the smallest changes listed the one that evidence already supports best.

    Groups are free of one another, so the best of each make the best of a shape.
    """
    best: tuple[tuple[int, ...], tuple[Asked, ...]] | None = None
    for shape in shapes:
        taken = tuple(need for group in shape.groups for need in _best_of(group))
        score = (0, 0, 0)
        for need in taken:
            score = tuple(map(add, score, _supported(need)))
        if best is None or score > best[0]:
            best = score, taken
    return best[1] if best else ()


def _best_of(group: Group) -> list[Asked]:
    # Sorting is stable: of two as well supported the law's first.
    return sorted(group.needs, key=_supported, reverse=True)[: group.number]


def _supported(need: Asked) -> tuple[int, int, int]:
    """How well evidence supports that a finding come out otherwise: lead, level, voices."""
    sides = (need.finding.supports, need.finding.contradicts)
    wanted, other = sides if need.holds else reversed(sides)
    return wanted.level - other.level, wanted.level, len(wanted.voices)


def _supposed(found: Assessment, needs: Iterable[Asked]) -> Assessment:
    """The assessment if these findings came out otherwise, decided by the same rules."""
    wanted = {need.finding.indicator.id: need for need in needs}
    findings = tuple(
        _turned(finding, holds=wanted[finding.indicator.id].holds)
        if finding.indicator.id in wanted
        else finding
        for finding in found.findings
    )
    placement = decide(found.law, findings, found.clock, found.options.attitude)
    return found._replace(findings=findings, placement=placement)


def _turned(finding: Finding, *, holds: bool) -> Finding:
    # The ground becomes the evidence there is, so that its items are cited for the other outcome.
    outcome = ESTABLISHED if holds else REFUTED
    return finding._replace(outcome=outcome, ground="evidence")


def _hurdle(say: Phrases, found: Assessment, tier: str, hurdle: Hurdle) -> Condition:
    must = "hurdle.must_be_yes" if hurdle.wanted == HOLDS else "hurdle.must_be_no"
    text = say(must, question=hurdle.rung.question, tier=tier)
    if hurdle.missed is None:
        return Condition(text)
    return Condition(text, parts=_parts(say, found, hurdle.missed))


def _parts(say: Phrases, found: Assessment, missed: Missed) -> tuple[Condition, ...]:
    """The conditions under a node, without the nodes that merely hand on one part."""
    if missed.finding is not None or missed.clock:
        return (_leaf(say, found, missed),)
    title = _title(missed)
    below = tuple(each for part in missed.parts for each in _parts(say, found, part))
    if not title and len(below) < 2:
        return below
    text = _how_many(say, missed, len(below))
    if title:
        text = say("condition.titled", title=title, condition=text)
    return (Condition(capital(text), parts=below),)


def _leaf(say: Phrases, found: Assessment, missed: Missed) -> Condition:
    finding = missed.finding
    if finding is None:
        return Condition(" ".join(found.clock.reasons), CLOCK)
    holds = missed.wanted == HOLDS
    text = say(
        "condition.leaf",
        title=title_of(finding.indicator, holds=holds),
        now=say(f"outcome.{finding.outcome.replace(' ', '_')}"),
    )
    sides = (ids(finding.supports), ids(finding.contradicts))
    cites, against = sides if holds else reversed(sides)
    return Condition(text, finding.indicator.id, cites, against)


def _title(missed: Missed) -> str:
    if missed.provision is not None:
        return f"{missed.provision.title} ({missed.provision.citation})"
    return missed.step.rule.title if missed.step.rule is not None else ""


def _how_many(say: Phrases, missed: Missed, parts: int) -> str:
    holds = missed.wanted == HOLDS
    turned = missed.step.rule is not None and missed.step.rule.op == "not"
    if turned or parts == 1 or len(missed.parts) != parts:
        return say("condition.must_hold" if holds else "condition.must_fail")
    of = "some" if missed.enough < parts else "both" if parts == 2 else "all"
    verb = "hold" if holds else "fail"
    return say(f"condition.{of}_{verb}", n=min(missed.enough, parts), of=parts)


def changes_to(say: Phrases, found: Assessment, changes: Changes) -> tuple[ChangeTo, ...]:
    """What would change the tier: the tiers within reach first, the nearest before the others."""
    order = sorted(changes.changes, key=lambda c: (bool(c.bar), c.sizes[0][0] if c.sizes else 0))
    return tuple(_change(say, found, each) for each in order)


def _change(say: Phrases, found: Assessment, change: Change) -> ChangeTo:
    if change.bar:
        return ChangeTo(change.tier, change.direction, _barred(say, found, change), ())
    size, ways = change.sizes[0]
    text = say("change.least", n=size, ways=say("change.ways", n=ways))
    if change.left_out or size > IN_FULL:
        facts = found.country_year
        command = f'tipcli change {facts.country} {facts.report_year} --to "{change.tier}"'
        text = f"{text} {say('change.command', command=command)}"
    shapes = change.shapes if size <= IN_FULL else ()
    return ChangeTo(
        change.tier,
        change.direction,
        text,
        tuple(tuple(_choice(say, found, group) for group in _ordered(shape)) for shape in shapes),
    )


def _ordered(shape: Shape) -> list[Group]:
    """Those without a choice first: a reader then knows what is asked in any case."""
    return sorted(shape.groups, key=lambda group: group.number < len(group.needs))


def _choice(say: Phrases, found: Assessment, group: Group) -> Choice:
    of = len(group.needs)
    if group.number < of:
        text = say("choice.some", n=group.number, of=of)
    else:
        text = say("choice.both" if of == 2 else "choice.all", n=of)
    return Choice(text, tuple(_need(say, found, need) for need in group.needs))


def _need(say: Phrases, found: Assessment, need: Asked) -> Need:
    indicator = need.finding.indicator
    title = title_of(indicator, holds=need.holds)
    return Need(indicator.id, title, _takes(say, found, need))


def _takes(say: Phrases, found: Assessment, need: Asked) -> str:
    finding = need.finding
    if finding.judgement is not None:
        return say("takes.judged", author=finding.judgement.author)
    presumed = finding.ground == "presumption"
    now = say("outcome.presumed" if presumed else f"outcome.{finding.outcome.replace(' ', '_')}")
    if need.strength is None:
        return say("takes.not_enough", now=now)
    standard = finding.indicator.standard if need.holds else "preponderance"
    return say(
        "takes.evidence",
        n=need.origins,
        now=now,
        strength=say(f"strength.{found.weighing.scale[need.strength]}"),
        standard=say(f"standard.{standard}"),
    )


def open_questions(
    say: Phrases, found: Assessment, asked: Questions, most: int
) -> tuple[OpenQuestion, ...]:
    """The first questions, the most telling first."""
    return tuple(_question(say, found, each, asked) for each in islice(asked.questions, most))


def _question(
    say: Phrases, found: Assessment, question: Question, asked: Questions
) -> OpenQuestion:
    finding = question.finding
    if_yes = _left(say, question.if_holds, asked)
    if_no = _left(say, question.if_not, asked)
    if finding is None:
        now = " ".join(found.clock.reasons)
        return OpenQuestion(CLOCK, say("clock.question"), now, if_yes, if_no, "", "", (), ())
    kinds = finding.indicator.evidence_kinds
    who = list(dict.fromkeys(say(f"who.{kind}") for kind in kinds))
    return OpenQuestion(
        indicator=finding.indicator.id,
        question=finding.indicator.question,
        now=sentence(say, finding),
        if_yes=if_yes,
        if_no=if_no,
        who=say.listed(who, "or"),
        admits=say.listed([say(f"kind.{kind}") for kind in kinds], "or"),
        cites=(*ids(finding.supports), *ids(finding.contradicts)),
        searches=searches(say, finding.searches),
    )


def _left(say: Phrases, tiers: tuple[str, ...], asked: Questions) -> str:
    if tiers == asked.tier_set:
        return say("left.same")
    if len(tiers) == 1:
        return say("left.settled", tier=tiers[0])
    gone = say.listed([tier for tier in asked.tier_set if tier not in tiers])
    return say("left.fewer", tiers=say.listed(tiers, "or"), gone=gone)
