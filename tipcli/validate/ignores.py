"""Sets aside the problems that a file ignores with a reason, and reports ignores in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tipcli import codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tipcli.errors import Problem
    from tipcli.yamlfile import Document

    Path = tuple[str | int, ...]


def apply(document: Document, problems: Iterable[Problem]) -> list[Problem]:
    """The problems that are left, with those of the ignores themselves.

    An `ignore` on the file, a source, an item, a search, a waiver or a judgement covers what
    stands inside it. The innermost one that names the code is the one that is used.
    """
    ignores = dict(_ignores(document.value))
    if not ignores:
        return list(problems)
    used: set[tuple[str, str]] = set()
    left: list[Problem] = []
    for problem in problems:
        around = [
            each for each in (_entry(problem.where), "") if problem.code in ignores.get(each, ())
        ]
        if around and codes.KINDS[problem.code].ignorable:
            used.add((around[0], problem.code))
        else:
            left.append(problem)
    return [*left, *_of_ignores(document, used)]


def _entry(where: str) -> str:
    """The source, item, search, waiver or judgement that a problem stands in."""
    import re

    found = re.match(r"sources\.[^.\[]+|(?:evidence|searches|waivers|judgements)\[\d+\]", where)
    return found[0] if found else ""


def _ignores(raw: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Where each ignore stands, as problems write it, with its reasons by code."""
    for path, reasons in _places(raw):
        yield _where(path), reasons


def _places(raw: Mapping[str, Any]) -> Iterator[tuple[Path, Mapping[str, str]]]:
    if "ignore" in raw:
        yield (), raw["ignore"]
    for ident, source in raw["sources"].items():
        if "ignore" in source:
            yield ("sources", ident), source["ignore"]
    for group in ("evidence", "searches", "waivers", "judgements"):
        for index, each in enumerate(raw.get(group, ())):
            if "ignore" in each:
                yield (group, index), each["ignore"]


def _where(path: Path) -> str:
    from tipcli.yamlfile import where

    return where(path)


def _of_ignores(document: Document, used: set[tuple[str, str]]) -> Iterator[Problem]:
    for path, reasons in _places(document.value):
        for code in reasons:
            place = (*path, "ignore", code)
            kind = codes.KINDS.get(code)
            if kind is None:
                message = f"there is no problem {code}"
                yield document.problem(codes.ERROR_IGNORED, place, message, _LEAVE_OUT, key=True)
            elif not kind.ignorable:
                message = f"{code} ({kind.name}) cannot be ignored"
                yield document.problem(codes.ERROR_IGNORED, place, message, _LEAVE_OUT, key=True)
            elif (_where(path), code) not in used:
                message = f"{code} ({kind.name}) does not occur here"
                yield document.problem(codes.IGNORED_IN_VAIN, place, message, _LEAVE_OUT, key=True)


_LEAVE_OUT = "Leave the ignore out."
