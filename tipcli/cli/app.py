"""The command line as Typer sees it: options and help. Each command is a few lines."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from tipcli.cli import asking, comparing, reporting
from tipcli.cli.boundary import guarded
from tipcli.cli.fast import run
from tipcli.cli.options import (
    Attitude,
    Country,
    Criteria,
    Data,
    Expect,
    Format,
    Hindsight,
    Independent,
    LawYear,
    NoJudgements,
    Receipt,
    Year,
)

app = typer.Typer(
    name="tipcli",
    help="Recommend and explain tier placements under the law of the U.S. TIP Report. "
    "Every tier is traced: tier <- rule <- criterion <- indicator <- evidence <- source.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
law = typer.Typer(help="Show the law: `tipcli law 2010`, `tipcli law diff 2018 2019`.")
app.add_typer(law, name="law", no_args_is_help=True)
app.add_typer(asking.app)
app.add_typer(comparing.app)
app.add_typer(reporting.app)
law.add_typer(comparing.law)


def _version(asked: bool) -> None:
    if asked:
        from tipcli import __version__

        typer.echo(f"tipcli {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Recommend and explain tier placements under the law of the U.S. TIP Report."""


@app.command()
def assess(
    context: typer.Context,
    country: Country = None,
    report_year: Year = None,
    every: Annotated[bool, typer.Option("--all", help="Assess every evidence file.")] = False,
    format: Format = "text",
    expect: Expect = None,
    receipt: Receipt = None,
    law: LawYear = None,
    attitude: Attitude = "balanced",
    hindsight: Hindsight = False,
    independent: Independent = False,
    no_judgements: NoJudgements = False,
    criteria: Criteria = None,
    data: Data = None,
) -> None:
    """Recommend a tier: the ladder, the scorecard, confidence, and the law applied."""
    raise typer.Exit(guarded(lambda: run("assess", context.params)))


@app.command()
def explain(
    context: typer.Context,
    country: Country = None,
    report_year: Year = None,
    provision: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--provision", help="Only this provision, whole."),
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Every rung, rule and provision.")] = False,
    format: Format = "text",
    expect: Expect = None,
    receipt: Receipt = None,
    law: LawYear = None,
    attitude: Attitude = "balanced",
    hindsight: Hindsight = False,
    independent: Independent = False,
    no_judgements: NoJudgements = False,
    criteria: Criteria = None,
    data: Data = None,
) -> None:
    """Explain a tier: the rationale, then the tree down to each source with its locator."""
    raise typer.Exit(guarded(lambda: run("explain", context.params)))


@app.command("what-if")
def what_if(
    context: typer.Context,
    country: Country = None,
    report_year: Year = None,
    set: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            "--set",
            help="Suppose a finding, as INDICATOR=established or INDICATOR=refuted. Repeatable.",
        ),
    ] = None,
    drop: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            "--drop",
            help="Leave out an item, or a source and all that rests on it, by its id. Repeatable.",
        ),
    ] = None,
    add: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            "--add",
            help="A YAML file with further sources, evidence, searches, waivers or judgements. "
            "Repeatable.",
        ),
    ] = None,
    law: LawYear = None,
    parameter: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            "--parameter",
            help="Set a parameter of the law, or an entry of its weighing such as "
            "reliability_by_kind.media, as NAME=VALUE. Repeatable.",
        ),
    ] = None,
    waiver: Annotated[
        bool, typer.Option("--waiver", help="Suppose a waiver for this report.")
    ] = False,
    format: Format = "text",
    attitude: Attitude = "balanced",
    hindsight: Hindsight = False,
    independent: Independent = False,
    no_judgements: NoJudgements = False,
    criteria: Criteria = None,
    data: Data = None,
) -> None:
    """What would the tier be if? Before and after side by side; no file is changed."""
    lists = {
        name: tuple(context.params[name] or ()) for name in ("set", "drop", "add", "parameter")
    }
    raise typer.Exit(guarded(lambda: run("what-if", {**context.params, **lists})))


@app.command("history")
def history(
    context: typer.Context,
    countries: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(help="ISO 3166-1 alpha-3 codes, such as KAZ."),
    ] = None,
    first: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--from", help="The first report year."),
    ] = None,
    last: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--to", help="The last report year."),
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
    """Show a country over its years: tiers published and recommended, the clock, the changes."""
    request = {**context.params, "countries": countries or None}
    raise typer.Exit(guarded(lambda: run("history", request)))


@app.command()
def validate(
    context: typer.Context,
    paths: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(help="Evidence files or folders; the whole data folder if none is named."),
    ] = None,
    format: Annotated[
        str,
        typer.Option("--format", help="text, json, jsonl, github, gitlab, sarif or junit."),
    ] = "text",
    severity: Annotated[
        str,
        typer.Option(
            "--severity",
            help="The mildest that is reported and makes the exit status 1: error, warning, note.",
        ),
    ] = "warning",
    statistics: Annotated[
        bool,
        typer.Option(
            "--statistics", help="For text: how often each problem occurs, in place of each."
        ),
    ] = False,
    output: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--output", "-o", help="Write the answer to this file, whole or not at all."),
    ] = None,
    explain: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--explain", help="Show the page of a code such as TIP207, and stop."),
    ] = None,
    jobs: Annotated[
        str, typer.Option("--jobs", "-j", help="Processes; 0 is one for each processor.")
    ] = "0",
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Look at every file anew, and remember nothing.")
    ] = False,
    criteria: Criteria = None,
    data: Data = None,
) -> None:
    """Check evidence files, and the law they are read under. Exit 1 if anything is wrong."""
    request = {**context.params, "paths": paths or None}
    raise typer.Exit(guarded(lambda: run("validate", request)))


@app.command()
def new(
    country: Annotated[str, typer.Argument(help="ISO 3166-1 alpha-3 code.")],
    report_year: Annotated[str, typer.Argument(help="The year on the report's cover.")],
    previous: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--from", help="Tell of the sources and items of this report year's file."),
    ] = None,
    criteria: Criteria = None,
    data: Data = None,
) -> None:
    """Begin the evidence file of a country-year: every question its law asks, as a comment."""
    from tipcli.cli.new import run_new

    raise typer.Exit(guarded(lambda: run_new(country, report_year, previous, criteria, data)))


@app.command()
def fmt(
    paths: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(
            help="Evidence files or folders, or - for stdin; the data folder if none is named."
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; name the files that would change.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Write nothing; show what would change.")
    ] = False,
    data: Data = None,
) -> None:
    """Write evidence files in the one style: keys in order, comments and meaning kept."""
    from tipcli.cli.fmt import run_fmt

    raise typer.Exit(guarded(lambda: run_fmt(paths or [], check, diff, data)))


@app.command()
def schema(
    name: Annotated[
        str,
        typer.Argument(
            help="Of a file: evidence, law, indicators, weighing, reports, sources, cases, "
            "coverage, clock-notes or receipt. Of what --format json prints: assessment, why-not, "
            "what-if, change, support, next, sensitivity, conflicts, history, agreement, diff, "
            "replay, law-clock, law-coverage, law-test or problems."
        ),
    ],
    output: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--output", "-o", help="Write it to this file, whole or not at all."),
    ] = None,
    criteria: Criteria = None,
) -> None:
    """Print a JSON Schema; that of evidence knows the indicators of the law in use."""
    from tipcli.cli.schema import run_schema

    raise typer.Exit(guarded(lambda: run_schema(name, output, criteria)))


@law.command("show")
def law_show(
    report_year: Annotated[str, typer.Argument(help="The year on the report's cover.")],
    criteria: Criteria = None,
) -> None:
    """Show the test that a report applied. `tipcli law 2010` is the short form."""
    from tipcli.cli.law import run_show

    raise typer.Exit(guarded(lambda: run_show(report_year, criteria)))


@law.command("diff")
def law_diff(
    before: Annotated[str, typer.Argument(help="A report year.")],
    after: Annotated[str, typer.Argument(help="A later report year.")],
    criteria: Criteria = None,
) -> None:
    """Show what changed in the law between two reports."""
    from tipcli.cli.law import run_diff

    raise typer.Exit(guarded(lambda: run_diff(before, after, criteria)))


@law.command("lint")
def law_lint(
    context: typer.Context,
    law: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--law", help="Only the version of this report year; may be repeated."),
    ] = None,
    format: Annotated[
        str,
        typer.Option("--format", help="text, json, jsonl, github, gitlab, sarif or junit."),
    ] = "text",
    severity: Annotated[
        str,
        typer.Option(
            "--severity",
            help="The mildest that is reported and makes the exit status 1: error, warning, note.",
        ),
    ] = "warning",
    statistics: Annotated[
        bool,
        typer.Option(
            "--statistics", help="For text: how often each problem occurs, in place of each."
        ),
    ] = False,
    output: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--output", "-o", help="Write the answer to this file, whole or not at all."),
    ] = None,
    criteria: Criteria = None,
) -> None:
    """Check the rules of the law: what can never be reached, says nothing, or counts backwards."""
    from tipcli.cli.lawlint import Request, run_law_lint

    request = Request(**context.params)
    raise typer.Exit(guarded(lambda: run_law_lint(request)))


@law.command("test")
def law_test(
    context: typer.Context,
    paths: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(help="Files or folders of cases; those in criteria/cases if none is named."),
    ] = None,
    uncovered: Annotated[
        bool, typer.Option("--uncovered", help="Name everything that no case would notice.")
    ] = False,
    format: Format = "text",
    criteria: Criteria = None,
) -> None:
    """Try the cases of the law, and count what of each version they would notice."""
    from tipcli.cli.lawtest import Request, run_law_test

    request = Request(**context.params)._replace(paths=paths or None)
    raise typer.Exit(guarded(lambda: run_law_test(request)))
