"""The sections of a page that say what was found: reasons, findings, law, evidence and sources."""

from __future__ import annotations

from itertools import groupby

from tipcli.model import OUTCOMES
from tipcli.report.brief import Clause, ProvisionRow, Reason, Statement
from tipcli.report.htmlmarkup import NOTHING, Html, anchor, el, join, link
from tipcli.report.htmlparts import (
    Known,
    answer_tag,
    bare_finding,
    counts_in_words,
    evidence,
    finding,
    finding_link,
    is_bare,
    outcome_tag,
    refs,
    source_entry,
)
from tipcli.report.said import CLOCK
from tipcli.report.svg import OUTCOME_CLASS, bar, sample


def rationale(page: Known) -> list[Html]:
    """The reasons for the tier, a sentence for each question that was asked."""
    return [reasons(page, page.brief.rationale)]


def reasons(page: Known, given: tuple[Reason, ...]) -> Html:
    """Sentences with their parts, each with links to its findings and its evidence."""
    points = []
    for reason in given:
        law = el("span", f" ({reason.citation}).", cls="soft")
        clauses = el("ul", *(_clause(page, each) for each in reason.clauses), cls="clauses")
        sentence = el("p", reason.sentence, law)
        points.append(el("li", sentence, clauses if reason.clauses else NOTHING))
    return el("ol", *points, cls="points")


def _clause(page: Known, clause: Clause) -> Html:
    title = el("strong", clause.title)
    law = el("span", f" ({clause.citation}): ", cls="soft") if clause.citation else join(": ")
    head = join(title, law, f"{clause.answer}.")
    if len(clause.parts) == 1:
        return el("li", head, " ", statement(page, clause.parts[0]))
    return el("li", head, el("ul", *(el("li", statement(page, part)) for part in clause.parts)))


def statement(page: Known, part: Statement) -> Html:
    """A finding as a sentence, linked to what is said of it, with its evidence."""
    name = (
        link("#law", part.text)
        if part.indicator == CLOCK
        else finding_link(page, part.indicator, part.text)
    )
    taken = el("span", f" ({part.taken})", cls="soft") if part.taken else NOTHING
    return join(name, taken, refs(page, part.cites, part.against), ".")


def scorecard(page: Known) -> list[Html]:
    """How many findings came out how, by P and by provision, as bars on one scale."""
    say, brief = page.say, page.brief
    lines = [each.counts for each in brief.dimensions] + [each.counts for each in brief.provisions]
    most = max(map(sum, lines), default=0) or 1
    key = [
        el("li", sample(cls), say(f"outcome.{outcome.replace(' ', '_')}"))
        for outcome, cls in zip(OUTCOMES, OUTCOME_CLASS, strict=True)
    ]
    by_p = [
        _score(page, link(f"#{each.id}", each.title), NOTHING, each.counts, most)
        for each in brief.dimensions
    ]
    parts = [el("ul", *key, cls="legend"), el("ul", *by_p, cls="scores")]
    for kind, group in groupby(brief.provisions, lambda each: each.section):
        known = [
            _score(
                page,
                link(f"#{anchor('law', each.id)}", each.title),
                answer_tag(each.code if _counted(page, each) else "", each.answer),
                each.counts,
                most,
            )
            for each in group
        ]
        name = say(f"html.section.{kind.replace(' ', '_').replace('-', '_')}")
        parts += [el("h3", name), el("ul", *known, cls="scores")]
    return parts


def _counted(page: Known, row: ProvisionRow) -> bool:
    return row.answer != page.say("answer.not_counted")


def _score(page: Known, name: Html, answer: Html, counts: tuple[int, ...], most: int) -> Html:
    words = el("p", counts_in_words(page.say, counts), cls="meta said")
    return el("li", el("div", name, answer, cls="row"), bar(counts, most), words)


def findings(page: Known) -> list[Html]:
    """Every finding, by P: first those that something was found on, then the bare ones, folded."""
    say, parts = page.say, []
    for each in page.brief.dimensions:
        told = [finding(page, card) for card in each.cards if not is_bare(card)]
        bare = [bare_finding(page, card) for card in each.cards if is_bare(card)]
        if bare:
            name = el("summary", say("html.bare", n=len(bare)))
            told.append(el("details", name, el("ul", *bare, cls="few"), cls="finding"))
        counts = el("p", counts_in_words(say, each.counts), cls="meta")
        parts += [el("h3", each.title, id=each.id), counts, *told]
    return parts


def provisions(page: Known) -> list[Html]:
    """The law, item by item, with what answers it."""
    parts: list[Html] = []
    for kind, group in groupby(page.brief.provisions, lambda each: each.section):
        name = page.say(f"html.section.{kind.replace(' ', '_').replace('-', '_')}")
        parts += [el("h3", name), *(_provision(page, each) for each in group)]
    return parts


def _provision(page: Known, row: ProvisionRow) -> Html:
    asked = []
    for ident in row.findings:
        card = page.cards.get(ident)
        if card is None:
            continue
        name = finding_link(page, ident, card.claim.rstrip("."))
        tag = outcome_tag(page.say, card.outcome, card.taken)
        asked.append(el("li", name, " ", tag, refs(page, card.pro, card.contra)))
    whose = page.say(
        "html.law_is", citation=row.citation, authority=row.authority, status=row.status
    )
    answer = answer_tag(row.code if _counted(page, row) else "", row.answer)
    return el(
        "article",
        el("div", el("h4", row.title), answer, cls="row"),
        el("p", row.text, " ", el("span", whose, cls="meta"), cls="law"),
        el("ul", *asked, cls="few") if asked else NOTHING,
        id=anchor("law", row.id),
        cls="provision",
    )


def evidence_cards(page: Known) -> list[Html]:
    """Every item that the report cites, those that count first."""
    items = sorted(page.brief.references, key=lambda each: not each.counted)
    return [el("div", *(evidence(page, each) for each in items), cls="cards")] if items else []


def sources(page: Known) -> list[Html]:
    """Every source that is cited, with its address."""
    entries = [source_entry(page, each) for each in page.brief.sources]
    return [el("ol", *entries, cls="sources")] if entries else []


def law(page: Known) -> list[Html]:
    """Which version of the law was applied, and where the clock stands."""
    told = [
        (page.brief.law.name, page.brief.law.text),
        (page.brief.clock.name, page.brief.clock.text),
    ]
    lines = [el("div", el("dt", name), " ", el("dd", text)) for name, text in told]
    return [el("dl", *lines, cls="facts")]


def receipt(page: Known) -> list[Html]:
    """What identifies the result."""
    lines = [
        el("tr", el("th", name, scope="row"), el("td", value)) for name, value in page.brief.receipt
    ]
    return [el("table", el("tbody", *lines), cls="receipt")] if lines else []
