"""Finds the files to validate, in what a user names, and what each is called in answers."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from tipcli import codes, evidence, paths
from tipcli.errors import Problem, TipcliError, UsageError
from tipcli.history import NAME as TABLE
from tipcli.validation.onefile import Job

if TYPE_CHECKING:
    from collections.abc import Iterable

_ENDINGS = (".yaml", ".yml")


class Named(NamedTuple):
    """What is to be validated: evidence files, folders that hold a table, folders of the law."""

    jobs: tuple[Job, ...]
    tables: tuple[str, ...]  # folders of evidence with a table of placements
    laws: tuple[str, ...]
    problems: tuple[Problem, ...]  # of the folders themselves


def find(named: Iterable[str], data: str | None) -> Named:
    """Everything in the named files and folders; the folder of evidence if none is named.

    Raises TipcliError for a name that stands for nothing, and UsageError where nothing is named
    and there is no folder of evidence here: the bundled one is not the user's to mend.
    """
    names = list(named) or [_default(data)]
    if "-" in names:
        raise UsageError("stdin cannot be validated: where a file stands is part of what it says")
    jobs: dict[str, Job] = {}
    tables: dict[str, None] = {}
    laws: dict[str, None] = {}
    problems: list[Problem] = []
    for part in (part for name in names for part in _parts(name)):
        if is_law(part):
            laws.setdefault(part)
        elif os.path.isdir(part):
            _folder(part, jobs, tables, problems)
        elif os.path.basename(part) == TABLE:
            tables.setdefault(os.path.dirname(part))
        else:
            problems += _out_of_place(part)
            # By its path and not by what it links to: where a file stands is part of what it says.
            jobs.setdefault(os.path.abspath(part), Job(part, called(part)))
    ordered = sorted(jobs.values(), key=lambda job: job.display)
    return Named(tuple(ordered), tuple(tables), tuple(laws), tuple(problems))


def _out_of_place(path: str) -> list[Problem]:
    """The problem of a named file in the folder of a country that has a name no command reads."""
    parent = os.path.dirname(os.path.abspath(path))
    country, name = os.path.basename(parent), os.path.basename(path)
    meant = len(country) == len("KAZ") and country.isalpha() and name[:4].isdigit()
    if meant and path.endswith(_ENDINGS) and not evidence.placed(country, name):
        return [evidence.unread(called(path))]
    return []


def _default(data: str | None) -> str:
    folder = paths.data(data)
    if folder.found == paths.BUNDLED_WORD:
        raise UsageError("there is no country_data/ here; name a file or a folder")
    return folder.path


def called(path: str) -> str:
    """What a file is called: its path from here, or as it was named if it is elsewhere."""
    path = os.path.normpath(path)
    here = os.path.join(os.getcwd(), "")
    return path.removeprefix(here).replace(os.sep, "/")


def is_law(name: str) -> bool:
    """Whether a folder holds the law."""
    return os.path.isdir(os.path.join(name, "indicators"))


def _parts(name: str) -> list[str]:
    """The name itself; the folder of the law that it is a file of; or, of the top of both, both."""
    if not os.path.lexists(name):
        raise TipcliError(f"{name}: there is no such file or folder")
    if not os.path.isdir(name):
        above = os.path.dirname(name) or "."
        laws = [each for each in (above, os.path.dirname(above) or ".") if is_law(each)]
        return laws[:1] or [name]
    if not is_law(name) and is_law(os.path.dirname(os.path.abspath(name))):
        return [os.path.dirname(os.path.abspath(name))]
    if not is_law(name) and not evidence.every(name):
        inside = [os.path.join(name, part) for part in ("criteria", "country_data")]
        return [part for part in inside if os.path.isdir(part)] or [name]
    return [name]


def _folder(
    folder: str, jobs: dict[str, Job], tables: dict[str, None], problems: list[Problem]
) -> None:
    """The files of a folder of countries, by country and year, or of any other folder.

    Raises TipcliError where there is nothing to validate: a folder that moved is no sound one.
    """
    placed = evidence.every(folder)
    misplaced = [each for each in evidence.misplaced(folder) if placed or _of_a_country(each)]
    if placed or misplaced:
        inside = [os.path.join(folder, country, f"{year}.yaml") for country, year in placed]
        tables.setdefault(folder)
        problems += (
            each._replace(file=called(os.path.join(folder, each.file))) for each in misplaced
        )
    else:
        names = _listed(folder, problems)
        inside = [os.path.join(folder, name) for name in names if name.endswith(_ENDINGS)]
        if TABLE in names:
            tables.setdefault(folder)
        elif not inside and not problems:
            raise TipcliError(f"{folder}: there are no evidence files in it")
    for path in inside:
        jobs.setdefault(os.path.abspath(path), Job(path, called(path)))


def _listed(folder: str, problems: list[Problem]) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        problems.append(Problem(called(folder), 0, 0, codes.UNREADABLE, "", message))
        return []


def _of_a_country(problem: Problem) -> bool:
    """Whether a misplaced file lies in a folder that is meant for a country."""
    country = problem.file.split("/")[0]
    return len(country) == len("KAZ") and country.isalpha()
