"""An evidence file as edits leave it: it looks like one document, and knows each entry's file.

Edits change plain values as an editor would change the text. Nothing is checked here but what
could not be told afterwards; the checks of evidence run on the whole, like on any file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tipcli import codes
from tipcli.errors import did_you_mean, excerpt
from tipcli.model import GROUPS
from tipcli.yamlfile import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from tipcli.errors import Problem
    from tipcli.soundpart import SoundPart
    from tipcli.yamlfile import Path, Place

#: What a supposed judgement or waiver gives as its author, and the id of its source.
SUPPOSED = "what-if"


class Part(NamedTuple):
    """A file that entries come from; its places are looked for only when there is a problem."""

    display: str
    document: Callable[[], Document | SoundPart]


class EditedFile(NamedTuple):
    """The edited file.

    `origins` gives, for each list, the part and the index there of every entry; `source_parts`
    the part of every source that is not the file's own.
    """

    value: Any
    part: Part
    origins: Mapping[str, tuple[tuple[Part, int], ...]]
    source_parts: Mapping[str, Part]

    @property
    def display(self) -> str:
        """The name of the file that is edited."""
        return self.part.display

    def problem(
        self, code: str, path: Path, message: str, remedy: str = "", *, key: bool = False
    ) -> Problem:
        """A problem of the value at the path, or of its key, in the file that it stands in."""
        part, inner = self.origin(path)
        if code in (codes.ID_TAKEN, codes.JUDGED_TWICE):
            remedy = self._where_first(path, remedy)
        return part.document().problem(code, inner, message, remedy, key=key)

    def unknown(
        self, code: str, path: Path, what: str, word: str, known: Iterable[str], place: str = ""
    ) -> Problem:
        """A problem of a word that names nothing known, with the nearest that would."""
        message = f"no {what} {excerpt(repr(word))}{' ' if place else ''}{place}"
        return self.problem(code, path, message, did_you_mean(word, known))

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Line and column of the value at the path, or of its key, in its own file."""
        part, inner = self.origin(path)
        return part.document().place(inner, key=key)

    def origin(self, path: Path) -> tuple[Part, Path]:
        """The part that the value at the path comes from, and its path there."""
        group, at = path[:2] if len(path) > 1 else ("", "")
        if isinstance(group, str) and isinstance(at, int) and group in self.origins:
            part, index = self.origins[group][at]
            return part, (group, index, *path[2:])
        if group == "sources" and isinstance(at, str):
            return self.source_parts.get(at, self.part), path
        return self.part, path

    def _where_first(self, path: Path, remedy: str) -> str:
        """The checks name a line alone; here the other entry may stand in another file."""
        group, at, *_ = path
        entries = self.value[group]
        if not isinstance(at, int):
            return remedy
        key = "id" if group == "evidence" else "indicator"
        first = next(n for n, each in enumerate(entries) if each[key] == entries[at][key])
        part, inner = self.origin((group, first, key))
        line = part.document().place(inner)[0]
        return f"The other stands in {part.display}, line {line}; keep one."


class Dropped(NamedTuple):
    """What went with something that was dropped, in words."""

    items: tuple[str, ...]
    effects: tuple[str, ...]


def unedited(raw: Any, part: Part) -> EditedFile:
    """A checked file before any edit."""
    origins = {group: tuple((part, n) for n in range(len(raw.get(group, ())))) for group in GROUPS}
    return EditedFile(raw, part, origins, {})


def without(file: EditedFile, name: str) -> tuple[EditedFile, Dropped]:
    """The file without an item, or without a source and all that rests on it.

    The id of an item goes from whatever names it. With a source go its items and the searches and
    waivers that cite it: what only that document tells is then not told. KeyError if the file has
    neither.
    """
    raw = file.value
    items = {item["id"]: item["source"] for item in raw["evidence"]}
    effects: list[str] = []
    if name in items:
        gone = {name}
    elif name in raw["sources"]:
        gone = {ident for ident, source in items.items() if source == name}
        rest = {ident: each for ident, each in raw["sources"].items() if ident != name}
        file = file._replace(value={**raw, "sources": rest})
        for group in ("searches", "waivers"):
            cite = [n for n, each in enumerate(raw.get(group, ())) if each.get("source") == name]
            file = _left(file, group, cite)
            effects += [_gone(group, raw[group][n]) for n in cite]
    else:
        raise KeyError(name)
    numbers = [n for n, item in enumerate(raw["evidence"]) if item["id"] in gone]
    file, unnamed = _unnamed(_left(file, "evidence", numbers), gone)
    return file, Dropped(tuple(i for i in items if i in gone), (*effects, *unnamed))


def _gone(group: str, entry: Mapping[str, Any]) -> str:
    if group == "waivers":
        return f"the waiver for the {entry['report_year']} report goes with it"
    return f"the search on {entry['indicator']} ({entry['result']}) goes with it"


def _left(file: EditedFile, group: str, numbers: Collection[int]) -> EditedFile:
    """The file without the entries of these numbers."""
    if not numbers:
        return file
    kept = [n for n in range(len(file.value[group])) if n not in numbers]
    origins = {**file.origins, group: tuple(file.origins[group][n] for n in kept)}
    value = {**file.value, group: [file.value[group][n] for n in kept]}
    return file._replace(value=value, origins=origins)


def _unnamed(file: EditedFile, gone: Collection[str]) -> tuple[EditedFile, list[str]]:
    """The file in which nothing names these items any more."""
    effects: list[str] = []
    value = dict(file.value)
    for group, keys in (("evidence", ("undercuts", "supersedes")), ("judgements", ("cites",))):
        entries = []
        for each in value.get(group, ()):
            entry = dict(each)
            for key in keys:
                named = [ident for ident in entry.get(key, ()) if ident in gone]
                if named:
                    entry[key] = [ident for ident in entry[key] if ident not in gone]
                    subject = entry.get("id") or f"the judgement on {entry['indicator']}"
                    effects.append(f"{subject} no longer {key} {', '.join(named)}")
            entries.append(entry)
        if group in value:
            value[group] = entries
    return file._replace(value=value), effects


def added(file: EditedFile, fragment: Document | SoundPart, display: str) -> EditedFile:
    """The file with the entries of a fragment after its own; of two sources the first stays."""
    raw, more = file.value, fragment.value
    part = Part(display, lambda: fragment)
    sources = {
        ident: each for ident, each in more["sources"].items() if ident not in raw["sources"]
    }
    value = {**raw, "sources": {**raw["sources"], **sources}}
    origins = dict(file.origins)
    for group in GROUPS:
        new = more.get(group, ())
        if new:
            value[group] = [*raw.get(group, ()), *new]
            origins[group] = (*origins[group], *((part, n) for n in range(len(new))))
    parts = {**file.source_parts, **dict.fromkeys(sources, part)}
    return file._replace(value=value, origins=origins, source_parts=parts)


def waived(file: EditedFile, issued: str) -> EditedFile:
    """The file with a waiver for its report, under a source of its own."""
    ident = SUPPOSED
    while ident in file.value["sources"]:
        ident += "-too"
    source = {
        "title": "Supposed with --waiver",
        "publisher": SUPPOSED,
        "kind": "us_government_report",
        "published": issued,
    }
    conditions = ("plan", "plan_sufficient", "resources", "locator")
    waiver = {
        "report_year": file.value["report_year"],
        **dict.fromkeys(conditions, "supposed with --waiver"),
        "source": ident,
    }
    return _supposed(file, "--waiver", {ident: source}, waivers=[waiver])


def judged(file: EditedFile, indicator: str, outcome: str, day: str) -> EditedFile:
    """The file with a supposed judgement, in place of one that there is."""
    judgement = {
        "indicator": indicator,
        "outcome": outcome,
        "author": SUPPOSED,
        "date": day,
        "reason": "supposed with --set",
    }
    there = file.value.get("judgements", ())
    numbers = [n for n, each in enumerate(there) if each["indicator"] == indicator]
    file = _left(file, "judgements", numbers)
    return _supposed(file, "--set", {}, judgements=[judgement])


def _supposed(file: EditedFile, option: str, sources: Any, **entries: Any) -> EditedFile:
    """The file with what an option says, which has no places."""
    value = {"sources": sources, **entries}
    return added(file, Document(value, {}, {}, option), option)
