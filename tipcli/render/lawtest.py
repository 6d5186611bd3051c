"""Text and JSON of what the cases of the law came to, and of what they would notice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from tipcli.lawtest.case import Questions
from tipcli.lawtest.coverage import CLOCKS, INDICATORS, PROVISIONS, RUNGS, Coverage, Tally
from tipcli.lawtest.run import LawTest
from tipcli.lawtest.trial import Failure
from tipcli.model import CANNOT_TELL, FAILS, HOLDS, NO_END, TIERS
from tipcli.render.lines import BLANK, Line, heading

#: Raised by one with every change that could break a reader.
SCHEMA = "tipcli/law-test/1"

#: Of one case so many trials that fail are shown, and of many names so many.
_TRIALS, _MANY = 3, 8
_HEADS = {RUNGS: "Rungs", INDICATORS: "Indicators", CLOCKS: "Clock", PROVISIONS: "Provisions"}
_SEEN = (
    "Seen is what some case would notice: it fails as soon as this one finding, or this one "
    "provision's answer, is decided otherwise. What is merely there is not seen. A rung is seen "
    "where a case names it."
)


def lines(found: LawTest, *, uncovered: bool) -> Iterator[Line]:
    """What `tipcli law test` prints."""
    for _, failures in groupby(found.failures, lambda each: each.case):
        yield from _case(list(failures))
        yield BLANK
    yield heading(f"{_sum(found)}.")
    for each in found.coverage:
        yield BLANK
        named = f"{each.law}, {_reports(each)}"
        if not each.trials:
            yield heading(f"{named}: no case that holds, so nothing is seen")
            continue
        yield heading(f"{named}: seen by some case")
        for kind, tallies in groupby(each.tallies, lambda tally: tally.kind):
            yield from _kind(kind, list(tallies), uncovered=uncovered)
    yield BLANK
    yield Line(_SEEN, style="dim")
    if not uncovered and not all(each.complete for each in found.coverage):
        yield Line("`tipcli law test --uncovered` names what is missing.")


def _sum(found: LawTest) -> str:
    tried = f"{_many(found.cases, 'case')} in {_many(found.files, 'file')}, "
    tried += f"{_many(found.trials, 'trial')}"
    if found.holds:
        return f"{tried}: {'all hold' if found.cases > 1 else 'it holds'}"
    failed = len({failure.case for failure in found.failures})
    return f"{tried}: {failed} {'fails' if failed == 1 else 'fail'}"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _reports(coverage: Coverage) -> str:
    first, last = coverage.first_report, coverage.last_report
    if first == last:
        return f"report of {first}"
    return f"reports of {first} on" if last == NO_END else f"reports of {first}-{last}"


_ANSWERS = {HOLDS: "holding", FAILS: "failing", CANNOT_TELL: "in doubt"}
#: So many numbers stand on one line.
_ABREAST = 3


def _kind(kind: str, tallies: list[Tally], *, uncovered: bool) -> Iterator[Line]:
    if kind == CLOCKS:
        seen = [tally.word for tally in tallies if not tally.missing]
        parts = [f"{len(seen)} of {len(tallies)} answers" + f" ({', '.join(seen)})" * bool(seen)]
    else:
        parts = [f"{_word(each)} {each.seen} of {len(each.subjects)}" for each in tallies]
    for start in range(0, len(parts), _ABREAST):
        mark = "" if start else _HEADS[kind]
        more = "," if start + _ABREAST < len(parts) else ""
        yield Line(", ".join(parts[start : start + _ABREAST]) + more, 1, f"{mark:<12}")
    for tally in tallies if uncovered else ():
        if tally.missing:
            named = (
                _word(tally) if kind == CLOCKS else f"{_word(tally)}: {', '.join(tally.missing)}"
            )
            yield Line(f"not seen {named}", 13, "- ")


def _word(tally: Tally) -> str:
    return _ANSWERS.get(tally.word, tally.word) if tally.kind == PROVISIONS else tally.word


def _case(failures: list[Failure]) -> Iterator[Line]:
    case = failures[0].case
    yield heading(f"{case.file}:{case.line}: {case.name}")
    trials = [list(each) for _, each in groupby(failures, lambda f: (f.report_year, f.turn))]
    for trial in trials[:_TRIALS]:
        first = trial[0]
        turn = f", {first.turn[0]} {first.turn[1]} in turn" if first.turn else ""
        yield Line(f"{first.report_year} report ({first.law}){turn}", 2, "- ")
        for failure in trial:
            yield Line(f"{failure.key.replace('_', ' ')}: {_told(failure)}", 6)
        if first.bearing:
            yield Line(_bearing(first), 6)
    if len(trials) > _TRIALS:
        rest = _many(len(trials) - _TRIALS, "more trial")
        yield Line(f"{rest} of this case (--format json has all)", 2, "- ", "dim")


def _bearing(failure: Failure) -> str:
    """What gave the tier that was found."""
    named = [f"{name} ({said})" for name, said in failure.bearing]
    return f"The rung {failure.rung} decided, on {_first(named)}."


def _first(names: Sequence[str]) -> str:
    """The first of many names, and how many more there are."""
    rest = len(names) - _MANY
    return ", ".join(names[:_MANY]) + (f", and {rest} more" if rest > 0 else "")


def _told(failure: Failure) -> str:
    """What was expected, and what was found."""
    expected, found = failure.expected, failure.found
    if failure.key == "reasons":
        lacking = [title for title in expected if title not in found]
        return f"not given: {_named(lacking)}. Given: {_named(found)}"
    if failure.key == "absent":
        return f"given all the same: {_named([title for title in expected if title in found])}"
    if failure.key == "open_questions":
        return _questions(expected, found)
    words: tuple[str, str]
    if failure.key == "settled":
        words = ("not settled", "settled")
    elif failure.key == "silent":
        words = ("that it does not rest on silence", "that it does")
    elif failure.key == "tier_set":
        tiers = (tier for tier in TIERS if tier in expected)
        return f"expected {', '.join(tiers)}; found {', '.join(found)}"
    else:
        return f"expected {expected}, found {found}"
    return f"expected {words[expected]}, found {words[found]}"


def _questions(expected: Questions, found: tuple[str, ...]) -> str:
    wanted = expected.exactly if expected.exactly is not None else expected.at_least
    lacking = [name for name in wanted if name not in found]
    extra = [name for name in found if name in expected.without]
    if expected.exactly is not None:
        extra = [name for name in found if name not in expected.exactly]
    told = [f"not open: {_first(lacking)}"] if lacking else []
    told += [f"open all the same: {_first(extra)}"] if extra else []
    return "; ".join(told)


def _named(titles: Any) -> str:
    return "; ".join(titles) or "none"


def answer(found: LawTest) -> dict[str, Any]:
    """What `tipcli law test --format json` prints."""
    return {
        "schema": SCHEMA,
        "holds": found.holds,
        "files": found.files,
        "cases": found.cases,
        "trials": found.trials,
        "failures": [_failure(each) for each in found.failures],
        "coverage": [
            {
                "law": each.law,
                "first_report": each.first_report,
                "last_report": each.last_report if each.last_report != NO_END else None,
                "trials": each.trials,
                "complete": each.complete,
                "seen": [
                    {
                        "kind": tally.kind,
                        "word": tally.word,
                        "seen": tally.seen,
                        "of": len(tally.subjects),
                        "missing": list(tally.missing),
                    }
                    for tally in each.tallies
                ],
            }
            for each in found.coverage
        ],
    }


def _failure(each: Failure) -> dict[str, Any]:
    return {
        "file": each.case.file,
        "line": each.case.line,
        "column": each.case.column,
        "case": each.case.name,
        "report_year": each.report_year,
        "law": each.law,
        "in_turn": _supposed(each.turn) if each.turn else None,
        "asserted": each.key,
        "expected": _plain(each.expected),
        "found": _plain(each.found),
        "rung": each.rung,
        "rests_on": [_supposed(pair) for pair in each.bearing],
    }


def _supposed(pair: tuple[str, str]) -> dict[str, str]:
    return {"finding": pair[0], "outcome": pair[1]}


def _plain(value: Any) -> Any:
    if isinstance(value, Questions):
        if value.exactly is not None:
            return list(value.exactly)
        return {"at_least": list(value.at_least), "without": list(value.without)}
    return list(value) if isinstance(value, tuple) else value
