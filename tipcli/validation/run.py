"""Validates many files: the remembered ones at once, the others on all processors."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from tipcli import codes, evidence, history, law, paths, plainfile, yamlfile
from tipcli.errors import InputError, Problem, UsageError
from tipcli.validation.context import Context, context
from tipcli.validation.files import Named, called, find
from tipcli.validation.onefile import Job, Verdict, judge_bytes, of_law, with_lines
from tipcli.validation.report import Report, refuse_severity, report
from tipcli.validation.verdicts import Verdicts, key
from tipcli.validation.workers import Workers, cores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Progress = Callable[[int, int], None]

#: A batch is large enough to make handing it over cheap, and small enough to share out the end.
_BATCH = 16
#: Fewer files than this are quicker looked at than handed over.
_FEW = 24


def validate(
    named: str | os.PathLike[str] | Iterable[str | os.PathLike[str]] = (),
    *,
    criteria: str | None = None,
    data: str | None = None,
    severity: str = codes.WARNING,
    jobs: int = 1,
    remember: bool = True,
    progress: Progress | None = None,
) -> Report:
    """Every problem of the named files and folders, and of the law they are held against.

    `severity` is the mildest that is reported; `jobs` the number of processes, 0 for one for each
    processor, with which a script has to guard its main; `remember` whether verdicts are kept in
    the user's cache. `progress` is told how many files are done, and of how many. Raises
    TipcliError for a name that stands for nothing and for a worker that was killed, UsageError for
    a severity or a number that is none.
    """
    if isinstance(named, (str, os.PathLike)):
        named = [named]
    refuse_severity(severity)
    if jobs < 0:
        raise UsageError(f"the number of processes cannot be {jobs}")
    found = find([os.fspath(name) for name in named], data)
    law_used = _law_used(found, criteria)
    known, of_law, law_files = _laws(law_used, found.laws, remember=remember)
    problems = [*found.problems, *of_law]
    for folder in found.tables:
        problems += _of_table(folder)
    spoken: list[tuple[Job, str]] = []
    ignored = 0
    verdicts = Verdicts(known.digest, remember=remember)
    try:
        for job, verdict in _judge_all(found.jobs, known, verdicts, jobs, progress or _silent):
            problems += verdict.problems
            ignored += verdict.ignored
            # Of a file that says another country-year than its path nobody knows which it is about.
            if verdict.says and all(p.code != codes.PATH_DISAGREES for p in verdict.problems):
                spoken.append((job, verdict.says))
    finally:
        verdicts.save()  # what was found before an interrupt need not be found again
    problems += _across(spoken)
    return report(problems, len(found.jobs) + law_files, severity, law_used.found, ignored)


def _laws(
    used: paths.Folder, named: Iterable[str], *, remember: bool
) -> tuple[Context, list[Problem], int]:
    """The law that evidence is held against, the problems of all laws, and their files' number."""
    contexts: list[Context] = []
    problems: list[Problem] = []
    files = 0
    for folder in dict.fromkeys((used.path, *named)):
        library, known, wrong = _law(folder, remember=remember)
        contexts.append(known)
        files += len(library.files)
        # The folder of an installation is named in no answer.
        bundled = folder == used.path and used.found == paths.BUNDLED_WORD
        problems += of_law(wrong, "criteria" if bundled else called(folder), library.files)
    return contexts[0], problems, files


def _law_used(found: Named, criteria: str | None) -> paths.Folder:
    """The law that evidence is held against: the one by --criteria, the one named, or the usual."""
    if criteria is not None or not found.laws:
        return paths.criteria(criteria)
    if len(found.laws) > 1 and found.jobs:
        raise UsageError(
            f"two laws are named, {found.laws[0]} and {found.laws[1]}; say with --criteria which "
            "one the evidence is held against"
        )
    return paths.Folder(found.laws[0], "named")


def _silent(_done: int, _all: int) -> None:
    """Tell nobody."""


def _judge_all(
    jobs: tuple[Job, ...], known: Context, verdicts: Verdicts, count: int, progress: Progress
) -> Iterator[tuple[Job, Verdict]]:
    unknown: list[Job] = []
    done = 0
    for job in jobs:
        verdict = _remembered(job, verdicts)
        if verdict is None:
            unknown.append(job)
        else:
            done += 1
            yield job, verdict
    work = partial(_judge_batch, known, bool(verdicts.path))
    for job, name, verdict in _spread(unknown, work, count or cores()):
        if name:
            verdicts.put(name, verdict)
        done += 1
        progress(done, len(jobs))
        yield job, verdict


def _remembered(job: Job, verdicts: Verdicts) -> Verdict | None:
    if not len(verdicts):
        return None
    try:
        data = yamlfile.data_of(job.path, job.display)
    except InputError:
        return None
    return verdicts.get(key(data, job.path), job)


def _spread(
    jobs: list[Job],
    work: Callable[[list[Job]], list[tuple[Job, str, Verdict]]],
    count: int,
) -> Iterator[tuple[Job, str, Verdict]]:
    batches = (jobs[start : start + _BATCH] for start in range(0, len(jobs), _BATCH))
    if count == 1 or len(jobs) < _FEW:
        for batch in batches:
            yield from work(batch)
        return
    with Workers(count, work) as workers:
        yield from workers.map(batches)


def _judge_batch(known: Context, named: bool, batch: list[Job]) -> list[tuple[Job, str, Verdict]]:
    """The verdicts on some files, each with the name to remember it by, or ''."""
    found = []
    for job in batch:
        try:
            data = yamlfile.data_of(job.path, job.display)
        except InputError as error:
            found.append((job, "", Verdict("", error.problems, {})))
            continue
        name = key(data, job.path) if named else ""
        found.append((job, name, judge_bytes(data, job, known)))
    return found


def _law(folder: str, *, remember: bool) -> tuple[law.Library, Context, tuple[Problem, ...]]:
    """The law of a folder as far as it can be read, and what is wrong with it."""
    try:
        library = law.library(folder)
    except InputError as error:
        return law.Library((), ""), Context({}, (), {}, ""), error.problems
    return library, *context(library, remember=remember)


def _of_table(folder: str) -> Iterator[Problem]:
    wrong = history.check(folder)
    if wrong:
        path, data = os.path.join(folder, history.NAME), b""
        if any(problem.line for problem in wrong):
            data = plainfile.read(path, history.NAME)
        for problem in with_lines(wrong, data):
            yield problem._replace(file=called(path))


def _across(spoken: list[tuple[Job, str]]) -> Iterator[Problem]:
    """Ids that two files use. Within one country-year only: an id begins with its country-year."""
    about: dict[str, list[Job]] = {}
    for job, says in sorted(spoken, key=lambda pair: pair[0].display):
        about.setdefault(says, []).append(job)
    for says, jobs in about.items():
        if len(jobs) == 1:
            continue
        placed = [job for job in jobs if "/".join(evidence.placed_at(job.path)) == f"{says}.yaml"]
        loose = [job for job in jobs if job not in placed and not os.path.islink(job.path)]
        # A file in its place has that place to itself; in another folder of evidence it is that
        # folder's. What else is about its country-year takes its ids from it.
        if loose:
            yield from _shared_ids(placed[:1] + loose)


def _shared_ids(jobs: list[Job]) -> Iterator[Problem]:
    """One problem for each file that uses ids of another, at the first of them."""
    taken: dict[str, str] = {}
    for job in jobs:
        try:
            data = yamlfile.data_of(job.path, job.display)
            document = yamlfile.parse(data, job.display)
        except InputError:  # changed since it was read; its own problems are told by the next run
            continue
        paths_of = {
            item["id"]: ("evidence", index, "id")
            for index, item in enumerate(document.value["evidence"])
        }
        clashes = [ident for ident in paths_of if ident in taken]
        if clashes:
            more = f", and {len(clashes) - 1} more that are here" if len(clashes) > 1 else ""
            message = f"another file has an item {clashes[0]} too{more}"
            remedy = (
                f"It stands in {taken[clashes[0]]}. Only CODE/YEAR.yaml is assessed: join them."
            )
            path = paths_of[clashes[0]]
            problem = document.problem(codes.ID_IN_TWO_FILES, path, message, remedy)
            yield from with_lines([problem], data)
        for ident, path in paths_of.items():
            taken.setdefault(ident, f"{job.display}, line {document.place(path)[0]}")
