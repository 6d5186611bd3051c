"""Refuses cases that cannot be meant: names that stand for nothing, and two things at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tipcli import codes, yamlfile
from tipcli.decide import CLOCK
from tipcli.errors import Problem, TipcliError, did_you_mean
from tipcli.explain import titles
from tipcli.law import Criteria
from tipcli.lawtest.case import SUPPOSED
from tipcli.model import NO_END

Path = tuple[str | int, ...]


def check(document: yamlfile.Document, law_of: Callable[[int], Criteria]) -> Iterator[Problem]:
    """What is wrong with cases of a right form; `law_of` gives the criteria of a report year."""
    names: dict[str, int] = {}
    for number, raw in enumerate(document.value["cases"]):
        path: Path = ("cases", number)
        line, _ = document.place((*path, "name"))
        if raw["name"] in names:
            message = f"the case on line {names[raw['name']]} has the same name"
            yield document.problem(codes.LAW_ID_TAKEN, (*path, "name"), message)
        names.setdefault(raw["name"], line)
        yield from _times(document, path, raw)
        known: dict[str, Criteria] = {}
        for year, place in _placed_years(raw, path):
            try:
                found = law_of(year)
            except TipcliError as error:
                yield document.problem(codes.OUT_OF_RANGE, place, str(error))
                continue
            known.setdefault(found.law.id, found)
        for each in known.values():
            yield from _Check(document, path, raw, each).problems()


def _placed_years(raw: Mapping[str, Any], path: Path) -> Iterator[tuple[int, Path]]:
    if "report_years" in raw:
        for index, year in enumerate(raw["report_years"]):
            yield year, (*path, "report_years", index)
    elif "report_year" in raw:
        yield raw["report_year"], (*path, "report_year")


def _times(document: yamlfile.Document, path: Path, raw: Mapping[str, Any]) -> Iterator[Problem]:
    if "report_year" not in raw and "report_years" not in raw:
        message = "lacks the key report_year"
        yield document.problem(codes.MISSING_KEY, path, message, "Or name several: `report_years`.")
    if "report_year" in raw and "report_years" in raw:
        message = "has both report_year and report_years"
        yield document.problem(codes.NAMED_TWICE, (*path, "report_years"), message, "Keep one.")
    years = [year for year, _ in _placed_years(raw, path)]
    for before in raw.get("before", {}):
        if years and int(before) >= min(years):
            message = f"{before} is not before the report of {min(years)}"
            place = (*path, "before", before)
            yield document.problem(codes.OUT_OF_RANGE, place, message, key=True)
    yield from _twice(document, path, raw)


def _twice(document: yamlfile.Document, path: Path, raw: Mapping[str, Any]) -> Iterator[Problem]:
    """Claims of which two things are supposed at once."""
    first: dict[str, str] = {}
    for key in SUPPOSED:
        for index, ident in enumerate(raw.get(key, ())):
            if ident in first:
                message = f"{ident} already stands under {first[ident]}"
                place = (*path, key, index)
                yield document.problem(codes.NAMED_TWICE, place, message, "Keep one.")
            first.setdefault(ident, key)


class _Check:
    """The names of one case held against one version of the law."""

    def __init__(
        self, document: yamlfile.Document, path: Path, raw: Mapping[str, Any], known: Criteria
    ) -> None:
        self._document = document
        self._path = path
        self._raw = raw
        self._known = known
        self._indicators = {each.id: each for each in known.law.indicators}

    def problems(self) -> Iterator[Problem]:
        yield from self._claims(self._raw, ())
        yield from self._claims(self._raw.get("in_turn", {}), ("in_turn",))
        yield from self._questions()
        law_id = self._known.law.id
        rungs = {rung.id: rung.tier for rung in self._known.law.ladder}
        rung = self._raw.get("rung", "")
        if rung and rung not in rungs:
            yield self._document.unknown(
                codes.LAW_UNKNOWN_NAME, (*self._path, "rung"), "rung", rung, rungs, f"in {law_id}"
            )
        elif rung and rungs[rung] != self._raw["tier"]:
            message = f"the rung {rung} of {law_id} gives {rungs[rung]}, not {self._raw['tier']}"
            yield self._document.problem(codes.NOT_ALLOWED, (*self._path, "rung"), message)
        yield from self._titles()

    def _claims(self, raw: Mapping[str, Any], inside: Path) -> Iterator[Problem]:
        for key in SUPPOSED:
            for index, ident in enumerate(raw.get(key, ())):
                place = (*self._path, *inside, key, index)
                found = self._unknown(ident, place)
                if found is not None:
                    yield found
                else:
                    yield from self._possible(key, ident, place)

    def _unknown(self, ident: str, place: Path) -> Problem | None:
        """The problem of an indicator that is none, or none of this version."""
        if ident in self._indicators:
            return None
        catalogue = self._known.catalogue
        if ident not in catalogue:
            code = codes.UNKNOWN_INDICATOR
            where = "in the catalogue"
            return self._document.unknown(code, place, "indicator", ident, catalogue, where)
        found = self._known.law
        span = f"{found.first_report}-{found.last_report}"
        if found.last_report == NO_END:
            span = f"{found.first_report} on"
        message = f"{found.id}, the law of the reports of {span}, does not ask {ident}"
        remedy = "Leave the indicator out, or these report years."
        return self._document.problem(codes.LAW_NOT_IN_FORCE, place, message, remedy)

    def _possible(self, key: str, ident: str, place: Path) -> Iterator[Problem]:
        """The problem of an outcome that weighing never gives this indicator."""
        indicator = self._indicators[ident]
        human = indicator.silence == "absent_unless_judged"
        if human and key not in ("refuted", "judged"):
            message = f"no evidence makes {ident} {SUPPOSED[key]}: a named human judges it"
            remedy = "Name it under `judged`, or leave it out."
            yield self._document.problem(codes.NOT_ALLOWED, place, message, remedy)
        elif key == "not_applicable" and not indicator.precondition:
            message = f"{ident} has no precondition, so it always arises"
            yield self._document.problem(codes.ALWAYS_ARISES, place, message)

    def _questions(self) -> Iterator[Problem]:
        asked = self._raw.get("open_questions", ())
        lists = {(): asked} if isinstance(asked, list) else {(k,): asked[k] for k in asked}
        for inside, idents in lists.items():
            for index, ident in enumerate(idents):
                place = (*self._path, "open_questions", *inside, index)
                found = self._unknown(ident, place) if ident != CLOCK else None
                if found is not None:
                    yield found

    def _titles(self) -> Iterator[Problem]:
        """A title that nothing bears could never be given, nor ever be missed."""
        known = titles(self._known.law)
        for key in ("reasons", "absent"):
            for index, title in enumerate(self._raw.get(key, ())):
                if title not in known:
                    message = (
                        f"no provision or rule of {self._known.law.id} bears this title, "
                        "so it can never be given as a reason"
                    )
                    place = (*self._path, key, index)
                    remedy = did_you_mean(title, known)
                    yield self._document.problem(codes.LAW_UNKNOWN_NAME, place, message, remedy)
