"""The part of an evidence file in which nothing wrong was found, to be looked at further.

So that one run tells every problem: a source whose form is wrong hides neither the unknown
indicator of an item elsewhere nor a quotation that cannot be found. Entries are left out whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tipcli import codes
from tipcli.model import GROUPS
from tipcli.yamlfile import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tipcli.errors import Problem
    from tipcli.yamlfile import Path, Place

#: Problems of form that leave an entry as readable as before.
_HARMLESS = (codes.UNKNOWN_KEY, codes.NAMED_TWICE, codes.WITHOUT_REASON)
#: What can be said only of a file of which nothing was left out.
_OF_THE_WHOLE = (
    codes.UNKNOWN_ITEM,
    codes.SOURCE_UNUSED,
    codes.IGNORED_IN_VAIN,
    codes.RATED_ALIKE,
    codes.ATTACK_CIRCLE,
)


def entry(where: str) -> str:
    """The source, item, search, waiver or judgement that a problem stands in; '' for the file."""
    import re

    found = re.match(rf"sources\.[^.\[]+|(?:{'|'.join(GROUPS)})\[\d+\]", where)
    return found[0] if found else ""


class SoundPart(NamedTuple):
    """Looks like the document of the part, and places problems in the whole.

    `indexes` gives, for each list, the index in the whole of each entry that is left.
    """

    value: Any
    document: Any
    indexes: Mapping[str, tuple[int, ...]]

    def problem(
        self, code: str, path: Path, message: str, remedy: str = "", *, key: bool = False
    ) -> Problem:
        """A problem of the value at the path, or of its key."""
        found: Problem = self.document.problem(code, self.whole(path), message, remedy, key=key)
        return found

    def unknown(
        self, code: str, path: Path, what: str, word: str, known: Iterable[str], place: str = ""
    ) -> Problem:
        """A problem of a word that names nothing known, with the nearest that would."""
        whole = self.whole(path)
        found: Problem = self.document.unknown(code, whole, what, word, known, place)
        return found

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Line and column of the value at the path, or of its key."""
        found: Place = self.document.place(self.whole(path), key=key)
        return found

    def whole(self, path: Path) -> Path:
        """The path in the whole file of what stands at this path in the part."""
        group, index = path[:2] if len(path) > 1 else ("", "")
        if isinstance(group, str) and isinstance(index, int) and group in self.indexes:
            return (group, self.indexes[group][index], *path[2:])
        return path


def of_form(document: Document, problems: list[Problem]) -> Document | SoundPart | None:
    """What is left without the entries whose form is wrong; None if the file itself is at fault."""
    found = [problem for problem in problems if problem.code not in _HARMLESS]
    if any(not entry(problem.where) for problem in found):
        return None
    if any(problem.code == codes.UNKNOWN_KEY for problem in problems):
        return without(document._replace(value=_known(document.value)), found)
    return without(document, found)


def _known(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The file without the keys that no schema has looked into, which other entries may have."""
    from tipcli.formcheck import schema

    rules = schema("evidence")["properties"]
    keys = rules["sources"]["additionalProperties"]["properties"]
    value = {key: each for key, each in raw.items() if key in rules}
    value["sources"] = {ident: _only(each, keys) for ident, each in raw["sources"].items()}
    for group in GROUPS:
        if group in raw:
            keys = rules[group]["items"]["properties"]
            value[group] = [_only(each, keys) for each in raw[group]]
    return value


def _only(each: Any, keys: Mapping[str, Any]) -> Any:
    """An entry with these keys alone; one that is no mapping is left, and left out later."""
    return {key: each[key] for key in each if key in keys} if isinstance(each, dict) else each


def without(document: Document | SoundPart, problems: Iterable[Problem]) -> Document | SoundPart:
    """What is left without the entries that have a problem, and without those that rest on them."""
    wrong = {entry(problem.where) for problem in problems} - {""}
    if not wrong:
        return document
    whole = document.document if isinstance(document, SoundPart) else document
    raw = document.value
    gone = {ident for ident in raw["sources"] if f"sources.{ident}" in wrong}
    value = {**raw, "sources": {k: v for k, v in raw["sources"].items() if k not in gone}}
    indexes = {}
    for group in GROUPS:
        before = _indexes(document, group)
        kept = [
            (index, each)
            for index, each in zip(before, raw.get(group, ()), strict=True)
            if f"{group}[{index}]" not in wrong and each.get("source") not in gone
        ]
        indexes[group] = tuple(index for index, _ in kept)
        if group in raw:
            value[group] = [each for _, each in kept]
    return SoundPart(value, whole, indexes)


def _indexes(document: Document | SoundPart, group: str) -> tuple[int, ...]:
    if isinstance(document, SoundPart):
        return document.indexes[group]
    return tuple(range(len(document.value.get(group, ()))))


def certain(document: Document | SoundPart, problems: Iterable[Problem]) -> list[Problem]:
    """The problems, less those that might be none if nothing had been left out."""
    if isinstance(document, SoundPart):
        return [problem for problem in problems if problem.code not in _OF_THE_WHOLE]
    return list(problems)
