"""What a validation found: every problem in order, and what was counted on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tipcli.codes import KINDS, SEVERITIES
from tipcli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tipcli.errors import Problem


class Report(NamedTuple):
    """The answer of `tipcli validate`.

    `problems` are sorted by file, line and column, and hold those that are as bad as was asked
    for; `milder` counts the others by severity; `files` counts what was read; `law` says how the
    law was found that evidence was held against; `ignored` counts what files set aside.
    """

    problems: tuple[Problem, ...]
    files: int
    milder: tuple[tuple[str, int], ...]
    law: str = ""
    ignored: int = 0

    def by_code(self) -> tuple[tuple[str, int], ...]:
        """How often each code occurs, the most frequent first, then by code."""
        counts: dict[str, int] = {}
        for problem in self.problems:
            counts[problem.code] = counts.get(problem.code, 0) + 1
        return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def refuse_severity(severity: str) -> None:
    """UsageError for a severity that is none."""
    if severity not in SEVERITIES:
        raise UsageError(f"no severity {severity!r}; use one of {', '.join(SEVERITIES)}")


def report(
    problems: Iterable[Problem], files: int, least: str, law: str = "", ignored: int = 0
) -> Report:
    """The report of all problems that are at least as bad as `least`, a severity."""
    shown = SEVERITIES[: SEVERITIES.index(least) + 1]
    kept: list[Problem] = []
    milder = dict.fromkeys(SEVERITIES[len(shown) :], 0)
    for problem in sorted(set(problems)):
        severity = KINDS[problem.code].severity
        if severity in shown:
            kept.append(problem)
        else:
            milder[severity] += 1
    return Report(tuple(kept), files, tuple(milder.items()), law, ignored)
