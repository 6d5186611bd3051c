"""`tipcli report`: the whole report on a country-year as a Markdown or HTML page; or the site."""

from __future__ import annotations

import sys
from typing import NamedTuple

from tipcli import assessment
from tipcli.cli import request as asked
from tipcli.cli.formats import refuse_format
from tipcli.errors import UsageError
from tipcli.model import Assessment
from tipcli.report.brief import Brief
from tipcli.report.drafting import draft
from tipcli.report.phrases import names, phrases

#: What a report can be written as.
FORMATS = ("markdown", "html")


class Request(NamedTuple):
    """The words of the command line; the defaults are the command's.

    Without a `format` it is that of the name of the output, and Markdown where that says nothing.
    """

    country: str | None = None
    report_year: str | None = None
    every: bool = False
    format: str | None = None
    output: str | None = None
    template: str | None = None
    language: str = "en"
    force: bool = False
    law: str | None = None
    attitude: str = "balanced"
    hindsight: bool = False
    independent: bool = False
    no_judgements: bool = False
    criteria: str | None = None
    data: str | None = None


def run_report(request: Request) -> int:
    """Print the report, or write it to a file, whole or not at all."""
    format = _format(request)
    if request.every:
        return _site(request)
    if request.force:
        raise UsageError("--force goes with --all: it lets a site be built among other files")
    say = phrases(request.language)
    found = asked.assessed(_assessment(request))
    brief = draft(found, say)
    if request.template is not None:
        from tipcli.report.template import page as page_by_template

        text = page_by_template(brief, request.template)
    elif format == "html":
        text = _html(request, found, brief)
    else:
        from tipcli.report.markdown import page

        text = page(brief)
    if request.output in (None, "-"):
        sys.stdout.write(text)
    else:
        from tipcli.writing import replace

        replace(str(request.output), text)
    return 0


def _format(request: Request) -> str:
    """The format asked for. UsageError for one there is not, and for words that clash."""
    if request.template is not None and (request.format is not None or request.every):
        raise UsageError("--template says what the page looks like; leave out --format and --all")
    if request.format is None:
        page = (request.output or "").lower().endswith((".html", ".htm"))
        return "html" if page or request.every else "markdown"
    refuse_format(request.format, FORMATS)
    if request.every and request.format != "html":
        raise UsageError("--all builds a site of HTML pages; leave out --format")
    return request.format


def _assessment(request: Request) -> asked.Request:
    """What is asked of the assessment alone."""
    words = request._asdict()
    known = {name: words[name] for name in asked.Request._fields if name in words}
    return asked.Request(**{**known, "format": "text"})


def _html(request: Request, found: Assessment, brief: Brief) -> str:
    """The page with the country's years around it."""
    from tipcli import yearly
    from tipcli.report.html import page
    from tipcli.timeline import timeline

    code, options = brief.country, found.options
    if str(request.country).upper() == code:
        years = yearly.history_of(
            code, **options._asdict(), criteria=request.criteria, data=request.data
        )
    else:
        # A file of evidence that lies anywhere: it stands alone beside what was published.
        there = assessment.folders(options, request.criteria, request.data)
        answers = {found.country_year.report_year: found}
        published = yearly.published_tiers(there.data.path, code)
        laws = yearly.laws(there.library, options, answers)
        years = timeline(code, published, answers, laws, options)
    return page(brief, years, found.placement.rungs, names(request.language).get(code, ""))


def _site(request: Request) -> int:
    from tipcli.cli.site import run_site

    if request.country is not None:
        raise UsageError("--all takes every country; name none")
    return run_site(
        request.output,
        asked.options(_assessment(request)),
        criteria=request.criteria,
        data=request.data,
        language=request.language,
        force=request.force,
    )
