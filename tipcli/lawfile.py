"""The shape of the files in `criteria/`: their sections, windows and rule operators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tipcli.model import NO_END

#: The operators that have other rules as parts.
BRANCHES = ("all", "any", "at_least", "not")
LEAVES = ("indicator", "provision", "clock")


def schema_of(name: str) -> str:
    """The schema for a file of `criteria/`, by its relative name."""
    if name.startswith("indicators/"):
        return "indicators"
    for folder in ("cases", "coverage"):
        if name.startswith(f"{folder}/"):
            return folder
    stem = name.removesuffix(".yaml")
    return stem if stem in ("weighing", "reports", "sources") else "law"


def laws(documents: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The documents that are versions of the law, as (name, document), oldest window first."""
    found = [(name, doc) for name, doc in documents.items() if schema_of(name) == "law"]
    return sorted(found, key=lambda pair: int(pair[1].value["first_report"]))


def window(raw: Mapping[str, Any]) -> tuple[int, int]:
    """First and last report year of a version; the last is NO_END while it is in force."""
    return raw["first_report"], raw["last_report"] or NO_END


def in_force(indicator: Mapping[str, Any], first: int, last: int) -> bool:
    """Whether an indicator exists for every report of the window."""
    return bool(indicator["first_report"] <= first and indicator.get("last_report", NO_END) >= last)


def raw_provisions(
    raw: Mapping[str, Any],
) -> Iterator[tuple[str, tuple[str | int, ...], Mapping[str, Any]]]:
    """Every provision of a law file: its section, its path in the file, and the entry itself."""
    yield "special case", ("special_case",), raw["special_case"]
    for key, section in (
        ("minimum_standards", "minimum standard"),
        ("criteria", "criterion"),
    ):
        for index, each in enumerate(raw[key]):
            yield section, (key, index), each
    efforts = raw["significant_efforts"]
    yield "significant efforts", ("significant_efforts",), efforts
    for key, section in (("factors", "factor"), ("proof_of_failure", "proof of failure")):
        for index, each in enumerate(efforts.get(key, [])):
            yield section, ("significant_efforts", key, index), each
    for index, each in enumerate(raw["watch_list_grounds"]):
        yield "watch-list ground", ("watch_list_grounds", index), each
