"""Two assessments of one country-year side by side: what changed, and only that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, NamedTuple, TypeVar

from tipcli.edits import Edit
from tipcli.model import Assessment, ClockState, Finding, Indicator, Item, Step, Voice

V = TypeVar("V")


class Pair(NamedTuple, Generic[V]):
    """What something was and what it is."""

    before: V
    after: V


class FindingChange(NamedTuple):
    """A finding whose outcome or ground changed; None where that law does not ask."""

    indicator: Indicator
    before: Finding | None
    after: Finding | None


class AnswerChange(NamedTuple):
    """A provision or rung whose answer changed: (answer, taken), None where that law has none."""

    id: str
    title: str
    citation: str
    before: tuple[str, str] | None
    after: tuple[str, str] | None


class ItemChange(NamedTuple):
    """An item that came to count, or no longer counts, and why."""

    item: Item
    reason: str


class StrengthChange(NamedTuple):
    """An item that counts as before, but for another strength."""

    item: Item
    before: str
    after: str


class Changes(NamedTuple):
    """What changed from one assessment to the other; None and empty where nothing did."""

    law: Pair[str] | None
    tier: Pair[str] | None
    settled: Pair[bool] | None
    by_attitude: tuple[tuple[str, Pair[str]], ...]
    tier_set: Pair[tuple[str, ...]] | None
    rung: Pair[str] | None
    confidence: Pair[str] | None
    without_official: Pair[str] | None
    without_judgements: Pair[str] | None
    clock: Pair[ClockState] | None
    findings: tuple[FindingChange, ...]
    rungs: tuple[AnswerChange, ...]
    provisions: tuple[AnswerChange, ...]
    now_counted: tuple[ItemChange, ...]
    no_longer_counted: tuple[ItemChange, ...]
    strengths: tuple[StrengthChange, ...]

    @property
    def nothing(self) -> bool:
        """Whether nothing of all this changed."""
        return not any(self)


class WhatIf(NamedTuple):
    """The assessment of the files and that of the files as edited, the edits, and the changes."""

    before: Assessment
    after: Assessment
    edits: tuple[Edit, ...]
    changes: Changes


def compare(before: Assessment, after: Assessment) -> Changes:
    """Everything that a reader of the one would have to read anew in the other."""
    was, now = before.placement, after.placement
    old, new = _Counted(before), _Counted(after)
    return Changes(
        law=_pair(before.law.id, after.law.id),
        tier=_pair(was.tier, now.tier),
        settled=_pair(was.settled, now.settled),
        by_attitude=tuple(
            (name, Pair(tier, other))
            for (name, tier), (_, other) in zip(was.by_attitude, now.by_attitude, strict=True)
            if tier != other
        ),
        tier_set=_pair(
            tuple(reach.tier for reach in was.tier_set), tuple(reach.tier for reach in now.tier_set)
        ),
        rung=_pair(was.rung, now.rung),
        confidence=_pair(was.confidence, now.confidence),
        without_official=_pair(before.without_official, after.without_official),
        # That there are judgements at all is seen at the findings.
        without_judgements=_pair(before.without_judgements, after.without_judgements)
        if before.without_judgements and after.without_judgements
        else None,
        clock=_clock(before.clock, after.clock),
        findings=_findings(before, after),
        rungs=_answers(_rungs(before), _rungs(after)),
        provisions=_answers(_provisions(before), _provisions(after)),
        now_counted=_differing(old, new, "added"),
        no_longer_counted=_differing(new, old, "dropped"),
        strengths=_strengths(before, after),
    )


def _pair(before: V, after: V) -> Pair[V] | None:
    return None if before == after else Pair(before, after)


def _clock(before: ClockState, after: ClockState) -> Pair[ClockState] | None:
    # That the limit stands in another paragraph of another version changes nothing.
    same = before._replace(citation="") == after._replace(citation="")
    return None if same else Pair(before, after)


def _findings(before: Assessment, after: Assessment) -> tuple[FindingChange, ...]:
    was = {finding.indicator.id: finding for finding in before.findings}
    now = {finding.indicator.id: finding for finding in after.findings}
    changes = []
    for ident in dict.fromkeys((*was, *now)):
        old, new = was.get(ident), now.get(ident)
        some = new or old
        if some and _result(old) != _result(new):
            changes.append(FindingChange(some.indicator, old, new))
    return tuple(changes)


def _result(finding: Finding | None) -> tuple[str, str] | None:
    return finding and (finding.outcome, finding.ground)


#: Title, citation and (answer, taken) of each provision or rung, by id.
Answers = Mapping[str, tuple[str, str, tuple[str, str]]]


def _rungs(found: Assessment) -> Answers:
    return {
        each.rung.id: (each.rung.question, each.rung.citation, (each.answer, each.taken))
        for each in found.placement.rungs
    }


def _provisions(found: Assessment) -> Answers:
    return dict(_provision(step) for step in found.placement.provisions)


def _provision(step: Step) -> tuple[str, tuple[str, str, tuple[str, str]]]:
    if step.provision is None:
        raise ValueError("not the step of a provision")
    provision = step.provision
    return provision.id, (provision.title, provision.citation, (step.answer, step.taken))


def _answers(was: Answers, now: Answers) -> tuple[AnswerChange, ...]:
    changes = []
    for ident in dict.fromkeys((*was, *now)):
        title, citation, _ = now.get(ident) or was[ident]
        before, after = (each[ident][2] if ident in each else None for each in (was, now))
        if before != after:
            changes.append(AnswerChange(ident, title, citation, before, after))
    return tuple(changes)


class _Counted:
    """The items that one assessment counts, and why it does not count the others."""

    def __init__(self, found: Assessment) -> None:
        self.voices = {voice.item.id: voice for voice in _voices(found)}
        self._items = {item.id: item for item in found.country_year.evidence}
        self._reasons = {
            item.id: f"{found.law.id} has no indicator {item.indicator}"
            for item in found.not_in_force
        }
        for finding in found.findings:
            self._reasons |= {aside.item.id: aside.reason for aside in finding.asides}

    def counts(self, item: Item) -> bool:
        """Whether it counts this item; another one may go by the same id."""
        voice = self.voices.get(item.id)
        return voice is not None and _same(voice.item, item)

    def why_not(self, item: Item, absent: str) -> str:
        """Why an item does not count here, with the word for one that is not in the file."""
        own = self._items.get(item.id)
        return self._reasons[item.id] if own and _same(own, item) else absent


def _same(one: Item, other: Item) -> bool:
    """Whether two items say the same; which others they answer may have been edited."""
    return one._replace(undercuts=(), supersedes=()) == other._replace(undercuts=(), supersedes=())


def _voices(found: Assessment) -> Iterable[Voice]:
    for finding in found.findings:
        yield from finding.supports.voices
        yield from finding.contradicts.voices


def _differing(without: _Counted, having: _Counted, absent: str) -> tuple[ItemChange, ...]:
    """The items that only the second counts, with the reason why the first does not."""
    return tuple(
        ItemChange(voice.item, without.why_not(voice.item, absent))
        for _, voice in sorted(having.voices.items())
        if not without.counts(voice.item)
    )


def _strengths(before: Assessment, after: Assessment) -> tuple[StrengthChange, ...]:
    was = {voice.item.id: voice for voice in _voices(before)}
    return tuple(
        StrengthChange(
            voice.item, before.weighing.scale[old.strength], after.weighing.scale[voice.strength]
        )
        for voice in sorted(_voices(after), key=lambda voice: voice.item.id)
        if (old := was.get(voice.item.id))
        and _same(old.item, voice.item)
        and old.strength != voice.strength
    )
