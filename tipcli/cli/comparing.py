"""The commands that hold the tool against what was published, as Typer sees them."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from tipcli.cli.boundary import guarded
from tipcli.cli.fast import run
from tipcli.cli.options import (
    Attitude,
    Criteria,
    Data,
    Format,
    Hindsight,
    Independent,
    NoJudgements,
)

app = typer.Typer()
law = typer.Typer()

Country = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--country", help="Only this one, by its ISO 3166-1 alpha-3 code."),
]
First = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--from", help="The first report year."),
]
Last = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--to", help="The last report year."),
]
Deduced = Annotated[
    bool, typer.Option("--deduced", help="Count placements that were deduced and not read.")
]


@app.command("agreement")
def agreement(
    context: typer.Context,
    country: Country = None,
    first: First = None,
    last: Last = None,
    independent: Independent = False,
    deduced: Deduced = False,
    format: Format = "text",
    attitude: Attitude = "balanced",
    hindsight: Hindsight = False,
    no_judgements: NoJudgements = False,
    criteria: Criteria = None,
    data: Data = None,
) -> None:
    """How far do recommended and published tiers agree? Beside two baselines, miss by miss."""
    raise typer.Exit(guarded(lambda: run("agreement", context.params)))


@law.command("clock")
def law_clock(
    context: typer.Context,
    country: Country = None,
    first: First = None,
    last: Last = None,
    deduced: Deduced = False,
    format: Format = "text",
    criteria: Criteria = None,
    data: Data = None,
) -> None:
    """Hold the Watch List's time limit against every published placement; needs no evidence."""
    from tipcli.cli.lawclock import Request, run_law_clock

    request = Request(**context.params)
    raise typer.Exit(guarded(lambda: run_law_clock(request)))


@law.command("coverage")
def law_coverage(
    context: typer.Context,
    report_year: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(help="Only the law of this report; all versions if none is named."),
    ] = None,
    format: Format = "text",
    criteria: Criteria = None,
    data: Data = None,
) -> None:
    """Say how far each element of the law is modelled, and what it costs in agreement."""
    from tipcli.cli.lawcoverage import Request, run_law_coverage

    request = Request(**context.params)
    raise typer.Exit(guarded(lambda: run_law_coverage(request)))
