"""Loads the law: one complete version by report year, its indicators, and the weighing tables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from tipcli import cache, plainfile
from tipcli.errors import InputError, Problem, TipcliError
from tipcli.lawfile import (
    BRANCHES,
    LEAVES,
    in_force,
    laws,
    raw_provisions,
    schema_of,
    window,
)
from tipcli.model import (
    NO_END,
    ClockRule,
    Indicator,
    Law,
    Parameter,
    Provision,
    Rule,
    Rung,
    Standard,
    Weighing,
)


class Criteria(NamedTuple):
    """What `criteria/` says for one report year.

    `issued` gives the ISO date of each report; `catalogue` the ids of all indicators, whether
    in force in this version or not, each with whether it has a precondition.
    """

    law: Law
    weighing: Weighing
    issued: Mapping[str, str]
    catalogue: Mapping[str, bool]


class Library(NamedTuple):
    """The files of `criteria/` as bytes, by relative name, and one digest over all of them."""

    files: tuple[tuple[str, bytes], ...]
    digest: str


def library(folder: str) -> Library:
    """Read the folder. Raises TipcliError where it, InputError where a file of it, cannot be."""
    from hashlib import sha256

    files = tuple(read_files(folder))
    digest = sha256()
    for name, data in files:
        for part in (name.encode(), data):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return Library(files, digest.hexdigest())


def load(library: Library, report_year: int) -> Criteria:
    """The law for the report of this year.

    Raises InputError with every problem of the folder's files, and TipcliError where no version
    covers the year (the message names the nearest).
    """
    name = cache.key("law", library.digest.encode(), str(report_year).encode())
    raw = cache.get(name)
    if raw is None:
        raw = compiled(documents(library), report_year)
        cache.put(name, raw)
    return build(raw, library.digest)


def build(raw: Mapping[str, Any], digest: str) -> Criteria:
    """The frozen criteria from what `compiled` gives."""
    return Criteria(
        build_law(raw["law"], raw["indicators"], digest),
        build_weighing(raw["weighing"]),
        raw["issued"],
        raw["catalogue"],
    )


def contents(library: Library) -> dict[str, Any]:
    """What the files say, checked, by relative name, and not where. Raises as `documents` does."""
    name = cache.key("criteria", library.digest.encode())
    found: dict[str, Any] | None = cache.get(name)
    if found is None:
        found = {called: document.value for called, document in documents(library).items()}
        cache.put(name, found)
    return found


def read_files(folder: str) -> list[tuple[str, bytes]]:
    """Every YAML file of the folder and of `indicators/`, as (relative name, bytes), sorted."""
    found = []
    for part in ("", "indicators"):
        try:
            names = sorted(os.listdir(os.path.join(folder, part)))
        except OSError as error:
            raise TipcliError(f"cannot read the folder {folder}: {error.strerror}") from error
        for name in names:
            if name.endswith(".yaml"):
                called = f"{part}/{name}" if part else name
                path = os.path.join(folder, part, name)
                found.append((called, plainfile.read(path, f"criteria/{called}")))
    return found


def documents(library: Library) -> dict[str, Any]:
    """The files parsed and checked, by relative name; values are yamlfile.Document.

    Raises InputError with the problems of all files together: form first, then substance.
    """
    from tipcli import formcheck, lawcheck, yamlfile

    parsed = {}
    problems: list[Problem] = []
    for name, data in library.files:
        display = f"criteria/{name}"
        try:
            parsed[name] = yamlfile.parse(data, display)
        except InputError as error:
            problems.extend(error.problems)
            continue
        problems.extend(formcheck.check(parsed[name], schema_of(name)))
    if not problems:
        problems.extend(lawcheck.check(parsed))
    if problems:
        raise InputError(tuple(problems))
    return parsed


def compiled(parsed: Mapping[str, Any], report_year: int) -> dict[str, Any]:
    """What checked documents say for one report year, ready to be built; no other file is needed.

    Raises TipcliError where no version covers the year.
    """
    from tipcli import lawcheck

    versions = [doc.value for _, doc in laws(parsed)]
    chosen = [raw for raw in versions if window(raw)[0] <= report_year <= window(raw)[1]]
    if not chosen:
        nearest = min(versions, key=lambda raw: min(abs(y - report_year) for y in window(raw)))
        first, last = window(nearest)
        span = f"{first} on" if last == NO_END else f"{first}-{last}"
        raise TipcliError(
            f"no version of the law covers the {report_year} report; "
            f"the nearest is {nearest['id']}, for the reports of {span}"
        )
    first, last = window(chosen[0])
    catalogue = [
        {**indicator, "dimension": doc.value["dimension"]}
        for name, doc in parsed.items()
        if name.startswith("indicators/")
        for indicator in doc.value["indicators"]
        if in_force(indicator, first, last)
    ]
    return {
        "law": chosen[0],
        "indicators": catalogue,
        "weighing": parsed["weighing.yaml"].value,
        "issued": {
            str(row["report_year"]): row["issued"]
            for row in parsed["reports.yaml"].value["reports"]
        },
        "catalogue": lawcheck.preconditions(parsed),
    }


def build_law(raw: Mapping[str, Any], catalogue: list[dict[str, Any]], digest: str) -> Law:
    """The frozen law from a checked file and the indicators in force in its window."""
    parameters = tuple(_parameter(each) for each in raw["parameters"])
    values = {parameter.id: parameter.value for parameter in parameters}
    first, last = window(raw)
    return Law(
        id=raw["id"],
        title=raw["title"],
        first_report=first,
        last_report=last,
        window_status=raw["window_status"],
        note=raw.get("note", ""),
        provisions=tuple(
            _provision(each, section, values) for section, _, each in raw_provisions(raw)
        ),
        ladder=tuple(_rung(each, values) for each in raw["ladder"]),
        clock=_clock(raw["clock"], values),
        parameters=parameters,
        indicators=tuple(_indicator(each) for each in catalogue),
        digest=digest,
    )


def _provision(raw: Mapping[str, Any], section: str, values: Mapping[str, Any]) -> Provision:
    return Provision(
        id=raw["id"],
        section=section,
        title=raw["title"],
        citation=raw["citation"],
        text=raw["text"],
        authority=raw["authority"],
        status=raw["status"],
        sources=tuple(raw["sources"]),
        rule=build_rule(raw["rule"], values) if "rule" in raw else None,
        context=tuple(raw.get("context", ())),
        why=raw.get("why", ""),
        elements=tuple((each["text"], each["status"]) for each in raw.get("elements", ())),
    )


def build_rule(
    raw: Mapping[str, Any], values: Mapping[str, Any], authority: str = "", citation: str = ""
) -> Rule:
    """A rule from its YAML form; a part without authority or citation has that of its parent."""
    authority = raw.get("authority", authority)
    citation = raw.get("citation", citation)
    op = next(name for name in (*BRANCHES, *LEAVES) if name in raw)
    below: Any = raw[op]
    count, parameter = 0, ""
    if op == "at_least":
        named = below["count"]
        count = named if isinstance(named, int) else values[named]
        parameter = "" if isinstance(named, int) else named
        below = below["of"]
    parts = [below] if op == "not" else below if op in BRANCHES else []
    return Rule(
        op=op,
        ref=below if op in LEAVES else "",
        parts=tuple(build_rule(part, values, authority, citation) for part in parts),
        least=count,
        parameter=parameter,
        title=raw.get("title", ""),
        authority=authority,
        citation=citation,
        why=raw.get("why", ""),
        if_not_applicable=raw.get("if_not_applicable", ""),
    )


def _rung(raw: Mapping[str, Any], values: Mapping[str, Any]) -> Rung:
    return Rung(
        id=raw["id"],
        question=raw["question"],
        citation=raw["citation"],
        authority=raw["authority"],
        why=raw.get("why", ""),
        rule=build_rule(raw["when"], values, raw["authority"], raw["citation"])
        if "when" in raw
        else None,
        tier=raw["tier"],
        automatic=raw.get("automatic", False),
        if_yes=raw["if_yes"],
        if_no=raw.get("if_no", ""),
    )


def _clock(raw: Mapping[str, Any], values: Mapping[str, Any]) -> ClockRule:
    after = raw.get("post_downgrade_rule") or {}
    return ClockRule(
        applies=raw["applies"],
        citation=raw["citation"],
        authority=raw["authority"],
        status=raw["status"],
        text=raw.get("text", ""),
        years_limit=values[raw["years_limit"]] if raw["applies"] else 0,
        waiver_years=values[raw["waiver_years"]] if raw["applies"] else 0,
        first_counted_report=raw.get("first_counted_report", 0),
        post_downgrade_years=values[after["max_consecutive_watch_list_years"]] if after else 0,
        post_downgrade_citation=after.get("citation", ""),
        years_limit_parameter=raw["years_limit"] if raw["applies"] else "",
        waiver_years_parameter=raw["waiver_years"] if raw["applies"] else "",
        post_downgrade_parameter=after.get("max_consecutive_watch_list_years", ""),
    )


def _parameter(raw: Mapping[str, Any]) -> Parameter:
    return Parameter(
        id=raw["id"],
        value=raw["value"],
        unit=raw["unit"],
        authority=raw["authority"],
        citation=raw["citation"],
        status=raw["status"],
        text=raw["text"],
        range=(raw["range"][0], raw["range"][1]) if "range" in raw else None,
        range_why=raw.get("range_why", ""),
        informs=tuple(raw.get("informs", ())),
    )


def _indicator(raw: Mapping[str, Any]) -> Indicator:
    return Indicator(
        id=raw["id"],
        dimension=raw["dimension"],
        claim=raw["claim"],
        question=raw["question"],
        title_established=raw["titles"]["established"],
        title_refuted=raw["titles"]["refuted"],
        favourable=raw["favourable"],
        provisions=tuple(raw["provisions"]),
        evidence_kinds=tuple(raw["evidence_kinds"]),
        standard=raw["standard"],
        burden=raw["burden"],
        silence=raw["silence"],
        silence_from=raw.get("silence_from", 0),
        precondition=raw.get("precondition", ""),
        parameter=raw.get("parameter", ""),
        unit=raw.get("measure", {}).get("unit", ""),
        first_report=raw["first_report"],
        last_report=raw.get("last_report", NO_END),
        authority=raw["authority"],
        citation=raw["citation"],
        status=raw["status"],
        sources=tuple(raw["sources"]),
    )


def build_weighing(raw: Mapping[str, Any]) -> Weighing:
    """The weighing tables with strengths as steps on the scale, 0 for a mere lead."""
    steps = {word: step for step, word in enumerate(raw["scale"])}
    ranges = raw.get("ranges", {})
    return Weighing(
        scale=tuple(raw["scale"]),
        strength={
            letter: tuple(steps[word] for word in row) for letter, row in raw["strength"].items()
        },
        reliability_by_kind=raw["reliability_by_kind"],
        credibility_by_basis=raw["credibility_by_basis"],
        adjustments={name: entry["steps"] for name, entry in raw["adjustments"].items()},
        corroboration_origins=raw["corroboration"]["origins"],
        corroboration_steps=raw["corroboration"]["steps"],
        standards={
            name: Standard(name, steps[entry["needs"]], entry["margin"])
            for name, entry in raw["standards"].items()
        },
        authority=raw["authority"],
        citation=raw["citation"],
        ranges={name: reach for name, reach in ranges.items() if name != "why"},
        ranges_why=ranges.get("why", ""),
    )
