"""Builds the site: a page for each country-year and country, and a grid of all as its front page.

What has not changed is not written again: `.tipcli-site.json` in the folder says for each page by
which inputs it was made and what was written. Each file is written whole or not at all, and only
what the folder's record says was written here is ever removed.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from tipcli import assessment, evidence, history, plainfile, yearly
from tipcli.errors import InputError, TipcliError
from tipcli.model import Assessment, Options
from tipcli.report.drafting import draft
from tipcli.report.html import page
from tipcli.report.phrases import Phrases, names, phrases
from tipcli.report.sitepages import Line, country_page, index, report_trail
from tipcli.report.siterecord import Built, Record
from tipcli.timeline import LawOf, Published, timeline

INDEX = "index.html"
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_CODE = (".py", ".css", ".csv", ".yaml")


class _Country(NamedTuple):
    """What the pages of one country are made from, and the digest of it all."""

    code: str
    name: str
    published: Mapping[int, Published]
    files: tuple[int, ...]
    digest: str

    @property
    def pages(self) -> tuple[str, ...]:
        """The names of its pages."""
        return (f"{self.code}/{INDEX}", *(f"{self.code}/{year}.html" for year in self.files))


class _Inputs(NamedTuple):
    """What all pages are made from."""

    options: Options
    criteria: str | None
    data: str | None
    there: assessment.Folders
    say: Phrases
    law_of: LawOf


def build(
    folder: str,
    options: Options,
    *,
    criteria: str | None = None,
    data: str | None = None,
    language: str = "en",
    force: bool = False,
    tell: Callable[[int, int], None] | None = None,
) -> Built:
    """Build or renew the site in a folder, and say what was done.

    A folder that holds other things, or pages that were not written here, is refused unless
    `force`d. An evidence file that cannot be used has no page and is among the problems. `tell`
    hears how many countries are done, and of how many. Raises TipcliError for what a user can
    mend.
    """
    there = assessment.folders(options, criteria, data)
    say = phrases(language)
    law_of = yearly.laws(there.library, options, {})
    inputs = _Inputs(options, criteria, data, there, say, law_of)
    countries = _countries(inputs)
    record = Record(folder, force=force)
    planned = [INDEX, *(name for each in countries for name in each.pages)]
    record.open(planned)
    problems: list[TipcliError] = []
    lines = []
    for number, country in enumerate(countries):
        if tell:
            tell(number, len(countries))
        lines.append(_renew(inputs, country, record, problems))
    whole = sha256(repr([(each.code, each.digest) for each in countries]).encode()).hexdigest()
    if not record.fresh((INDEX,), whole):
        record.write(INDEX, index(say, lines), "" if problems else whole)
    return record.close(planned, problems)


def _renew(inputs: _Inputs, country: _Country, record: Record, problems: list[TipcliError]) -> Line:
    """The line of a country in the grid; its pages are written anew if anything has changed."""
    known = record.tiers(country.code)
    if known is not None and record.fresh(country.pages, country.digest):
        return Line(country.code, country.name, country.published, known)
    which = [(country.code, year) for year in country.files]
    found = assessment.assess_every(which, inputs.options, inputs.criteria, inputs.data)
    answers = dict(zip(country.files, found, strict=True))
    bad = [answer for answer in answers.values() if isinstance(answer, TipcliError)]
    problems += bad
    sound = {y: answer for y, answer in answers.items() if isinstance(answer, Assessment)}
    tiers = {year: answer.placement.tier for year, answer in sound.items()}
    for name, text in _pages(inputs, country, answers, sound):
        # A page made beside a file that could not be used is made again until it can.
        record.write(name, text, "" if bad else country.digest)
    record.remember(country.code, tiers)
    return Line(country.code, country.name, country.published, tiers)


def _pages(
    inputs: _Inputs,
    country: _Country,
    answers: Mapping[int, Assessment | TipcliError],
    sound: Mapping[int, Assessment],
) -> Iterator[tuple[str, str]]:
    say, law_of = inputs.say, inputs.law_of
    years = timeline(country.code, country.published, answers, law_of, inputs.options)
    there = tuple(sound)
    yield f"{country.code}/{INDEX}", country_page(say, country.name, years, there)
    for year, found in sound.items():
        around = report_trail(say, country.name, year, there)
        brief = draft(found, say)
        yield (
            f"{country.code}/{year}.html",
            page(brief, years, found.placement.rungs, country.name, around),
        )


def _countries(inputs: _Inputs) -> list[_Country]:
    """Every country that has a published tier or evidence, with what its pages are made from."""
    folder = inputs.there.data.path
    wrong = history.check(folder)
    if wrong:
        raise InputError(wrong)
    rows = history.sound(folder)
    thin = yearly.fragments(Counter(row.report_year for row in rows))
    published: dict[str, dict[int, Published]] = {}
    for row in rows:
        tier = Published(row.tier, row.source, row.deduced, row.report_year in thin)
        published.setdefault(row.country, {})[row.report_year] = tier
    files: dict[str, list[int]] = {}
    for code, year in evidence.every(folder):
        files.setdefault(code, []).append(year)
    known = names(inputs.say.language)
    base = _base(inputs)
    return [
        _country(
            folder, code, known.get(code, code), published.get(code, {}), files.get(code, []), base
        )
        for code in sorted(published.keys() | files.keys())
    ]


def _country(
    folder: str,
    code: str,
    name: str,
    published: Mapping[int, Published],
    files: Iterable[int],
    base: bytes,
) -> _Country:
    digest = sha256(base)
    digest.update(repr((code, name, sorted(published.items()))).encode())
    years = tuple(sorted(files))
    for year in years:
        path = os.path.join(folder, code, f"{year}.yaml")
        try:
            data = plainfile.read(path, f"{code}/{year}.yaml")
        except InputError:
            data = b""
        digest.update(b"%d %d " % (year, len(data)) + data)
    return _Country(code, name, published, years, digest.hexdigest())


def _base(inputs: _Inputs) -> bytes:
    """A digest of what every page is made from: the code, the law, the options, the language."""
    digest = sha256()
    for root, folders, files in os.walk(_PACKAGE):
        folders[:] = sorted(each for each in folders if each[:1] not in "_.")
        for name in sorted(files):
            if name.endswith(_CODE):
                with open(os.path.join(root, name), "rb") as file:
                    digest.update(name.encode() + b"\0" + file.read() + b"\0")
    there = inputs.there
    told = (
        there.library.digest,
        there.criteria.found,
        there.data.found,
        inputs.options,
        inputs.say.language,
    )
    digest.update(repr(told).encode())
    return digest.digest()
