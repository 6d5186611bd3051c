"""Everything that is wrong with one evidence file, from its bytes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from tipcli import evidence, yamlfile
from tipcli.errors import InputError, Problem
from tipcli.soundpart import certain
from tipcli.validation import ignores, quotations, substance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tipcli.soundpart import SoundPart
    from tipcli.validation.context import Context
    from tipcli.yamlfile import Document

#: A line longer than this is shown in part; the marked column stands so far from its start.
_LONG_LINE, _BEFORE = 400, 120


class Job(NamedTuple):
    """One file to look at, and the name by which problems call it."""

    path: str
    display: str


class Verdict(NamedTuple):
    """What is wrong with a file.

    `says` is the country-year that it is about, such as KAZ/2010, or '' if it does not get so
    far; `texts` are the stored texts that were looked into, by name, each with its digest;
    `ignored` counts the problems that the file sets aside.
    """

    says: str
    problems: tuple[Problem, ...]
    texts: Mapping[str, str]
    ignored: int = 0


def judge_bytes(data: bytes, job: Job, context: Context) -> Verdict:
    """The verdict on the bytes of a file: form first, then substance, less what it ignores."""
    says, ignored, texts = "", 0, quotations.Texts(os.path.dirname(os.path.abspath(job.path)))
    try:
        document = yamlfile.parse(data, job.display)
        problems, part = evidence.refusals(
            document, evidence.placed_at(job.path), context.preconditions
        )
        if part is not None:
            says = f"{part.value['country']}/{part.value['report_year']}"
            found, ignored = _of_substance(part, context, texts)
            problems += found
    except InputError as error:
        problems = list(error.problems)
    return Verdict(says, tuple(sorted(with_lines(problems, data))), texts.digests, ignored)


def _of_substance(
    part: Document | SoundPart, context: Context, texts: quotations.Texts
) -> tuple[list[Problem], int]:
    found = [*substance.check(part, context), *quotations.check(part, texts)]
    left, ignored = ignores.apply(part, found, context)
    return certain(part, left), ignored


def of_law(
    wrong: Iterable[Problem], name_of: str, files: Iterable[tuple[str, bytes]]
) -> Iterator[Problem]:
    """The problems of the law, called by the name of its folder, each with its line."""
    data = dict(files)
    for problem in wrong:
        name = problem.file.removeprefix("criteria").removeprefix("/")
        (found,) = with_lines([problem], data.get(name, b""))
        yield found._replace(file=f"{name_of}/{name}" if name else name_of)


def with_lines(problems: Iterable[Problem], data: bytes) -> list[Problem]:
    """The problems, each with the line of the file that it is about."""
    found = list(problems)
    if not found:
        return found
    lines = data.decode("utf-8", "backslashreplace").split("\n")
    return [_with_line(each, lines) for each in found]


def _with_line(problem: Problem, lines: list[str]) -> Problem:
    if not problem.line:
        return problem
    if problem.line > len(lines):  # behind the line break that libyaml makes up at the end
        problem = problem._replace(line=len(lines), column=len(lines[-1]) + 1)
    line, start = lines[problem.line - 1].removesuffix("\r"), 0
    if len(line) > _LONG_LINE:
        start = max(0, problem.column - 1 - _BEFORE)
        line = line[start : start + _LONG_LINE]
    return problem._replace(source=line, source_column=start + 1)


def stored(verdict: Verdict) -> Any:
    """The verdict as JSON values, without the name of the file."""
    problems = [list(problem._replace(file="")) for problem in verdict.problems]
    return [verdict.says, problems, dict(verdict.texts), verdict.ignored]


def restored(raw: Any, display: str) -> Verdict:
    """The verdict that `stored` gave, for a file of this name."""
    says, problems, texts, ignored = raw
    named = (Problem(*each)._replace(file=display) for each in problems)
    return Verdict(says, tuple(named), texts, ignored)
