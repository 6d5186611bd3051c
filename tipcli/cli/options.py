"""The arguments and options that several commands declare to Typer, each once."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

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
Receipt = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--receipt", help="Write what identifies the result to this file (.json)."),
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
