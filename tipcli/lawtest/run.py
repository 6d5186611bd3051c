"""Tries every case under the law of every report it names, and adds up what they notice."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tipcli import law
from tipcli import paths as folders
from tipcli.errors import InputError, Problem, TipcliError
from tipcli.lawtest.case import Case
from tipcli.lawtest.coverage import Coverage, Watch
from tipcli.lawtest.ladder import Ladder
from tipcli.lawtest.reading import Versions, read
from tipcli.lawtest.trial import Failure, failures, trials

#: The folder of the cases, in that of the law: they travel with it and are no part of it.
FOLDER = "cases"
_ENDINGS = (".yaml", ".yml")


class LawTest(NamedTuple):
    """The answer of `tipcli law test`.

    A case is tried once for each report it names, and if it names findings in turn once for each
    of these. `coverage` has one entry for each version of the law, the oldest first.
    """

    files: int
    cases: int
    trials: int
    failures: tuple[Failure, ...]
    coverage: tuple[Coverage, ...]

    @property
    def holds(self) -> bool:
        """Whether every case holds."""
        return not self.failures


def law_test(paths: Iterable[str] | None = None, criteria: str | None = None) -> LawTest:
    """Try the cases in the named files and folders; in the law's own folder if none is named.

    Raises InputError with every problem of the law or else of all case files, and TipcliError
    where there is no case, or no such file or folder.
    """
    folder = folders.criteria(criteria)
    files = list(_files(tuple(paths or ()), folder))
    versions = Versions(law.library(folder.path))
    cases = _read(files, versions)
    return tried(cases, versions)._replace(files=len(files))


def tried(cases: Sequence[Case], versions: Versions) -> LawTest:
    """What cases come to that are read already; pure."""
    ladders = {each.law.id: Ladder(each.law) for each in versions.every()}
    watches = {name: Watch(ladder) for name, ladder in ladders.items()}
    failed: list[Failure] = []
    count = 0
    for case, year in [(each, year) for each in cases for year in each.report_years]:
        known = versions.of(year)
        for trial in trials(case, year, known):
            count += 1
            looked: set[str] = set()
            found = failures(trial, ladders[known.law.id], looked)
            failed += found
            if not found:
                watches[known.law.id].add(trial, looked)
    coverage = tuple(watch.coverage() for watch in watches.values())
    return LawTest(0, len(cases), count, tuple(failed), coverage)


def _read(files: Iterable[tuple[str, str]], versions: Versions) -> list[Case]:
    cases: list[Case] = []
    problems: list[Problem] = []
    for path, display in files:
        try:
            cases += read(path, display, versions)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return cases


def _files(named: tuple[str, ...], folder: folders.Folder) -> Iterator[tuple[str, str]]:
    """Each file of cases, with the name by which messages call it."""
    from tipcli.validation.files import called

    if not named:
        inside = os.path.join(folder.path, FOLDER)
        # The folder of an installation is named in no answer.
        shown = f"criteria/{FOLDER}" if folder.found != "--criteria" else called(inside)
        found = _in_folder(inside) if os.path.isdir(inside) else []
        if not found:
            raise TipcliError(f"there are no cases in {shown}; name a file or a folder")
        yield from ((os.path.join(inside, name), f"{shown}/{name}") for name in found)
    for each in dict.fromkeys(named):
        if os.path.isdir(each):
            names = _in_folder(each)
            if not names:
                raise TipcliError(f"{each}: there is no YAML file in it")
            yield from ((os.path.join(each, name), f"{called(each)}/{name}") for name in names)
        elif os.path.lexists(each):
            yield each, called(each)
        else:
            raise TipcliError(f"{each}: there is no such file or folder")


def _in_folder(folder: str) -> list[str]:
    return sorted(name for name in os.listdir(folder) if name.endswith(_ENDINGS))
