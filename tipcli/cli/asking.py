"""The questions to one placement, as Typer sees them: options and help."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from tipcli.cli.boundary import guarded
from tipcli.cli.fast import run
from tipcli.cli.options import (
    Attitude,
    Country,
    Criteria,
    Data,
    Format,
    Hindsight,
    Independent,
    LawYear,
    NoJudgements,
    Year,
)

app = typer.Typer()
Most = Annotated[
    Optional[str],  # noqa: UP045 - Typer's own examples; read at run time
    typer.Option("--most", help="List at most so many; the numbers given are of all."),
]


@app.command("why-not")
def why_not(
    context: typer.Context,
    country: Country = None,
    report_year: Year = None,
    tier: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--tier", help='The tier asked about: "Tier 2", or just 2; 2WL; 3.'),
    ] = None,
    format: Format = "text",
    law: LawYear = None,
    attitude: Attitude = "balanced",
    hindsight: Hindsight = False,
    independent: Independent = False,
    no_judgements: NoJudgements = False,
    criteria: Criteria = None,
    data: Data = None,
) -> None:
    """Why not that tier? Every condition missed on the way to it, with its evidence."""
    raise typer.Exit(guarded(lambda: run("why-not", context.params)))


@app.command("change")
def change(
    context: typer.Context,
    country: Country = None,
    report_year: Year = None,
    tier: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--to", help="Only this tier, with each question in full."),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="All minimal changes, not the smallest alone.")
    ] = False,
    most: Most = None,
    format: Format = "text",
    law: LawYear = None,
    attitude: Attitude = "balanced",
    hindsight: Hindsight = False,
    independent: Independent = False,
    no_judgements: NoJudgements = False,
    criteria: Criteria = None,
    data: Data = None,
) -> None:
    """What would have to be shown for another tier? The smallest changes of findings."""
    raise typer.Exit(guarded(lambda: run("change", context.params)))


@app.command("support")
def support(
    context: typer.Context,
    country: Country = None,
    report_year: Year = None,
    most: Most = None,
    format: Format = "text",
    law: LawYear = None,
    attitude: Attitude = "balanced",
    hindsight: Hindsight = False,
    independent: Independent = False,
    no_judgements: NoJudgements = False,
    criteria: Criteria = None,
    data: Data = None,
) -> None:
    """What does the tier rest on? The items, sources and origins that carry it."""
    raise typer.Exit(guarded(lambda: run("support", context.params)))


@app.command("next")
def next_question(
    context: typer.Context,
    country: Country = None,
    report_year: Year = None,
    most: Most = None,
    format: Format = "text",
    law: LawYear = None,
    attitude: Attitude = "balanced",
    hindsight: Hindsight = False,
    independent: Independent = False,
    no_judgements: NoJudgements = False,
    criteria: Criteria = None,
    data: Data = None,
) -> None:
    """What to ask next? The open questions that can still matter, the most telling first."""
    raise typer.Exit(guarded(lambda: run("next", context.params)))


@app.command("sensitivity")
def sensitivity(
    context: typer.Context,
    country: Country = None,
    report_year: Year = None,
    format: Format = "text",
    law: LawYear = None,
    attitude: Attitude = "balanced",
    hindsight: Hindsight = False,
    independent: Independent = False,
    no_judgements: NoJudgements = False,
    criteria: Criteria = None,
    data: Data = None,
) -> None:
    """What is not the statute's? The values of each modelling choice that change the tier."""
    raise typer.Exit(guarded(lambda: run("sensitivity", context.params)))


@app.command("conflicts")
def conflicts(
    context: typer.Context,
    country: Country = None,
    report_year: Year = None,
    full: Annotated[bool, typer.Option("--full", help="Every item and every conflict.")] = False,
    format: Format = "text",
    law: LawYear = None,
    attitude: Attitude = "balanced",
    hindsight: Hindsight = False,
    independent: Independent = False,
    no_judgements: NoJudgements = False,
    criteria: Criteria = None,
    data: Data = None,
) -> None:
    """Where does evidence meet evidence? Both sides, what came of it, and if it matters."""
    raise typer.Exit(guarded(lambda: run("conflicts", context.params)))


@app.command("diff")
def diff(
    context: typer.Context,
    of: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(
            help="A country and two report years, as KAZ 2009 2010; or two evidence files or "
            "receipts (.json); or one receipt, to hold it against the files at hand."
        ),
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Every finding that moved.")] = False,
    format: Format = "text",
    law: LawYear = None,
    attitude: Attitude = "balanced",
    hindsight: Hindsight = False,
    independent: Independent = False,
    no_judgements: NoJudgements = False,
    criteria: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--criteria", help="A folder of the law. Repeatable, for receipts."),
    ] = None,
    data: Data = None,
) -> None:
    """Why did the tier move? What differs between two placements, and the share of each cause."""
    request = {**context.params, "of": of or None, "criteria": tuple(criteria or ())}
    raise typer.Exit(guarded(lambda: run("diff", request)))


@app.command("replay")
def replay(
    context: typer.Context,
    receipt: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(help="A receipt, as --receipt wrote it."),
    ] = None,
    evidence: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(help="The evidence file, if not that of the country-year at hand."),
    ] = None,
    format: Format = "text",
    criteria: Criteria = None,
    data: Data = None,
) -> None:
    """Recompute the result of a receipt, and name all that is not as the receipt has it."""
    raise typer.Exit(guarded(lambda: run("replay", context.params)))
