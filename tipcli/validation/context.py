"""What an evidence file is held against: the catalogue, the windows of the law, report dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tipcli import cache, law, lawcheck
from tipcli.errors import InputError
from tipcli.lawfile import in_force, laws, window
from tipcli.model import NO_END

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tipcli.errors import Problem


class Claim(NamedTuple):
    """What validation needs to know of an indicator; `unit` is '' where nothing is measured."""

    first_report: int
    last_report: int
    kinds: tuple[str, ...]
    unit: str
    precondition: bool


class Context(NamedTuple):
    """The law as far as evidence can be held against it, and the digest of its files.

    `claims` is empty where the law itself is wrong: then nothing is said of indicators.
    """

    claims: Mapping[str, Claim]
    windows: tuple[tuple[int, int], ...]
    issued: Mapping[str, str]  # report year as text -> ISO date
    digest: str

    @property
    def preconditions(self) -> dict[str, bool] | None:
        """The ids of all indicators with whether each has a precondition; None if not known."""
        return {ident: each.precondition for ident, each in self.claims.items()} or None

    def issued_on(self, report_year: int) -> str:
        """The day of a report; of one still to come, the last day of its year, as in assessing."""
        return self.issued.get(str(report_year), f"{report_year}-12-31")

    def in_force(self, indicator: str, report_year: int) -> bool:
        """Whether the law of the report asks about the indicator, as its loader has it."""
        claim = self.claims[indicator]
        for first, last in self.windows:
            if first <= report_year <= last:
                return in_force(claim._asdict(), first, last)
        return False


def context(library: law.Library, *, remember: bool = True) -> tuple[Context, tuple[Problem, ...]]:
    """What the files of the law say, or all that is wrong with them."""
    name = cache.key("context", library.digest.encode())
    raw = cache.get(name) if remember else None
    if raw is None:
        try:
            raw = _read(law.documents(library))
        except InputError as error:
            return Context({}, (), {}, library.digest), error.problems
        if remember:
            cache.put(name, raw)
    claims = {
        ident: Claim(first, last, tuple(kinds), unit, precondition)
        for ident, (first, last, kinds, unit, precondition) in raw["claims"].items()
    }
    windows = tuple((first, last) for first, last in raw["windows"])
    return Context(claims, windows, raw["issued"], library.digest), ()


def _read(documents: Mapping[str, Any]) -> dict[str, Any]:
    reports = documents["reports.yaml"].value["reports"]
    return {
        "claims": {
            ident: _claim(entry.raw) for ident, entry in lawcheck.catalogue(documents).items()
        },
        "windows": [window(document.value) for _, document in laws(documents)],
        "issued": {str(row["report_year"]): row["issued"] for row in reports},
    }


def _claim(raw: Mapping[str, Any]) -> Claim:
    return Claim(
        raw["first_report"],
        raw.get("last_report", NO_END),
        tuple(raw["evidence_kinds"]),
        raw.get("measure", {}).get("unit", ""),
        "precondition" in raw,
    )
