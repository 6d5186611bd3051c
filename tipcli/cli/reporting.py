"""The report as Typer sees it: options and help."""

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
    Hindsight,
    Independent,
    LawYear,
    NoJudgements,
    Year,
)

app = typer.Typer()


@app.command("report")
def report(
    context: typer.Context,
    country: Country = None,
    report_year: Year = None,
    every: Annotated[
        bool, typer.Option("--all", help="A site of HTML pages about every country, in folder -o.")
    ] = False,
    format: Annotated[
        Optional[str],  # noqa: UP045 - Typer's own examples; read at run time
        typer.Option("--format", help="markdown or html; else by the name of the output."),
    ] = None,
    output: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--output", "-o", help="Write to this file, whole or not at all."),
    ] = None,
    template: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--template", help="Lay the report out by this Jinja template."),
    ] = None,
    language: Annotated[
        str, typer.Option("--lang", help="The language of the report's own words.")
    ] = "en",
    force: Annotated[
        bool, typer.Option("--force", help="With --all: build in a folder that holds other files.")
    ] = False,
    law: LawYear = None,
    attitude: Attitude = "balanced",
    hindsight: Hindsight = False,
    independent: Independent = False,
    no_judgements: NoJudgements = False,
    criteria: Criteria = None,
    data: Data = None,
) -> None:
    """Write the report: reasons, evidence with sources, the other side, what would change it."""
    raise typer.Exit(guarded(lambda: run("report", context.params)))
