"""Finds the files to validate, in what a user names, and what each is called in answers."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from tipcli import codes, evidence, paths
from tipcli.errors import Problem, TipcliError
from tipcli.history import NAME as TABLE
from tipcli.validate.onefile import Job

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

    Raises TipcliError for a name that stands for nothing.
    """
    jobs: dict[str, Job] = {}
    tables: list[str] = []
    laws: list[str] = []
    problems: list[Problem] = []
    for name in list(named) or [paths.data(data).path]:
        for part in _parts(name):
            if is_law(part):
                laws.append(part)
            elif os.path.isdir(part):
                _folder(part, jobs, tables, problems)
            else:
                jobs.setdefault(os.path.realpath(part), Job(part, called(part)))
    ordered = sorted(jobs.values(), key=lambda job: job.display)
    return Named(tuple(ordered), tuple(tables), tuple(laws), tuple(problems))


def called(path: str) -> str:
    """What a file is called: its path from here, or as it was named if it is elsewhere.

    A bundled file is called as in the repository; an answer names no folder of an installation.
    """
    path = os.path.normpath(path)
    for folder in (paths.BUNDLED, os.path.dirname(paths.PACKAGE)):
        if os.path.isabs(path) and path.startswith(os.path.join(folder, "")):
            return os.path.relpath(path, folder).replace(os.sep, "/")
    here = os.path.join(os.getcwd(), "")
    return path.removeprefix(here).replace(os.sep, "/")


def is_law(name: str) -> bool:
    """Whether a folder holds the law."""
    return os.path.isdir(os.path.join(name, "indicators"))


def _parts(name: str) -> list[str]:
    """The name itself, or the folders of law and evidence in it where it is the top of both."""
    if not os.path.lexists(name):
        raise TipcliError(f"{name}: there is no such file or folder")
    if os.path.isdir(name) and not is_law(name) and not evidence.every(name):
        inside = [os.path.join(name, part) for part in ("criteria", "country_data")]
        there = [part for part in inside if os.path.isdir(part)]
        return there or [name]
    return [name]


def _folder(folder: str, jobs: dict[str, Job], tables: list[str], problems: list[Problem]) -> None:
    """The files of a folder of countries, by country and year, or of any other folder."""
    placed = evidence.every(folder)
    if placed:
        inside = [os.path.join(folder, country, f"{year}.yaml") for country, year in placed]
        tables.append(folder)
        problems += (
            each._replace(file=called(os.path.join(folder, each.file)))
            for each in evidence.misplaced(folder)
        )
    else:
        try:
            names = sorted(os.listdir(folder))
        except OSError as error:
            message = f"cannot be read: {error.strerror}"
            problems.append(Problem(called(folder), 0, 0, codes.UNREADABLE, "", message))
            return
        inside = [os.path.join(folder, name) for name in names if name.endswith(_ENDINGS)]
        if TABLE in names:
            tables.append(folder)
    for path in inside:
        jobs.setdefault(os.path.realpath(path), Job(path, called(path)))
