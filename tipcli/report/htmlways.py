"""The sections of a page about how else it could come out, and what is still to be asked."""

from __future__ import annotations

from tipcli.model import ESTABLISHED
from tipcli.report.brief import (
    Card,
    ChangeTo,
    Choice,
    Condition,
    ConflictRow,
    OpenQuestion,
    OtherSide,
)
from tipcli.report.htmlbody import reasons
from tipcli.report.htmlmarkup import NOTHING, Html, el, join
from tipcli.report.htmlparts import Known, finding_link, pairs, refs


def other_side(page: Known) -> list[Html]:
    """For each adjacent tier the strongest case, and what is missed on the way to it."""
    return [part for side in page.brief.other_side for part in _side(page, side)]


def _side(page: Known, side: OtherSide) -> list[Html]:
    say = page.say
    parts = [
        el("h3", say(f"other.{side.direction}", tier=side.tier)),
        el("p", side.standing),
    ]
    if side.supposed:
        shown = [_supposed(page, card) for card in side.supposed]
        parts += [el("p", say("other.supposed")), el("ul", *shown, cls="few")]
    if side.case:
        parts += [el("p", say("other.case")), reasons(page, side.case)]
    if side.missed:
        conditions = [_condition(page, each) for each in side.missed]
        name = el("summary", say("other.missed"))
        parts.append(el("details", name, el("ul", *conditions, cls="few")))
    return parts


def _supposed(page: Known, card: Card) -> Html:
    """A finding that would have to come out otherwise than it now stands."""
    say = page.say
    holds = card.outcome == ESTABLISHED or card.taken == say("taken.holds")
    wanted = say("condition.must_fail" if holds else "condition.must_hold")
    text = say("condition.titled", title=card.claim.rstrip("."), condition=wanted)
    name = finding_link(page, card.indicator, text)
    return el("li", name, refs(page, card.pro, card.contra))


def _condition(page: Known, each: Condition) -> Html:
    name = finding_link(page, each.indicator, each.text)
    inside = el("ul", *(_condition(page, part) for part in each.parts)) if each.parts else NOTHING
    return el("li", name, refs(page, each.cites, each.against), inside)


def changes(page: Known) -> list[Html]:
    """The fewest findings that would give each other tier."""
    return [part for each in page.brief.changes for part in _change(page, each)]


def _change(page: Known, each: ChangeTo) -> list[Html]:
    say = page.say
    parts = [el("h3", say(f"change.{each.direction}", tier=each.tier)), el("p", each.text)]
    for number, shape in enumerate(each.shapes):
        if number:
            parts.append(el("p", say("change.or"), cls="soft"))
        parts += [_choice(page, choice) for choice in shape]
    return parts


def _choice(page: Known, choice: Choice) -> Html:
    needs = [
        el(
            "li",
            finding_link(page, need.indicator, need.text),
            " ",
            el("span", need.takes, cls="meta"),
        )
        for need in choice.needs
    ]
    return join(el("p", choice.text, ":", cls="said"), el("ul", *needs, cls="few"))


def questions(page: Known) -> list[Html]:
    """The open questions that can matter, the most telling first."""
    asked = [_question(page, each) for each in page.brief.questions]
    return [el("ol", *asked, cls="asked")] if asked else []


def _question(page: Known, each: OpenQuestion) -> Html:
    say = page.say
    told = [
        (say("html.question.now"), join(each.now, refs(page, each.cites))),
        (say("html.question.yes"), join(each.if_yes)),
        (say("html.question.no"), join(each.if_no)),
        (say("html.question.who"), join(each.who)),
        (say("html.question.admits"), join(each.admits)),
        *((say("html.search"), join(text)) for text in each.searches),
    ]
    question = finding_link(page, each.indicator, each.question)
    return el("li", el("p", question, cls="said"), pairs(told))


def conflicts(page: Known) -> list[Html]:
    """Where evidence meets evidence, and what came of it."""
    return [_conflict(page, each) for each in page.brief.conflicts]


def _conflict(page: Known, each: ConflictRow) -> Html:
    say = page.say
    told = [
        (say("html.for"), refs(page, each.pro)),
        (say("html.against"), refs(page, each.contra)),
        (say("column.result"), join(each.result)),
        (say("column.stake"), join(each.stake)),
    ]
    claim = finding_link(page, each.indicator, each.claim)
    head = el("div", el("h3", claim), el("span", each.kind, cls="tag bare"), cls="row")
    return el("article", head, pairs(told), cls="finding")
