"""Drafts the brief of an assessment: asks the questions a report answers, and puts all in words."""

from __future__ import annotations

from collections.abc import Iterator

from tipcli.decide import Facts
from tipcli.explain import indicators_of, rests_on_silence, scorecard
from tipcli.model import (
    DIMENSIONS,
    NO_END,
    Assessment,
)
from tipcli.reason.change import change
from tipcli.reason.conflicts import Conflict, conflicts
from tipcli.reason.questions import questions
from tipcli.reason.support import Load, Support, support
from tipcli.report.brief import (
    Brief,
    ConflictRow,
    Dimension,
    NotCounted,
    ProvisionRow,
    Reference,
    Row,
    RungLine,
    SourceEntry,
    cited,
)
from tipcli.report.otherways import changes_to, open_questions, other_side
from tipcli.report.phrases import Phrases, names
from tipcli.report.said import answer, card, findings_if, judged, reasons, set_aside
from tipcli.weigh import voice_of

#: So many questions, and sets of items that carry the tier, are told; their numbers are of all.
MOST_QUESTIONS = 10
MOST_SETS = 6


def draft(found: Assessment, say: Phrases) -> Brief:
    """The report on one assessment, in the language of the phrases."""
    facts, placed = found.country_year, found.placement
    changes, asked = change(found), questions(found)
    given = reasons(say, found)
    name = _name(say, facts.country)
    brief = Brief(
        phrases=say,
        country=facts.country,
        name=name,
        report_year=facts.report_year,
        period=(facts.period.start, facts.period.end),
        tier=placed.tier,
        settled=placed.settled,
        attitude=placed.attitude,
        tier_set=tuple(reach.tier for reach in placed.tier_set),
        by_attitude=placed.by_attitude,
        confidence=placed.confidence,
        published_last_year=found.published_last_year,
        title=say("title", country=name, year=facts.report_year, tier=placed.tier),
        lead=tuple(_lead(say, found)),
        summary=tuple(_summary(say, found)),
        rationale=given,
        ladder=tuple(_ladder(say, found)),
        provisions=tuple(_provisions(say, found)),
        dimensions=tuple(_dimensions(say, found)),
        carried_by=tuple(_carried(say, found)),
        other_side=other_side(say, found, changes, given),
        changes=changes_to(say, found, changes),
        undecided=_undecided(say, asked.undecided, len(asked.questions)),
        questions=open_questions(say, found, asked, MOST_QUESTIONS),
        judgements=tuple(_judgements(say, found)),
        conflicts=tuple(_conflicts(say, found)),
        clock=_clock(say, found),
        law=_law(say, found),
        not_counted=tuple(_not_counted(say, found)),
        references=(),
        sources=(),
        receipt=found.receipt,
    )
    return _with_sources(say, found, brief)


def _name(say: Phrases, country: str) -> str:
    return names(say.language).get(country, country)


def _lead(say: Phrases, found: Assessment) -> Iterator[str]:
    facts, placed = found.country_year, found.placement
    yield say(
        "lead.tier",
        tier=placed.tier,
        country=_name(say, facts.country),
        year=facts.report_year,
        start=facts.period.start,
        end=facts.period.end,
        law=found.law.title,
    )
    if not any(f.supports.voices or f.contradicts.voices for f in found.findings):
        yield say("lead.no_evidence")
    if placed.settled:
        yield say("lead.settled")
    else:
        by = [say(f"attitude.{name}", tier=tier) for name, tier in placed.by_attitude]
        yield say("lead.not_settled", by=say.listed(by), reading=say(f"reading.{placed.attitude}"))
    others = [reach.tier for reach in placed.tier_set if reach.tier != placed.tier]
    if others:
        yield say("lead.possible", tiers=say.listed(others, "or"))
    else:
        yield say("lead.certain", tier=placed.tier)
    yield say("lead.what_this_is")


def _summary(say: Phrases, found: Assessment) -> Iterator[Row]:
    facts, placed = found.country_year, found.placement
    yield Row(say("row.tier"), placed.tier)
    for reach in placed.tier_set:
        if reach.witness:
            name = say("row.possible", tier=reach.tier)
            yield Row(name, say("row.if", facts=findings_if(say, reach.witness, found)))
    yield Row(say("row.confidence"), _confidence(say, found))
    if found.options.independent:
        yield Row(say("row.official"), say("official.left_out"))
    elif found.without_official:
        same = found.without_official == placed.tier
        key = "official.same" if same else "official.other"
        yield Row(say("row.official"), say(key, tier=found.without_official, now=placed.tier))
    if found.without_judgements:
        same = found.without_judgements == placed.tier
        key = "judgements.same" if same else "judgements.other"
        text = say(key, tier=found.without_judgements, now=placed.tier)
        yield Row(say("row.judgements"), text)
    if found.published_last_year:
        yield Row(say("row.last_year", year=facts.report_year - 1), found.published_last_year)
    items = say("evidence.items", n=len(facts.evidence))
    sources = say("evidence.sources", n=len(facts.sources))
    yield Row(say("row.evidence"), say("evidence.text", items=items, sources=sources))


def _confidence(say: Phrases, found: Assessment) -> str:
    placed = found.placement
    word = say(f"confidence.{placed.confidence}")
    weakest = [
        (link.indicator, True) for link in placed.load_bearing if link.word == placed.confidence
    ]
    names = {finding.indicator.id: finding.indicator.claim for finding in found.findings}
    shown = "; ".join(
        names[ident].rstrip(".") if ident in names else say("clock.name")
        for ident, _ in weakest[:3]
    )
    if len(weakest) > 3:
        shown = say("and_more", some=shown, n=len(weakest) - 3)
    text = say("confidence.text", word=word, weakest=shown) if weakest else word
    return f"{text} {say('confidence.silence')}" if rests_on_silence(found) else text


def _ladder(say: Phrases, found: Assessment) -> Iterator[RungLine]:
    reached = False
    for number, each in enumerate(found.placement.rungs):
        decides = each.rung.id == found.placement.rung
        rung = each.rung
        yield RungLine(
            number,
            rung.id,
            rung.question,
            rung.citation,
            rung.authority,
            rung.tier,
            say("answer.not_asked") if reached else answer(say, each.answer, each.taken),
            each.answer,
            not reached,
            decides,
        )
        reached = reached or decides


def _provisions(say: Phrases, found: Assessment) -> Iterator[ProvisionRow]:
    scores, _ = scorecard(found)
    asked = indicators_of(found.law)
    steps = [
        step
        for step in found.placement.provisions
        if step.provision and step.provision.section != "special case"
    ]
    for step, score in zip(steps, scores, strict=True):
        provision = step.provision
        if provision is None:
            continue
        yield ProvisionRow(
            provision.id,
            provision.section,
            provision.title,
            provision.citation,
            provision.text,
            provision.authority,
            provision.status,
            answer(say, step.answer, step.taken) if score.counted else say("answer.not_counted"),
            step.answer,
            step.taken,
            score.counts,
            asked[provision.id],
        )


def _dimensions(say: Phrases, found: Assessment) -> Iterator[Dimension]:
    facts = Facts.of(found.findings, found.clock)
    _, scores = scorecard(found)
    for name, score in zip(DIMENSIONS, scores, strict=True):
        cards = tuple(
            card(
                say,
                found,
                each,
                facts.taken(each.indicator.id, found.options.attitude) or "",
            )
            for each in found.findings
            if each.indicator.dimension == name
        )
        yield Dimension(name, say(f"dimension.{name}"), score.counts, cards)


def _carried(say: Phrases, found: Assessment) -> Iterator[Row]:
    """The evidence without which another tier follows, by item; and whether one origin does it."""
    rests = support(found, MOST_SETS)
    loads = {load.unit: load for load in rests.loads}
    alone = set(rests.on_one_origin)
    on_one = tuple(each.id for each in found.country_year.evidence if each.origin in alone)
    yield Row(say("carried.origin"), _origins(say, rests, loads["origin"]), on_one)
    for taken in loads["item"].flips.sets:
        both = len(taken.units) == 2
        key = "carried.without_both" if both else "carried.without"
        text = say(key, n=len(taken.units), tier=taken.tier)
        yield Row(say("carried.items"), text, taken.units)
    if loads["item"].flips.left_out:
        left = say("carried.left_out", n=loads["item"].flips.left_out)
        yield Row(say("carried.items"), left)


def _origins(say: Phrases, rests: Support, load: Load) -> str:
    if rests.on_one_origin:
        names = say.listed(rests.on_one_origin, "or")
        return say("carried.one", n=len(rests.on_one_origin), origins=names)
    if load.flips.sizes:
        return say("carried.several", n=load.flips.sizes[0][0])
    return say("carried.none")


def _undecided(say: Phrases, undecided: int, asked: int) -> str:
    first = say("questions.undecided", n=undecided)
    rest = say("questions.matter", n=asked) if asked else say("questions.none")
    return f"{first} {rest}"


def _judgements(say: Phrases, found: Assessment) -> Iterator[Row]:
    for finding in found.findings:
        by = finding.judgement
        if by:
            yield Row(finding.indicator.claim, judged(say, finding, by), by.cites)


def _conflicts(say: Phrases, found: Assessment) -> Iterator[ConflictRow]:
    for each in conflicts(found):
        sides = [
            tuple(dict.fromkeys(ident for meeting in each.meetings for ident in meeting[side]))
            for side in (0, 1)
        ]
        yield ConflictRow(
            each.finding.indicator.id,
            each.finding.indicator.claim,
            say(f"conflict.{each.kind.replace(' ', '_')}"),
            sides[0],
            sides[1],
            say(f"conflict_result.{each.result.replace(' ', '_')}"),
            _stake(say, each),
        )


def _stake(say: Phrases, each: Conflict) -> str:
    if each.stake.rank == 0:
        return say("stake.turns", tier=each.stake.otherwise)
    return say(("", "stake.bears", "stake.could", "stake.never")[each.stake.rank])


def _clock(say: Phrases, found: Assessment) -> Row:
    reasons_now = " ".join(found.clock.reasons)
    text = say("clock.text", reasons=reasons_now, citation=found.clock.citation)
    return Row(say("row.clock"), text)


def _law(say: Phrases, found: Assessment) -> Row:
    law = found.law
    asked = found.options.law_year
    text = say(
        "law.asked" if asked else "law.in_force",
        title=law.title,
        first=law.first_report,
        last=say("law.now") if law.last_report == NO_END else law.last_report,
        year=asked,
        issued=found.issued,
    )
    return Row(law.id, text)


def _not_counted(say: Phrases, found: Assessment) -> Iterator[NotCounted]:
    for finding in found.findings:
        for aside in finding.asides:
            reason = set_aside(say, found, aside)
            yield NotCounted(finding.indicator.id, reason, (aside.item.id,))
    for item in found.not_in_force:
        reason = say("aside.not_in_force", law=found.law.id, indicator=item.indicator)
        yield NotCounted(item.indicator, reason, (item.id,))


def _with_sources(say: Phrases, found: Assessment, brief: Brief) -> Brief:
    """The brief with its references and sources, each numbered by its first citation."""
    order = list(dict.fromkeys(cited(brief)))
    items = {item.id: item for item in found.country_year.evidence}
    aside = {ident for each in brief.not_counted for ident in each.cites}
    scale = found.weighing.scale
    references = []
    for number, ident in enumerate((each for each in order if each in items), 1):
        item = items[ident]
        voice = voice_of(item, found.weighing, found.country_year.period)
        remarks = [say("remark.official")] * item.official
        if item.status != "confirmed":
            remarks.append(say(f"remark.{item.status}"))
        references.append(
            Reference(
                ident,
                number,
                item.indicator,
                item.bearing,
                item.statement,
                item.source.id,
                item.locator,
                say(f"strength.{scale[voice.strength]}"),
                item.official,
                ident not in aside,
                "; ".join(remarks),
                item.note,
            )
        )
    documents = {source.id: source for source in found.country_year.sources}
    sources = []
    for number, ident in enumerate(dict.fromkeys(each.source for each in references), 1):
        source = documents[ident]
        seen = say(f"seen.{source.seen}") if source.seen else ""
        status = say(f"remark.{source.status}") if source.status != "confirmed" else ""
        sources.append(
            SourceEntry(
                ident,
                number,
                source.publisher,
                source.title,
                source.published,
                source.url,
                say(f"kind.{source.kind}"),
                "; ".join(part for part in (seen, status) if part),
                source.note,
            )
        )
    return brief._replace(references=tuple(references), sources=tuple(sources))
