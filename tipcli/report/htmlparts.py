"""The small parts that pages are made of: tiers, answers, references, findings and evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tipcli.model import CANNOT_TELL, FAILS, HOLDS, OUTCOMES
from tipcli.report.brief import Brief, Card, ProvisionRow, Reference, Row, SourceEntry
from tipcli.report.htmlmarkup import NOTHING, Html, anchor, between, el, join, link, outward
from tipcli.report.phrases import Phrases
from tipcli.report.svg import OUTCOME_CLASS, TIER_CLASS

_ANSWER_CLASS = {HOLDS: "yes", FAILS: "no", CANNOT_TELL: "unknown"}


class Known(NamedTuple):
    """A brief, and what its ids stand for."""

    brief: Brief
    say: Phrases
    items: Mapping[str, Reference]
    cards: Mapping[str, Card]
    laws: Mapping[str, ProvisionRow]
    sources: Mapping[str, SourceEntry]
    set_aside: Mapping[str, str]


def known(brief: Brief) -> Known:
    """The brief with its items, findings, provisions and sources by id."""
    return Known(
        brief,
        brief.phrases,
        {each.id: each for each in brief.references},
        {each.indicator: each for each in brief.cards},
        {each.id: each for each in brief.provisions},
        {each.id: each for each in brief.sources},
        {ident: each.reason for each in brief.not_counted for ident in each.cites},
    )


class Section(NamedTuple):
    """One section of a page, for the page and for its contents."""

    id: str
    heading: str
    html: Html


def section(ident: str, heading: str, parts: Sequence[Html], intro: str = "") -> Section | None:
    """A section with its heading; None where it has nothing in it."""
    if not parts:
        return None
    name = el("h2", heading, id=f"{ident}-heading")
    first = el("p", intro, cls="soft") if intro else NOTHING
    whole = el("section", name, first, *parts, id=ident, aria_labelledby=f"{ident}-heading")
    return Section(ident, heading, whole)


def rows(page: Known, told: Sequence[Row], cls: str = "facts") -> list[Html]:
    """Rows of names and what is said of them, with the items that they rest on."""
    said = [(row.name, join(row.text, refs(page, row.cites))) for row in told]
    return [pairs(said, cls)] if said else []


def tier(name: str) -> Html:
    """The name of a tier on its colour."""
    return el("span", name, cls=f"tier {TIER_CLASS[name]}")


def answer_tag(code: str, words: str) -> Html:
    """The answer to a question, behind a mark: full for yes, empty for no."""
    return el("span", words, cls=f"tag {_ANSWER_CLASS.get(code, 'nap')}")


def outcome_tag(say: Phrases, outcome: str, taken: str = "") -> Html:
    """The outcome of a finding, and what an undecided one was taken for."""
    words = say(f"outcome.{outcome.replace(' ', '_')}")
    cls = OUTCOME_CLASS[OUTCOMES.index(outcome)]
    return el("span", f"{words}, {taken}" if taken else words, cls=f"tag {cls}")


def refs(page: Known, cites: Sequence[str], against: Sequence[str] = ()) -> Html:
    """Links to items of evidence, by their numbers; two sides are told apart."""
    say, parts = page.say, []
    if cites and against:
        parts = [
            join(say("html.refs.for"), " ", _numbers(page, cites)),
            join(say("html.refs.against"), " ", _numbers(page, against)),
        ]
    elif cites or against:
        parts = [_numbers(page, cites or against)]
    return join(" ", el("span", "[", between(parts, "; "), "]", cls="refs")) if parts else NOTHING


def _numbers(page: Known, ids: Sequence[str]) -> Html:
    return between([_number(page, ident) for ident in ids])


def _number(page: Known, ident: str) -> Html:
    item = page.items.get(ident)
    if item is None:
        return el("code", ident)
    label = page.say("html.evidence_number", n=str(item.number))
    return link(f"#{anchor('item', ident)}", str(item.number), title=ident, aria_label=label)


def finding_link(page: Known, indicator: str, words: str) -> Html:
    """The words, as a link to the finding where the page has it."""
    if indicator not in page.cards:
        return join(words)
    return link(f"#{anchor('finding', indicator)}", words)


def law_link(page: Known, provision: str, words: str = "") -> Html:
    """The words, or the title of the provision, as a link to it where the page has it."""
    if provision not in page.laws:
        return join(words or provision)
    return link(f"#{anchor('law', provision)}", words or page.laws[provision].title)


def counts_in_words(say: Phrases, counts: Sequence[int]) -> str:
    """How many findings came out how; of those that are not there it says nothing."""
    parts = [
        say(f"html.count.{cls}", n=count)
        for cls, count in zip(OUTCOME_CLASS, counts, strict=True)
        if count
    ]
    return ", ".join(parts) or say("html.count.none")


def pairs(rows: Sequence[tuple[str, Html]], cls: str = "told") -> Html:
    """Names and what is said of them; empty ones are left out."""
    inside = [el("div", el("dt", name), " ", el("dd", what)) for name, what in rows if what]
    return el("dl", *inside, cls=cls) if inside else NOTHING


def finding(page: Known, card: Card) -> Html:
    """A finding that evidence or a search bears on, with links to its items and its law."""
    say = page.say
    said_by = [
        (say("html.for"), _side(page, card.pro, card.pro_strength)),
        (say("html.against"), _side(page, card.contra, card.contra_strength)),
        (say("html.not_counted"), _numbers(page, card.aside)),
        (say("html.judgement"), join(card.judgement)),
        *((say("html.search"), join(text)) for text in card.searches),
        (say("html.bears_on"), _laws(page, card)),
    ]
    marks = [outcome_tag(say, card.outcome, card.taken)]
    if card.load_bearing:
        marks.append(el("span", say("html.load_bearing"), cls="tag bare"))
    return el(
        "article",
        el("h4", card.text, id=anchor("finding", card.indicator)),
        el("p", between(marks, " · "), cls="said"),
        pairs(said_by),
        cls="finding",
    )


def bare_finding(page: Known, card: Card) -> Html:
    """A finding that nothing was found on, in a line."""
    laws = _laws(page, card)
    return el(
        "li",
        el("span", card.claim, id=anchor("finding", card.indicator)),
        " ",
        outcome_tag(page.say, card.outcome, card.taken),
        join(" ", el("span", laws, cls="refs")) if laws else NOTHING,
    )


def is_bare(card: Card) -> bool:
    """Whether there is nothing to say of a finding but its outcome."""
    return not (card.pro or card.contra or card.aside or card.searches or card.judgement)


def _side(page: Known, ids: Sequence[str], strength: str) -> Html:
    if not ids:
        return NOTHING
    return join(_numbers(page, ids), " ", page.say("html.together", strength=strength))


def _laws(page: Known, card: Card) -> Html:
    return between([law_link(page, each) for each in card.provisions if each in page.laws])


def evidence(page: Known, item: Reference) -> Html:
    """The card of one item: what it says, who says it, and what it bears on."""
    say = page.say
    card = page.cards.get(item.indicator)
    source, ident = page.sources.get(item.source), item.id
    side = "for" if item.bearing == "supports" else "against"
    name = card.claim.rstrip(".") if card else item.indicator
    told = source_name(source) if source else join(item.source)
    rows = [
        (say(f"html.side.{side}"), finding_link(page, item.indicator, name)),
        (say("html.weight"), join(item.strength if item.counted else NOTHING)),
        (say("html.not_counted"), join(page.set_aside.get(ident, ""))),
        (say("html.source"), join(told, f", {item.locator}" if item.locator else "")),
        (say("html.bears_on"), _laws(page, card) if card else NOTHING),
        (say("html.remark"), join(item.remark)),
        (say("html.note"), join(item.note)),
    ]
    bearing = f"bearing {side}" if item.counted else "aside"
    return el(
        "article",
        el("h3", f"{item.number} ", el("span", item.id, cls="id")),
        el("p", item.statement, cls="said"),
        pairs(rows),
        cls=f"card {bearing}",
        id=anchor("item", item.id),
    )


def source_name(source: SourceEntry) -> Html:
    """A source in short, as a link to its entry in the list."""
    return link(f"#{anchor('source', source.id)}", f"{source.publisher}, {source.title}")


def source_entry(page: Known, source: SourceEntry) -> Html:
    """A source whole, and the items that are cited from it."""
    say = page.say
    items = [each.id for each in page.brief.references if each.source == source.id]
    remarks = [text for text in (source.kind, source.published, source.remark, source.note) if text]
    return el(
        "li",
        f"{source.publisher}, ",
        outward(source.url, el("cite", source.title)),
        ". ",
        el("span", ". ".join(each.rstrip(".") for each in remarks) + ".", cls="soft"),
        join(" ", el("span", say("html.items_of"), " ", _numbers(page, items), cls="refs")),
        id=anchor("source", source.id),
    )
