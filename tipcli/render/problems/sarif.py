"""SARIF 2.1.0, the OASIS standard that code scanning services and editors read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tipcli import __version__
from tipcli.codes import KINDS
from tipcli.render.problems.json import dumps
from tipcli.render.problems.marking import marked
from tipcli.render.problems.wording import fingerprints, sentences, severity, statistics

if TYPE_CHECKING:
    from tipcli.errors import Problem
    from tipcli.validation.report import Report

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def render(report: Report) -> str:
    """A log of one run, without times and places of the machine: equal reports, equal bytes."""
    rules = sorted({problem.code for problem in report.problems})
    marks = fingerprints(report)
    run = {
        "tool": {
            "driver": {
                "name": "tipcli",
                "version": __version__,
                "rules": [_rule(code) for code in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(problem, rules.index(problem.code), mark)
            for problem, mark in zip(report.problems, marks, strict=True)
        ],
        "properties": {
            "files": report.files,
            "milder": dict(report.milder),
            "statistics": statistics(report),
        },
    }
    return dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str) -> dict[str, Any]:
    kind = KINDS[code]
    return {
        "id": code,
        "name": kind.name,
        "shortDescription": {"text": kind.title},
        "fullDescription": {"text": kind.title},
        "help": {"text": f"{kind.title} More: tipcli validate --explain {code}"},
        "defaultConfiguration": {"level": kind.severity},
    }


def _result(problem: Problem, rule: int, fingerprint: str) -> dict[str, Any]:
    location: dict[str, Any] = {"physicalLocation": _physical(problem)}
    if problem.where:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.where}]
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": severity(problem),  # SARIF has the same three words
        "message": {"text": _message(sentences(problem))},
        "locations": [location],
        "partialFingerprints": {"tipcliProblem/v1": fingerprint},
    }


def _message(text: str) -> str:
    """The text as SARIF 3.11.5 and 3.11.6 want it: no placeholder and no link by accident."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _physical(problem: Problem) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": _artifact(problem.file)}
    if not problem.line:
        return location
    region: dict[str, Any] = {"startLine": problem.line}
    if problem.column:
        region["startColumn"] = problem.column
    start, end = marked(problem) or (0, 0)
    if end > start:
        region["endColumn"] = problem.column + end - start
        region["snippet"] = {"text": problem.source[start:end]}
    location["region"] = region
    if 0 < end - start < len(problem.source):
        location["contextRegion"] = _context(problem)
    return location


def _context(problem: Problem) -> dict[str, Any]:
    return {
        "startLine": problem.line,
        "startColumn": problem.source_column,
        "endColumn": problem.source_column + len(problem.source),
        "snippet": {"text": problem.source},
    }


def _artifact(file: str) -> dict[str, str]:
    if re.match(r"/|[A-Za-z]:/", file):
        return {"uri": f"file:///{_quoted(file.removeprefix('/'))}"}
    return {"uri": _quoted(file), "uriBaseId": "%SRCROOT%"}


def _quoted(file: str) -> str:
    """The path as part of a URI (RFC 3986); of a name that is not UTF-8, its very bytes."""
    from urllib.parse import quote

    try:
        return quote(file, safe="/", errors="surrogateescape")
    except UnicodeEncodeError:
        return quote(file, safe="/", errors="backslashreplace")
