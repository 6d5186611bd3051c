"""The statements of two evidence files as each has them, and what replaces one by the other."""

from __future__ import annotations

from typing import NamedTuple

from tipcli.model import Assessment, CountryYear, Item
from tipcli.reason.differenceitems import Pair, pairs, plain
from tipcli.weigh import is_hindsight, voice_of

NEW_FACTS = "new facts"
NEWLY_KNOWN = "newly known facts"
LEFT_OUT = "facts left out or corrected"
RATINGS = "ratings"
OF_ITEMS = (NEW_FACTS, NEWLY_KNOWN, LEFT_OUT, RATINGS)
#: The components that are replaced; such a set names a mixture.
Replaced = frozenset[str]
_OUTSIDE = "outside_period"


class Version(NamedTuple):
    """An item as one file has it: the last day it tells of, and whether its report heard it."""

    item: Item
    until: str
    heard: bool


class Slot(NamedTuple):
    """One statement as each file has it, and the component that replaces each part of it.

    `presence` replaces that it is there or is heard, `content` what it says; '' where the files
    agree. `pair` has the items as they stand in the files; those of the versions are named alike.
    """

    pair: Pair
    before: Version | None
    after: Version | None
    presence: str
    content: str
    rated: bool

    def components(self) -> frozenset[str]:
        """Every component that replaces something of it."""
        return frozenset({self.presence, self.content, RATINGS if self.rated else ""} - {""})

    def version(self, replaced: Replaced) -> Version | None:
        """The item in a mixture; None where it is not there."""
        present = self.after if self.presence in replaced else self.before
        if present is None or self.before is None or self.after is None:
            return present
        said = (self.after if self.content in replaced else self.before).item
        rated = (self.after if RATINGS in replaced else self.before).item
        item = said._replace(
            credibility=rated.credibility,
            adjust=rated.adjust,
            source=said.source._replace(reliability=rated.source.reliability),
        )
        return present._replace(item=item)


def slots(before: Assessment, after: Assessment) -> tuple[Slot, ...]:
    """Every statement of both files."""
    paired = pairs(before.country_year, after.country_year)
    was = {pair.before.id: f"{n:05}" for n, pair in enumerate(paired) if pair.before}
    now = {pair.after.id: f"{n:05}" for n, pair in enumerate(paired) if pair.after}
    found = []
    for pair in paired:
        old = pair.before and _version(before, pair.before, was)
        new = pair.after and _version(after, pair.after, now)
        presence = _presence(old, new, before.country_year, after.country_year)
        both = (old.item, new.item) if old and new else None
        content = LEFT_OUT if both and _said(both[0]) != _said(both[1]) else ""
        rated = bool(both and _rating(both[0]) != _rating(both[1]))
        found.append(Slot(pair, old, new, presence, content, rated))
    return tuple(found)


def _version(found: Assessment, item: Item, names: dict[str, str]) -> Version:
    """An item within the frame of its own file: its period, and the day its report was issued.

    It keeps that frame in every mixture. Else no new fact could count before the day of issue
    moved too, and every cause would be joint with the calendar.
    """
    facts = found.country_year
    alike = item._replace(
        id=names[item.id],
        period=None,
        undercuts=tuple(names[each] for each in item.undercuts if each in names),
        supersedes=tuple(names[each] for each in item.supersedes if each in names),
    )
    timed = alike._replace(period=item.period)
    # Whether the period tells is the weighing's to say; it says so in its steps.
    steps = [voice_of(each, found.weighing, facts.period).steps for each in (timed, alike)]
    if steps[0] != steps[1]:
        alike = alike._replace(adjust=(*alike.adjust, _OUTSIDE))
    until = (item.period or facts.period).end
    return Version(alike, until, not is_hindsight(item.source.published, found.issued))


def _presence(
    old: Version | None, new: Version | None, before: CountryYear, after: CountryYear
) -> str:
    """The component by which a statement comes, goes, or comes to be heard."""
    if old and new:
        if old.heard == new.heard:
            return ""
        # Between two states of one year a source was dated anew; else the report came to hear it.
        later = new.heard and before.report_year != after.report_year
        return NEWLY_KNOWN if later else LEFT_OUT
    if new is None:
        return LEFT_OUT
    return NEW_FACTS if new.until > before.period.end else NEWLY_KNOWN


def _said(item: Item) -> tuple[object, ...]:
    """What an item says, on whose word, and what it answers."""
    source = item.source
    measure = sorted((item.measure or {}).items())
    told = (plain(item.statement), item.indicator, item.bearing, item.basis, item.origin)
    return (*told, measure, item.undercuts, item.supersedes, source.kind, source.published)


def _rating(item: Item) -> tuple[object, ...]:
    return item.source.reliability, item.credibility, sorted(item.adjust)
