"""`tipcli validate`: check evidence files and report every problem of every file."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from tipcli import codes
from tipcli.cli.formats import refuse_format
from tipcli.errors import UsageError, did_you_mean
from tipcli.paths import BUNDLED_WORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tipcli.validation.report import Report


class Request(NamedTuple):
    """What was asked for on the command line; the defaults are the command's."""

    paths: list[str] | None = None
    format: str = "text"
    severity: str = codes.WARNING
    statistics: bool = False
    output: str | None = None
    explain: str | None = None
    jobs: str = "0"
    no_cache: bool = False
    criteria: str | None = None
    data: str | None = None


def run_validate(request: Request) -> int:
    """Print every problem to stdout or to the output file; exit status 1 if there is any.

    A folder of the law may be named like any other; without names the law and all evidence.
    """
    from tipcli.validation.run import validate

    _refuse_unknown(request)
    if request.explain is not None:
        return _explain(request.explain)
    with _progress() as progress:
        report = validate(
            request.paths or (),
            criteria=request.criteria,
            data=request.data,
            severity=request.severity,
            jobs=int(request.jobs),
            remember=not request.no_cache,
            progress=progress,
        )
    return deliver(report, request.format, statistics=request.statistics, output=request.output)


def summary(report: Report) -> str:
    """What was read and found, in one line."""
    from tipcli.render.problems.wording import by_severity, counted

    found = [counted(count, severity) for severity, count in by_severity(report).items() if count]
    told = f"{counted(report.files, 'file')} read, {', '.join(found) or 'no problems'}"
    if report.law == BUNDLED_WORD:
        told += ", held against the bundled law"
    aside = [f"{report.ignored:,} ignored with a reason"] if report.ignored else []
    hidden = [counted(count, severity) for severity, count in report.milder if count]
    if hidden:
        aside.append(f"{', '.join(hidden)} not shown: --severity {report.milder[-1][0]}")
    return f"{told} ({'; '.join(aside)})" if aside else told


def _refuse_unknown(request: Request) -> None:
    refuse_report(request.format, statistics=request.statistics)
    if not (request.jobs.isascii() and request.jobs.isdigit() and len(request.jobs) < 4):
        raise UsageError(f"--jobs takes a number of processes or 0, not {request.jobs!r}")


def refuse_report(format: str, *, statistics: bool) -> None:
    """UsageError for a format that reports do not have, or that has no place for statistics."""
    from tipcli.render.problems import FORMATS

    refuse_format(format, FORMATS)
    if statistics and format in ("jsonl", "github", "gitlab"):
        raise UsageError(f"the format {format} has no place for --statistics; json has")


def deliver(report: Report, format: str, *, statistics: bool, output: str | None) -> int:
    """Print a report, or write it to a file, and sum it up on stderr.

    The exit status: 1 if it has any problem.
    """
    from tipcli.render.lines import colourful, columns
    from tipcli.render.problems import render

    color = output is None and colourful(sys.stdout)
    text = render(report, format, statistics=statistics, width=columns(), color=color)
    if output is None or output == "-":
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        from tipcli.writing import replace

        replace(output, text)
    print(summary(report), file=sys.stderr)
    return 1 if report.problems else 0


def _explain(code: str) -> int:
    from tipcli.validation.pages import page

    if code.upper() not in codes.KINDS:
        names = {kind.name: kind.code for kind in codes.KINDS.values()}
        if code not in names:
            remedy = did_you_mean(code.upper(), codes.KINDS) or did_you_mean(code, names)
            raise UsageError(f"no problem {code!r}{'; ' if remedy else ''}{remedy}")
        code = names[code]
    print(page(code.upper()), end="")
    return 0


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """A bar on stderr while it lasts, where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    bar: list[Any] = []

    def tell(done: int, every: int) -> None:
        # Not before the first file is done: by then the processes that share the work are there,
        # and they are forked from a process without threads.
        if not bar:
            bar.extend(_started())
        bar[0].update(bar[1], completed=done, total=every)

    try:
        yield tell
    finally:
        if bar:
            bar[0].stop()


def _started() -> tuple[Any, Any]:
    from rich.console import Console
    from rich.progress import Progress

    progress = Progress(console=Console(stderr=True), transient=True)
    progress.start()
    return progress, progress.add_task("Validating")
