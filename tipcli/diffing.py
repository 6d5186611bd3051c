"""Two placements held against each other: of two years, two files, or two receipts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from tipcli import __version__, assessment, evidence, law, paths, receipt
from tipcli.errors import UsageError
from tipcli.model import Options
from tipcli.reason.difference import Difference, difference
from tipcli.reason.differenceworlds import Inputs

if TYPE_CHECKING:
    from tipcli.law import Library
    from tipcli.receipt import Receipt


class Recorded(NamedTuple):
    """What a receipt says of its result, where this version of the tool finds another.

    No other version can be run from here, so the tool takes no share; that it matters is said.
    """

    receipt: str
    tool: str
    tier: str
    recomputed: str


class Diff(NamedTuple):
    """The two placements by name, why they differ, and what receipts say of other versions."""

    names: tuple[str, str]
    difference: Difference
    recorded: tuple[Recorded, ...]


def diff(
    *of: str | int,
    attitude: str = "balanced",
    hindsight: bool = False,
    independent: bool = False,
    judgements: bool = True,
    law_year: int | None = None,
    criteria: str | Iterable[str] | None = None,
    data: str | None = None,
) -> Diff:
    """Why a tier moved from one placement to another.

    `of` is a country and two report years; or two paths, each of an evidence file or of a receipt
    (.json); or one receipt, which is held against the files at hand. `criteria` names the folder
    of the law, or several if receipts were made under different rules. Receipts bring their own
    options; the others are those of `assess`. Raises UsageError for what cannot be compared, and
    TipcliError as `assess` does.
    """
    folders = (criteria,) if isinstance(criteria, str) else tuple(criteria or ())
    options = Options(attitude, hindsight, independent, judgements, law_year or 0)
    return _Cases(folders, data, options).compared(*_two(of))


def _two(of: tuple[str | int, ...]) -> tuple[tuple[str, int | None], tuple[str, int | None]]:
    """The two that are named: each a country with a year, or a path; '' for the files at hand."""
    words = [str(each) for each in of]
    if len(words) == 3:
        for year in words[1:]:
            if not (year.isascii() and year.isdigit() and len(year) == 4):
                raise UsageError(f"{year!r} is not a report year such as 2010")
        return (words[0], int(words[1])), (words[0], int(words[2]))
    if len(words) == 2 and all(word.endswith((".json", ".yaml", ".yml")) for word in words):
        return (words[0], None), (words[1], None)
    if len(words) == 1 and receipt.is_receipt(words[0]):
        return (words[0], None), ("", None)
    raise UsageError(
        "name a country and two report years, such as KAZ 2009 2010; or two evidence files or "
        "receipts (.json); or one receipt, to hold it against the files at hand"
    )


class _Cases:
    """Loads what is named, all under one set of folders."""

    def __init__(self, criteria: tuple[str, ...], data: str | None, options: Options) -> None:
        self._folders = criteria
        self._data = data
        self._options = options

    def compared(self, one: tuple[str, int | None], other: tuple[str, int | None]) -> Diff:
        """The two of them, and why they differ."""
        said = [
            receipt.read(word) if receipt.is_receipt(word) else None for word, _ in (one, other)
        ]
        kept = next(filter(None, said), None)
        if kept:
            if self._options != Options():
                raise UsageError("a receipt brings its own options; leave them out")
            self._options = kept.options
            if not other[0]:
                other = (kept.country, kept.report_year)
        sides = [
            self._of_receipt(each) if each else self._of_file(*named)
            for each, named in zip(said, (one, other), strict=True)
        ]
        _refuse(sides[0], sides[1], said)
        names = tuple(
            word if year is None else f"{word.upper()} {year}" for word, year in (one, other)
        )
        recorded = [
            Recorded(each.display, each.tool, each.tier, side.found.placement.tier)
            for each, side in zip(said, sides, strict=True)
            if each and (each.tool != __version__ or each.tier != side.found.placement.tier)
        ]
        return Diff((names[0], names[1]), difference(sides[0], sides[1]), tuple(recorded))

    def _of_file(self, country: str, report_year: int | None) -> Inputs:
        named = self._folders[0] if self._folders else None
        there = assessment.folders(self._options, named, self._data)
        path, display = assessment.file_of(there, country, report_year)
        year = report_year or evidence.load(path, display).report_year
        known = law.load(there.library, self._options.law_year or year)
        loaded = evidence.load(path, display, known.catalogue, there.library.digest)
        found = assessment.conclude(there, known, loaded, self._options)
        before = receipt.earlier_tiers(there.data.path, loaded.country, loaded.report_year)
        return Inputs(found, before)

    def _of_receipt(self, said: Receipt) -> Inputs:
        found = receipt.assessed(said, receipt.criteria_of(said, self._libraries()))
        return Inputs(found, said.earlier)

    def _libraries(self) -> Mapping[str, Library]:
        named = self._folders or (None,)
        found = {name or "criteria": paths.criteria(name) for name in named}
        return {name: law.library(folder.path) for name, folder in found.items()}


def _refuse(one: Inputs, other: Inputs, said: list[Receipt | None]) -> None:
    """UsageError for two that have nothing to do with each other, or stand the wrong way round."""
    was, now = one.found.country_year, other.found.country_year
    if was.country != now.country:
        raise UsageError(f"{was.country} and {now.country} are two countries; name one")
    if was.report_year > now.report_year:
        first = (
            "" if any(said) else f": tipcli diff {was.country} {now.report_year} {was.report_year}"
        )
        raise UsageError(f"name the earlier report first{first}")
