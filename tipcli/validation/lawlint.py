"""Lints a folder of the law: what its loader refuses, else all that looks wrong in each version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tipcli import codes, law, lawcheck, lawlint, paths
from tipcli.errors import InputError, Problem
from tipcli.lawfile import in_force, laws, raw_provisions, window
from tipcli.validation.files import called
from tipcli.validation.onefile import of_law
from tipcli.validation.report import Report, refuse_severity, report
from tipcli.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tipcli.lawlint import Flaw
    from tipcli.yamlfile import Document

    Path = tuple[str | int, ...]

#: Why a rule may count evidence against the government that speaks for it: a key of any node.
_REASON = "not_monotone"
_OURS = "modelling-choice"


def law_lint(
    criteria: str | None = None,
    *,
    report_years: Iterable[int] = (),
    severity: str = codes.WARNING,
) -> Report:
    """Every problem of the law that is at least as bad as `severity`.

    `report_years` choose the versions; without any, all are linted. What the loader refuses is
    reported first and alone, since such a law has no rules to speak of. Raises TipcliError for a
    folder that is none and for a year that no version covers, UsageError for a severity that is
    none.
    """
    refuse_severity(severity)
    folder = paths.criteria(criteria)
    try:
        library = law.library(folder.path)
    except InputError as error:
        return report(error.problems, 0, severity)
    try:
        problems = list(_problems(law.documents(library), library, sorted(set(report_years))))
    except InputError as error:
        problems = list(error.problems)
    # The folder of an installation is named in no answer.
    name = "criteria" if folder.found == paths.BUNDLED_WORD else called(folder.path)
    return report(of_law(problems, name, library.files), len(library.files), severity)


def _problems(
    documents: Mapping[str, Any], library: law.Library, report_years: list[int]
) -> Iterator[Problem]:
    chosen = [document for _, document in laws(documents)]
    if report_years:
        # Loading refuses a year that no version covers, by name of the nearest.
        named = {law.load(library, year).law.id for year in report_years}
        chosen = [document for document in chosen if document.value["id"] in named]
    entries = lawcheck.catalogue(documents)
    for document in chosen:
        yield from _version(document, entries, library.digest)
    for entry in entries.values():
        if any(in_force(entry.raw, *window(document.value)) for document in chosen):
            yield from _uncited(entry.document, entry.path, entry.raw, "")


def _version(
    document: Document, entries: Mapping[str, lawcheck.Entry], digest: str
) -> Iterator[Problem]:
    raw = document.value
    catalogue = [
        {**entry.raw, "dimension": entry.document.value["dimension"]}
        for entry in entries.values()
        if in_force(entry.raw, *window(raw))
    ]
    places = [path for _, path, _ in raw_provisions(raw)]
    used: set[Path] = set()
    for flaw in lawlint.flaws(law.build_law(raw, catalogue, digest), places):
        yield _reasoned(document, flaw, used)
    for path, value in lawcheck.walk(raw, ()):
        if path and path[-1] == _REASON and path not in used:
            message = "gives a reason, and here no evidence for the government counts against it"
            remedy = "Leave it out."
            yield document.problem(codes.LAW_REASON_IN_VAIN, path, message, remedy, key=True)
        if isinstance(value, dict) and path and path[0] != "changes":
            yield from _uncited(document, path, value, _above(raw, path))
    yield from _lists(document)
    yield from _informing(document, {each["id"] for each in catalogue})


def _reasoned(document: Document, flaw: Flaw, used: set[Path]) -> Problem:
    """The flaw as a problem; as a note where the law says why evidence counts so."""
    if flaw.code == codes.LAW_NOT_MONOTONE:
        value: Any = document.value
        for number, step in enumerate(flaw.path):
            value = value[step]
            if isinstance(value, dict) and _REASON in value:
                path = (*flaw.path[: number + 1], _REASON)
                used.add(path)
                message = f"{flaw.message}; the stated reason: {value[_REASON]}"
                return document.problem(codes.LAW_REASONED, path, message.rstrip("."), key=True)
    return document.problem(flaw.code, flaw.path, flaw.message, flaw.remedy, key=flaw.key)


def _uncited(
    document: Document, path: Path, entry: Mapping[str, Any], above: str
) -> Iterator[Problem]:
    """An entry that claims an authority and does not say where; `above` is that round it."""
    authority = entry.get("authority", "")
    cited = entry.get("citation") or entry.get("sources")
    if authority not in ("", _OURS, above) and not cited:
        message = f"claims the authority {authority} and cites nothing for it"
        remedy = f"Add `citation`, or say {_OURS} if it is ours."
        yield document.problem(codes.LAW_UNCITED, (*path, "authority"), message, remedy)
    # Of a clock that does not apply the statute says nothing.
    if authority == "statute" and _none(cited) and entry.get("applies") is not False:
        message = "claims the authority of the statute and cites none of it"
        remedy = f"Cite the section, or say {_OURS} if it is ours."
        yield document.problem(codes.LAW_UNCITED, (*path, "citation"), message, remedy)
    if entry.get("status") == "confirmed" and not entry.get("sources"):
        message = "is called confirmed, which is seen in a source, and names no source"
        remedy = "Add `sources`, or say inferred or memory."
        yield document.problem(codes.LAW_UNCITED, (*path, "status"), message, remedy)


def _none(cited: Any) -> bool:
    """Whether a citation says that there is none, as those of our own choices do."""
    return isinstance(cited, str) and cited.lower().split(";")[0].strip() == "none"


def _above(raw: Any, path: Path) -> str:
    """The authority of what stands round a node of a rule, which it takes over; '' elsewhere."""
    found, inside = "", False
    for step in path:
        inside = inside or step in ("rule", "when")
        found = raw.get("authority", found) if isinstance(raw, dict) and inside else found
        raw = raw[step]
    return found


def _lists(document: Document) -> Iterator[Problem]:
    """Lists of the law on which no rung places a country."""
    given = {rung["tier"] for rung in document.value["ladder"]}
    for number, each in enumerate(document.value["lists"]):
        if each.get("tier", "") and each["tier"] not in given:
            message = f"no rung of the ladder gives {each['tier']}"
            remedy = "Add a rung that does, or leave out the list."
            path = ("lists", number, "tier")
            yield document.problem(codes.LAW_UNREACHABLE, path, message, remedy)


def _informing(document: Document, in_force_ids: set[str]) -> Iterator[Problem]:
    """Parameters that no rule reads and that only explain what an indicator asks."""
    raw = document.value
    read = {
        value["count"]
        for _, value in lawcheck.walk(raw, ())
        if isinstance(value, dict) and "count" in value
    }
    read |= {raw["clock"].get(name) for name in ("years_limit", "waiver_years")}
    read.add(
        (raw["clock"].get("post_downgrade_rule") or {}).get("max_consecutive_watch_list_years")
    )
    for number, each in enumerate(raw["parameters"]):
        informed = [ident for ident in each.get("informs", ()) if ident in in_force_ids]
        path = ("parameters", number, "informs")
        if each["id"] in read:
            continue
        if informed:
            message = (
                f"no rule reads {each['id']}: it tells the analyst how to answer {listed(informed)}"
            )
            yield document.problem(codes.LAW_SHOWN_ONLY, path, message)
        else:
            idle = listed(each["informs"])
            message = f"no rule reads {each['id']}, and this version does not ask {idle} either"
            remedy = "Leave it out, or name an indicator of these report years."
            yield document.problem(codes.LAW_WITHOUT_EFFECT, path, message, remedy)
