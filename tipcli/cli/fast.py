"""The short way for the two commands that are called most: no option parser is imported.

Typer converts every argument through pydantic, which costs more than a whole assessment. An
`assess` or `explain` whose words are all known and well-formed needs neither; anything else
(help, completion, a misspelt option, any other command) goes the long way, to Typer, whose words
on usage are the better ones. A test holds the two to the same meaning.
"""

from __future__ import annotations

from typing import Any

FLAGS = {
    "--all": "every",
    "--hindsight": "hindsight",
    "--independent": "independent",
    "--no-judgements": "no_judgements",
}
VALUES = {
    "--format": "format",
    "--expect": "expect",
    "--law": "law",
    "--attitude": "attitude",
    "--criteria": "criteria",
    "--data": "data",
}
EXTRA_FLAGS = {"explain": {"--full": "full"}, "assess": {}}
EXTRA_VALUES = {"explain": {"--provision": "provision"}, "assess": {}}
#: What only one of the two commands takes.
ONLY_ASSESS = ("--all",)


def read(words: list[str]) -> tuple[str, dict[str, Any]] | None:
    """The command and its request, or None where the long way has to be taken."""
    if not words or words[0] not in EXTRA_FLAGS:
        return None
    command = words[0]
    flags = {**FLAGS, **EXTRA_FLAGS[command]}
    values = {**VALUES, **EXTRA_VALUES[command]}
    request: dict[str, Any] = {}
    places = ["report_year", "country"]
    rest = iter(words[1:])
    for word in rest:
        if word in flags and (command == "assess" or word not in ONLY_ASSESS):
            request[flags[word]] = True
        elif word in values:
            value = next(rest, None)
            if value is None or value.startswith("-"):
                return None
            request[values[word]] = value
        elif word.startswith("-") or not places:
            return None
        else:
            request[places.pop()] = word
    return command, request
