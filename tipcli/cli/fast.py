"""The short way for the commands that are called most: no option parser is imported.

Typer converts every argument through pydantic, which costs more than a whole assessment. An
`assess`, `explain` or `validate` whose words are all known and well-formed needs neither; anything
else (help, completion, a misspelt option, any other command) goes the long way, to Typer, whose
words on usage are the better ones. A test holds the two to the same meaning.
"""

from __future__ import annotations

from typing import Any, NamedTuple

_LAW_AND_DATA = {"--criteria": "criteria", "--data": "data"}
_ASSESS_FLAGS = {
    "--hindsight": "hindsight",
    "--independent": "independent",
    "--no-judgements": "no_judgements",
}
_ASSESS_VALUES = {
    **_LAW_AND_DATA,
    "--format": "format",
    "--expect": "expect",
    "--law": "law",
    "--attitude": "attitude",
}


class Words(NamedTuple):
    """What a command takes: option -> name in its request, by whether a value follows.

    `places` are the names of the arguments in turn, or with `many` that of one list of all.
    The command is the function `run_<command>` of the module `home` beside this one.
    """

    home: str
    flags: dict[str, str]
    values: dict[str, str]
    places: tuple[str, ...]
    many: bool = False


COMMANDS = {
    "assess": Words(
        "assess", {**_ASSESS_FLAGS, "--all": "every"}, _ASSESS_VALUES, ("country", "report_year")
    ),
    "explain": Words(
        "assess",
        {**_ASSESS_FLAGS, "--full": "full"},
        {**_ASSESS_VALUES, "--provision": "provision"},
        ("country", "report_year"),
    ),
    "validate": Words(
        "validate",
        {"--statistics": "statistics", "--no-cache": "no_cache"},
        {
            **_LAW_AND_DATA,
            "--format": "format",
            "--severity": "severity",
            "--output": "output",
            "-o": "output",
            "--explain": "explain",
            "--jobs": "jobs",
            "-j": "jobs",
        },
        ("paths",),
        many=True,
    ),
}


def read(words: list[str]) -> tuple[str, dict[str, Any]] | None:
    """The command and its request, or None where the long way has to be taken."""
    if not words or words[0] not in COMMANDS:
        return None
    command = COMMANDS[words[0]]
    request: dict[str, Any] = {}
    named: list[str] = []
    rest = iter(words[1:])
    for word in rest:
        if word in command.flags:
            request[command.flags[word]] = True
        elif word in command.values:
            value = next(rest, None)
            if value is None or value.startswith("-"):
                return None
            request[command.values[word]] = value
        elif word.startswith("-"):
            return None
        else:
            named.append(word)
    if command.many:
        return words[0], {**request, command.places[0]: named or None}
    if len(named) > len(command.places):
        return None
    return words[0], {**request, **dict(zip(command.places, named, strict=False))}
