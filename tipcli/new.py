"""Composes the file of a new country-year: no evidence yet, and every question as a comment.

What stands behind "# " is YAML in the place where it belongs, so that taking the sign away makes
it part of the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tipcli import formcheck
from tipcli.model import DIMENSIONS
from tipcli.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tipcli.law import Criteria
    from tipcli.model import Indicator

#: The last column of a comment in words; YAML that is a comment keeps the lines of `tipcli fmt`.
COLUMNS = 100
#: How an editor finds the schema, from a file in the folder of a country.
MODELINE = "# yaml-language-server: $schema=../evidence.schema.json"
SCHEMA = "evidence.schema.json"
#: The last report whose period can be written: dates are of the 20th and the 21st century.
LAST_YEAR = 2099


def compose(
    country: str,
    report_year: int,
    criteria: Criteria,
    previous: Mapping[str, Any] | None = None,
    *,
    modeline: bool = False,
) -> str:
    """The text of the file, for the law of its report year.

    `previous` is the checked content of an earlier file, whose sources and items are told. Nothing
    of it, or of the law, can stand in the new file other than as a comment.
    """
    first, last = f"{report_year - 1}-04-01", f"{report_year}-03-31"
    lines = [
        *([MODELINE] if modeline else []),
        *_head(country, report_year, criteria),
        f"country: {country}",
        f"report_year: {report_year}",
        f"reporting_period: {{from: {first}, to: {last}}}",
        "",
        "sources: {}  # delete the {} when a source stands below",
        *_comment(_SOURCE),
        *(_sources(previous) if previous else ()),
        "",
        "evidence: []  # delete the [] when an item stands below",
        *_questions(f"{country}-{report_year}", criteria.law.indicators, previous),
        "",
        "searches: []  # delete the [] when a search stands below",
        *_comment(_SEARCH.format(indicator=criteria.law.indicators[0].id)),
    ]
    return "\n".join(lines) + "\n"


_SOURCE = """\
source-1:
  title: "..."
  publisher: "..."
  kind: ngo_report
  published: unknown"""
_SEARCH = '- {{indicator: {indicator}, result: not_found, note: "..."}}'
_GUIDE = """\
A comment below that is YAML becomes part of the file when its number sign and the space behind it \
are taken away; an editor does that with one stroke. Put your own words for each "...".
1. sources: name each document, under an id of your own in place of source-1. Copies of one voice \
share an `origin`. kind is one of {kinds}. published is a day, a month, a year or unknown.
2. evidence: write one item for each statement that bears on a question. bearing says whether it \
supports or contradicts the claim as worded, and basis what kind of statement it is: {bases}. \
Further items take the ids from {next_id} on.
3. searches: say what you looked for and did not find. result is one of {results}.
4. Run `tipcli fmt` and `tipcli validate`, then `tipcli explain {country} {year}`.
Questions that stay open may stay here or go: to tipcli they are comments."""


def _head(country: str, report_year: int, criteria: Criteria) -> Iterator[str]:
    schema = formcheck.schema("evidence")["properties"]
    source = schema["sources"]["additionalProperties"]["properties"]
    item = schema["evidence"]["items"]["properties"]
    search = schema["searches"]["items"]["properties"]
    issued = criteria.issued.get(str(report_year))
    of = f"{country}, TIP Report {report_year}{f', issued {issued}' if issued else ''}."
    yield from _wrapped(f"{of} Facts only: no tier and no opinion has a place here.", "# ")
    yield from _wrapped(f"The questions are those of this law: {criteria.law.title}", "# ")
    yield "#"
    guide = _GUIDE.format(
        kinds=listed(source["kind"]["enum"], "or"),
        bases=listed(item["basis"]["enum"], "or"),
        results=listed(search["result"]["enum"], "or"),
        next_id=f"{country}-{report_year}-{len(criteria.law.indicators) + 1:02}",
        country=country,
        year=report_year,
    )
    for line in guide.split("\n"):
        yield from _wrapped(line, "# ", "#    " if line[:1].isdigit() else "# ")


def _sources(previous: Mapping[str, Any]) -> Iterator[str]:
    """The sources of an earlier file, each with its keys as they are and ready to be taken over."""
    if not previous["sources"]:
        return
    import yaml

    from tipcli.fmt import format_text

    plain = yaml.safe_dump({"sources": previous["sources"]}, allow_unicode=True, sort_keys=False)
    text = format_text(plain.encode(), "sources").split("\n", 1)[1]
    yield "  #"
    told = f"The sources of {previous['report_year']}, to be taken over where they are cited again:"
    yield from _wrapped(told, "  # ")
    yield from (f"  # {line[2:]}".rstrip() for line in text.rstrip("\n").split("\n"))


def _questions(
    start: str, indicators: tuple[Indicator, ...], previous: Mapping[str, Any] | None
) -> Iterator[str]:
    """Every question with a skeleton of an item, P by P, numbered throughout."""
    number = 0
    for dimension in DIMENSIONS:
        group = [each for each in indicators if each.dimension == dimension]
        if group:
            yield ""
            yield f"  # === {dimension.capitalize()}: {len(group)} questions ==="
        for each in group:
            number += 1
            yield ""
            yield from _question(each, _borne(each.id, previous) if previous else "")
            yield from _skeleton(f"{start}-{number:02}", each.id)


def _question(indicator: Indicator, borne: str) -> Iterator[str]:
    yield from _wrapped(f"{indicator.id}: {indicator.claim}", "  # ", "  #   ")
    yield from _wrapped(indicator.question, "  #   ")
    unit = f" Unit: {indicator.unit}." if indicator.unit else ""
    proof = f" Proof: {indicator.standard.replace('_', ' ')}."
    yield from _wrapped(f"Admits: {_admitted(indicator)}.{unit}{proof}", "  #   ")
    if borne:
        yield from _wrapped(borne, "  #   ")


def _admitted(indicator: Indicator) -> str:
    """The kinds of source that count, or those that do not where these are fewer."""
    schema = formcheck.schema("evidence")["properties"]["sources"]["additionalProperties"]
    every = schema["properties"]["kind"]["enum"]
    others = [kind for kind in every if kind not in indicator.evidence_kinds]
    if not others:
        return "any kind of source"
    if len(others) < len(indicator.evidence_kinds):
        return f"any kind of source but {listed(others, 'or')}"
    return ", ".join(indicator.evidence_kinds)


def _borne(indicator: str, previous: Mapping[str, Any]) -> str:
    """What an earlier file has on an indicator: its items by bearing, and what was searched."""
    told = []
    for bearing in ("supports", "contradicts"):
        ids = [
            item["id"]
            for item in previous["evidence"]
            if (item["indicator"], item["bearing"]) == (indicator, bearing)
        ]
        if ids:
            told.append(f"{bearing} {', '.join(ids)}")
    told += [
        f"searched, {search['result']}"
        for search in previous.get("searches", ())
        if search["indicator"] == indicator
    ]
    return f"In {previous['report_year']}: {'; '.join(told) or 'nothing'}."


def _skeleton(ident: str, indicator: str) -> Iterator[str]:
    yield f"  # - {{id: {ident}, indicator: {indicator}, bearing: supports,"
    yield '  #    basis: observation, source: source-1, locator: "...", statement: "..."}'


def _comment(text: str) -> Iterator[str]:
    return (f"  # {line}" for line in text.split("\n"))


def _wrapped(text: str, indent: str, below: str = "") -> Iterable[str]:
    """The text as lines of a comment; whatever breaks lines in it is a blank like any other."""
    from textwrap import wrap

    return wrap(
        " ".join(text.split()),
        COLUMNS,
        initial_indent=indent,
        subsequent_indent=below or indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
