"""The brief: all that a report on one country-year says, as plain text, whatever page it is set on.

Every text is a sentence or a name in the language of the report, without any markup and not yet
escaped; what comes from the law and from evidence files stands as it was written there. Codes
(`outcome`, `answer`, `code`) are the words of `tipcli.model`, for colours and links.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from tipcli.report.phrases import Phrases


class Reference(NamedTuple):
    """One evidence item as a report cites it; `source` is the id of its entry in the sources.

    `counted` says whether it was weighed, `strength` is its own. `remark` is what a reader has to
    know: that it is a conclusion of the U.S. government, or was not confirmed. `note` is the
    analyst's.
    """

    id: str
    number: int
    indicator: str
    bearing: str
    statement: str
    source: str
    locator: str
    strength: str
    official: bool
    counted: bool
    remark: str
    note: str


class SourceEntry(NamedTuple):
    """One document, numbered in the order in which the report first cites it."""

    id: str
    number: int
    publisher: str
    title: str
    published: str
    url: str
    kind: str
    remark: str
    note: str


class Row(NamedTuple):
    """A name and what is said of it, with the items that it rests on."""

    name: str
    text: str
    cites: tuple[str, ...] = ()


class Card(NamedTuple):
    """One finding: what it says, and the items for and against its claim, by id.

    `claim` is the indicator's own, `text` the sentence that the evidence makes of it. `taken` is
    what an undecided one was taken for, '' for others. `pro` and `contra` are the items that
    count for and against the claim, `aside` those that do not count.
    """

    indicator: str
    claim: str
    text: str
    outcome: str
    outcome_word: str
    taken: str
    ground: str
    favourable: bool
    load_bearing: bool
    provisions: tuple[str, ...]
    pro: tuple[str, ...]
    contra: tuple[str, ...]
    pro_strength: str
    contra_strength: str
    aside: tuple[str, ...]
    searches: tuple[str, ...]
    judgement: str


class Statement(NamedTuple):
    """One finding as a sentence of a reason, or the clock (its indicator is then "clock").

    `cites` are the items that bear the sentence out, `against` those that speak against it where
    neither side prevailed. `taken` is what an undecided one was taken for, '' for others.
    """

    indicator: str
    text: str
    outcome: str
    taken: str
    cites: tuple[str, ...]
    against: tuple[str, ...]


class Clause(NamedTuple):
    """One part of a reason: what it is about, what it comes to, and the findings behind it."""

    title: str
    citation: str
    answer: str
    parts: tuple[Statement, ...]


class Reason(NamedTuple):
    """One sentence of the rationale; `decides` marks the rung that gave the tier."""

    rung: str
    sentence: str
    citation: str
    decides: bool
    clauses: tuple[Clause, ...]


class RungLine(NamedTuple):
    """One question of the ladder; `asked` is whether it was reached."""

    number: int
    id: str
    question: str
    citation: str
    authority: str
    tier: str
    answer: str
    code: str
    asked: bool
    decides: bool


class ProvisionRow(NamedTuple):
    """One minimum standard, criterion, factor or ground with its answer.

    `section` is the code of its kind, `counts` how many findings under it are established,
    refuted, contested, open and not applicable. `findings` are their indicators.
    """

    id: str
    section: str
    title: str
    citation: str
    text: str
    authority: str
    status: str
    answer: str
    code: str
    taken: str
    counts: tuple[int, ...]
    findings: tuple[str, ...]


class Dimension(NamedTuple):
    """Prosecution, protection, prevention or partnership, with the cards under it."""

    id: str
    title: str
    counts: tuple[int, ...]
    cards: tuple[Card, ...]


class Condition(NamedTuple):
    """One condition missed on the way to a tier, or a group of them (`parts`).

    `cites` are the items that speak for it, `against` those that speak the other way.
    """

    text: str
    indicator: str = ""
    cites: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    parts: tuple[Condition, ...] = ()


class OtherSide(NamedTuple):
    """The strongest case for one adjacent tier, and what is missed on the way to it.

    `direction` is up (a better tier) or down. `case` are the reasons that would be given if the
    few findings of `supposed` came out otherwise; these are the ones that evidence already
    supports best. Empty where nothing that evidence shows could give the tier; `standing` then
    says why.
    """

    tier: str
    direction: str
    reachable: bool
    standing: str
    supposed: tuple[Card, ...]
    case: tuple[Reason, ...]
    missed: tuple[Condition, ...]


class Need(NamedTuple):
    """One finding that would have to come out otherwise: what must be shown, and what it takes."""

    indicator: str
    text: str
    takes: str


class Choice(NamedTuple):
    """So many of these findings; `text` says how many."""

    text: str
    needs: tuple[Need, ...]


class ChangeTo(NamedTuple):
    """The fewest findings that would give another tier: every choice, all of them together.

    Where there are several shapes each is a tuple of choices of its own. Empty where no finding
    does it; `text` says why, or how many it takes.
    """

    tier: str
    direction: str
    text: str
    shapes: tuple[tuple[Choice, ...], ...]


class OpenQuestion(NamedTuple):
    """A question whose answer can still matter, the most telling first."""

    indicator: str
    question: str
    now: str
    if_yes: str
    if_no: str
    who: str
    admits: str
    cites: tuple[str, ...]
    searches: tuple[str, ...]


class ConflictRow(NamedTuple):
    """Where evidence meets evidence on one finding."""

    indicator: str
    claim: str
    kind: str
    pro: tuple[str, ...]
    contra: tuple[str, ...]
    result: str
    stake: str


class NotCounted(NamedTuple):
    """An item that was set aside, on which indicator, and why."""

    indicator: str
    reason: str
    cites: tuple[str, ...]


class Brief(NamedTuple):
    """A report, in the order in which it is read.

    `lead` are the sentences of the opening paragraph, `summary` the rows under the headline;
    `carried_by` says what evidence the tier rests on, `undecided` how many findings are open.
    `name` is what the language calls the country. `published_last_year` is '' where no placement
    of the year before is known. `references` are all the items that the report cites, numbered by
    their first citation, and so the `sources`.
    """

    phrases: Phrases
    country: str
    name: str
    report_year: int
    period: tuple[str, str]
    tier: str
    settled: bool
    attitude: str
    tier_set: tuple[str, ...]
    by_attitude: tuple[tuple[str, str], ...]
    confidence: str
    published_last_year: str
    title: str
    lead: tuple[str, ...]
    summary: tuple[Row, ...]
    rationale: tuple[Reason, ...]
    ladder: tuple[RungLine, ...]
    provisions: tuple[ProvisionRow, ...]
    dimensions: tuple[Dimension, ...]
    carried_by: tuple[Row, ...]
    other_side: tuple[OtherSide, ...]
    changes: tuple[ChangeTo, ...]
    undecided: str
    questions: tuple[OpenQuestion, ...]
    judgements: tuple[Row, ...]
    conflicts: tuple[ConflictRow, ...]
    clock: Row
    law: Row
    not_counted: tuple[NotCounted, ...]
    references: tuple[Reference, ...]
    sources: tuple[SourceEntry, ...]
    receipt: tuple[tuple[str, str], ...]

    @property
    def cards(self) -> tuple[Card, ...]:
        """Every finding, by dimension and then in the law's order."""
        return tuple(card for dimension in self.dimensions for card in dimension.cards)


#: The fields that hold the ids of items, wherever they stand in a brief.
_CITING = ("cites", "against", "pro", "contra", "aside")


def cited(part: Any) -> Iterator[str]:
    """The ids of the items that a part of a brief cites, in reading order, again and again."""
    if not isinstance(part, tuple):
        return
    names = getattr(part, "_fields", None)
    if names is None:
        for each in part:
            yield from cited(each)
        return
    for name, value in zip(names, part, strict=True):
        if name in _CITING:
            yield from value
        else:
            yield from cited(value)
