"""`tipcli report --all -o site/`: builds the site, tells what was done, gives the exit status."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tipcli.errors import UsageError
from tipcli.model import Options
from tipcli.report.site import build
from tipcli.report.siterecord import Built
from tipcli.words import counted


def run_site(
    folder: str | None,
    options: Options,
    *,
    criteria: str | None = None,
    data: str | None = None,
    language: str = "en",
    force: bool = False,
) -> int:
    """Build or renew the site; 1 if some evidence file cannot be used and so has no page."""
    if not folder:
        raise UsageError("name the folder of the site, as in: tipcli report --all -o site/")
    with _progress() as tell:
        built = build(
            folder,
            options,
            criteria=criteria,
            data=data,
            language=language,
            force=force,
            tell=tell,
        )
    for problem in built.problems:
        print(problem, file=sys.stderr)
    print(summary(folder, built), file=sys.stderr)
    return 1 if built.problems else 0


def summary(folder: str, built: Built) -> str:
    """What was done, in a sentence or two."""
    written = counted(len(built.written), "page")
    text = f"{folder}: {written} written, {len(built.unchanged)} as before"
    if built.removed:
        text += f", {len(built.removed)} removed"
    text += f". Open {folder.rstrip('/')}/index.html."
    if built.kept:
        text += f" Left alone, since changed by another hand: {', '.join(built.kept)}."
    return text


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """A bar on stderr while it lasts, where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Building", total=None)
        yield lambda done, every: bar.update(task, completed=done, total=every)
