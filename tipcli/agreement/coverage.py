"""How far each element of the law is modelled, and in how many disagreements it had a part.

What is modelled is our own judgement, in `criteria/coverage/elements.yaml`; which indicators the
rules read, and which findings decided, is asked of the law and of the ledger.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tipcli import assessment, codes, formcheck, law, yamlfile
from tipcli.agreement.ledger import Asked, Row, laws, ledger, pointing_away
from tipcli.decide import CLOCK
from tipcli.errors import InputError, Problem, TipcliError
from tipcli.lawfile import raw_provisions, schema_of, window
from tipcli.model import Law, Options, Rule

NAME = os.path.join("coverage", "elements.yaml")
_DISPLAY = "criteria/coverage/elements.yaml"
MODELLED, PARTLY, HUMAN, NOT_OBSERVABLE = "modelled", "partly", "human", "not-observable"
#: How far an element can be modelled, from wholly to not at all.
WORDS: Mapping[str, str] = {
    MODELLED: "modelled",
    PARTLY: "partly modelled",
    HUMAN: "needs human judgement",
    NOT_OBSERVABLE: "not observable from open sources",
}

Key = tuple[str, str]
CountryYear = tuple[str, int]


class Element(NamedTuple):
    """One element of the law as its versions have it; `element` is '' for a provision meant whole.

    The text and citation are those of the latest version that has it; `reports` has the first and
    last report of each.
    """

    provision: str
    element: str
    section: str
    citation: str
    text: str
    status: str
    reports: tuple[tuple[int, int], ...]


class Covered(NamedTuple):
    """One element with how far it is modelled.

    `counted` of its indicators some rule of the ladder reads, the others are shown alone. `cost`
    has the disagreements in which one of them was a deciding finding that points away from the
    published tier, `silent` those of them in which one that did was silent; None where no
    indicator is read, so that no cost can be told, which is not that there is none.
    """

    element: Element
    coverage: str
    why: str
    indicators: tuple[str, ...]
    counted: tuple[str, ...]
    cost: tuple[CountryYear, ...] | None
    silent: tuple[CountryYear, ...] | None


class Coverage(NamedTuple):
    """Every element, and over how many country-years and disagreements its cost was counted."""

    report_year: int
    covered: tuple[Covered, ...]
    compared: int
    disagreements: int
    places: tuple[str, ...]

    def of(self, word: str) -> tuple[Covered, ...]:
        """The elements that are modelled this far."""
        return tuple(each for each in self.covered if each.coverage == word)

    def touched(self, word: str) -> int:
        """In how many disagreements some element that is modelled this far had a part."""
        return len({place for each in self.of(word) for place in each.cost or ()})


class _Entry(NamedTuple):
    coverage: str
    indicators: tuple[str, ...]
    why: str


def law_coverage(
    report_year: int | None = None, *, criteria: str | None = None, data: str | None = None
) -> Coverage:
    """How far the law of one report, or of all, is modelled, with what each element costs.

    The cost is counted over the country-years that have evidence and a published tier, of the
    version of that report where one is named. Raises InputError where elements.yaml does not fit
    the law, and what `agreement` raises.
    """
    there = assessment.folders(Options(), criteria, data)
    path = os.path.join(there.criteria.path, NAME)
    if not os.path.lexists(path):
        raise TipcliError(f"there is no {_DISPLAY}, which says how far the law is modelled")
    document = yamlfile.read(path, display=_DISPLAY)
    problems = list(formcheck.check(document, "coverage"))
    if problems:
        raise InputError(problems)
    contents = law.contents(there.library)
    of = laws(there.library)
    versions = [raw for name, raw in contents.items() if schema_of(name) == "law"]
    versions.sort(key=lambda raw: window(raw)[0])
    built = [of(window(raw)[0]).law for raw in versions]
    problems = list(_wrong(document, versions, built))
    if problems:
        raise InputError(problems)
    if report_year:
        chosen = of(report_year).law
        versions = [raw for raw in versions if raw["id"] == chosen.id]
        built = [chosen]
    span = (built[0].first_report, built[-1].last_report)
    rows = _rows(span, criteria, data)
    entries = _entries(document)
    return Coverage(
        report_year=report_year or 0,
        covered=tuple(
            _covered(each, entries[_key(each)], built, rows) for each in elements(versions)
        ),
        compared=sum(bool(row.published) for row in rows),
        disagreements=sum(row.disagrees for row in rows),
        places=tuple(sorted({row.country for row in rows if row.published})),
    )


def _rows(span: tuple[int, int], criteria: str | None, data: str | None) -> tuple[Row, ...]:
    """The ledger's rows of these reports; none where there is no evidence for any of them."""
    from tipcli import evidence, paths

    years = [year for _, year in evidence.every(paths.data(data).path)]
    if not any(span[0] <= year <= span[1] for year in years):
        return ()
    asked = Asked(first=span[0], last=span[1], causes=False)
    return ledger(asked, Options(), criteria, data).rows


def elements(versions: Sequence[Mapping[str, Any]]) -> tuple[Element, ...]:
    """Every element of these versions of the law, in the order of the law."""
    found: dict[Key, list[Element]] = {}
    for raw in versions:
        for each in _elements(raw):
            found.setdefault(_key(each), []).append(each)
    order = {key: at for at, key in enumerate(found)}
    merged = [
        group[-1]._replace(reports=tuple(span for each in group for span in each.reports))
        for group in found.values()
    ]
    provisions = {key[0]: order[key] for key in reversed(found)}
    return tuple(sorted(merged, key=lambda each: (provisions[each.provision], order[_key(each)])))


def _key(each: Element) -> Key:
    return each.provision, each.element


def _elements(raw: Mapping[str, Any]) -> Iterator[Element]:
    span = (window(raw),)

    def made(
        section: str, provision: str, element: str, entry: Mapping[str, Any], citation: str
    ) -> Element:
        return Element(
            provision, element, section, citation, entry["text"], entry.get("status", ""), span
        )

    for name, key in (("applicability", "applicability"), ("reporting-period", "reporting_period")):
        yield made("scope", name, "", raw[key], raw[key]["citation"])
    for section, _, each in raw_provisions(raw):
        for part in each.get("elements", ()):
            yield made(section, each["id"], part["id"], part, each["citation"])
        if not each.get("elements"):
            yield made(section, each["id"], "", each, each["citation"])
    clock = raw["clock"]
    if clock["applies"]:
        limit = next(each for each in raw["parameters"] if each["id"] == clock["years_limit"])
        yield made("clock", CLOCK, "years-limit", limit, limit["citation"])
        waiver = clock["waiver"]
        for each in waiver["conditions"]:
            yield made("clock", CLOCK, each["id"], each, waiver["citation"])
        after = clock.get("post_downgrade_rule")
        if after:
            ident = after["max_consecutive_watch_list_years"]
            rule = next(each for each in raw["parameters"] if each["id"] == ident)
            yield made("clock", CLOCK, "special-rule-on-returns", rule, after["citation"])


def _entries(document: yamlfile.Document) -> dict[Key, _Entry]:
    return {
        (raw["provision"], raw.get("element", "")): _Entry(
            raw["coverage"], tuple(raw["indicators"]), raw["why"]
        )
        for raw in document.value["elements"]
    }


def _wrong(
    document: yamlfile.Document, versions: Sequence[Mapping[str, Any]], built: Sequence[Law]
) -> Iterator[Problem]:
    """Where the entries and the law do not fit each other, either way."""
    known = {_key(each): each for each in elements(versions)}
    names = {CLOCK} | {each.id for every in built for each in every.indicators}
    read = {name for every in built for name in leaves(every)}
    seen: set[Key] = set()
    for at, raw in enumerate(document.value["elements"]):
        key = (raw["provision"], raw.get("element", ""))
        path = ("elements", at)
        if key not in known:
            words = [".".join(filter(None, each)) for each in known]
            yield document.unknown(
                codes.NOT_ALLOWED, path, "element", ".".join(filter(None, key)), words, "in the law"
            )
        if key in seen:
            yield document.problem(codes.NAMED_TWICE, path, f"{key} stands here a second time")
        seen.add(key)
        for number, name in enumerate(raw["indicators"]):
            if name not in names:
                place = (*path, "indicators", number)
                yield document.unknown(codes.UNKNOWN_INDICATOR, place, "indicator", name, names)
        counted = read & set(raw["indicators"])
        # What whole provisions are made of, their rules read through other provisions.
        if raw["coverage"] == MODELLED and not counted:
            message = "is called modelled, and no rule reads any of its indicators"
            yield document.problem(codes.NOT_ALLOWED, (*path, "coverage"), message)
    for key in known:
        if key not in seen:
            message = f"the law has {'.'.join(filter(None, key))}, which no entry covers"
            yield document.problem(codes.MISSING_KEY, ("elements",), message)


def leaves(found: Law) -> frozenset[str]:
    """Every indicator, and the clock, that the rules of the ladder read, through any provision."""
    rules = {each.id: each.rule for each in found.provisions}
    ahead: list[Rule | None] = [rung.rule for rung in found.ladder]
    seen: set[str] = set()
    read: set[str] = set()
    while ahead:
        rule = ahead.pop()
        if rule is None:
            continue
        ahead += rule.parts
        if rule.op == "provision" and rule.ref not in seen:
            seen.add(rule.ref)
            ahead.append(rules[rule.ref])
        elif rule.op in ("indicator", "clock"):
            read.add(CLOCK if rule.op == "clock" else rule.ref)
    return frozenset(read)


def _covered(each: Element, entry: _Entry, built: Sequence[Law], rows: Iterable[Row]) -> Covered:
    having = [
        every for every in built if any(first == every.first_report for first, _ in each.reports)
    ]
    in_force = {CLOCK} | {one.id for every in having for one in every.indicators}
    read = {name for every in having for name in leaves(every)}
    indicators = tuple(name for name in entry.indicators if name in in_force)
    counted = tuple(name for name in indicators if name in read)
    laws_with = {every.id for every in having}
    touched = {
        (row.country, row.report_year): {
            one.word for one in pointing_away(row) if one.finding in counted
        }
        for row in rows
        if row.disagrees and row.law in laws_with
    }
    cost = tuple(place for place, words in touched.items() if words)
    silent = tuple(place for place, words in touched.items() if "silent" in words)
    if not counted:
        return Covered(each, entry.coverage, entry.why, indicators, counted, None, None)
    return Covered(each, entry.coverage, entry.why, indicators, counted, cost, silent)
