"""Small laws and files for tests, made without any YAML."""

from __future__ import annotations

import itertools
from functools import cache

from hypothesis import strategies as st

from tipcli import law as law_module
from tipcli.model import (
    ClockRule,
    CountryYear,
    Finding,
    Indicator,
    Item,
    Law,
    Period,
    Provision,
    Rule,
    Rung,
    Search,
    Side,
    Source,
)

REPORT_YEARS = (2001, 2004, 2008, 2010, 2013, 2019)
CRITERIA = "criteria"
KINDS = (
    "law_text",
    "court_record",
    "official_statistics",
    "government_statement",
    "ngo_report",
    "igo_report",
    "media",
    "academic",
    "survivor_testimony",
    "us_government_report",
)
NO_SIDE = Side((), 0, 0, 0)


@cache
def criteria(report_year: int):
    """The real law of a report year."""
    return law_module.load(law_module.library(CRITERIA), report_year)


def indicator(ident: str, favourable: bool = True, **changes) -> Indicator:
    """An indicator that admits everything."""
    base = Indicator(
        id=ident,
        dimension="prosecution",
        claim=f"The claim {ident} holds.",
        question=f"Does {ident} hold?",
        title_established=f"{ident} holds",
        title_refuted=f"{ident} does not hold",
        favourable=favourable,
        provisions=(),
        evidence_kinds=KINDS,
        standard="preponderance",
        burden="government",
        silence="open",
        silence_from=0,
        precondition="",
        parameter="",
        unit="",
        first_report=2001,
        last_report=9999,
        authority="modelling-choice",
        citation="none",
        status="confirmed",
        sources=(),
    )
    return base._replace(**changes)


def finding(each: Indicator, outcome: str, pro: int = 0, contra: int = 0) -> Finding:
    """A finding with no evidence behind it but the strengths of its sides."""
    sides = [NO_SIDE._replace(strength=min(n, 3), level=n) for n in (pro, contra)]
    ground = "silence" if outcome == "open" else "evidence"
    return Finding(each, outcome, outcome, ground, sides[0], sides[1], (), (), None)


def leaf(ident: str) -> Rule:
    return Rule("indicator", ident)


def provision(ident: str, rule: Rule) -> Provision:
    return Provision(
        ident, "criterion", ident, "none", "", "statute", "confirmed", (), rule, (), ""
    )


def small_law(indicators, provisions, ladder) -> Law:
    """A law with no clock of its own; rungs are (rule or None, tier)."""
    rungs = tuple(
        Rung(f"rung-{n}", f"question {n}?", "none", "statute", "", rule, tier, False)
        for n, (rule, tier) in enumerate(ladder)
    )
    clock = ClockRule(True, "none", "statute", "confirmed", "", 2, 2, 2009, 0, "")
    return Law(
        "small",
        "Small",
        2001,
        9999,
        "confirmed",
        "",
        tuple(provisions),
        rungs,
        clock,
        (),
        tuple(indicators),
        "",
    )


TIERS = ("Tier 1", "Tier 2", "Tier 2 Watch List", "Tier 3")


@st.composite
def rules(draw, leaves, provisions, depth=3):
    """Any rule over these leaves and provisions, clock and "not" included."""
    kinds = ["indicator", "indicator", "clock"]
    if provisions:
        kinds.append("provision")
    if depth:
        kinds += ["all", "any", "at_least", "not"]
    kind = draw(st.sampled_from(kinds))
    empty = draw(st.sampled_from(["", "", "holds", "fails"]))
    if kind == "indicator":
        return leaf(draw(st.sampled_from(leaves)))._replace(if_not_applicable=empty)
    if kind == "clock":
        return Rule("clock", "expired")
    if kind == "provision":
        ref = draw(st.sampled_from(provisions))
        return Rule("provision", ref, if_not_applicable=empty)
    size = 1 if kind == "not" else draw(st.integers(1, 4))
    parts = tuple(draw(rules(leaves, provisions, depth - 1)) for _ in range(size))
    count = draw(st.integers(1, size)) if kind == "at_least" else 0
    return Rule(kind, parts=parts, least=count, if_not_applicable=empty)


@st.composite
def small_laws(draw):
    """A random law of up to six indicators, three provisions and four rungs."""
    names = [f"i{n}" for n in range(draw(st.integers(1, 6)))]
    catalogue = [indicator(name, draw(st.booleans())) for name in names]
    provisions = []
    for n in range(draw(st.integers(0, 3))):
        known = [each.id for each in provisions]
        provisions.append(provision(f"p{n}", draw(rules(names, known))))
    known = [each.id for each in provisions]
    ladder = [
        (draw(rules(names, known)), draw(st.sampled_from(TIERS)))
        for _ in range(draw(st.integers(1, 4)))
    ]
    return small_law(catalogue, provisions, [*ladder, (None, draw(st.sampled_from(TIERS)))])


OUTCOMES = ("established", "refuted", "contested", "open", "not applicable")


@st.composite
def findings_for(draw, law: Law):
    """A finding of any outcome for each indicator of the law."""
    found = []
    for each in law.indicators:
        outcome = draw(st.sampled_from(OUTCOMES))
        pro, contra = draw(st.integers(0, 4)), draw(st.integers(0, 4))
        found.append(finding(each, outcome, pro, contra))
    return tuple(found)


def completions(found):
    """Every way of settling the open and contested findings."""
    free = [n for n, each in enumerate(found) if each.free]
    for values in itertools.product(("established", "refuted"), repeat=len(free)):
        settled = list(found)
        for n, outcome in zip(free, values, strict=True):
            settled[n] = found[n]._replace(outcome=outcome)
        yield tuple(settled)


def source(ident: str = "s1", **changes) -> Source:
    base = Source(
        ident,
        f"Title {ident}",
        "Publisher",
        "ngo_report",
        "2009-12-01",
        "",
        "",
        "",
        ident,
        "",
        "confirmed",
        "",
    )
    return base._replace(**changes)


def item(ident: str, indicator_id: str, bearing: str = "supports", **changes) -> Item:
    of = changes.pop("source", None) or source()
    base = Item(
        ident,
        indicator_id,
        bearing,
        f"Statement {ident}.",
        of,
        "p. 1",
        "observation",
        0,
        "",
        of.origin,
        None,
        None,
        (),
        (),
        (),
        "confirmed",
        "",
    )
    return base._replace(**changes)


def country_year(evidence=(), searches=(), judgements=(), waivers=(), year=2010) -> CountryYear:
    sources = {each.source.id: each.source for each in evidence}
    return CountryYear(
        "KAZ",
        year,
        Period(f"{year - 1}-04-01", f"{year}-03-31"),
        "",
        tuple(sources.values()),
        tuple(evidence),
        tuple(searches),
        tuple(waivers),
        tuple(judgements),
        "",
    )


def search(indicator_id: str, result: str) -> Search:
    return Search(indicator_id, result, "2010-03-01", "A note.", "")


@st.composite
def items(draw, indicator_ids, prefix="KAZ-2010-"):
    """Up to twelve items on these indicators, of any kind, basis, origin and rating."""
    origins = [f"o{n}" for n in range(4)]
    made = []
    for n in range(draw(st.integers(0, 12))):
        origin = draw(st.sampled_from(origins))
        of = source(
            f"s-{origin}-{draw(st.integers(0, 1))}",
            kind=draw(st.sampled_from(KINDS)),
            published=draw(st.sampled_from(["2009-11", "2010-06-14", "2010-07-22", "unknown"])),
            reliability=draw(st.sampled_from(["", "A", "B", "C", "D", "F"])),
            origin=origin,
        )
        made.append(
            item(
                f"{prefix}{n:02}",
                draw(st.sampled_from(indicator_ids)),
                draw(st.sampled_from(["supports", "contradicts"])),
                source=of,
                basis=draw(
                    st.sampled_from(
                        ["observation", "statistic", "law_text", "allegation", "official_finding"]
                    )
                ),
                credibility=draw(st.integers(0, 6)),
                adjust=tuple(draw(st.sets(st.sampled_from(["indirect", "against_interest"])))),
            )
        )
    return tuple(made)
