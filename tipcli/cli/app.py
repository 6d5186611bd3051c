"""The command line as Typer sees it: options and help. Each command is a few lines."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from tipcli.cli.boundary import guarded

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

Country = Annotated[
    Optional[str],  # noqa: UP045 - Typer's own examples; read at run time
    typer.Argument(help="ISO 3166-1 alpha-3 code, or the path of an evidence file."),
]
Year = Annotated[
    Optional[str],  # noqa: UP045
    typer.Argument(help="The year on the report's cover."),
]
Format = Annotated[str, typer.Option("--format", help="text or json.")]
Expect = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--expect", help="Exit 1 unless this tier is recommended. For CI."),
]
LawYear = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--law", help="Apply the law of another report year."),
]
Attitude = Annotated[
    str,
    typer.Option(
        "--attitude",
        help="cautious (what is open counts against the government), lenient (for it), or "
        "balanced (contested goes to its stronger side; open means not established).",
    ),
]
Hindsight = Annotated[
    bool, typer.Option("--hindsight", help="Count what was published after the report too.")
]
Independent = Annotated[
    bool,
    typer.Option("--independent", help="Leave out the U.S. government's own conclusions."),
]
NoJudgements = Annotated[bool, typer.Option("--no-judgements", help="Leave out human judgements.")]
Criteria = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--criteria", help="The folder of the law, if not ./criteria or the bundled."),
]
Data = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--data", help="The folder of evidence, if not ./country_data or the bundled."),
]


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
    law: LawYear = None,
    attitude: Attitude = "balanced",
    hindsight: Hindsight = False,
    independent: Independent = False,
    no_judgements: NoJudgements = False,
    criteria: Criteria = None,
    data: Data = None,
) -> None:
    """Recommend a tier: the ladder, the scorecard, confidence, and the law applied."""
    from tipcli.cli.assess import run_assess
    from tipcli.cli.request import Request

    request = Request(**context.params)
    raise typer.Exit(guarded(lambda: run_assess(request)))


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
    law: LawYear = None,
    attitude: Attitude = "balanced",
    hindsight: Hindsight = False,
    independent: Independent = False,
    no_judgements: NoJudgements = False,
    criteria: Criteria = None,
    data: Data = None,
) -> None:
    """Explain a tier: the rationale, then the tree down to each source with its locator."""
    from tipcli.cli.assess import run_explain
    from tipcli.cli.request import Request

    request = Request(**context.params)
    raise typer.Exit(guarded(lambda: run_explain(request)))


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
    from tipcli.cli.validate import Request, run_validate

    request = Request(**context.params)._replace(paths=paths or None)
    raise typer.Exit(guarded(lambda: run_validate(request)))


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
            help="evidence, law, indicators, weighing, reports, sources, assessment or problems."
        ),
    ],
    output: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--output", "-o", help="Write it to this file, whole or not at all."),
    ] = None,
    criteria: Criteria = None,
) -> None:
    """Print a JSON Schema for editors; that of evidence knows the indicators of the law in use."""
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
