"""Text and JSON of the open questions, ranked by how much an answer narrows the tier set."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from tipcli.explain import phrase, silence
from tipcli.model import Assessment, Finding
from tipcli.reason.questions import WHO, Question, Questions
from tipcli.render.answers import framed
from tipcli.render.lines import BLANK, Line, heading
from tipcli.words import counted, listed, spoken

_OF_THE_CLOCK = "Has the time on the Watch List run out?"


def lines(found: Assessment, answer: Questions, most: int) -> Iterator[Line]:
    """What `tipcli next` prints."""
    facts = found.country_year
    yield heading(f"{facts.country} {facts.report_year}: {answer.tier}. What to ask next")
    yield Line(f"Still possible: {listed(answer.tier_set)}.")
    undecided = counted(answer.undecided, "finding is", "findings are")
    if not answer.questions:
        yield Line(f"{undecided[0].upper()}{undecided[1:]} open or contested; none can matter.")
        return
    yield Line(
        f"{undecided[0].upper()}{undecided[1:]} open or contested. An answer can matter to "
        f"{counted(len(answer.questions), 'of them', 'of them')}, the most telling first."
    )
    for place, question in enumerate(islice(answer.questions, most), 1):
        yield BLANK
        yield from _question(question, answer, place)
    left = len(answer.questions) - most
    if left > 0:
        yield BLANK
        yield Line(f"and {counted(left, 'more question')} (--most {len(answer.questions)}).")


def _question(question: Question, answer: Questions, place: int) -> Iterator[Line]:
    finding = question.finding
    asked = finding.indicator.question if finding else _OF_THE_CLOCK
    yield Line(f"{asked} [{question.subject}]", 0, f"{place} ", "bold")
    yield Line(_left(question.if_holds, answer), 2, "Established: " if finding else "Yes: ")
    yield Line(_left(question.if_not, answer), 2, "Refuted: " if finding else "No: ")
    yield Line(_alone(question), 2)
    if finding is None:
        if question.clock is not None:
            yield Line(" ".join(question.clock.reasons), 2, "Now: ")
        return
    yield Line(f"{phrase(finding)}.", 2, "Now: ")
    for said in silence(finding):
        yield Line(said, 4, "? ", "dim")
    yield Line(listed(who(finding), "or"), 2, "Who can answer: ")
    kinds = listed([spoken(kind) for kind in finding.indicator.evidence_kinds], "or")
    yield Line(f"{kinds} ({spoken(finding.indicator.standard)})", 2, "Admits: ")


def who(finding: Finding) -> list[str]:
    """Who holds the kinds of evidence that the indicator admits."""
    return list(dict.fromkeys(WHO[kind] for kind in finding.indicator.evidence_kinds))


def _left(tiers: tuple[str, ...], answer: Questions) -> str:
    if tiers == answer.tier_set:
        return "the same tiers stay possible"
    gone = listed([tier for tier in answer.tier_set if tier not in tiers])
    if len(tiers) == 1:
        return f"{tiers[0]}, and the tier is settled"
    return f"{listed(tiers, 'or')}; {gone} is ruled out"


def _alone(question: Question) -> str:
    others = question.with_others
    if others is None:
        return "It cannot move the tier, only keep others from moving it."
    if others == 0:
        return "By itself it can move the tier."
    rest = counted(others, "other finding")
    return f"It can move the tier only together with {rest} or more."


def answer(found: Assessment, asked: Questions) -> dict[str, Any]:
    """The answer as plain values."""
    own = {
        "undecided": asked.undecided,
        "questions": [_plain(question) for question in asked.questions],
    }
    return framed(found, "next", own)


def _plain(question: Question) -> dict[str, Any]:
    finding = question.finding
    indicator = finding.indicator if finding else None
    return {
        "finding": question.subject,
        "question": indicator.question if indicator else _OF_THE_CLOCK,
        "outcome": finding.outcome if finding else None,
        "ground": finding.ground if finding else None,
        "phrase": phrase(finding) if finding else None,
        "reasons": list(question.clock.reasons) if question.clock else [],
        "if_established": list(question.if_holds),
        "if_refuted": list(question.if_not),
        "worst": question.worst,
        "average": question.average,
        "with_others": question.with_others,
        "who_can_answer": who(finding) if finding else [],
        "evidence_kinds": list(indicator.evidence_kinds) if indicator else [],
        "standard": indicator.standard if indicator else None,
        "searches": [each._asdict() for each in finding.searches] if finding else [],
    }
