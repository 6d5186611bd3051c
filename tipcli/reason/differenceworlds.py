"""Two placements taken apart into what can differ, and what every mixture of the two gives.

A mixture is a country-year, a law and a clock like any other, weighed and decided by the functions
that weigh and decide every file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tipcli.clock import read_clock
from tipcli.decide import recommend
from tipcli.edits import with_parameter
from tipcli.errors import UsageError
from tipcli.law import Criteria
from tipcli.lawcore import core
from tipcli.model import Assessment, CountryYear, Finding, Law, Options, Search, Weighing
from tipcli.reason.differenceslots import (
    OF_ITEMS,
    Replaced,
    Slot,
    slots,
)
from tipcli.weigh import cut_off, heard, weigh

SEARCHES = "searches"
JUDGEMENTS = "judgements"
CLOCK = "clock"
LAW = "law"
PARAMETERS = "parameters"
OPTIONS = "options"
#: All that can be replaced, in the order in which it is told. The tool cannot: no other version
#: of it is at hand.
COMPONENTS = (*OF_ITEMS, SEARCHES, JUDGEMENTS, CLOCK, LAW, PARAMETERS, OPTIONS)


class Inputs(NamedTuple):
    """An assessment, and the tiers of earlier years that its clock read."""

    found: Assessment
    earlier: Mapping[int, str]


class Mixtures:
    """The two placements, and those in between in which some components are the second's."""

    def __init__(self, before: Inputs, after: Inputs) -> None:
        self.before, self.after = before.found, after.found
        self.slots: tuple[Slot, ...] = slots(before.found, after.found)
        self._sides = (before, after)
        self._laws: dict[tuple[bool, bool], Law] = {}
        self._findings: dict[Replaced, tuple[Finding, ...]] = {}
        self.differing: tuple[str, ...] = tuple(filter(self._differs, COMPONENTS))

    def _differs(self, component: str) -> bool:
        one, other = self.before, self.after
        was, now = one.country_year, other.country_year
        if component == SEARCHES:
            return was.searches != now.searches
        if component == JUDGEMENTS:
            return was.judgements != now.judgements
        if component == CLOCK:
            return self._clock_inputs(0) != self._clock_inputs(1)
        if component == LAW:
            return core(one.law) != core(other.law) or _presumption_began(one, other)
        if component == PARAMETERS:
            return _numbers(one, one.law.id == other.law.id) != _numbers(
                other, one.law.id == other.law.id
            )
        if component == OPTIONS:
            return _options(one) != _options(other)
        return any(component in slot.components() for slot in self.slots)

    def _clock_inputs(self, side: int) -> tuple[object, ...]:
        found, earlier = self._sides[side]
        facts = found.country_year
        return facts.report_year, dict(earlier), facts.waivers

    def tier(self, replaced: Replaced) -> str:
        """The tier where these components are the second placement's and the others the first's."""
        clock_side = self._sides[CLOCK in replaced]
        facts = clock_side.found.country_year
        law = self._law(replaced)
        clock = read_clock(law.clock, facts.report_year, clock_side.earlier, facts.waivers)
        return recommend(
            law, self.findings(replaced), clock, self._side(OPTIONS, replaced).options.attitude
        )

    def findings(self, replaced: Replaced) -> tuple[Finding, ...]:
        """The findings of a mixture; the clock has no part in them."""
        key = replaced - {CLOCK}
        if key not in self._findings:
            options = self._side(OPTIONS, key).options
            # Who is heard was settled by the day of issue of each one's own report.
            self._findings[key] = weigh(
                self._facts(key, options),
                self._law(key),
                self._side(PARAMETERS, key).weighing,
                options._replace(hindsight=True),
                "",
            )
        return self._findings[key]

    def _side(self, component: str, replaced: Replaced) -> Assessment:
        return self.after if component in replaced else self.before

    def _facts(self, replaced: Replaced, options: Options) -> CountryYear:
        versions = [slot.version(replaced) for slot in self.slots]
        return self.after.country_year._replace(
            # Presumptions begin with a report, so they come with its law.
            report_year=self._side(LAW, replaced).country_year.report_year,
            evidence=tuple(
                each.item for each in versions if each and (each.heard or options.hindsight)
            ),
            searches=tuple(_heard(self._side(SEARCHES, replaced), options)),
            judgements=self._side(JUDGEMENTS, replaced).country_year.judgements,
        )

    def _law(self, replaced: Replaced) -> Law:
        key = LAW in replaced, PARAMETERS in replaced
        if key not in self._laws:
            self._laws[key] = _with_numbers(
                self._side(LAW, replaced).law,
                self._side(PARAMETERS, replaced).law,
                self.before.weighing,
            )
        return self._laws[key]


def _heard(found: Assessment, options: Options) -> list[Search]:
    last = cut_off(options, found.issued)
    return [search for search in found.country_year.searches if heard([search], last)]


def _presumption_began(one: Assessment, other: Assessment) -> bool:
    """Whether some presumption binds one of the two reports and not the other."""
    years = [each.country_year.report_year for each in (one, other)]
    first, last = min(years), max(years)
    return any(
        first < each.silence_from <= last for each in (*one.law.indicators, *other.law.indicators)
    )


def _numbers(found: Assessment, of_law: bool) -> object:
    """The weighing, and where both apply one version of the law its parameters too.

    Those that another version has of its own came with that version.
    """
    weighing: Weighing = found.weighing._replace(
        authority="", citation="", ranges={}, ranges_why=""
    )
    return weighing, {each.id: each.value for each in found.law.parameters} if of_law else {}


def _options(found: Assessment) -> Options:
    return found.options._replace(law_year=0)


def _with_numbers(law: Law, numbers: Law, weighing: Weighing) -> Law:
    """A law with the parameters of another state of the same version, as far as it takes them."""
    if law.id != numbers.id:
        return law
    values = {each.id: each.value for each in numbers.parameters}
    for each in law.parameters:
        if values.get(each.id, each.value) != each.value:
            try:
                known = with_parameter(Criteria(law, weighing, {}, {}), each.id, values[each.id])
            except UsageError:  # a count of more parts than the other rules have
                continue
            law = known.law
    return law
