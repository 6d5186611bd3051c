"""Refuses a law that does not hang together: unknown ids, cycles, unused or unauthorised parts.

Works on parsed files, so that every refusal names file, line and column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tipcli import codes
from tipcli.errors import Problem
from tipcli.lawfile import BRANCHES, LEAVES, in_force, laws, raw_provisions, window
from tipcli.model import NO_END

Path = tuple[str | int, ...]
_REQUIRED = ("weighing.yaml", "reports.yaml", "sources.yaml")


def check(documents: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Every problem of substance in `criteria/`, given files whose form is already right."""
    missing = [name for name in _REQUIRED if name not in documents]
    if missing or not laws(documents):
        names = ", ".join(missing) or "any version of the law"
        return (
            Problem("criteria", 0, 0, codes.LAW_INCOMPLETE, "", f"the folder lacks {names}", ""),
        )
    problems = [*_windows(documents), *_catalogue_files(documents), *_tags(documents)]
    indicators = catalogue(documents)
    for _, document in laws(documents):
        problems.extend(_Version(document, indicators).problems())
    problems.extend(_served(documents))
    return tuple(problems)


def preconditions(documents: Mapping[str, Any]) -> dict[str, bool]:
    """The ids of all indicators, each with whether it has a precondition that can be unmet."""
    return {ident: "precondition" in each.raw for ident, each in catalogue(documents).items()}


class Entry(NamedTuple):
    """One indicator with the place where it stands."""

    raw: Mapping[str, Any]
    document: Any
    path: Path


def _windows(documents: Mapping[str, Any]) -> Iterator[Problem]:
    before: tuple[str, int] | None = None
    for _, document in laws(documents):
        first, last = window(document.value)
        if last < first:
            message = "the window ends before it begins"
            yield document.problem(codes.LAW_WINDOW, ("last_report",), message)
        if before and before[1] == NO_END:
            message = f"overlaps {before[0]}, which has no last report"
            yield document.problem(codes.LAW_WINDOW, ("first_report",), message)
        elif before and first != before[1] + 1:
            word = "overlaps" if first <= before[1] else "leaves a gap after"
            yield document.problem(
                codes.LAW_WINDOW,
                ("first_report",),
                f"the window {word} that of {before[0]}, which ends with {before[1]}",
                f"{before[1] + 1} would join it.",
            )
        before = (document.value["id"], last)


def catalogue(documents: Mapping[str, Any]) -> dict[str, Entry]:
    """Every indicator of the catalogue by its id."""
    return {
        each["id"]: Entry(each, document, ("indicators", index))
        for name, document in documents.items()
        if name.startswith("indicators/")
        for index, each in enumerate(document.value["indicators"])
    }


def _catalogue_files(documents: Mapping[str, Any]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for name, document in documents.items():
        if not name.startswith("indicators/"):
            continue
        if f"indicators/{document.value['dimension']}.yaml" != name:
            stem = name.removeprefix("indicators/").removesuffix(".yaml")
            message = f"{document.value['dimension']} does not agree with the name of the file"
            remedy = f"Use {stem}."
            yield document.problem(codes.LAW_WRONG_FILE, ("dimension",), message, remedy)
        for index, each in enumerate(document.value["indicators"]):
            if each["id"] in seen:
                yield document.problem(
                    codes.LAW_ID_TAKEN,
                    ("indicators", index, "id"),
                    f"{each['id']} is already in {seen[each['id']]}",
                )
            seen[each["id"]] = document.display


def _tags(documents: Mapping[str, Any]) -> Iterator[Problem]:
    known = documents["sources.yaml"].value["sources"]
    for document in documents.values():
        for path, value in walk(document.value, ()):
            if path and path[-1] in ("sources", "years_sources") and isinstance(value, list):
                for index, tag in enumerate(value):
                    if tag not in known:
                        place = "in criteria/sources.yaml"
                        code = codes.LAW_UNKNOWN_NAME
                        yield document.unknown(code, (*path, index), "source", tag, known, place)


def walk(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """A plain value and all inside it, each with its path."""
    yield path, value
    pairs: Any = ()
    if isinstance(value, dict):
        pairs = value.items()
    elif isinstance(value, list):
        pairs = enumerate(value)
    for key, below in pairs:
        yield from walk(below, (*path, key))


class _Version:
    """The checks of one law file against itself and the catalogue."""

    def __init__(self, document: Any, catalogue: Mapping[str, Entry]) -> None:
        self._document = document
        self._raw = document.value
        self._catalogue = catalogue
        self._window = window(self._raw)
        self._parameters = {each["id"]: each for each in self._raw["parameters"]}
        self._provisions = {each["id"]: each for _, _, each in raw_provisions(self._raw)}
        self._used_parameters: set[str] = set()
        self._asked: set[str] = set()
        self._links: dict[str, set[str]] = {}

    def problems(self) -> Iterator[Problem]:
        yield from self._unique()
        for _, path, each in raw_provisions(self._raw):
            self._links[each["id"]] = set()
            if "rule" in each:
                yield from self._rule(each["rule"], (*path, "rule"), each["id"])
            yield from self._context(each, path)
        yield from self._ladder()
        yield from self._cycles()
        yield from self._rests_on_nothing()
        yield from self._unused()

    def _unique(self) -> Iterator[Problem]:
        for group in (
            [(path, each) for _, path, each in raw_provisions(self._raw)],
            [(("parameters", i), each) for i, each in enumerate(self._raw["parameters"])],
            [(("ladder", i), each) for i, each in enumerate(self._raw["ladder"])],
        ):
            seen: set[str] = set()
            for path, each in group:
                if each["id"] in seen:
                    message = f"the id {each['id']} stands twice"
                    yield self._problem(codes.LAW_ID_TAKEN, (*path, "id"), message)
                seen.add(each["id"])

    def _problem(self, code: str, path: Path, message: str, remedy: str = "") -> Problem:
        found: Problem = self._document.problem(code, path, message, remedy)
        return found

    def _unknown(
        self, path: Path, what: str, word: str, known: Any, place: str = "in this version"
    ) -> Problem:
        found: Problem = self._document.unknown(
            codes.LAW_UNKNOWN_NAME, path, what, word, known, place
        )
        return found

    def _rule(self, raw: Mapping[str, Any], path: Path, owner: str) -> Iterator[Problem]:
        operators = [name for name in (*BRANCHES, *LEAVES) if name in raw]
        if len(operators) != 1:
            found = " and ".join(operators) or "none"
            yield self._problem(
                codes.LAW_RULE,
                path,
                f"a rule has one operator; this one has {found}",
                f"Use one of {', '.join((*BRANCHES, *LEAVES))}.",
            )
            return
        op = operators[0]
        below = raw[op]
        if op == "indicator":
            yield from self._indicator(below, (*path, op))
        elif op == "provision":
            self._links.setdefault(owner, set()).add(below)
            if below not in self._provisions:
                yield self._unknown((*path, op), "provision", below, self._provisions)
        elif op == "clock":
            if not self._raw["clock"]["applies"]:
                yield self._problem(codes.LAW_RULE, (*path, op), "this version has no clock")
        elif op == "not":
            yield from self._rule(below, (*path, op), owner)
        else:
            yield from self._parts(op, below, (*path, op), owner)

    def _parts(self, op: str, below: Any, path: Path, owner: str) -> Iterator[Problem]:
        parts = below
        if op == "at_least":
            parts, count = below["of"], below["count"]
            yield from self._count(count, len(parts), (*path, "count"))
            path = (*path, "of")
        for index, part in enumerate(parts):
            yield from self._rule(part, (*path, index), owner)

    def _count(self, count: str | int, parts: int, path: Path) -> Iterator[Problem]:
        if isinstance(count, str):
            self._used_parameters.add(count)
            if count not in self._parameters:
                yield self._unknown(path, "parameter", count, self._parameters)
                return
            value = self._parameters[count]["value"]
            if not isinstance(value, int) or value < 1:
                message = f"the parameter {count} is not a whole number above 0"
                yield self._problem(codes.LAW_NUMBER, path, message)
                return
            named, count = count, value
            yield from self._reach(named, parts)
        if count > parts:
            message = f"asks for {count} of {parts} parts, which can never hold"
            yield self._problem(codes.LAW_RULE, path, message)

    def _reach(self, named: str, parts: int) -> Iterator[Problem]:
        """What a number might have been must be a count that the rule can hold by."""
        index, each = next(
            pair for pair in enumerate(self._raw["parameters"]) if pair[1]["id"] == named
        )
        least, most = each.get("range", (1, 1))
        if least > most or most > parts:
            yield self._problem(
                codes.LAW_NUMBER,
                ("parameters", index, "range"),
                f"the range {least} to {most} is not one of counts of {parts} parts",
                "The least comes first, and the largest is no more than there are parts.",
            )

    def _indicator(self, ident: str, path: Path) -> Iterator[Problem]:
        self._asked.add(ident)
        if ident not in self._catalogue:
            yield self._unknown(path, "indicator", ident, self._catalogue, "in the catalogue")
        elif not in_force(self._catalogue[ident].raw, *self._window):
            entry = self._catalogue[ident].raw
            yield self._problem(
                codes.LAW_NOT_IN_FORCE,
                path,
                f"the indicator {ident} is in force for {entry['first_report']}-"
                f"{entry.get('last_report', 'now')}, not for every report of this version",
            )

    def _context(self, each: Mapping[str, Any], path: Path) -> Iterator[Problem]:
        for index, ident in enumerate(each.get("context", [])):
            yield from self._indicator(ident, (*path, "context", index))

    def _ladder(self) -> Iterator[Problem]:
        ladder = self._raw["ladder"]
        for index, rung in enumerate(ladder):
            last = index == len(ladder) - 1
            if last and "when" in rung:
                message = "the last rung must hold for every country: no `when`"
                yield self._problem(codes.LAW_LADDER, ("ladder", index), message)
            if not last and "when" not in rung:
                message = "only the last rung goes without `when`; the rest is dead"
                yield self._problem(codes.LAW_LADDER, ("ladder", index), message)
            if "when" in rung:
                yield from self._rule(rung["when"], ("ladder", index, "when"), "the ladder")

    def _cycles(self) -> Iterator[Problem]:
        done: set[str] = set()
        for start in self._links:
            trail: list[str] = []
            if cycle := self._cycle(start, trail, done):
                path = next(p for _, p, each in raw_provisions(self._raw) if each["id"] == cycle[0])
                message = f"the rules go round in a circle: {' <- '.join(cycle)}"
                yield self._problem(codes.LAW_CIRCLE, path, message)
                return

    def _cycle(self, ident: str, trail: list[str], done: set[str]) -> list[str]:
        if ident in trail:
            return [*trail[trail.index(ident) :], ident]
        if ident in done:
            return []
        trail.append(ident)
        for below in sorted(self._links.get(ident, ())):
            if cycle := self._cycle(below, trail, done):
                return cycle
        trail.pop()
        done.add(ident)
        return []

    def _rests_on_nothing(self) -> Iterator[Problem]:
        for _, path, each in raw_provisions(self._raw):
            if "rule" not in each and not each.get("context"):
                message = f"the provision {each['id']} rests on no indicator"
                yield self._problem(codes.LAW_RULE, path, message)

    def _unused(self) -> Iterator[Problem]:
        clock = self._raw["clock"]
        after = clock.get("post_downgrade_rule") or {}
        used = self._used_parameters | {
            clock.get("years_limit"),
            clock.get("waiver_years"),
            after.get("max_consecutive_watch_list_years"),
        }
        yield from self._clock(clock, after)
        for index, each in enumerate(self._raw["parameters"]):
            if each["id"] not in used and not each.get("informs"):
                yield self._problem(
                    codes.LAW_UNUSED,
                    ("parameters", index),
                    f"nothing uses the parameter {each['id']}",
                    "Name it in a rule's count or the clock, or say what it `informs`.",
                )
            if "range" in each and (
                each["id"] not in self._used_parameters or each["authority"] == "statute"
            ):
                yield self._problem(
                    codes.LAW_NUMBER,
                    ("parameters", index, "range"),
                    f"{each['id']} is not a number that was chosen for a rule to count by",
                    "Leave the range out: what the statute says, and what no rule reads, has none.",
                )
            for place, ident in enumerate(each.get("informs", [])):
                if ident not in self._catalogue:
                    path = ("parameters", index, "informs", place)
                    yield self._unknown(
                        path, "indicator", ident, self._catalogue, "in the catalogue"
                    )
        for ident, entry in self._catalogue.items():
            if in_force(entry.raw, *self._window) and ident not in self._asked:
                yield entry.document.problem(
                    codes.LAW_UNUSED,
                    entry.path,
                    f"nothing in {self._raw['id']} uses the indicator {ident}",
                    "Name it in a rule or as `context`, or narrow its report years.",
                )

    def _clock(self, clock: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Problem]:
        """The numbers of the clock are parameters, and whole numbers of years."""
        last = "max_consecutive_watch_list_years"
        named: list[tuple[Path, str]] = []
        if clock["applies"]:
            named = [(("clock", name), clock[name]) for name in ("years_limit", "waiver_years")]
        if after:
            named.append((("clock", "post_downgrade_rule", last), after[last]))
        for path, ident in named:
            if ident not in self._parameters:
                yield self._unknown(path, "parameter", ident, self._parameters)
                continue
            value = self._parameters[ident]["value"]
            least = 1 if path[-1] == "years_limit" else 0
            if not isinstance(value, int) or value < least:
                message = f"the parameter {ident} is not a whole number of years"
                yield self._problem(codes.LAW_NUMBER, path, message)


def _served(documents: Mapping[str, Any]) -> Iterator[Problem]:
    """Indicators and provisions must name each other, in some version and in every use."""
    uses: dict[str, set[str]] = {}
    for _, document in laws(documents):
        for _, _, each in raw_provisions(document.value):
            for ident in [*_asked(each.get("rule", {})), *each.get("context", [])]:
                uses.setdefault(ident, set()).add(each["id"])
    for ident, entry in catalogue(documents).items():
        said = set(entry.raw["provisions"])
        found = uses.get(ident, set())
        for name in sorted(said - found):
            yield entry.document.problem(
                codes.LAW_ONE_SIDED,
                (*entry.path, "provisions"),
                f"{ident} says that it serves {name}, but no rule or context there names it",
            )
        for name in sorted(found - said):
            yield entry.document.problem(
                codes.LAW_ONE_SIDED,
                (*entry.path, "provisions"),
                f"{name} uses {ident}, which does not list it",
                f"Add {name}.",
            )


def _asked(raw: Mapping[str, Any]) -> Iterator[str]:
    for _, value in walk(raw, ()):
        if isinstance(value, dict) and "indicator" in value:
            yield value["indicator"]
