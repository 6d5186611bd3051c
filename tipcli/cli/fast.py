"""The short way for the commands that are called most: no option parser is imported.

Typer converts every argument through pydantic, which costs more than a whole assessment. An
`assess`, `explain` or `validate` whose words are all known and well-formed needs neither; anything
else (help, completion, a misspelt option, any other command) goes the long way, to Typer, whose
words on usage are the better ones. A test holds the two to the same meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

_LAW_AND_DATA = {"--criteria": "criteria", "--data": "data"}
_ASSESS_FLAGS = {
    "--hindsight": "hindsight",
    "--independent": "independent",
    "--no-judgements": "no_judgements",
}
_ASKING_VALUES = {
    **_LAW_AND_DATA,
    "--format": "format",
    "--law": "law",
    "--attitude": "attitude",
}
_ASSESS_VALUES = {**_ASKING_VALUES, "--expect": "expect", "--receipt": "receipt"}
#: What only `assess` and `explain` take.
_OF_ONE = ("--expect", "--receipt")


class Words(NamedTuple):
    """What a command takes: option -> name in its request, by whether a value follows.

    An option of `lists` may be given again and again. `places` are the names of the arguments in
    turn, or with `many` that of one list of all.
    The command is the function `run_<command>` of the module `home` beside this one.
    """

    home: str
    flags: dict[str, str]
    values: dict[str, str]
    places: tuple[str, ...]
    many: bool = False
    lists: Mapping[str, str] = MappingProxyType({})


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
    "what-if": Words(
        "whatif",
        {**_ASSESS_FLAGS, "--waiver": "waiver"},
        {name: each for name, each in _ASSESS_VALUES.items() if name not in _OF_ONE},
        ("country", "report_year"),
        lists={"--set": "set", "--drop": "drop", "--add": "add", "--parameter": "parameter"},
    ),
    "why-not": Words(
        "whynot", _ASSESS_FLAGS, {**_ASKING_VALUES, "--tier": "tier"}, ("country", "report_year")
    ),
    "change": Words(
        "change",
        {**_ASSESS_FLAGS, "--all": "every"},
        {**_ASKING_VALUES, "--to": "tier", "--most": "most"},
        ("country", "report_year"),
    ),
    "support": Words(
        "support", _ASSESS_FLAGS, {**_ASKING_VALUES, "--most": "most"}, ("country", "report_year")
    ),
    "next": Words(
        "questions",
        _ASSESS_FLAGS,
        {**_ASKING_VALUES, "--most": "most"},
        ("country", "report_year"),
    ),
    "sensitivity": Words("sensitivity", _ASSESS_FLAGS, _ASKING_VALUES, ("country", "report_year")),
    "conflicts": Words(
        "conflicts",
        {**_ASSESS_FLAGS, "--full": "full"},
        _ASKING_VALUES,
        ("country", "report_year"),
    ),
    "agreement": Words(
        "agreement",
        {**_ASSESS_FLAGS, "--deduced": "deduced"},
        {
            **_LAW_AND_DATA,
            "--format": "format",
            "--attitude": "attitude",
            "--country": "country",
            "--from": "first",
            "--to": "last",
        },
        (),
    ),
    "history": Words(
        "history",
        _ASSESS_FLAGS,
        {**_ASKING_VALUES, "--from": "first", "--to": "last"},
        ("countries",),
        many=True,
    ),
    "diff": Words(
        "diff",
        {**_ASSESS_FLAGS, "--full": "full"},
        {name: each for name, each in _ASKING_VALUES.items() if name != "--criteria"},
        ("of",),
        many=True,
        lists={"--criteria": "criteria"},
    ),
    "replay": Words("replay", {}, {**_LAW_AND_DATA, "--format": "format"}, ("receipt", "evidence")),
    "report": Words(
        "report",
        {**_ASSESS_FLAGS, "--all": "every", "--force": "force"},
        {
            **_ASKING_VALUES,
            "--output": "output",
            "-o": "output",
            "--template": "template",
            "--lang": "language",
        },
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
        elif word in command.values or word in command.lists:
            value = next(rest, None)
            if value is None or value.startswith("-"):
                return None
            if word in command.values:
                request[command.values[word]] = value
            else:
                name = command.lists[word]
                request[name] = (*request.get(name, ()), value)
        elif word.startswith("-"):
            return None
        else:
            named.append(word)
    if command.many:
        return words[0], {**request, command.places[0]: named or None}
    if len(named) > len(command.places):
        return None
    return words[0], {**request, **dict(zip(command.places, named, strict=False))}


def run(command: str, request: Mapping[str, Any]) -> int:
    """Run a command and give its exit status; `request` has what differs from the defaults."""
    from importlib import import_module

    home = import_module(f"tipcli.cli.{COMMANDS[command].home}")
    function = getattr(home, f"run_{command.replace('-', '_')}")
    status: int = function(home.Request(**request))
    return status
