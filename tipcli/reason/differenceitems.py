"""Which item of one evidence file is which of another, whose ids may all be different."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping
from typing import NamedTuple

from tipcli.model import CountryYear, Item, Source

#: So many of a source's id, title, address and date must agree for it to be the same document:
#: a page may be overwritten with another year's, and an id such as tip-report may be used again.
_AGREEING = 2
#: What an item is known by, given the name of its document.
Key = Callable[[Item, Hashable], Hashable]


class Pair(NamedTuple):
    """One statement as the two files have it; None where a file has it not."""

    before: Item | None
    after: Item | None


def pairs(before: CountryYear, after: CountryYear) -> tuple[Pair, ...]:
    """Every item of both files once: those of the second in its order, then what it lacks.

    An item is the same if it says the same of the same indicator out of the same document; else,
    between two states of one country-year, if it has the same id; else if it alone stands at the
    same place of the same document and bears on the same indicator in the same way.
    """
    rest = _Rest(before, after)
    rest.match(lambda item, document: (*_about(item, document), plain(item.statement)))
    if before.report_year == after.report_year:
        rest.match(lambda item, _: item.id)
    rest.match(lambda item, document: (*_about(item, document), plain(item.locator)), alone=True)
    return rest.pairs()


def _about(item: Item, document: Hashable) -> tuple[Hashable, ...]:
    return document, item.indicator, item.bearing


def plain(text: str) -> str:
    """A text as it is compared: without regard to case and white space."""
    return " ".join(text.split()).casefold()


class _Rest:
    """The items that have found no partner yet, and those that have."""

    def __init__(self, before: CountryYear, after: CountryYear) -> None:
        self._all = (before.evidence, after.evidence)
        self._left = (dict(enumerate(before.evidence)), dict(enumerate(after.evidence)))
        self._documents = documents(before.sources, after.sources)
        self._found: dict[int, int] = {}

    def match(self, key: Key, *, alone: bool = False) -> None:
        """Pair items with equal keys, in order; with `alone` only where each side has just one."""
        before, after = (self._keyed(side, key) for side in (0, 1))
        for name, there in before.items():
            here = after.get(name, [])
            if alone and (len(there) > 1 or len(here) > 1):
                continue
            for old, new in zip(there, here, strict=False):
                self._found[new] = old
                del self._left[0][old], self._left[1][new]

    def _keyed(self, side: int, key: Key) -> dict[Hashable, list[int]]:
        names, found = self._documents[side], defaultdict(list)
        for index, item in self._left[side].items():
            document = names.get(item.source.id, (side, item.source.id))
            found[key(item, document)].append(index)
        return found

    def pairs(self) -> tuple[Pair, ...]:
        """All items, paired or not."""
        before, after = self._all
        told = [
            Pair(before[self._found[index]] if index in self._found else None, item)
            for index, item in enumerate(after)
        ]
        return (*told, *(Pair(item, None) for item in self._left[0].values()))


def documents(
    before: tuple[Source, ...], after: tuple[Source, ...]
) -> tuple[Mapping[str, Hashable], Mapping[str, Hashable]]:
    """For the sources of each file by id, a name that those that are one document have in common.

    One without a partner has none. Of several that might be the same the best agreement counts.
    """
    having: dict[Hashable, list[int]] = defaultdict(list)
    for index, source in enumerate(after):
        for mark in _marks(source):
            having[mark].append(index)
    scored = []
    for number, source in enumerate(before):
        agreeing = Counter(index for mark in _marks(source) for index in having.get(mark, ()))
        scored += [(-n, number, index) for index, n in agreeing.items() if n >= _AGREEING]
    names: tuple[dict[str, Hashable], dict[str, Hashable]] = ({}, {})
    for _, number, index in sorted(scored):
        old, new = before[number].id, after[index].id
        if old not in names[0] and new not in names[1]:
            names[0][old] = names[1][new] = index
    return names


def _marks(source: Source) -> tuple[Hashable, ...]:
    """What a document may be known by."""
    marks: list[Hashable] = [("id", source.id), ("title", plain(source.title))]
    if source.url:
        marks.append(("url", source.url))
    if source.published != "unknown":
        marks.append(("published", source.published))
    return tuple(marks)
