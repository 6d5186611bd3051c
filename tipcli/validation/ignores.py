"""Sets aside the problems that a file ignores with a reason, and reports ignores in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tipcli import codes
from tipcli.model import GROUPS
from tipcli.soundpart import SoundPart, entry
from tipcli.validation import againstlaw

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tipcli.errors import Problem
    from tipcli.validation.context import Context
    from tipcli.yamlfile import Document

    Path = tuple[str | int, ...]

_LEAVE_OUT = "Leave the ignore out."


def apply(
    document: Document | SoundPart, problems: list[Problem], context: Context
) -> tuple[list[Problem], int]:
    """The problems that are left, with those of the ignores themselves, and how many are not.

    An `ignore` on the file, a source, an item, a search, a waiver or a judgement covers what
    stands inside it. The innermost one that names the code is the one that is used.
    """
    ignores = dict(_ignores(document))
    if not ignores:
        return problems, 0
    used: set[tuple[str, str]] = set()
    left: list[Problem] = []
    for problem in problems:
        around = [
            each for each in (entry(problem.where), "") if problem.code in ignores.get(each, ())
        ]
        if around and codes.KINDS[problem.code].ignorable:
            used.add((around[0], problem.code))
        else:
            left.append(problem)
    unasked = () if context.claims else againstlaw.CODES
    aside = len(problems) - len(left)
    return [*left, *_of_ignores(document, used, unasked)], aside


def _ignores(document: Document | SoundPart) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Where each ignore stands, as problems write it, with its reasons by code."""
    for path, reasons in _places(document.value):
        yield _where(document, path), reasons


def _places(raw: Mapping[str, Any]) -> Iterator[tuple[Path, Mapping[str, str]]]:
    if "ignore" in raw:
        yield (), raw["ignore"]
    for ident, source in raw["sources"].items():
        if "ignore" in source:
            yield ("sources", ident), source["ignore"]
    for group in GROUPS:
        for index, each in enumerate(raw.get(group, ())):
            if "ignore" in each:
                yield (group, index), each["ignore"]


def _where(document: Document | SoundPart, path: Path) -> str:
    from tipcli.yamlfile import where

    return where(document.whole(path) if isinstance(document, SoundPart) else path)


def _of_ignores(
    document: Document | SoundPart, used: set[tuple[str, str]], unasked: tuple[str, ...]
) -> Iterator[Problem]:
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
            elif (_where(document, path), code) not in used and code not in unasked:
                message = f"{code} ({kind.name}) does not occur here"
                yield document.problem(codes.IGNORED_IN_VAIN, place, message, _LEAVE_OUT, key=True)
