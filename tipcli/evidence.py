"""Loads one evidence file: facts only, read strictly, checked whole, and judged not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from tipcli import cache, codes, plainfile
from tipcli.errors import InputError, Problem, TipcliError
from tipcli.model import GROUPS, CountryYear, Item, Judgement, Period, Search, Source, Waiver

if TYPE_CHECKING:
    from tipcli.soundpart import SoundPart
    from tipcli.yamlfile import Document


def locate(folder: str, country: str, report_year: int) -> str:
    """The path of a country-year's file. Raises TipcliError if there is none, naming those near."""
    path = os.path.join(folder, country, f"{report_year}.yaml")
    if os.path.isfile(path):
        return path
    there = every(folder)
    years = [str(year) for each, year in there if each == country]
    if years:
        raise TipcliError(
            f"no evidence for {country} {report_year}; there is evidence for {', '.join(years)}"
        )
    countries = sorted({each for each, _ in there})
    known = f"there is evidence for {', '.join(countries)}" if countries else "the folder is empty"
    raise TipcliError(f"no evidence for {country}; {known}")


def every(folder: str) -> list[tuple[str, int]]:
    """Every country-year that has a file, sorted: KAZ/2010.yaml and nothing else."""
    return [
        (country, int(name.removesuffix(".yaml")))
        for country, name in _yaml_files(folder)
        if placed(country, name)
    ]


def misplaced(folder: str) -> tuple[Problem, ...]:
    """YAML files in the folders of countries that no command would ever read."""
    return tuple(
        unread(f"{country}/{name}")
        for country, name in _yaml_files(folder)
        if not placed(country, name)
    )


def unread(path: str) -> Problem:
    """The problem of a file that stands among the countries under no country-year."""
    message = "has a name that no command reads"
    remedy = "Name it CODE/YEAR.yaml, such as KAZ/2010.yaml."
    return Problem(path, 0, 0, codes.MISPLACED_FILE, "", message, remedy)


def _yaml_files(folder: str) -> list[tuple[str, str]]:
    found = []
    for country in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        inside = os.path.join(folder, country)
        if os.path.isdir(inside):
            found += [
                (country, name)
                for name in sorted(os.listdir(inside))
                if name.endswith((".yaml", ".yml"))
            ]
    return found


def placed(country: str, name: str) -> bool:
    """Whether a folder and a name are those of a country-year, such as KAZ and 2010.yaml."""
    year = name.removesuffix(".yaml")
    return (
        len(country) == 3
        and country.isascii()
        and country.isalpha()
        and country.isupper()
        and len(name) == len("2010.yaml")
        and name.endswith(".yaml")
        and year.isascii()
        and year.isdigit()
    )


def load(
    path: str, display: str, known: Mapping[str, bool] | None = None, digest: str = ""
) -> CountryYear:
    """The country-year of one file.

    `known` holds the ids of all indicators, each with whether it has a precondition;
    `digest` identifies the criteria they come from.
    None leaves the check of indicators out. Raises InputError with every problem of the file,
    each with its line and column.
    """
    raw, sha256 = checked(path, display, known, digest)
    return build(raw, sha256)


def checked(
    path: str, display: str, known: Mapping[str, bool] | None = None, digest: str = ""
) -> tuple[Any, str]:
    """What one file says, as plain values ready to be built, and its SHA-256. As `load`."""
    from hashlib import sha256

    data = plainfile.read(path, display)
    place = placed_at(path)
    name = cache.key("evidence", data, digest.encode(), "/".join(place).encode())
    raw = cache.get(name)
    if raw is None:
        raw = _checked(data, display, place, known)
        cache.put(name, raw)
    return raw, sha256(data).hexdigest()


def placed_at(path: str) -> list[str]:
    """The folder and the name of a file, which may say a country-year."""
    return os.path.abspath(path).replace(os.sep, "/").split("/")[-2:]


def _checked(data: bytes, display: str, place: list[str], known: Mapping[str, bool] | None) -> Any:
    from tipcli import yamlfile

    document = yamlfile.parse(data, display)
    problems, _ = refusals(document, place, known)
    if problems:
        raise InputError(problems)
    return document.value


def refusals(
    document: Document, place: list[str], known: Mapping[str, bool] | None
) -> tuple[list[Problem], Document | SoundPart | None]:
    """Every problem that makes a file unusable, and the part of it that has none.

    The part is None where the file is wrong as a whole.
    """
    from tipcli import formcheck, soundpart, yamlfile

    problems = list(formcheck.check(document, "evidence"))
    part = soundpart.of_form(document, problems)
    if part is None:
        return problems, None
    found = soundpart.certain(part, yamlfile.capped(document, check(part, place, known)))
    if any(problem.code == codes.TOO_MANY_PROBLEMS for problem in found):
        return [*problems, *found], None  # what else is wrong is not known
    return [*problems, *found], soundpart.without(part, found)


def check(document: Any, place: list[str], known: Mapping[str, bool] | None) -> Iterator[Problem]:
    """Every problem of substance in a file whose form is right; `place` is folder and name."""
    raw = document.value
    says = f"{raw['country']}/{raw['report_year']}.yaml"
    stem = place[-1].removesuffix(".yaml")
    # A file from outside a data folder may have any name; one that looks placed must agree.
    placed = stem.isdigit() and len(place) == 2 and len(place[0]) == 3 and place[0].isupper()
    if placed and "/".join(place) != says:
        for key, part in (("country", place[0]), ("report_year", stem)):
            if str(raw[key]) != part:
                message = f"{raw[key]} does not agree with the path"
                yield document.problem(codes.PATH_DISAGREES, (key,), message, f"Use {part}.")
    yield from _references(document, known)
    yield from _searches(document, known)
    yield from _to_fill_in(document)
    yield from _days(document)
    yield from _times(document)
    yield from _judgements(document)


def _references(document: Any, known: Mapping[str, bool] | None) -> Iterator[Problem]:
    raw = document.value
    seen: dict[str, int] = {}
    items = {item["id"] for item in raw["evidence"]}
    for index, item in enumerate(raw["evidence"]):
        path = ("evidence", index)
        if item["id"] in seen:
            line = document.place(("evidence", seen[item["id"]], "id"))[0]
            yield document.problem(
                codes.ID_TAKEN,
                (*path, "id"),
                f"another item has the id {item['id']} too",
                f"It stands in line {line}.",
            )
        seen.setdefault(item["id"], index)
        if not item["id"].startswith(f"{raw['country']}-{raw['report_year']}-"):
            yield document.problem(
                codes.ID_OF_ANOTHER,
                (*path, "id"),
                f"the id {item['id']} is of another country-year",
                f"Start it with {raw['country']}-{raw['report_year']}-.",
            )
        for link in ("undercuts", "supersedes"):
            for place, target in enumerate(item.get(link, ())):
                if target == item["id"]:
                    message = "an item cannot attack itself"
                    remedy = "Name the item that it answers."
                    yield document.problem(
                        codes.ATTACKS_ITSELF, (*path, link, place), message, remedy
                    )
                yield from _known(document, (*path, link, place), target, items, "item")
    for group in GROUPS:
        for index, entry in enumerate(raw.get(group, ())):
            if "source" in entry:
                place_of = (group, index, "source")
                yield from _known(document, place_of, entry["source"], raw["sources"], "source")
            if known is not None and "indicator" in entry:
                place_of = (group, index, "indicator")
                yield from _known(document, place_of, entry["indicator"], known, "indicator")
            for number, target in enumerate(entry.get("cites", ())):
                yield from _known(document, (group, index, "cites", number), target, items, "item")


def _searches(document: Any, known: Mapping[str, bool] | None) -> Iterator[Problem]:
    raw = document.value
    borne_on = {item["indicator"]: item["id"] for item in raw["evidence"]}
    for index, search in enumerate(raw.get("searches", ())):
        item = borne_on.get(search["indicator"])
        if item and search["result"] == "not_applicable":
            yield document.problem(
                codes.SEARCH_AGAINST_EVIDENCE,
                ("searches", index, "result"),
                f"says that {search['indicator']} does not arise, but {item} bears on it",
                "Keep one of the two.",
            )
        elif (
            search["result"] == "not_applicable" and (known or {}).get(search["indicator"]) is False
        ):
            yield document.problem(
                codes.ALWAYS_ARISES,
                ("searches", index, "result"),
                f"{search['indicator']} has no precondition, so it always arises",
                "Write not_found, or give evidence that contradicts the claim.",
            )


#: What `tipcli new` writes where an editor is to write.
DOTS = "..."


def _to_fill_in(document: Any) -> Iterator[Problem]:
    raw = document.value
    entries: list[tuple[tuple[str | int, ...], Any]] = [
        (("sources", ident), source) for ident, source in raw["sources"].items()
    ]
    for group in GROUPS:
        entries += [((group, index), each) for index, each in enumerate(raw.get(group, ()))]
    for index, item in enumerate(raw["evidence"]):
        if "measure" in item:
            entries.append((("evidence", index, "measure"), item["measure"]))
    for path, entry in [((), raw), *entries]:
        texts = [((*path, key), value) for key, value in entry.items()]
        texts += [((*path, "ignore", code), why) for code, why in entry.get("ignore", {}).items()]
        for at, value in texts:
            if value == DOTS:
                what = f"reason for {at[-1]}" if at[-2:-1] == ("ignore",) else at[-1]
                message = f"the {what} is still to be filled in"
                yield document.problem(codes.TO_FILL_IN, at, message, "Write it.")
            elif isinstance(value, str) and not value.strip():
                yield document.problem(codes.LEFT_EMPTY, at, "is blank", "Write something.")


_EXCHANGE = "Exchange from and to, or mend the year."


def _days(document: Any) -> Iterator[Problem]:
    """Days that no calendar has, such as 31 February; the schema sees only their form."""
    from datetime import date

    for path, day in _dates(document.value):
        try:
            date.fromisoformat(day)
        except ValueError:
            message = f"there is no day {day}"
            yield document.problem(codes.WRONG_FORM, path, message, "Write the day as it was.")


def _dates(raw: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every full date of a file, and where it stands."""
    for end in ("from", "to"):
        yield ("reporting_period", end), raw["reporting_period"][end]
    for ident, source in raw["sources"].items():
        if len(str(source["published"])) == len("2010-03-31"):
            yield ("sources", ident, "published"), source["published"]
    for index, item in enumerate(raw["evidence"]):
        for end in ("from", "to") if "period" in item else ():
            yield ("evidence", index, "period", end), item["period"][end]
    for group, key in (("searches", "asked_on"), ("judgements", "date")):
        for index, each in enumerate(raw.get(group, ())):
            if key in each:
                yield (group, index, key), each[key]


def _times(document: Any) -> Iterator[Problem]:
    """Periods the right way round, and a reporting period that belongs to the report."""
    raw = document.value
    period, year = raw["reporting_period"], raw["report_year"]
    if period["from"] > period["to"]:
        message = "the period ends before it begins"
        yield document.problem(codes.PERIOD_REVERSED, ("reporting_period",), message, _EXCHANGE)
    elif int(period["to"][:4]) not in (year - 1, year):
        yield document.problem(
            codes.PERIOD_OF_ANOTHER,
            ("reporting_period", "to"),
            f"the period of the {year} report ends in {period['to'][:4]}",
            f"Normally {year - 1}-04-01 to {year}-03-31.",
        )
    for index, item in enumerate(raw["evidence"]):
        if "period" in item and item["period"]["from"] > item["period"]["to"]:
            message = "the period ends before it begins"
            path = ("evidence", index, "period")
            yield document.problem(codes.PERIOD_REVERSED, path, message, _EXCHANGE)


def _judgements(document: Any) -> Iterator[Problem]:
    judged: dict[str, int] = {}
    for index, entry in enumerate(document.value.get("judgements", ())):
        if entry["indicator"] in judged:
            line = document.place(("judgements", judged[entry["indicator"]]))[0]
            yield document.problem(
                codes.JUDGED_TWICE,
                ("judgements", index, "indicator"),
                f"{entry['indicator']} is judged twice",
                f"The other judgement stands in line {line}; keep one.",
            )
        judged.setdefault(entry["indicator"], index)


_UNKNOWN = {
    "item": codes.UNKNOWN_ITEM,
    "source": codes.UNKNOWN_SOURCE,
    "indicator": codes.UNKNOWN_INDICATOR,
}


def _known(
    document: Any, path: tuple[str | int, ...], word: str, known: Any, what: str
) -> Iterator[Problem]:
    if word not in known:
        yield document.unknown(_UNKNOWN[what], path, what, word, known)


def build(raw: Mapping[str, Any], digest: str) -> CountryYear:
    """The frozen country-year from a checked file."""
    sources = {ident: _source(ident, each) for ident, each in raw["sources"].items()}
    return CountryYear(
        country=raw["country"],
        report_year=raw["report_year"],
        period=_period(raw["reporting_period"]),
        note=raw.get("note") or "",
        sources=tuple(sources.values()),
        evidence=tuple(_item(each, sources) for each in raw["evidence"]),
        searches=tuple(_search(each) for each in raw.get("searches", ())),
        waivers=tuple(_waiver(each) for each in raw.get("waivers", ())),
        judgements=tuple(_judgement(each) for each in raw.get("judgements", ())),
        digest=digest,
    )


def _period(raw: Mapping[str, str]) -> Period:
    return Period(raw["from"], raw["to"])


def _source(ident: str, raw: Mapping[str, Any]) -> Source:
    return Source(
        id=ident,
        title=raw["title"],
        publisher=raw["publisher"],
        kind=raw["kind"],
        published=str(raw["published"]),
        url=raw.get("url", ""),
        reliability=raw.get("reliability", ""),
        reliability_reason=raw.get("reliability_reason", ""),
        origin=raw.get("origin", ident),
        seen=raw.get("seen", ""),
        status=raw.get("status", "confirmed"),
        note=raw.get("note", ""),
    )


def _item(raw: Mapping[str, Any], sources: Mapping[str, Source]) -> Item:
    source = sources[raw["source"]]
    return Item(
        id=raw["id"],
        indicator=raw["indicator"],
        bearing=raw["bearing"],
        statement=raw["statement"],
        source=source,
        locator=raw["locator"],
        basis=raw["basis"],
        credibility=raw.get("credibility", 0),
        credibility_reason=raw.get("credibility_reason", ""),
        origin=raw.get("origin", source.origin),
        period=_period(raw["period"]) if "period" in raw else None,
        measure=raw.get("measure"),
        adjust=tuple(raw.get("adjust", ())),
        undercuts=tuple(raw.get("undercuts", ())),
        supersedes=tuple(raw.get("supersedes", ())),
        status=raw.get("status", "confirmed"),
        note=raw.get("note", ""),
    )


def _search(raw: Mapping[str, Any]) -> Search:
    return Search(
        raw["indicator"],
        raw["result"],
        raw.get("asked_on", ""),
        raw["note"],
        raw.get("source", ""),
    )


def _waiver(raw: Mapping[str, Any]) -> Waiver:
    return Waiver(
        raw["report_year"],
        raw["plan"],
        raw["plan_sufficient"],
        raw["resources"],
        raw["source"],
        raw["locator"],
    )


def _judgement(raw: Mapping[str, Any]) -> Judgement:
    return Judgement(
        raw["indicator"],
        raw["outcome"],
        raw["author"],
        raw["date"],
        raw["reason"],
        tuple(raw.get("cites", ())),
    )
