"""Reads cases from YAML through the strict door, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tipcli import formcheck, law, yamlfile
from tipcli.errors import InputError
from tipcli.lawfile import laws
from tipcli.lawtest import substance
from tipcli.lawtest.case import SUPPOSED, Case, Expected, Questions, Supposed


class Versions:
    """The criteria by report year, each version of the law built once."""

    def __init__(self, library: law.Library) -> None:
        self._documents = law.documents(library)
        self._digest = library.digest
        self._built: list[law.Criteria] = []

    def of(self, report_year: int) -> law.Criteria:
        """The criteria for the report; TipcliError where no version covers the year."""
        for known in self._built:
            if known.law.first_report <= report_year <= known.law.last_report:
                return known
        raw = law.compiled(self._documents, report_year)
        self._built.append(law.build(raw, self._digest))
        return self._built[-1]

    def every(self) -> tuple[law.Criteria, ...]:
        """All versions, the oldest first."""
        firsts = [document.value["first_report"] for _, document in laws(self._documents)]
        return tuple(self.of(first) for first in firsts)


def read(path: str, display: str, versions: Versions) -> tuple[Case, ...]:
    """The cases of one file. Raises InputError with every problem of it: form, then substance."""
    document = yamlfile.read(path, display=display)
    problems = list(formcheck.check(document, "cases"))
    if not problems:
        problems = yamlfile.capped(document, substance.check(document, versions.of))
    if problems:
        raise InputError(problems)
    return tuple(_case(document, number) for number in range(len(document.value["cases"])))


def _case(document: yamlfile.Document, number: int) -> Case:
    raw = document.value["cases"][number]
    line, column = document.place(("cases", number, "name"))
    return Case(
        file=document.display,
        line=line,
        column=column,
        name=raw["name"],
        report_years=_years(raw),
        supposed=_supposed(raw),
        in_turn=_supposed(raw.get("in_turn", {})),
        all_favourable=raw.get("all_favourable", False),
        before=tuple((int(year), tier) for year, tier in raw.get("before", {}).items()),
        waived=raw.get("waived", False),
        attitude=raw.get("attitude", "balanced"),
        expected=_expected(raw),
    )


def _years(raw: Mapping[str, Any]) -> tuple[int, ...]:
    return tuple(raw["report_years"]) if "report_years" in raw else (raw["report_year"],)


def _supposed(raw: Mapping[str, Any]) -> tuple[Supposed, ...]:
    return tuple((ident, word) for key, word in SUPPOSED.items() for ident in raw.get(key, ()))


def _expected(raw: Mapping[str, Any]) -> Expected:
    asked = raw.get("open_questions")
    questions = None
    if isinstance(asked, list):
        questions = Questions(tuple(asked))
    elif asked is not None:
        named = [tuple(asked.get(key, ())) for key in ("at_least", "without")]
        questions = Questions(None, *named)
    return Expected(
        tier=raw["tier"],
        rung=raw.get("rung", ""),
        tier_set=tuple(raw["tier_set"]) if "tier_set" in raw else None,
        settled=raw.get("settled"),
        silent=raw.get("silent"),
        reasons=tuple(raw.get("reasons", ())),
        absent=tuple(raw.get("absent", ())),
        open_questions=questions,
    )
