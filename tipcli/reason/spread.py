"""What each finding can become if all choices of the weighing move at once, each within bounds.

More than can happen, never less: voices, sides and standards are moved as if none of them shared
a table with another. So what this excludes is excluded; what it lets in may still be impossible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from tipcli.decide import Facts
from tipcli.model import FAILS, HOLDS, Finding, Indicator, Item, Side, Voice, Weighing
from tipcli.reason.choices import EVERY_KIND, KINDS, SILENCE, STANDARD, Value
from tipcli.reason.reading import names_of, watched
from tipcli.reason.trials import State, Trials
from tipcli.weigh import cut_off, heard, reconsidered, side_at, side_level, voice_of

Bounds = Callable[[str], Sequence[Value]]
_USUAL = "preponderance"


class Spread(NamedTuple):
    """The states that each finding can take, and the choices that can have a part in it."""

    states: dict[str, frozenset[State]]
    names: dict[str, frozenset[str]]


def spread(trials: Trials, bounds: Bounds) -> Spread | None:
    """What every finding can become while each choice stays among the values that `bounds` gives.

    A finding that a human has judged stays as it is. None where nothing can be said: an item that
    is let in could undercut any other.
    """
    weigher = _Spreading(trials, bounds)
    if weigher.links_move():
        return None
    states = {leaf: frozenset({state}) for leaf, state in trials.states.items()}
    names: dict[str, frozenset[str]] = {}
    for name in trials.movable:
        states[name], names[name] = weigher.finding(name)
    return Spread(states, names)


class _Side(NamedTuple):
    """The levels that a side can have, and the choices that decide which."""

    levels: frozenset[int]
    names: frozenset[str]


class _Spreading:
    def __init__(self, trials: Trials, bounds: Bounds) -> None:
        self._trials = trials
        self._bounds = bounds
        self._tables = trials.found.weighing
        self._known: dict[object, frozenset[State]] = {}
        self._voices: dict[object, tuple[frozenset[int], frozenset[str]]] = {}
        steps = product(bounds("corroboration.origins"), bounds("corroboration.steps"))
        self._agreeing = [
            self._tables._replace(corroboration_origins=int(origins), corroboration_steps=int(step))
            for origins, step in steps
        ]

    def links_move(self) -> bool:
        """Whether items with links could be admitted that are not, so that others would fall."""
        every = self._trials.found.country_year.evidence
        return any(item.undercuts or item.supersedes for item in every) and any(
            self._let_in(finding) for finding in self._trials.findings.values()
        )

    def finding(self, name: str) -> tuple[frozenset[State], frozenset[str]]:
        finding = self._trials.findings[name]
        extra = self._let_in(finding)
        sides = [self._side(finding, bearing, extra) for bearing in ("supports", "contradicts")]
        own = self._bounds(f"{name}.{STANDARD}") or (finding.indicator.standard,)
        names = {f"{name}.{kind}" for kind in (STANDARD, SILENCE, KINDS)}
        for standard in {*own, _USUAL}:
            names |= {f"standards.{standard}.needs", f"standards.{standard}.margin"}
        for side in sides:
            names |= side.names
        levels = tuple(side.levels for side in sides)
        return self._states(finding, levels, own, bool(extra)), frozenset(names)

    def _let_in(self, finding: Finding) -> tuple[Item, ...]:
        """Items turned away for their kind that could be admitted."""
        if EVERY_KIND not in self._bounds(f"{finding.indicator.id}.{KINDS}"):
            return ()
        return tuple(aside.item for aside in finding.asides if aside.kind == "kind")

    def _side(self, finding: Finding, bearing: str, extra: tuple[Item, ...]) -> _Side:
        voices: tuple[Voice, ...] = getattr(finding, bearing).voices
        more = tuple(item for item in extra if item.bearing == bearing)
        reach = [(voice.item, *self._strengths(voice.item)) for voice in voices]
        maybe = [(item, *self._strengths(item)) for item in more]
        levels = {0} if not reach else set()
        every = [*reach, *maybe]
        for best in range(len(self._tables.scale)):
            if not all(min(strengths) <= best for _, strengths, _ in reach):
                continue
            most = len({item.origin for item, strengths, _ in every if best in strengths})
            # Who can be no weaker than the best agrees with it in any case.
            least = len({item.origin for item, strengths, _ in reach if min(strengths) == best})
            for tables, agreeing in product(self._agreeing, range(max(1, least), most + 1)):
                levels.add(side_level(best, agreeing, tables))
        names = frozenset(name for _, _, names in every for name in names)
        if len({item.origin for item, _, _ in every}) > 1:
            names |= {"corroboration.origins", "corroboration.steps"}
        return _Side(frozenset(levels), names)

    def _strengths(self, item: Item) -> tuple[frozenset[int], frozenset[str]]:
        """Every strength that an item can have, and the choices that decide which."""
        seen: set[str] = set()
        period = self._trials.found.country_year.period
        voice_of(item, watched(self._tables, seen), period)
        key = (frozenset(seen), item.source.reliability, item.credibility, item.adjust)
        if key not in self._voices:
            strengths: set[int] = set()
            for tables in self._tables_for(item, seen):
                strengths.add(voice_of(item, tables, period).strength)
                if len(strengths) == len(self._tables.scale):
                    break
            self._voices[key] = frozenset(strengths), self._decide(item, seen)
        return self._voices[key]

    def _ratings(self, item: Item) -> Iterator[tuple[str, int]]:
        source = item.source
        letters = (source.reliability,) if source.reliability else self._letters(source.kind)
        numbers = (item.credibility,) if item.credibility else self._numbers(item.basis)
        return product(letters, numbers)

    def _letters(self, kind: str) -> Iterable[str]:
        return map(str, self._bounds(f"reliability_by_kind.{kind}"))

    def _numbers(self, basis: str) -> Iterable[int]:
        return map(int, self._bounds(f"credibility_by_basis.{basis}"))

    def _tables_for(self, item: Item, seen: set[str]) -> Iterator[Weighing]:
        """Every weighing as far as this item can tell."""
        reasons = sorted(name.split(".")[1] for name in seen if name.startswith("adjustments."))
        steps = [tuple(map(int, self._bounds(f"adjustments.{reason}.steps"))) for reason in reasons]
        for (letter, number), shifts in product(self._ratings(item), product(*steps)):
            row = list(self._tables.strength[letter])
            for word in self._bounds(f"strength.{letter}.{number}"):
                row[number - 1] = self._tables.scale.index(str(word))
                yield self._tables._replace(
                    reliability_by_kind={item.source.kind: letter},
                    credibility_by_basis={item.basis: number},
                    strength={letter: tuple(row)},
                    adjustments=dict(zip(reasons, shifts, strict=True)),
                )

    def _decide(self, item: Item, seen: set[str]) -> frozenset[str]:
        cells = {f"strength.{letter}.{number}" for letter, number in self._ratings(item)}
        return frozenset(cells | {name for entry in seen for name in names_of(entry)})

    def _states(
        self, finding: Finding, levels: tuple[frozenset[int], ...], own: Sequence[Value], more: bool
    ) -> frozenset[State]:
        indicator, found = finding.indicator, self._trials.found
        results = heard(finding.searches, cut_off(found.options, found.issued))
        quiet = not (finding.supports.voices or finding.contradicts.voices)
        silences = self._bounds(f"{indicator.id}.{SILENCE}") or (indicator.silence,)
        silent = {quiet, False} if more else {quiet}
        asked = (tuple(own), tuple(silences), frozenset(silent), results, indicator.favourable)
        key = (levels, *asked, indicator.silence_from)
        if key not in self._known:
            states: set[State] = set()
            for each, tables in self._asked(indicator, own, silences):
                for pair, alone in product(product(*levels), sorted(silent)):
                    sides = [side_at(level, tables) for level in pair]
                    states.add(self._taken(finding, each, tables, sides, results, alone))
                if {HOLDS, FAILS} <= {answer for answer, _ in states}:
                    break  # whoever asks what it can become learns nothing more from the rest
            self._known[key] = frozenset(states)
        return self._known[key]

    def _taken(
        self,
        finding: Finding,
        indicator: Indicator,
        tables: Weighing,
        sides: list[Side],
        results: frozenset[str],
        silent: bool,
    ) -> State:
        found, name = self._trials.found, indicator.id
        year = found.country_year.report_year
        asked, (supports, contradicts) = finding._replace(indicator=indicator), sides
        changed = reconsidered(asked, supports, contradicts, results, tables, year, silent=silent)
        facts = Facts.of((changed,), found.clock)
        return facts.answer(name), facts.taken(name, found.options.attitude)

    def _asked(
        self, indicator: Indicator, own: Sequence[Value], silences: Sequence[Value]
    ) -> Iterator[tuple[Indicator, Weighing]]:
        """What an indicator could ask of its evidence, and the standards as they could be."""
        for standard, silence in product(map(str, own), map(str, silences)):
            each = indicator._replace(standard=standard, silence=silence)
            named = tuple(dict.fromkeys((standard, _USUAL)))
            for numbers in product(*(self._numbers_of(name) for name in named)):
                standards = {
                    name: self._tables.standards[name]._replace(needs=needs, margin=margin)
                    for name, (needs, margin) in zip(named, numbers, strict=True)
                }
                yield each, self._tables._replace(standards=standards)

    def _numbers_of(self, standard: str) -> list[tuple[int, int]]:
        needs = (
            self._tables.scale.index(str(w)) for w in self._bounds(f"standards.{standard}.needs")
        )
        return list(product(needs, map(int, self._bounds(f"standards.{standard}.margin"))))
