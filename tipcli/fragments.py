"""Further evidence for a country-year: read through the strict door, checked, and added to it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from tipcli import codes, editedfile, evidence, formcheck, soundpart, yamlfile
from tipcli.edits import Edit
from tipcli.errors import InputError, Problem, excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tipcli.editedfile import EditedFile
    from tipcli.law import Criteria
    from tipcli.soundpart import SoundPart
    from tipcli.yamlfile import Document

_HEAD = ("country", "report_year", "reporting_period")


def added(
    file: EditedFile, paths: Iterable[str]
) -> tuple[EditedFile, list[Edit], list[Problem], bool]:
    """The file with fragments, what is wrong with their form, and whether all of them is in it."""
    made: list[Edit] = []
    problems: list[Problem] = []
    whole = True
    for path in paths:
        try:
            data = yamlfile.data_of(path, path)
            fragment = _of_whole(file, yamlfile.parse(data, path))
        except InputError as error:
            problems += error.problems
            whole = False
            continue
        found = list(formcheck.check(fragment, "evidence"))
        part = soundpart.of_form(fragment, found)
        whole = whole and part is not None and not isinstance(part, soundpart.SoundPart)
        problems += found
        if part is not None:
            problems += _disagreements(file, part)
            file = editedfile.added(file, part, path)
            made.append(_addition(path, data, part.value))
    return file, made, problems, whole


def _addition(path: str, data: bytes, raw: Any) -> Edit:
    from hashlib import sha256

    groups = (
        ("source", list(raw["sources"])),
        ("item", [each["id"] for each in raw["evidence"]]),
        ("search", [each["indicator"] for each in raw.get("searches", ())]),
        ("waiver", [str(each["report_year"]) for each in raw.get("waivers", ())]),
        ("judgement", [each["indicator"] for each in raw.get("judgements", ())]),
    )
    effects = tuple(listed(names, what) for what, names in groups if names)
    return Edit("add", os.path.basename(path), effects=effects, sha256=sha256(data).hexdigest())


def listed(names: list[str], what: str) -> str:
    """How many of what, and which."""
    plural = "es" if what == "search" else "s"
    return f"{len(names)} {what}{plural * (len(names) != 1)} ({', '.join(names)})"


def _of_whole(file: EditedFile, fragment: Document) -> Document:
    """A fragment as a whole file: what it leaves out of the head is the file's."""
    if not isinstance(fragment.value, dict):
        return fragment
    head = {key: file.value[key] for key in _HEAD}
    return fragment._replace(value={**head, "sources": {}, "evidence": [], **fragment.value})


def _disagreements(file: EditedFile, fragment: Document | SoundPart) -> list[Problem]:
    """Where a fragment, right in its form, speaks of another country-year or of a source twice."""
    problems = []
    for key in _HEAD:
        said, wanted = fragment.value[key], file.value[key]
        if said != wanted:
            if key == "reporting_period":
                said, wanted = (f"{each['from']} to {each['to']}" for each in (said, wanted))
            message = f"{said} does not agree with {file.display}"
            remedy = f"Use {wanted}, or leave it out."
            problems.append(fragment.problem(codes.PATH_DISAGREES, (key,), message, remedy))
    for ident in fragment.value["sources"]:
        if ident in file.value["sources"]:
            path = ("sources", ident)
            part, _ = file.origin(path)
            line = part.document().place(path, key=True)[0]
            message = f"another source has the id {excerpt(ident)} too"
            remedy = f"It stands in {part.display}, line {line}; cite that one, or rename this."
            problems.append(fragment.problem(codes.ID_TAKEN, path, message, remedy, key=True))
    return problems


def refusals(file: EditedFile, place: list[str], known: Criteria, *, whole: bool) -> list[Problem]:
    """What the checks of any evidence file refuse in the edited one.

    Where something of a fragment was left out for its form, only what is certain without it.
    """
    as_document: Any = file
    found, _ = evidence.refusals(as_document, place, known.catalogue)
    return found if whole else soundpart.certain(soundpart.SoundPart(file.value, file, {}), found)
