"""The phrases of a report: every word that is its own, by key, in one catalogue a language."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from tipcli.errors import UsageError, did_you_mean

FOLDER = os.path.join(os.path.dirname(__file__), "languages")


def _of_two(number: int) -> str:
    return "one" if number == 1 else "many"


def _of_three(number: int) -> str:
    """As in Russian: 1, 21, 31 have one form, 2-4 and 22-24 another, all others a third."""
    last, teens = number % 10, 10 < number % 100 < 20
    if last == 1 and not teens:
        return "one"
    return "few" if 1 < last < 5 and not teens else "many"


def _of_one(number: int) -> str:  # noqa: ARG001 - the number changes nothing
    return "many"


#: How a language chooses the form of a noun by its number; a catalogue names one of these.
PLURALS = {"one": _of_one, "two": _of_two, "three": _of_three}


class Phrases(NamedTuple):
    """The catalogue of one language: texts by key, with `{name}` where something is put in.

    A text that depends on a number is a mapping of forms by the words of `plural`.
    """

    language: str
    plural: str
    texts: Mapping[str, str | Mapping[str, str]]

    def __call__(self, key: str, **values: str | int) -> str:
        """The text of a key with its values put in; a form is chosen by the value `n`."""
        text = self.texts[key]
        if not isinstance(text, str):
            text = text[PLURALS[self.plural](int(values["n"]))]
        return text.format_map(values)

    def listed(self, names: Sequence[str], joint: str = "and") -> str:
        """The names as a sentence lists them: a, b and c."""
        if len(names) < 2:
            return "".join(names)
        return self(f"list.{joint}", some=", ".join(names[:-1]), last=names[-1])


@cache
def names(language: str) -> Mapping[str, str]:
    """What countries are called in a language, by code; codes serve where there is no table."""
    path = os.path.join(FOLDER, f"countries.{language}.csv")
    if not os.path.isfile(path):
        return {}
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").partition(",") for line in file]
    return {code: name for code, _, name in rows[1:]}


def languages() -> tuple[str, ...]:
    """The languages there are, by their codes."""
    names = (name.removesuffix(".yaml") for name in os.listdir(FOLDER) if name.endswith(".yaml"))
    return tuple(sorted(names))


def phrases(language: str = "en") -> Phrases:
    """The catalogue of a language. UsageError, which names those there are, for any other."""
    known = languages()
    if language not in known:
        remedy = did_you_mean(language, known, 1) or f"there is {', '.join(known)}"
        raise UsageError(f"no language {language!r}; {remedy}")
    from tipcli import yamlfile

    path = os.path.join(FOLDER, f"{language}.yaml")
    value = yamlfile.read(path, display=f"tipcli/report/languages/{language}.yaml").value
    return Phrases(language, value["plural"], value["phrases"])
