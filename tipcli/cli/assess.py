"""`tipcli assess` and `tipcli explain`: read options, assess, print, and give the exit status."""

from __future__ import annotations

import sys
from typing import Any

from tipcli import assessment
from tipcli.cli.formats import refuse_format
from tipcli.cli.request import Request, assessed, options, print_json
from tipcli.errors import TipcliError, UsageError, did_you_mean
from tipcli.model import TIERS, Assessment
from tipcli.render.lines import BLANK, Line, heading, show


def run_assess(request: Request) -> int:
    """Print the tier and what stands behind it, for one country-year or for all of them."""
    _check(request)
    if request.every:
        return _run_every(request)
    found = assessed(request)
    if request.format == "json":
        _print_json(found)
    else:
        from tipcli.render.text import summary

        show(summary(found), sys.stdout)
    return _finish(request, found)


def run_explain(request: Request) -> int:
    """Print the rationale and the tree of reasons down to the sources."""
    _check(request)
    found = assessed(request)
    known = [provision.id for provision in found.law.provisions]
    if request.provision and request.provision not in known:
        raise UsageError(_unknown(request.provision, known, found.law.id))
    if request.format == "json":
        _print_json(found)
    else:
        from tipcli.render.tree import explanation

        lines = explanation(found, full=request.full, provision=request.provision or "")
        show(lines, sys.stdout)
    return _finish(request, found)


def _check(request: Request) -> None:
    refuse_format(request.format)
    if request.expect is not None and request.expect not in TIERS:
        raise UsageError(f"no tier {request.expect!r}; use one of {', '.join(TIERS)}")
    if request.every and (request.country or request.expect or request.receipt):
        raise UsageError("--all takes no country, report year, --expect or --receipt")
    if not request.every and not request.country:
        raise UsageError("name a country and a report year, as in: tipcli assess KAZ 2010")


def _print_json(found: Assessment) -> None:
    from tipcli.render import json

    print_json(json.assessment(found))


def _finish(request: Request, found: Assessment) -> int:
    if request.receipt is not None and request.country:
        from tipcli import receipt

        receipt.write(
            request.receipt,
            found,
            country=request.country,
            report_year=found.country_year.report_year if request.report_year else None,
            criteria=request.criteria,
            data=request.data,
        )
    return _expectation(request, found)


def _expectation(request: Request, found: Assessment) -> int:
    if request.expect is None or found.placement.tier == request.expect:
        return 0
    facts = found.country_year
    print(
        f"{facts.country} {facts.report_year}: expected {request.expect}, "
        f"found {found.placement.tier}",
        file=sys.stderr,
    )
    return 1


def _unknown(word: str, known: list[str], law: str) -> str:
    remedy = did_you_mean(word, known)
    return f"no provision {word!r} in {law}{'; ' if remedy else ''}{remedy}"


def _run_every(request: Request) -> int:
    from tipcli import evidence, paths

    known = evidence.every(paths.data(request.data).path)
    if not known:
        raise TipcliError("there is no evidence file to assess")
    found: list[Assessment] = []
    for answer in assessment.assess_every(
        _progress(known), options(request), request.criteria, request.data
    ):
        if isinstance(answer, TipcliError):
            print(answer, file=sys.stderr)
        else:
            found.append(answer)
    if request.format == "json":
        from tipcli.render import json

        answers = [json.assessment(each) for each in found]
        sys.stdout.write(json.dumps({"schema": json.SCHEMA + "+list", "assessments": answers}))
    else:
        show(_table(found), sys.stdout)
    return 1 if len(found) < len(known) else 0


def _progress(known: list[tuple[str, int]]) -> Any:
    if not sys.stderr.isatty():
        return known
    from rich.console import Console
    from rich.progress import track

    return track(known, "Assessing", console=Console(stderr=True), transient=True)


def _table(found: list[Assessment]) -> list[Line]:
    lines = [heading("Country-year, recommended tier, whether settled, and the tier set"), BLANK]
    for each in found:
        facts, placed = each.country_year, each.placement
        settled = "settled" if placed.settled else "not settled"
        tiers = ", ".join(reach.tier for reach in placed.tier_set)
        mark = f"{facts.country} {facts.report_year}  {placed.tier:<18} {settled:<12} "
        lines.append(Line(f"{placed.confidence}; {tiers}", 0, mark))
    return lines
