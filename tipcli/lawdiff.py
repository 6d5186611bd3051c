"""What differs between two versions of the law, computed from the files, not their notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tipcli.lawfile import raw_provisions

# Sources and statuses say how sure we are of a text; they are no part of what it says. No more is
# the range of a number: it says what else might have been chosen.
_NOTES = (
    "status",
    "sources",
    "citation_status",
    "why",
    "note",
    "transition",
    "range",
    "range_why",
    "not_monotone",
)
_CITED = ("citation",)


class Difference(NamedTuple):
    """One thing that was added, amended, removed or renumbered between two versions."""

    kind: str
    provision: str
    what: tuple[str, ...]
    before: str
    after: str


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Every difference from one law file to the next, in the order of the files."""
    return tuple(_differences(old, new))


def _differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    before, after = _entries(old), _entries(new)
    for ident, entry in after.items():
        if ident not in before:
            yield Difference("added", ident, (), "", _shown(entry))
            continue
        was = before[ident]
        if was.get("citation") != entry.get("citation"):
            yield Difference("renumbered", ident, (), was["citation"], entry["citation"])
        changed = tuple(
            key
            for key in dict.fromkeys((*was, *entry))
            if key not in ("id", *_CITED) and _bare(was.get(key)) != _bare(entry.get(key))
        )
        if changed:
            yield Difference("amended", ident, changed, _shown(was), _shown(entry))
    for ident, entry in before.items():
        if ident not in after:
            yield Difference("removed", ident, (), _shown(entry), "")


def _entries(raw: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Everything in a version that has a name of its own, stripped of notes about it."""
    named: dict[str, Any] = {
        "applicability": raw["applicability"],
        "reporting_period": raw["reporting_period"],
        "lists": {"entries": raw["lists"]},
        **{each["id"]: each for _, _, each in raw_provisions(raw)},
        **{each["id"]: each for each in raw["special_watch_list_members"]},
        **{each["id"]: each for each in raw["parameters"]},
        **{each["id"]: each for each in raw.get("context_modifiers", [])},
        **{f"rung {each['id']}": each for each in raw["ladder"]},
    }
    if raw["clock"]["applies"]:
        named["clock"] = raw["clock"]
    return {ident: _entry(each) for ident, each in named.items()}


def _entry(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: value
        for key, value in raw.items()
        if key not in (*_NOTES, "factors", "proof_of_failure")
        and not (key == "text" and "value" in raw)
    }


def _bare(value: Any) -> Any:
    """A value without notes and without citations inside it, which only follow renumbering."""
    if isinstance(value, dict):
        return {k: _bare(v) for k, v in value.items() if k not in (*_NOTES, *_CITED)}
    if isinstance(value, list):
        return [_bare(each) for each in value]
    return value


def _shown(entry: Mapping[str, Any]) -> str:
    if "value" in entry:
        return f"{entry['value']} {entry['unit']}"
    return str(entry.get("text") or entry.get("question") or "")
