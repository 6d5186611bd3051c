"""JUnit XML, which nearly every CI system shows: each problem is a test case that failed.

In the form of the schema that the xUnit plugin of Jenkins publishes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from tipcli.errors import printable
from tipcli.render.lines import WIDEST
from tipcli.render.problems.text import block
from tipcli.render.problems.wording import headline, named, severity

if TYPE_CHECKING:
    from tipcli.errors import Problem
    from tipcli.validation.report import Report

_NAME = "tipcli validate"


def render(report: Report) -> str:
    """One suite; where nothing is wrong it holds one test case that passed, and shows green."""
    failures = len(report.problems)
    root = Element("testsuites")
    suite = SubElement(root, "testsuite", name=_NAME, tests=str(failures or 1))
    suite.attrib |= {"failures": str(failures), "errors": "0", "skipped": "0", "time": "0"}
    _properties(suite, report)
    taken: dict[tuple[str, str], int] = {}
    for problem in report.problems:
        _case(suite, problem, taken)
    if not failures:
        SubElement(suite, "testcase", classname=_NAME, name="no problems", time="0")
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _properties(suite: Element, report: Report) -> None:
    counts = [("files", report.files), *report.by_code()]
    counts += [(f"{severity}s not shown", number) for severity, number in report.milder]
    properties = SubElement(suite, "properties")
    for name, count in counts:
        SubElement(properties, "property", name=name, value=str(count))


def _case(suite: Element, problem: Problem, taken: dict[tuple[str, str], int]) -> None:
    name = named(problem)
    if problem.line:
        name += f" {problem.line}:{problem.column}"
    if problem.where:
        name += f" {printable(problem.where)}"
    file = printable(problem.file)
    # CI systems know a case by its two names and would show only one of two that are alike.
    number = taken[file, name] = taken.get((file, name), 0) + 1
    name += f" ({number})" if number > 1 else ""
    case = SubElement(suite, "testcase", classname=file, name=name, time="0")
    failure = SubElement(case, "failure", type=f"{severity(problem)} {named(problem)}")
    failure.set("message", headline(problem))
    # printable, and so free of what XML 1.0 forbids
    failure.text = f"\n{block(problem, WIDEST)}"
