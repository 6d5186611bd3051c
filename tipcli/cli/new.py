"""`tipcli new`: begin the file of a country-year, with every question that its law asks."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any

from tipcli import evidence, law, new, paths
from tipcli.cli.years import report_year as year_of
from tipcli.errors import TipcliError, UsageError, printable

if TYPE_CHECKING:
    from tipcli.law import Criteria, Library


def run_new(
    country: str, report_year: str, previous: str | None, criteria: str | None, data: str | None
) -> int:
    """Write the file, validate it, and print its path; what else there is to say goes to stderr.

    Raises TipcliError where the file is there already or cannot be written, where no law covers
    the year, and where there is no earlier file to take the sources from.
    """
    _refuse_code(country)
    year = _year(report_year)
    library = law.library(paths.criteria(criteria).path)
    known = law.load(library, year)
    found = paths.data(data)
    # What came with the tool is read and never written.
    folder = "country_data" if found.found == paths.BUNDLED_WORD else found.path
    path = os.path.join(folder, country, f"{year}.yaml")
    if os.path.lexists(path):
        raise _refusal(path)
    before = _earlier(found.path, country, previous, known, library)
    modeline = os.path.isfile(os.path.join(folder, new.SCHEMA))
    text = new.compose(country, year, known, before, modeline=modeline)
    _write(path, text)
    if found.found == paths.BUNDLED_WORD:
        _tell(
            f"{folder}/ is made here; from now on it is read in place of the bundled evidence, "
            "and the clock needs a placements.csv in it"
        )
    if previous is None:
        _tell_of_earlier(found.path, country, year)
    print(printable(path))
    evidence.load(path, path, known.catalogue, library.digest)
    _tell(f"{len(known.law.indicators)} open questions; 0 problems")
    return 0


def _refuse_code(country: str) -> None:
    if not re.fullmatch("[A-Z]{3}", country):
        likely = country.upper()
        remedy = f"; did you mean {likely}?" if re.fullmatch("[A-Z]{3}", likely) else ""
        raise UsageError(f"{country!r} is not a country code such as KAZ{remedy}")


def _year(text: str) -> int:
    """The report year; one for which the format has no dates is a slip, whatever the law says."""
    year = year_of(text)
    if year > new.LAST_YEAR:
        raise UsageError(f"there is no {year} report; the dates of a file end with {new.LAST_YEAR}")
    return year


def _refusal(path: str) -> TipcliError:
    return TipcliError(f"{printable(path)} is there already, and is left as it is")


def _earlier(
    folder: str, country: str, previous: str | None, known: Criteria, library: Library
) -> Any:
    """The content of the file of another report year, checked; None if none is asked for."""
    if previous is None:
        return None
    from tipcli import yamlfile

    path = evidence.locate(folder, country, year_of(previous, "report year for --from"))
    evidence.load(path, path, known.catalogue, library.digest)
    return yamlfile.read(path).value


def _tell_of_earlier(folder: str, country: str, year: int) -> None:
    years = [each for of, each in evidence.every(folder) if of == country and each < year]
    if years:
        _tell(f"--from {max(years)} would have told of its sources and items")


def _write(path: str, text: str) -> None:
    """Create the file, whole or not at all, and never in place of another."""
    from tempfile import TemporaryDirectory

    folder = os.path.dirname(path)
    os.makedirs(folder, exist_ok=True)
    with TemporaryDirectory(prefix=".tipcli-", dir=folder) as beside:
        whole = os.path.join(beside, "whole")
        _fill(whole, text)
        try:
            # Unlike a rename, a link never takes the place of what came there in the meantime.
            os.link(whole, path)
        except FileExistsError:
            raise _refusal(path) from None
        except OSError:
            # A file system without links; where a file cannot be written at all, this says so.
            try:
                _fill(path, text)
            except FileExistsError:
                raise _refusal(path) from None


def _fill(path: str, text: str) -> None:
    with open(path, "x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _tell(text: str) -> None:
    print(text, file=sys.stderr)
