"""Conflicts for people: both sides, what came of it, and whether it matters to the tier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from tipcli.decide import Facts
from tipcli.model import CONTESTED, ESTABLISHED, HOLDS, OPEN, REFUTED, Assessment, Finding, Side
from tipcli.reason.conflicts import (
    ATTACK_FAILS,
    ATTACK_STANDS,
    DIFFERENT_DEFINITION,
    DIFFERENT_FIGURES,
    DIFFERENT_PERIOD,
    IDLE,
    REBUT,
    SUPERSEDE,
    UNDECIDED,
    UNDERCUT,
    WITHOUT_FORCE,
    Conflict,
    Party,
    on_evidence,
)
from tipcli.reason.stakes import Stake
from tipcli.render.lines import BLANK, Line, heading
from tipcli.render.text import judged_by, judgements, tier_line
from tipcli.render.tree import measured, source_line

#: So many items of a side, and conflicts of a finding, are printed without --full.
MOST = 5

_NAMES = {
    REBUT: "Rebuttal",
    DIFFERENT_PERIOD: "Different periods",
    UNDERCUT: "Undercut",
    SUPERSEDE: "Superseded",
    DIFFERENT_DEFINITION: "Different definitions",
    DIFFERENT_FIGURES: "Different figures",
}


def conflicts(found: Assessment, met: Sequence[Conflict], *, full: bool = False) -> Iterator[Line]:
    """What `tipcli conflicts` prints: a part for each finding, what matters to the tier first."""
    parts = [list(group) for _, group in groupby(met, lambda each: each.finding.indicator.id)]
    yield tier_line(found)
    yield Line(_summary([part[0].stake.rank for part in parts]))
    yield from judgements(found)
    for number, part in enumerate(parts, 1):
        yield BLANK
        yield from _part(found, number, part, full)
    if words := _not_counted(found):
        yield BLANK
        yield Line(words, style="dim")


def _summary(ranks: list[int]) -> str:
    """How many findings have conflicts, and how many of them the tier turns on."""
    if not ranks:
        return "No item that counts speaks against another, and none attacks another."
    count, turns = len(ranks), ranks.count(0)
    where = f"Evidence meets evidence on {count} finding{'s' * (count > 1)}."
    if turns:
        which = "it" if count == 1 else f"{turns} of them"
        return f"{where} The tier turns on {which}."
    if min(ranks) < 3:
        return f"{where} The tier turns on none of them alone."
    return f"{where} None of it can change the tier."


def _part(found: Assessment, number: int, part: list[Conflict], full: bool) -> Iterator[Line]:
    finding = part[0].finding
    yield heading(f"{number} {finding.indicator.claim.rstrip('.')} [{finding.indicator.id}]")
    yield from _parties(found, part, full)
    shown = part if full else part[:MOST]
    for each in shown:
        yield Line(f"{_NAMES[each.kind]}: {meeting_words(each)}", 2)
    if len(shown) < len(part):
        yield _more(len(part) - len(shown), 2)
    yield Line(f"Came of it: {_outcome(found, finding)}", 2)
    yield Line(f"Tier: {_stake(finding, part[0].stake)}.", 2)


def _parties(found: Assessment, part: list[Conflict], full: bool) -> Iterator[Line]:
    """Every item of the part once, under the side on which it speaks."""
    finding = part[0].finding
    parties = {party.item.id: party for each in part for party in each.parties}
    sides: dict[str, list[Party]] = {}
    for party in parties.values():
        of_this = party.item.indicator == finding.indicator.id
        sides.setdefault(party.item.bearing if of_this else "", []).append(party)
    heads = (
        ("supports", f"For the claim, {_weight(found, finding.supports)}:", "+ "),
        ("contradicts", f"Against the claim, {_weight(found, finding.contradicts)}:", "- "),
        ("", "On another claim:", "* "),
    )
    for key, head, mark in heads:
        here = sorted(sides.get(key, ()), key=_strongest_first)
        if here:
            yield Line(head, 2)
        for party in here if full else here[:MOST]:
            yield from _party(found, party, mark)
        if not full and len(here) > MOST:
            yield _more(len(here) - MOST, 4)


def _strongest_first(party: Party) -> tuple[bool, int, str]:
    return bool(party.aside), -party.strength, party.item.id


def _party(found: Assessment, party: Party, mark: str) -> Iterator[Line]:
    item = party.item
    doubt = "" if item.status == "confirmed" else f", {item.status}"
    aside = f"; not counted: {party.aside}" if party.aside else ""
    strength = f"{found.weighing.scale[party.strength]}{doubt}"
    yield Line(f"{strength}: {item.statement} [{item.id}{aside}]", 4, mark)
    when = f"; period {item.period.start} to {item.period.end}" if item.period else ""
    figure = f"; measure {measured(item.measure)}" if item.measure else ""
    yield Line(f"{source_line(item)}; origin {item.origin}{when}{figure}", 8, style="dim")


def _more(count: int, indent: int) -> Line:
    return Line(f"and {count} more (--full)", indent, style="dim")


def _weight(found: Assessment, side: Side) -> str:
    """The strength of a whole side, of which the items shown may be a part."""
    if not side.voices:
        return "nothing counted"
    return (
        f"{found.weighing.scale[side.strength]} together, from {side.origins} "
        f"origin{'s' * (side.origins > 1)}"
    )


def meeting_words(each: Conflict) -> str:
    """Who meets whom, by id, and what that means."""
    if each.kind in (UNDERCUT, SUPERSEDE):
        return _attack(each)
    if each.kind in (DIFFERENT_DEFINITION, DIFFERENT_FIGURES):
        return _figures(each) + _own_origin(each)
    these = _ids(dict.fromkeys(i for meeting in each.meetings for i in meeting.these))
    those = _ids(dict.fromkeys(i for meeting in each.meetings for i in meeting.those))
    if each.kind == REBUT:
        text = f"{these} against {those}, over the same or an unstated time."
    else:
        text = f"{these} against {those}, whose periods do not overlap; both may be right."
    return text + _own_origin(each)


def _attack(each: Conflict) -> str:
    ((attacker,), (target,)) = each.meetings[0]
    of = {party.item.id: party for party in each.parties}
    verb = "gives reason not to believe" if each.kind == UNDERCUT else "stands in the place of"
    words = {
        ATTACK_STANDS: f"so {target} does not count.",
        ATTACK_FAILS: f"but {attacker} is itself {of[attacker].aside}, so this has no force.",
        UNDECIDED: f"but whether {attacker} stands is undecided, its links forming a circle: "
        "neither counts.",
        WITHOUT_FORCE: f"but without force, since {attacker} is not counted: {of[attacker].aside}.",
        IDLE: f"but nothing comes of it, since {target} is not counted: {of[target].aside}.",
    }
    return f"{attacker} {verb} {target}, {words[each.result]}{_own_origin(each)}"


def _figures(each: Conflict) -> str:
    says = [f"{p.item.id} says {measured(p.item.measure or {})}" for p in each.parties]
    if each.kind == DIFFERENT_DEFINITION:
        end = "The figures count different things, so they need not disagree."
    else:
        end = (
            "For one time, and for all that is stated one thing, the numbers differ. All count, "
            "since no rule reads the number; if they count different things, give each its "
            "definition."
        )
    return f"{_some(says, '; ')}. {end}"


def _own_origin(each: Conflict) -> str:
    own = each.against_itself
    if not own:
        return ""
    if len({party.item.origin for party in each.parties}) == 1:
        corrects = each.kind == SUPERSEDE and each.result == ATTACK_STANDS
        verb = "corrects" if corrects else "against"
        return f" One origin {verb} itself: {own[0]}."
    return f" {_some(own, ', ')} speak{'s' * (len(own) == 1)} on both sides."


def _ids(ids: Iterable[str]) -> str:
    return _some(list(ids), ", ")


def _some(words: Sequence[str], between: str) -> str:
    rest = len(words) - MOST
    return between.join(words[:MOST]) + (f"{between}and {rest} more" if rest > 0 else "")


def _outcome(found: Assessment, finding: Finding) -> str:
    """Which side prevails on the evidence, and what the finding became."""
    scale = found.weighing.scale
    pro, contra = (
        scale[side.strength] if side.voices else "nothing"
        for side in (finding.supports, finding.contradicts)
    )
    standard = finding.indicator.standard.replace("_", " ")
    evidence = on_evidence(found, finding)
    words = {
        ESTABLISHED: f"the side for the claim prevails, {pro} against {contra}",
        REFUTED: f"the side against the claim prevails, {contra} against {pro}",
        CONTESTED: f"contested, {pro} for and {contra} against; neither side prevails",
        OPEN: f"open, {pro} for and {contra} against; neither is strong enough",
    }[evidence]
    return f"{words} (standard: {standard}){_then(found, finding, evidence)}."


def _then(found: Assessment, finding: Finding, evidence: str) -> str:
    """What became of the outcome on the evidence: presumed, judged, or taken by the attitude."""
    then = ""
    if finding.proposed != evidence:
        then = f"; {finding.proposed} all the same, by presumption"
    if finding.judgement:
        return f"{then}; judged {finding.outcome} by {judged_by(finding.judgement)}"
    if finding.free:
        attitude = found.options.attitude
        facts = Facts.of((finding,), found.clock)
        holds = facts.taken(finding.indicator.id, attitude) == HOLDS
        then += f"; taken as {'established' if holds else 'not established'} ({attitude})"
    return then


def _stake(finding: Finding, stake: Stake) -> str:
    """What the finding is to the tier, in words."""
    if finding.indicator.silence == "absent_unless_judged":
        return "untouched; only a named human's judgement settles this finding"
    if stake.rank == 0:
        return f"turns on this finding; were it the other way, {stake.otherwise}"
    rests = "rests on this finding among others; " if stake.load_bearing else ""
    if stake.can_matter:
        return (
            f"{rests}alone it changes nothing, but it can where findings that are undecided "
            "come out otherwise"
        )
    if rests:
        return f"{rests}were it the other way, what else is decided would keep the tier"
    return "untouched; however the undecided findings come out, this one changes nothing"


def _not_counted(found: Assessment) -> str:
    """How many items meet nothing because they are set aside."""
    reasons = [a.kind for f in found.findings for a in f.asides if a.kind != "link"]
    if not reasons:
        return ""
    count, late = len(reasons), reasons.count("hindsight")
    which = "" if not late else ", as hindsight" if late == count else f", {late} as hindsight"
    ask = " --hindsight counts what was published after the report." if late else ""
    return f"Set aside, and so without force: {count} item{'s' * (count > 1)}{which}.{ask}"
