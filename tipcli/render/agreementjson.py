"""JSON of the ledger: every measure with its counts, and every row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from tipcli.agreement.causes import Cause
from tipcli.agreement.ledger import Ledger, Row, Side, by, pairs, sides
from tipcli.agreement.measures import Measures, matrix, measure, most_frequent, share
from tipcli.decide import WORDS
from tipcli.model import TIERS

SCHEMA = "tipcli/agreement/1"
_DIGITS = 4


def answer(found: Ledger) -> dict[str, Any]:
    """What `tipcli agreement --format json` prints."""
    rows, years = found.compared, [row.report_year for row in found.rows]
    every = list(sides(found))
    tier, times = most_frequent(pairs(rows, every[0].name))
    return {
        "schema": SCHEMA,
        "countries": sorted({row.country for row in found.rows}),
        "first_report": min(years),
        "last_report": max(years),
        "attitude": found.options.attitude,
        "hindsight": found.options.hindsight,
        "judgements": found.options.judgements,
        "deduced": found.deduced,
        "compared": len(rows),
        "sides": [_side(side) for side in every],
        "most_frequent": {"tier": tier or None, "times": times},
        "matrix": {"tiers": list(TIERS), "recommended_by_published": _matrix(rows, every)},
        "by_report_year": _groups(every, lambda row: str(row.report_year), rows),
        "by_confidence": _groups(
            every,
            lambda row: row.confidence,
            sorted(rows, key=lambda row: WORDS.index(row.confidence)),
        ),
        "rows": [_row(row, found) for row in found.rows],
        "noted": [
            {"file": each.file, "entry": ".".join(map(str, each.path)), "said": each.said}
            for each in found.noted
        ],
        "receipt": dict(found.receipt),
    }


def number(value: Fraction | None) -> float | None:
    """A fraction as a number that JSON has; null where it is not defined."""
    return None if value is None else round(float(value), _DIGITS)


def _matrix(rows: Iterable[Row], every: list[Side]) -> list[list[int]]:
    return [list(line) for line in matrix(pairs(rows, every[0].name))]


def _measures(made: Measures) -> dict[str, Any]:
    return {
        "compared": made.compared,
        "silent": made.silent,
        "exact": made.exact,
        "exact_share": number(share(made.exact, made.compared)),
        "in_tier_set": made.inside,
    }


def _side(side: Side) -> dict[str, Any]:
    made = side.measures
    inside = None if made.inside is None else share(made.inside, made.compared)
    return {
        "side": side.name,
        **_measures(made),
        "in_tier_set_share": number(inside),
        "worse": made.severe,
        "better": made.mild,
        "outside_order": made.outside_order,
        "kappa": {name: number(kappa) for name, kappa in made.kappa.items()},
        "tipcli_on_the_same": _measures(side.same),
    }


def _groups(
    every: list[Side], key: Callable[[Row], str], rows: Iterable[Row]
) -> list[dict[str, Any]]:
    groups = by(rows, key)
    return [
        {
            "of": word,
            "sides": [
                {"side": side.name, **_measures(measure(pairs(group, side.name)))} for side in every
            ],
        }
        for word, group in groups.items()
    ]


def _row(row: Row, found: Ledger) -> dict[str, Any]:
    return {
        "country": row.country,
        "report_year": row.report_year,
        "law": row.law,
        "recommended": row.recommended,
        "tier_set": list(row.tier_set),
        "settled": row.settled,
        "confidence": row.confidence,
        "rung": row.rung,
        "automatic": row.automatic,
        "rests_on_judgement": row.judged,
        "published": row.published or None,
        "source": row.source or None,
        "left_out": row.left_out or None,
        "last_year": row.last_year or None,
        "gates_only": row.gates_only,
        "independent": row.independent if found.independent else None,
        "deciding": [each._asdict() for each in row.deciding],
        "disagreement": _cause(row.cause) if row.cause else None,
    }


def _cause(cause: Cause) -> dict[str, Any]:
    undecided = None
    if cause.undecided is not None:
        undecided = [{"finding": name, "holds": holds} for name, holds in cause.undecided]
    return {
        "lies_in": list(cause.lies_in),
        "undecided": undecided,
        "choices": {"verdict": cause.verdict, "moved": [each._asdict() for each in cause.moved]},
        "laws": list(cause.laws),
    }
