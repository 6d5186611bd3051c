"""Conflicts: where evidence meets evidence on one finding, what came of it, and if it matters.

Weighing has settled each of them already; here they are found again in what it kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from tipcli.model import (
    CONTESTED,
    ESTABLISHED,
    OPEN,
    REFUTED,
    Assessment,
    Finding,
    Item,
    Period,
    Voice,
)
from tipcli.reason.stakes import Stake, Stakes
from tipcli.weigh import UNDECIDED as IN_A_CIRCLE
from tipcli.weigh import settle, voice_of

REBUT = "rebut"
DIFFERENT_PERIOD = "different period"
UNDERCUT = "undercut"
SUPERSEDE = "supersede"
DIFFERENT_DEFINITION = "different definition"
DIFFERENT_FIGURES = "different figures"
KINDS = (
    REBUT,
    DIFFERENT_PERIOD,
    UNDERCUT,
    SUPERSEDE,
    DIFFERENT_DEFINITION,
    DIFFERENT_FIGURES,
)

#: What came of it where sides meet: the side that prevails on the evidence, or neither.
_SIDES = {
    ESTABLISHED: "supports",
    REFUTED: "contradicts",
    CONTESTED: "contested",
    OPEN: "open",
}
#: What came of an attack, by what became of the attacker.
ATTACK_STANDS = "attack stands"
ATTACK_FAILS = "attack fails"
UNDECIDED = "undecided"
WITHOUT_FORCE = "without force"
#: The item attacked does not count anyway.
IDLE = "idle"
#: What came of figures: nothing, since weighing reads no number.
BOTH_COUNT = "both count"


class Party(NamedTuple):
    """One item of a conflict; `aside` is why it does not count, '' where it counts.

    `strength` is its own on the scale of the weighing, whether or not it counts.
    """

    item: Item
    strength: int
    aside: str


class Meeting(NamedTuple):
    """Each of `these` items meets each of `those`, by id."""

    these: tuple[str, ...]
    those: tuple[str, ...]


class Conflict(NamedTuple):
    """All that meets in one way on one finding; of attacks each is a conflict of its own.

    In a rebuttal and under a different period `these` of each meeting support the claim and
    `those` contradict it; of an attack `these` attack `those`.
    """

    kind: str
    finding: Finding
    parties: tuple[Party, ...]
    meetings: tuple[Meeting, ...]
    result: str
    stake: Stake

    @property
    def pairs(self) -> Iterator[tuple[str, str]]:
        """Every pair of items that meet, by id. Of many items there are very many."""
        for meeting in self.meetings:
            for one in meeting.these:
                for other in meeting.those:
                    yield one, other

    @property
    def against_itself(self) -> tuple[str, ...]:
        """The origins that speak on both sides of some meeting, sorted."""
        origin = {party.item.id: party.item.origin for party in self.parties}
        return tuple(
            sorted(
                {
                    each
                    for meeting in self.meetings
                    for each in {origin[i] for i in meeting.these}
                    & {origin[i] for i in meeting.those}
                }
            )
        )


def conflicts(found: Assessment) -> tuple[Conflict, ...]:
    """Where evidence meets evidence in one assessment, what matters to the tier first.

    An item without a period of its own may speak of any time, so it meets all that bear the other
    way; two that state periods meet as a rebuttal only where those overlap. A figure without one
    is for the reporting period, as the schema says. Definitions differ where both are stated.
    """
    parties = _parties(found)
    attacks = _attacks(found, parties)
    stakes = Stakes(found)
    every: list[Conflict] = []
    for finding in found.findings:
        here = [
            *_sides(found, finding),
            *attacks.get(finding.indicator.id, ()),
            *_figures(found, finding),
        ]
        if here:
            stake = stakes.of(finding)
            every += [_conflict(met, finding, parties, stake) for met in here]
    # Sorting is stable: within a rank the law's order remains, within a finding that of the kinds.
    return tuple(sorted(every, key=lambda each: each.stake.rank))


def on_evidence(found: Assessment, finding: Finding) -> str:
    """The outcome of the two sides alone, before any presumption or judgement."""
    standards = found.weighing.standards
    return settle(
        finding.supports.strength,
        finding.contradicts.strength,
        standards[finding.indicator.standard],
        standards["preponderance"],
    )


class _Met(NamedTuple):
    """What meets on one finding, before it is known what the finding is to the tier."""

    kind: str
    result: str
    meetings: tuple[Meeting, ...]


def _conflict(met: _Met, finding: Finding, parties: Mapping[str, Party], stake: Stake) -> Conflict:
    ids = dict.fromkeys(each for meeting in met.meetings for side in meeting for each in side)
    those = tuple(parties[each] for each in ids)
    return Conflict(met.kind, finding, those, met.meetings, met.result, stake)


def _parties(found: Assessment) -> dict[str, Party]:
    """Every item of the file, counted or not, by id."""
    parties = {}
    for finding in found.findings:
        for voice in (*finding.supports.voices, *finding.contradicts.voices):
            parties[voice.item.id] = Party(voice.item, voice.strength, "")
        for aside in finding.asides:
            parties[aside.item.id] = _set_aside(found, aside.item, aside.reason)
    for item in found.not_in_force:
        reason = f"{found.law.id} has no indicator {item.indicator}"
        parties[item.id] = _set_aside(found, item, reason)
    return parties


def _set_aside(found: Assessment, item: Item, reason: str) -> Party:
    own = voice_of(item, found.weighing, found.country_year.period)
    return Party(item, own.strength, reason)


def _sides(found: Assessment, finding: Finding) -> Iterator[_Met]:
    """The two sides of one claim, parted into those that meet in time and those that do not."""
    pro = _grouped(finding.supports.voices, lambda item: item.period)
    contra = _grouped(finding.contradicts.voices, lambda item: item.period)
    result = _SIDES[on_evidence(found, finding)]
    for kind, together in ((REBUT, True), (DIFFERENT_PERIOD, False)):
        meetings = _meetings(
            (ids, [others for then, others in contra.items() if _overlap(when, then) == together])
            for when, ids in pro.items()
        )
        if meetings:
            yield _Met(kind, result, meetings)


def _overlap(one: Period | None, other: Period | None) -> bool:
    """Whether two statements can be about the same day; what states no time can be about any."""
    if one is None or other is None:
        return True
    return one.start <= other.end and other.start <= one.end


K = TypeVar("K")


def _grouped(voices: Iterable[Voice], key: Callable[[Item], K]) -> dict[K, list[str]]:
    """The ids of items that are alike for the question asked, so that they are compared once."""
    groups: dict[K, list[str]] = {}
    for voice in voices:
        groups.setdefault(key(voice.item), []).append(voice.item.id)
    return groups


def _meetings(rows: Iterable[tuple[list[str], list[list[str]]]]) -> tuple[Meeting, ...]:
    return tuple(
        Meeting(tuple(these), tuple(each for ids in those for each in ids))
        for these, those in rows
        if those
    )


class _Figure(NamedTuple):
    """What makes two figures the same figure."""

    unit: str
    definition: str
    time: Period
    value: float

    def counts_alike(self, other: _Figure) -> bool:
        """Whether both count the same thing, as far as is stated."""
        unstated = "" in (self.definition, other.definition)
        return self.unit == other.unit and (unstated or self.definition == other.definition)

    def disputes(self, other: _Figure) -> bool:
        """Whether both count the same thing at the same time and arrive at different numbers."""
        differ = self.time == other.time and self.value != other.value
        return differ and self.counts_alike(other)


def _figures(found: Assessment, finding: Finding) -> Iterator[_Met]:
    """The figures on one claim, for and against alike: a count can be disputed by its own side."""
    whole = found.country_year.period
    voices = [v for v in _voices(finding) if v.item.measure]
    groups = list(_grouped(voices, lambda item: _figure(item, whole)).items())
    for kind in (DIFFERENT_DEFINITION, DIFFERENT_FIGURES):
        meetings = _meetings(
            (
                ids,
                [
                    others
                    for other, others in groups[number + 1 :]
                    if (
                        one.disputes(other)
                        if kind == DIFFERENT_FIGURES
                        else not one.counts_alike(other)
                    )
                ],
            )
            for number, (one, ids) in enumerate(groups)
        )
        if meetings:
            yield _Met(kind, BOTH_COUNT, meetings)


def _figure(item: Item, whole: Period) -> _Figure:
    measure = item.measure or {}
    words = " ".join(str(measure.get("definition", "")).split()).casefold()
    return _Figure(measure["unit"], words, item.period or whole, measure["value"])


def _voices(finding: Finding) -> tuple[Voice, ...]:
    return (*finding.supports.voices, *finding.contradicts.voices)


def _attacks(found: Assessment, parties: Mapping[str, Party]) -> dict[str, list[_Met]]:
    """Every link of the file, by the indicator of the item that is attacked."""
    links = {a.item.id for f in found.findings for a in f.asides if a.kind == "link"}
    attacks: dict[str, list[_Met]] = {}
    # By id, since the order of the items in the file means nothing.
    attackers = sorted(found.country_year.evidence, key=lambda item: item.id)
    for kind in (UNDERCUT, SUPERSEDE):
        for item in attackers:
            for target in sorted(item.undercuts if kind == UNDERCUT else item.supersedes):
                result = _attack(parties[item.id], parties[target], links)
                met = _Met(kind, result, (Meeting((item.id,), (target,)),))
                attacks.setdefault(parties[target].item.indicator, []).append(met)
    return attacks


def _attack(attacker: Party, target: Party, links: set[str]) -> str:
    """What came of one attack, by what became of both. `links` are those that links set aside."""
    if attacker.aside and attacker.item.id not in links:
        return WITHOUT_FORCE
    if target.aside and target.item.id not in links:
        return IDLE
    if attacker.aside:
        return UNDECIDED if attacker.aside == IN_A_CIRCLE else ATTACK_FAILS
    return ATTACK_STANDS
