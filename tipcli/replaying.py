"""Replays a receipt: recomputes the result from the files at hand and names all that differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from tipcli import __version__, assessment, evidence, law, receipt
from tipcli.errors import InputError, TipcliError
from tipcli.model import Assessment

if TYPE_CHECKING:
    from tipcli.law import Criteria
    from tipcli.receipt import Receipt

CHANGED, ADDED, REMOVED = "changed", "added", "removed"
#: What stands under each list of an evidence file, in the word for one of it.
_ENTRIES = {
    "sources": "source",
    "evidence": "item",
    "searches": "search",
    "waivers": "waiver",
    "judgements": "judgement",
}
#: What an entry goes by, where it is no source: an id, or what it is about.
_NAMES = {
    "evidence": "id",
    "searches": "indicator",
    "waivers": "report_year",
    "judgements": "indicator",
}


class Value(NamedTuple):
    """One value that is another one than in the receipt; None where there is none."""

    name: str
    before: Any
    after: Any


class Departure(NamedTuple):
    """One thing that is not as the receipt has it.

    `part` is tool, law, parameter, report, earlier tier, evidence, source, item, search, waiver,
    judgement or result; `name` which one. `how` is changed, added or removed. `values` are those
    of its parts that differ.
    """

    part: str
    name: str
    how: str
    values: tuple[Value, ...] = ()


class Replay(NamedTuple):
    """A receipt, what the files at hand give, and where the two differ.

    `found` is None where there is no evidence file; then `from_receipt` is what the facts of the
    receipt give under the law at hand. `layout` says that the evidence file has other bytes
    and says the same.
    """

    receipt: Receipt
    found: Assessment | None
    from_receipt: Assessment | None
    departures: tuple[Departure, ...]
    layout: bool

    @property
    def same(self) -> bool:
        """Whether all that was read, and the result, is as the receipt has it."""
        return not self.departures

    @property
    def tier(self) -> str:
        """The tier that was recomputed."""
        found = self.found or self.from_receipt
        return found.placement.tier if found else ""


def replay(
    path: str,
    evidence_file: str | None = None,
    *,
    criteria: str | None = None,
    data: str | None = None,
) -> Replay:
    """Recompute the result of a receipt from the evidence and the law at hand.

    The evidence is the file of that country-year in the data folder, or the one named. Raises
    InputError with line and column for a receipt or an evidence file that cannot be used, and
    TipcliError where no law covers the report.
    """
    said = receipt.read(path)
    there = assessment.folders(said.options, criteria, data)
    known = law.load(there.library, said.law_year)
    earlier = receipt.earlier_tiers(there.data.path, said.country, said.report_year)
    try:
        place, display = assessment.file_of(
            there, *((evidence_file, None) if evidence_file else (said.country, said.report_year))
        )
        raw, digest = evidence.checked(place, display, known.catalogue, there.library.digest)
    except InputError:
        raise
    except TipcliError as error:
        gone = Departure("evidence", said.file, REMOVED, (Value("", None, str(error)),))
        again = assessment.judge(known, said.country_year(), earlier, said.options)
        return Replay(
            said, None, again, (*_around(said, there, known, earlier), gone), layout=False
        )
    found = assessment.conclude(there, known, evidence.build(raw, digest), said.options)
    inputs = (*_around(said, there, known, earlier), *facts(said.facts, raw))
    return Replay(
        said,
        found,
        None,
        (*inputs, *_result(said, found)),
        layout=digest != said.digest and raw == said.facts,
    )


def _around(
    said: Receipt, there: assessment.Folders, known: Criteria, earlier: Mapping[int, str]
) -> Iterator[Departure]:
    """What differs of the tool, the law and the earlier tiers."""
    if said.tool != __version__:
        yield Departure("tool", "tipcli", CHANGED, (Value("version", said.tool, __version__),))
    yield from _law(said, there, known)
    for year in sorted({*said.earlier, *earlier}):
        yield from _value("earlier tier", str(year), said.earlier.get(year), earlier.get(year))


def _law(said: Receipt, there: assessment.Folders, known: Criteria) -> Iterator[Departure]:
    now = receipt.of_law(there.library, known)
    if said.law != known.law.id:
        yield from _value("law", "version", said.law, known.law.id)
    for name in dict.fromkeys((*said.parameters, *now.parameters)):
        yield from _value("parameter", name, said.parameters.get(name), now.parameters.get(name))
    issued = known.issued.get(str(said.report_year), said.issued)
    yield from _value("report", "day of issue", said.issued, issued)
    # Comments and layout are not read, so a file that differs in nothing else is as it was.
    if said.words != now.words:
        rules = Value("rules", "as recorded", "as recorded" if said.core == now.core else "other")
        for name in dict.fromkeys((*said.files, *now.files)):
            before, after = said.files.get(name), now.files.get(name)
            if before != after:
                how = ADDED if before is None else REMOVED if after is None else CHANGED
                yield Departure("law", f"criteria/{name}", how, (rules,))


def _value(part: str, name: str, before: Any, after: Any) -> Iterator[Departure]:
    if before != after:
        how = ADDED if before is None else REMOVED if after is None else CHANGED
        yield Departure(part, name, how, (Value("", before, after),))


def facts(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Departure]:
    """Every entry of an evidence file that another has not, or has otherwise, by its name."""
    head = {key for key in (*before, *after) if key not in _ENTRIES}
    for key in sorted(head):
        yield from _value("evidence", key, before.get(key), after.get(key))
    for group, part in _ENTRIES.items():
        was, now = _named(before.get(group, ()), group), _named(after.get(group, ()), group)
        for name in dict.fromkeys((*was, *now)):
            if name not in now:
                yield Departure(part, name, REMOVED)
            elif name not in was:
                yield Departure(part, name, ADDED)
            elif was[name] != now[name]:
                yield Departure(part, name, CHANGED, tuple(_fields(was[name], now[name])))


def _named(entries: Any, group: str) -> dict[str, Mapping[str, Any]]:
    """The entries of a list by name; one that has none goes by what it is about."""
    if isinstance(entries, dict):
        return dict(entries)
    seen: Counter[str] = Counter()
    found = {}
    for each in entries:
        name = str(each[_NAMES[group]])
        seen[name] += 1
        found[name if seen[name] == 1 else f"{name} ({seen[name]})"] = each
    return found


def _fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Value]:
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            yield Value(key, before.get(key), after.get(key))


def _result(said: Receipt, found: Assessment) -> Iterator[Departure]:
    placed = found.placement
    digest = dict(found.receipt)["result sha256"]
    if digest == said.result:
        return
    tiers = tuple(reach.tier for reach in placed.tier_set)
    values = [Value("tier", said.tier, placed.tier)] if said.tier != placed.tier else []
    if said.tier_set != tiers:
        values.append(Value("tier set", list(said.tier_set), list(tiers)))
    yield Departure("result", "result", CHANGED, tuple(values))
