"""Text of the ledger: how far recommended and published tiers agree, and where they do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from tipcli.agreement.causes import CHOICE, EVIDENCE, LAW, Cause, Moved
from tipcli.agreement.ledger import (
    DEDUCED,
    GATES,
    INDEPENDENT,
    LAST_YEAR,
    TIPCLI,
    Ledger,
    Row,
    Side,
    by,
    pairs,
    pointing_away,
    sides,
)
from tipcli.agreement.measures import (
    LINEAR,
    QUADRATIC,
    matrix,
    measure,
    most_frequent,
    share,
)
from tipcli.decide import CLOCK, WORDS
from tipcli.model import TIERS
from tipcli.reason.together import NEVER, REACHED
from tipcli.render.lines import BLANK, Line, heading
from tipcli.render.tables import table
from tipcli.words import capital, counted, listed, number

#: So many deciding findings, and changes of findings or choices, are named on a line.
_NAMED = 2
_NOTHING = "-"


def lines(found: Ledger) -> Iterator[Line]:
    """What `tipcli agreement` prints: the measures first, then each disagreement."""
    rows = found.compared
    yield heading(
        f"{_called(found)}: recommended and published tiers of {counted(len(rows), 'country-year')}"
    )
    yield Line(
        "A published tier is the answer key here and never an input: each recommendation rests on "
        "its evidence file and on what was published in earlier years."
    )
    if rows:
        yield BLANK
        yield from _measures(found)
        yield BLANK
        yield from _matrix(rows)
        yield BLANK
        yield Line("Exact, and how often the published tier is in tipcli's tier set:")
        yield from _groups(found, "Report year", _years(found))
        yield BLANK
        words = by(sorted(rows, key=lambda row: WORDS.index(row.confidence)), _confidence)
        yield from _groups(found, "Confidence", words)
        yield BLANK
        yield from _disagreements(found)
    yield BLANK
    yield from _limits(found)


def _years(found: Ledger) -> dict[str, list[Row]]:
    rows = sorted(found.rows, key=lambda row: row.report_year)
    return by(rows, lambda row: str(row.report_year))


def _confidence(row: Row) -> str:
    return row.confidence


def _called(found: Ledger) -> str:
    countries = sorted({row.country for row in found.rows})
    years = sorted({row.report_year for row in found.rows})
    span = f"{years[0]}-{years[-1]}" if len(years) > 1 else f"{years[0]}"
    who = (
        listed(countries) if len(countries) < 6 else counted(len(countries), "country", "countries")
    )
    return f"{who} {span}"


def _of(part: int, whole: int) -> str:
    percent = share(part, whole)
    return _NOTHING if percent is None else f"{part} of {whole} ({round(100 * percent)}%)"


def _kappa(kappa: Mapping[str, Fraction | None]) -> tuple[str, str]:
    told = (kappa[LINEAR], kappa[QUADRATIC])
    return tuple("undefined" if k is None else f"{float(k):.2f}" for k in told)  # type: ignore[return-value]


def _measures(found: Ledger) -> Iterator[Line]:
    every = list(sides(found))
    body = []
    for side in every:
        body.append(_side(side))
        if side.measures.silent:
            body.append(("  tipcli on these", _of(side.same.exact, side.same.compared), "", "", ""))
    yield from table(("", "exact", "in tier set", "kappa", "(quadratic)"), body)
    own = every[0].measures
    yield Line(
        f"Recommended worse than published: {own.severe}; better: {own.mild}. {_usual(found)}"
    )
    yield Line(
        "Kappa is Cohen's "
        "weighted kappa over Tier 1, Tier 2, Tier 2 Watch List and Tier 3 in this order: a "
        "disagreement counts by its steps (linear weights), or by their square (quadratic). "
        "Special Case stands outside the order and is left out of it: "
        f"{counted(own.outside_order, 'country-year')}."
    )
    if any(k is None for side in every for k in side.measures.kappa.values()):
        yield Line(
            "Undefined: both sides have one and the same tier throughout, or there is no pair, so "
            "chance could not disagree and there is nothing to hold the agreement against."
        )
    yield from _baselines(every)


def _usual(found: Ledger) -> str:
    tier, times = most_frequent(pairs(found.rows, TIPCLI))
    return f"Whoever said {tier} every time would be right {times} times."


def _side(side: Side) -> tuple[str, ...]:
    made = side.measures
    inside = _NOTHING if made.inside is None else _of(made.inside, made.compared)
    return (side.name, _of(made.exact, made.compared), inside, *_kappa(made.kappa))


def _baselines(every: Sequence[Side]) -> Iterator[Line]:
    silent = next(side.measures.silent for side in every if side.name == LAST_YEAR)
    unknown = f"; unknown for {number(silent)} of them" if silent else ", known for all of them"
    yield Line(
        f"{capital(LAST_YEAR)}: the tier published the year before{unknown}. {capital(GATES)}: "
        "the first rung of the ladder whose answer is yes on the decided findings alone, with "
        "nothing assumed of what is open; where there is none, the last rung, which is Tier 2. "
        "Both are on the same country-years, and what makes a fair baseline is a modelling choice."
    )


def _matrix(rows: Sequence[Row]) -> Iterator[Line]:
    made = matrix(pairs(rows, TIPCLI))
    short = [tier.replace("Tier 2 Watch", "Watch") for tier in TIERS]
    body = [
        (tier, *(str(count or _NOTHING) for count in line))
        for tier, line in zip(short, made, strict=True)
    ]
    yield from table(("Recommended, by published", *short), body)


def _groups(found: Ledger, called: str, groups: Mapping[str, Sequence[Row]]) -> Iterator[Line]:
    """Exact hits of each side, group by group."""
    shown = [TIPCLI, *((INDEPENDENT,) if found.independent else ()), LAST_YEAR, GATES]
    short = {INDEPENDENT: "no U.S.", LAST_YEAR: "last year", GATES: "gates"}
    names = [short.get(name, name) for name in shown]
    body = []
    for word, rows in groups.items():
        made = [measure(pairs(rows, name)) for name in shown]
        cells = [str(each.exact) if each.compared else "unknown" for each in made]
        body.append((word, str(len(rows)), str(made[0].inside), *cells))
    yield from table((called, "compared", "in set", *names), body)


_PLACES = {
    EVIDENCE: "in evidence: open or contested findings could give the published tier",
    CHOICE: "in modelling choices: values within their declared ranges give it",
    LAW: "in the law: another version that has both tiers gives it",
}


def _disagreements(found: Ledger) -> Iterator[Line]:
    rows = found.disagreements
    yield heading(f"Where they differ: {counted(len(rows), 'country-year')}")
    if not rows:
        return
    causes = [row.cause for row in rows if row.cause]
    for word, name in _PLACES.items():
        count = sum(word in each.lies_in for each in causes)
        yield Line(f"{number(count) if count else 'none'} {name}", 1, "+ ")
    nowhere = sum(not each.lies_in for each in causes)
    yield Line(f"{number(nowhere) if nowhere else 'none'} in none of these", 1, "+ ")
    yield Line("One can lie in several. Each with its deciding findings, the weakest first:")
    for row in rows:
        yield Line(_row(row), 1, "- ")


def _row(row: Row) -> str:
    said = f"{row.country} {row.report_year}: {row.recommended}, published {row.published}."
    decided = f"By {_deciding(row)}."
    return f"{said} {decided} {_cause(row.cause)}" if row.cause else f"{said} {decided}"


def _deciding(row: Row) -> str:
    """The deciding findings that point away from the published tier, the weakest first."""
    away = sorted(pointing_away(row), key=lambda each: -WORDS.index(each.word))
    return _several([f"{_leaf(each.finding)} ({each.word})" for each in away]) or "no finding"


def _leaf(name: str) -> str:
    return "the clock" if name == CLOCK else name


def _several(named: Sequence[str]) -> str:
    if len(named) <= _NAMED + 1:
        return listed(named)
    return f"{', '.join(named[:_NAMED])} and {number(len(named) - _NAMED)} more"


def _cause(cause: Cause) -> str:
    if cause.undecided is None:
        said = "Out of reach on this file."
    else:
        changes = [
            f"{_leaf(name)} {'holds' if holds else 'fails'}" for name, holds in cause.undecided
        ]
        said = f"In the tier set, if {_several(changes)}."
    laws = f"; {listed(cause.laws)} would give it" if cause.laws else ""
    places = f"Lies in {listed(cause.lies_in)}" if cause.lies_in else "Lies in none of the three"
    return f"{said} {places}: {_choices(cause)}{laws}."


def _choices(cause: Cause) -> str:
    if cause.verdict == REACHED:
        return f"{_several([_moved(each) for each in cause.moved])} would do"
    if cause.verdict == NEVER:
        return "no choices within their ranges give it"
    return "whether choices within their ranges give it is not settled"


def _moved(each: Moved) -> str:
    return f"{each.choice} {each.value} (now {each.now})"


def _limits(found: Ledger) -> Iterator[Line]:
    yield heading("Limits")
    unknown = [row for row in found.rows if row.left_out and row.left_out != DEDUCED]
    deduced = [row for row in found.rows if row.left_out == DEDUCED]
    for rows, why in (
        (unknown, "no published tier is known, which is not the same as none"),
        (deduced, "the published tier was deduced and not read; --deduced lets it in"),
    ):
        if rows:
            named = _several([f"{row.country} {row.report_year}" for row in rows])
            yield Line(f"Not compared: {named} ({why}).", 1, "- ")
    if not deduced:
        rule = "count" if found.deduced else "are left out, for the clock and the baselines too"
        yield Line(f"Placements that were deduced and not read {rule}.", 1, "- ")
    judged = sum(row.judged for row in found.rows)
    if judged:
        yield Line(
            f"{capital(counted(judged, 'recommendation'))} would be another without the "
            "judgement of a named human, who may have known what was published.",
            1,
            "- ",
        )
    clocked = sum(row.automatic for row in found.rows)
    if found.noted:
        where = sorted({".".join(map(str, each.path[:2])) for each in found.noted})
        yield Line(
            f"The law's {listed(where)} were inferred from published tiers (see `sources` there); "
            f"the clock decided {counted(clocked, 'recommendation')} here. No parameter, rule, "
            "indicator or entry of the weighing cites any; if one did this would be refused.",
            1,
            "- ",
        )
    yield Line(
        "Agreement is no proof: evidence files hold what could be found, those who wrote them may "
        "have known the tier, and few country-years make a loose measure.",
        1,
        "- ",
    )
