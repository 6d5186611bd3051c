"""The open questions that can still matter, ranked by how much an answer narrows the tier set."""

from __future__ import annotations

from typing import NamedTuple

from tipcli.decide import CLOCK, Facts, Ways, open_ways
from tipcli.families import Families
from tipcli.model import HOLDS, TIERS, Assessment, ClockState, Finding

#: Who holds each kind of evidence.
WHO = {
    "law_text": "whoever reads the law",
    "court_record": "the courts",
    "official_statistics": "the offices that keep statistics",
    "government_statement": "the government",
    "ngo_report": "nongovernmental organizations",
    "igo_report": "intergovernmental organizations such as the ILO or IOM",
    "media": "journalists",
    "academic": "researchers",
    "survivor_testimony": "survivors",
    "us_government_report": "the U.S. embassy",
}


class Question(NamedTuple):
    """One undecided finding, or the clock, and what either answer would leave.

    `if_holds` and `if_not` are the tiers still possible after each answer, `worst` the larger
    number of the two and `average` their mean. `with_others` is the fewest other undecided
    findings that would have to come out against what they are taken for, so that together with
    this one they move the tier; None where this one can only keep others from moving it.
    """

    finding: Finding | None
    clock: ClockState | None
    if_holds: tuple[str, ...]
    if_not: tuple[str, ...]
    worst: int
    average: float
    with_others: int | None

    @property
    def subject(self) -> str:
        """The indicator's id, or "clock"."""
        return self.finding.indicator.id if self.finding else CLOCK


class Questions(NamedTuple):
    """What to ask next. `undecided` counts every open or contested finding, asked or not."""

    tier: str
    tier_set: tuple[str, ...]
    undecided: int
    questions: tuple[Question, ...]


def questions(found: Assessment) -> Questions:
    """The undecided findings whose answer can matter, the most telling first.

    Ranked by the larger tier set of the two answers, then by the mean of both, then by how few
    other findings would have to come out otherwise with it, then in the order of the catalogue.
    A finding on which no tier of the set depends is not listed: the tier set is exact.
    """
    facts = Facts.of(found.findings, found.clock)
    ways = open_ways(found.law, facts)
    tiers = [(tier, ways.tier(tier)) for tier in TIERS]
    tier_set = tuple(tier for tier, node in tiers if node)
    near = _nearness(found, facts, ways)
    order = [*facts.leaves()]
    asked = []
    for variable in sorted({n for _, node in tiers for n in ways.diagram.variables(node)}):
        name = ways.diagram.names[variable]
        left = [
            tuple(tier for tier, node in tiers if ways.diagram.possible(node, {variable: value}))
            for value in (True, False)
        ]
        asked.append(
            Question(
                finding=facts.findings.get(name),
                clock=found.clock if name == CLOCK else None,
                if_holds=left[0],
                if_not=left[1],
                worst=max(len(left[0]), len(left[1])),
                average=(len(left[0]) + len(left[1])) / 2,
                with_others=near.get(variable),
            )
        )
    asked.sort(key=lambda q: (q.worst, q.average, *_far(q), order.index(q.subject)))
    undecided = sum(finding.free for finding in found.findings)
    return Questions(found.placement.tier, tier_set, undecided, tuple(asked))


def _far(question: Question) -> tuple[bool, int]:
    return question.with_others is None, question.with_others or 0


def _nearness(found: Assessment, facts: Facts, ways: Ways) -> dict[int, int]:
    """By variable how many others the smallest minimal change to another tier asks beside it."""
    diagram, families = ways.diagram, Families()
    attitude = found.options.attitude
    baseline = [facts.taken(name, attitude) == HOLDS for name in diagram.names]
    nearest: dict[int, int] = {}
    for tier in TIERS:
        family = families.minimal(diagram, ways.tier(tier), baseline)
        for variable, size in families.fewest_with(family).items():
            nearest[variable] = min(nearest.get(variable, size), size - 1)
    return nearest
