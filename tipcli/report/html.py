"""The HTML page of one country-year: a single file that fetches nothing and needs no script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tipcli.model import RungStep
from tipcli.report import htmlbody as body
from tipcli.report import htmlways as ways
from tipcli.report.brief import Brief
from tipcli.report.htmlmarkup import NOTHING, Html, document, el, join, link
from tipcli.report.htmlparts import Known, Section, known, rows, section, tier
from tipcli.report.htmltree import ladder
from tipcli.report.htmlyears import timeline_section
from tipcli.report.svg import patterns
from tipcli.timeline import History


def page(
    brief: Brief,
    timeline: History | None,
    rungs: Iterable[RungStep] = (),
    name: str = "",
    trail: Html = NOTHING,
) -> str:
    """The whole page. `timeline` is the country's, `rungs` are those of the placement.

    `name` is what to call the country, its code if ''; `trail` are links to the pages around this
    one. The same values always give the same bytes.
    """
    here, say = known(brief), brief.phrases
    sections = [each for each in _sections(here, timeline, rungs) if each]
    return document(
        brief.title,
        link("#content", say("html.skip"), cls="skip"),
        patterns(),
        el(
            "div",
            trail,
            contents(here, sections),
            el("main", _head(here, name), *(each.html for each in sections), id="content"),
            cls="page with-contents",
        ),
        language=say.language,
    )


def _sections(
    here: Known, timeline: History | None, rungs: Iterable[RungStep]
) -> Iterator[Section | None]:
    say, brief = here.say, here.brief
    yield section("rationale", say("heading.rationale"), body.rationale(here))
    if timeline:
        yield timeline_section(say, timeline, brief.report_year)
    tree = [ladder(here, rungs)]
    yield section("ladder", say("heading.ladder"), tree, say("html.ladder.how"))
    card = body.scorecard(here)
    yield section("scorecard", say("html.heading.scorecard"), card, say("html.scorecard.how"))
    yield section("carried", say("heading.carried"), rows(here, brief.carried_by))
    yield section("other-side", say("heading.other_side"), ways.other_side(here))
    changes = ways.changes(here)
    yield section("changes", say("heading.changes"), changes, say("change.intro"))
    asked = ways.questions(here)
    yield section("questions", say("heading.questions"), asked, brief.undecided)
    yield section("conflicts", say("heading.conflicts"), ways.conflicts(here))
    yield section("judgements", say("heading.judgements"), rows(here, brief.judgements))
    yield section("findings", say("heading.findings"), body.findings(here))
    yield section("provisions", say("heading.provisions"), body.provisions(here))
    cards = body.evidence_cards(here)
    yield section("evidence", say("html.heading.evidence"), cards, say("html.evidence.how"))
    yield section("sources", say("heading.sources"), body.sources(here))
    yield section("law", say("heading.law"), body.law(here))
    yield section("receipt", say("heading.receipt"), body.receipt(here), say("receipt.intro"))


def _head(here: Known, name: str) -> Html:
    """What a reader sees first: the country and year, the tier, and what is to be known of it."""
    say, brief = here.say, here.brief
    marks = [tier(brief.tier)]
    if not brief.settled:
        marks.append(el("span", say("html.not_settled"), cls="tag bare"))
    over = say("html.over", start=brief.period[0], end=brief.period[1])
    told = [row for row in brief.summary if row.name != say("row.tier")]
    return el(
        "header",
        el("p", over, cls="over"),
        el("h1", f"{name or brief.country} {brief.report_year}"),
        el("p", join(*marks), cls="verdict"),
        el("p", " ".join(brief.lead), cls="lead"),
        *rows(here, told),
    )


def contents(here: Known, sections: Iterable[Section]) -> Html:
    """The contents of a page, as links to its sections."""
    lines = [el("li", link(f"#{each.id}", each.heading)) for each in sections]
    inside = el("div", el("ol", *lines))
    return el("nav", inside, cls="contents", aria_label=here.say("html.contents"))
