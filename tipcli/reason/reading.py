"""Which entries of the weighing a finding reads: it is weighed, and what it reads is noted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar

from tipcli.model import Weighing
from tipcli.reason.trials import Trials

V = TypeVar("V")


class _Table(dict[str, V]):
    """A table that notes which of its entries are read."""

    def __init__(self, name: str, entries: Mapping[str, V], seen: set[str]) -> None:
        super().__init__(entries)
        self._name, self._seen = name, seen

    def __getitem__(self, key: str) -> V:
        self._seen.add(f"{self._name}.{key}")
        return super().__getitem__(key)


class _Row(tuple[int, ...]):  # noqa: SLOT001 - a tuple of any length can have no slots
    """A row of the table of strengths that notes which of its columns are read."""

    name: str
    seen: set[str]

    def __getitem__(self, at: Any) -> Any:
        self.seen.add(f"{self.name}.{at + 1}")
        return super().__getitem__(at)


class Reading(NamedTuple):
    """By the name of an entry the indicators whose finding reads it; the most origins on a side."""

    readers: dict[str, tuple[str, ...]]
    origins: int


def reading(trials: Trials) -> Reading:
    """What the findings that can move read of the weighing as it stands."""
    readers: dict[str, list[str]] = {}
    origins = 0
    for name in trials.movable:
        finding = trials.findings[name]
        seen: set[str] = set()
        trials.weighed(finding.indicator, watched(trials.found.weighing, seen))
        most = max(finding.supports.origins, finding.contradicts.origins)
        origins = max(origins, most)
        if most > 1:
            seen |= {"corroboration.origins", "corroboration.steps"}
        for entry in seen:
            for full in names_of(entry):
                readers.setdefault(full, []).append(name)
    return Reading({entry: tuple(names) for entry, names in readers.items()}, origins)


def watched(weighing: Weighing, seen: set[str]) -> Weighing:
    """The tables as they are, with the names of the entries that are read added to `seen`."""
    rows = {letter: _Row(row) for letter, row in weighing.strength.items()}
    for letter, row in rows.items():
        row.name, row.seen = f"strength.{letter}", seen
    return weighing._replace(
        strength=rows,
        reliability_by_kind=_Table("reliability_by_kind", weighing.reliability_by_kind, seen),
        credibility_by_basis=_Table("credibility_by_basis", weighing.credibility_by_basis, seen),
        adjustments=_Table("adjustments", weighing.adjustments, seen),
        standards=_Table("standards", weighing.standards, seen),
    )


def names_of(entry: str) -> tuple[str, ...]:
    """The ids of the choices of which an entry was seen to be read."""
    if entry.startswith("adjustments."):
        return (f"{entry}.steps",)
    if entry.startswith("standards."):
        return f"{entry}.needs", f"{entry}.margin"
    return (entry,)
