"""The one path: load, weigh, decide, and keep what was found for everyone who explains it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tipcli import __version__, evidence, history, law, paths
from tipcli.clock import read_clock
from tipcli.decide import decide, recommend
from tipcli.errors import InputError, TipcliError, UsageError
from tipcli.model import ATTITUDES, Assessment, CountryYear, Options
from tipcli.weigh import weigh


def assess(
    country: str,
    report_year: int | None = None,
    *,
    attitude: str = "balanced",
    hindsight: bool = False,
    independent: bool = False,
    judgements: bool = True,
    law_year: int | None = None,
    criteria: str | None = None,
    data: str | None = None,
) -> Assessment:
    """Recommend and explain a tier for one country-year.

    `country` is an ISO 3166-1 alpha-3 code with `report_year` the year on the report's cover, or
    the path of an evidence file alone. `law_year` applies the law of another report year, for
    comparison. `independent` leaves out the U.S. government's own conclusions, `hindsight` lets
    in what was published after the report. Raises TipcliError (InputError with line and column)
    for what a user can mend.
    """
    options = Options(attitude, hindsight, independent, judgements, law_year or 0)
    found = folders(options, criteria, data)
    path, display = file_of(found, country, report_year)
    year = report_year or evidence.load(path, display).report_year
    known = law.load(found.library, law_year or year)
    return _assess_file(found, known, path, display, options)


def assess_every(
    which: Iterable[tuple[str, int]],
    options: Options,
    criteria: str | None = None,
    data: str | None = None,
) -> Iterator[Assessment | TipcliError]:
    """An assessment for each country-year in turn, or what is wrong with its file.

    The law is read once. A fault in it is one fault and not one for every country: it is raised.
    """
    there = folders(options, criteria, data)
    laws: dict[int, law.Criteria] = {}
    for country, report_year in which:
        year = options.law_year or report_year
        try:
            if year not in laws:
                laws[year] = law.load(there.library, year)
        except InputError:
            raise
        except TipcliError as error:
            yield error
            continue
        try:
            path, display = file_of(there, country, report_year)
            yield _assess_file(there, laws[year], path, display, options)
        except TipcliError as error:
            yield error


class Folders(NamedTuple):
    """Where the law and the evidence were found, and the files of the law."""

    criteria: paths.Folder
    data: paths.Folder
    library: law.Library


def folders(options: Options, criteria: str | None, data: str | None) -> Folders:
    """The folders to read, named or found. Raises TipcliError where there is none."""
    if options.attitude not in ATTITUDES:
        raise UsageError(f"no attitude {options.attitude!r}; use one of {', '.join(ATTITUDES)}")
    found = paths.criteria(criteria)
    return Folders(found, paths.data(data), law.library(found.path))


def _assess_file(
    there: Folders, known: law.Criteria, path: str, display: str, options: Options
) -> Assessment:
    facts = evidence.load(path, display, known.catalogue, there.library.digest)
    return conclude(there, known, facts, options)


def conclude(
    there: Folders, known: law.Criteria, facts: CountryYear, options: Options, supposed: str = ""
) -> Assessment:
    """The assessment of loaded facts, after the earlier tiers of its folder, with its receipt.

    `supposed` says how law and facts differ from the files that the receipt names.
    """
    published = history.load(there.data.path, facts.country)
    before = {y: tier for y, tier in published.items() if y < facts.report_year}
    found = judge(known, facts, before, options)
    return found._replace(receipt=_receipt(found, before, there, supposed))


def judge(
    known: law.Criteria, facts: CountryYear, before: dict[int, str], options: Options
) -> Assessment:
    """The assessment of loaded facts under a loaded law; pure.

    `before` holds published tiers by report year, of years before the one assessed alone.
    """
    # A report still to come: everything known today came before it.
    issued = known.issued.get(str(facts.report_year), f"{facts.report_year}-12-31")
    clock = read_clock(known.law.clock, facts.report_year, before, facts.waivers)
    findings = weigh(facts, known.law, known.weighing, options, issued)
    placement = decide(known.law, findings, clock, options.attitude)

    def without(less: Options) -> str:
        rest = weigh(facts, known.law, known.weighing, less, issued)
        return recommend(known.law, rest, clock, options.attitude)

    judged = any(finding.judgement for finding in findings)
    asked = {indicator.id for indicator in known.law.indicators}
    return Assessment(
        country_year=facts,
        law=known.law,
        options=options,
        weighing=known.weighing,
        findings=findings,
        clock=clock,
        placement=placement,
        without_official=(
            "" if options.independent else without(options._replace(independent=True))
        ),
        without_judgements=without(options._replace(judgements=False)) if judged else "",
        published_last_year=before.get(facts.report_year - 1, ""),
        issued=issued,
        not_in_force=tuple(item for item in facts.evidence if item.indicator not in asked),
        receipt=(),
    )


def file_of(there: Folders, country: str, report_year: int | None) -> tuple[str, str]:
    """The path of the evidence file, and the name by which messages call it.

    Raises UsageError for what names none, and TipcliError where there is none.
    """
    if report_year is None:
        if not country.endswith((".yaml", ".yml")):
            raise UsageError(f"{country}: name a report year too, or the path of a YAML file")
        return country, country
    if len(country) != 3 or not country.isalpha() or not country.isascii():
        raise UsageError(f"{country!r} is not an ISO 3166-1 alpha-3 code such as KAZ")
    code = country.upper()
    path = evidence.locate(there.data.path, code, report_year)
    return path, f"country_data/{code}/{report_year}.yaml"


def _receipt(
    found: Assessment, before: dict[int, str], there: Folders, supposed: str
) -> tuple[tuple[str, str], ...]:
    """What identifies the result: the same receipt means the same inputs and the same answer."""
    from hashlib import sha256

    options = ", ".join(f"{name}={value}" for name, value in found.options._asdict().items())
    rows = (
        ("tipcli", __version__),
        ("law", found.law.id),
        ("criteria sha256", found.law.digest),
        ("criteria from", there.criteria.found),
        ("evidence sha256", found.country_year.digest),
        ("evidence from", there.data.found),
        ("earlier tiers", ", ".join(f"{y}: {before[y]}" for y in sorted(before)) or "none"),
        ("options", options),
        *((("supposed", supposed),) if supposed else ()),
    )
    placement = found.placement
    answer = (
        [(f.indicator.id, f.outcome, f.ground) for f in found.findings],
        [(r.rung.id, r.answer, r.taken) for r in placement.rungs],
        (placement.tier, placement.tier_set, placement.by_attitude, placement.confidence),
    )
    return (*rows, ("result sha256", sha256(repr(answer).encode()).hexdigest()))
