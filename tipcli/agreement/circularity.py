"""Whether the law or the weighing was made from the answers that it is to be compared with.

A number chosen so that recommended tiers meet the published ones would agree with them and prove
nothing. So whatever decides is searched for a text or a source that speaks of published tiers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from tipcli.lawfile import schema_of

if TYPE_CHECKING:
    from tipcli.errors import Problem
    from tipcli.yamlfile import Document

#: What a text says that leans on published tiers.
_SAYS = re.compile(
    r"\bplacements\b|\bplacements\.csv\b|\b(?:published|actual) (?:tiers?|placement)\b"
    r"|\btier (?:data|ratings?)\b|\blists of tiers\b|\bplacement lists?\b"
    r"|\banswer key\b|\bagree(?:s|d|ment)? with (?:the )?(?:published|report|State)\b"
    r"|\b(?:calibrat|fitted|tuned)",
    re.IGNORECASE,
)
#: What is read of each entry: whose it is, where it comes from, and why it is so.
_TEXTS = ("authority", "citation", "why", "range_why", "text")
_SOURCES = ("sources", "years_sources")
#: What a law file has that no rule reads: it tells of the law, or of what changed in it.
_TOLD = ("changes", "lists", "special_watch_list_members", "public_laws", "note")
_CLOCK = "clock"


class Leaning(NamedTuple):
    """One entry that leans on published tiers: its file, its path there, and what says so."""

    file: str
    path: tuple[str | int, ...]
    said: str


def refused(found: Iterable[Leaning]) -> tuple[Leaning, ...]:
    """Those that no comparison survives: all but what the clock leans on.

    The clock reads earlier placements by law (22 U.S.C. 7107(b)(2)(D)), so what was inferred from
    them there is a limit to be told and not a reason to refuse.
    """
    return tuple(each for each in found if each.path[0] != _CLOCK)


def of_clock(found: Iterable[Leaning]) -> tuple[Leaning, ...]:
    """Those that stand in the clock."""
    return tuple(each for each in found if each.path[0] == _CLOCK)


def problem(each: Leaning, document: Document) -> Problem:
    """What is wrong with it, at its place in its file."""
    return document.problem(
        "",
        each.path,
        f"rests on published tiers ({each.said}), so agreement with them would prove nothing",
        "Rest it on the statute, or on practice that is stated elsewhere.",
    )


def leanings(contents: Mapping[str, Any]) -> Iterator[Leaning]:
    """Every entry of the law, the indicators and the weighing that leans on published tiers.

    `contents` has what the files of the criteria say by relative name, as law.contents gives it.
    Looked at are the authority, the citation, the reason and the sources of each entry.
    """
    sources = contents["sources.yaml"]["sources"]
    titles = {name: each["title"] for name, each in sources.items()}
    data = {name: title for name, title in titles.items() if _SAYS.search(title)}
    for file, raw in contents.items():
        if schema_of(file) in ("law", "indicators", "weighing"):
            for path, said in _below(raw, (), data):
                yield Leaning(file, path, said)


def _below(
    raw: Any, path: tuple[str | int, ...], data: Mapping[str, str]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(raw, list):
        for at, each in enumerate(raw):
            yield from _below(each, (*path, at), data)
    if not isinstance(raw, dict):
        return
    for key, value in raw.items():
        if not path and key in _TOLD:
            continue
        here = (*path, key)
        if key in _TEXTS and isinstance(value, str):
            match = _SAYS.search(value)
            if match:
                yield here, f"{key}: {match[0]}"
        elif key in _SOURCES and isinstance(value, list):
            for name in value:
                if name in data:
                    yield here, f"source {name}: {data[name]}"
        else:
            yield from _below(value, here, data)
