"""Receipts: a small file that says what a result rests on, so that others can recompute it.

It holds the facts of the evidence file whole, the earlier tiers that the clock read, and every
number of law and weighing: so two receipts can be held against each other when no file is as it
was any more, and each change be named. The rules themselves it holds as digests. They are many
times as long, they change seldom, and whoever recomputes has them: a receipt stays fit to be
mailed, and says which files of the law it needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from tipcli import __version__, assessment, evidence, history, law
from tipcli.errors import TipcliError, UsageError
from tipcli.lawcore import core, digest
from tipcli.model import Assessment, CountryYear, Options
from tipcli.receiptfile import checked, own_digest

if TYPE_CHECKING:
    from tipcli.law import Criteria, Library

SCHEMA = "tipcli/receipt/1"
#: Files beside a version of the law that every assessment reads.
_READ = ("weighing.yaml", "reports.yaml")


class Receipt(NamedTuple):
    """What a receipt says.

    `core` identifies what the law decides by, `words` all that was read of it, and `files` the
    files it was read from. `facts` is the evidence file as its YAML has it. `result` identifies
    findings, rungs and placement.
    """

    display: str
    country: str
    report_year: int
    tool: str
    tier: str
    tier_set: tuple[str, ...]
    result: str
    options: Options
    law: str
    issued: str
    core: str
    words: str
    files: Mapping[str, str]
    parameters: Mapping[str, int | str]
    earlier: Mapping[int, str]
    file: str
    digest: str
    facts: Mapping[str, Any]

    @property
    def law_year(self) -> int:
        """The report whose law was applied."""
        return self.options.law_year or self.report_year

    def country_year(self) -> CountryYear:
        """The facts as weighing reads them."""
        return evidence.build(self.facts, self.digest)


class OfLaw(NamedTuple):
    """What identifies a law, as a receipt has it."""

    core: str
    words: str
    files: dict[str, str]
    parameters: dict[str, int | str]


def write(
    path: str,
    found: Assessment,
    *,
    country: str,
    report_year: int | None = None,
    criteria: str | None = None,
    data: str | None = None,
) -> None:
    """Write the receipt of an assessment that these words gave, whole or not at all.

    Raises TipcliError where the file cannot be written, or where evidence or law were changed
    since they were assessed.
    """
    from tipcli.writing import replace

    there = assessment.folders(found.options, criteria, data)
    place, display = assessment.file_of(there, country, report_year)
    facts = found.country_year
    known = law.load(there.library, found.options.law_year or facts.report_year)
    raw, sha256 = evidence.checked(place, display, known.catalogue, there.library.digest)
    if (sha256, there.library.digest) != (facts.digest, found.law.digest):
        raise TipcliError("evidence or law were changed while they were assessed; assess again")
    earlier = earlier_tiers(there.data.path, facts.country, facts.report_year)
    replace(path, text_of(as_json(found, of_law(there.library, known), raw, earlier, place)))


def earlier_tiers(folder: str, country: str, report_year: int) -> dict[int, str]:
    """The published tiers that a clock may read: those of years before the report, in order."""
    published = history.load(folder, country)
    return {year: published[year] for year in sorted(published) if year < report_year}


def of_law(library: Library, known: Criteria) -> OfLaw:
    """What identifies a law: by what decides, by all that is read, by file, and its numbers."""
    from hashlib import sha256

    from tipcli.edits import parameters

    contents = law.contents(library)
    read = {name for name in contents if name in _READ or name.startswith("indicators/")}
    read |= {name for name, each in contents.items() if each.get("id") == known.law.id}
    files = {name: sha256(data).hexdigest() for name, data in library.files if name in read}
    words = digest((known.law._replace(digest=""), known.weighing))
    return OfLaw(digest(core(known.law)), words, files, parameters(known))


def as_json(
    found: Assessment, of: OfLaw, raw: Any, earlier: Mapping[int, str], path: str
) -> dict[str, Any]:
    """A receipt as plain values, its own digest last."""
    facts, placed, options = found.country_year, found.placement, found.options
    value = {
        "schema": SCHEMA,
        "country": facts.country,
        "report_year": facts.report_year,
        "tipcli": __version__,
        "options": {**options._asdict(), "law_year": options.law_year or None},
        "result": {
            "tier": placed.tier,
            "tier_set": [reach.tier for reach in placed.tier_set],
            "sha256": dict(found.receipt)["result sha256"],
        },
        "law": {
            "id": found.law.id,
            "issued": found.issued,
            "decides_sha256": of.core,
            "read_sha256": of.words,
            "files": of.files,
            "parameters": of.parameters,
        },
        "earlier_tiers": {str(year): tier for year, tier in earlier.items()},
        "evidence": {"file": _named(path), "sha256": facts.digest, "facts": raw},
    }
    return {**value, "sha256": own_digest(value)}


def _named(path: str) -> str:
    """What a file is called on any machine: by its country-year, else by its name alone."""
    folder, name = (["", *evidence.placed_at(path)])[-2:]
    return f"{folder}/{name}" if evidence.placed(folder, name) else name


def text_of(value: Mapping[str, Any]) -> str:
    """The file: the same receipt always gives the same bytes."""
    import json

    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def read(path: str) -> Receipt:
    """A receipt as it was written.

    Raises InputError with line and column for what is no receipt, and for one that was altered.
    """
    raw = checked(path)
    result, of, own = raw["result"], raw["law"], raw["evidence"]
    options = Options(**{**raw["options"], "law_year": raw["options"]["law_year"] or 0})
    return Receipt(
        display=path,
        country=raw["country"],
        report_year=raw["report_year"],
        tool=raw["tipcli"],
        tier=result["tier"],
        tier_set=tuple(result["tier_set"]),
        result=result["sha256"],
        options=options,
        law=of["id"],
        issued=of["issued"],
        core=of["decides_sha256"],
        words=of["read_sha256"],
        files=of["files"],
        parameters=of["parameters"],
        earlier={int(year): tier for year, tier in raw["earlier_tiers"].items()},
        file=own["file"],
        digest=own["sha256"],
        facts=own["facts"],
    )


def criteria_of(receipt: Receipt, libraries: Mapping[str, Library]) -> Criteria:
    """The law that a receipt was made under, out of folders by the name of each.

    Its rules have to be in one of them; its numbers and its day of issue the receipt has itself.
    Raises TipcliError where none has the rules, and says which files differ.
    """
    missing = []
    for name, library in libraries.items():
        known = law.load(library, receipt.law_year)
        numbers = _with_numbers(known, receipt)
        if numbers is not None and digest(core(known.law)) == receipt.core:
            return numbers._replace(issued={str(receipt.report_year): receipt.issued})
        files = of_law(library, known).files
        other = [each for each in receipt.files if files.get(each) != receipt.files[each]]
        missing.append(f"in {name} other than then: {', '.join(other)}")
    raise TipcliError(
        f"{receipt.display}: made under rules of {receipt.law} that are not at hand "
        f"({'; '.join(missing)}); name a folder that has them with --criteria"
    )


def _with_numbers(known: Criteria, receipt: Receipt) -> Criteria | None:
    """The criteria with the parameters and weighing of a receipt; None where it has others."""
    from tipcli.edits import parameters, with_parameter

    now = parameters(known)
    if set(now) != set(receipt.parameters):
        return None
    try:
        for name, value in receipt.parameters.items():
            if now[name] != value:
                known = with_parameter(known, name, value)
    except UsageError:
        return None
    return known


def is_receipt(word: str) -> bool:
    """Whether a word of the command line names a receipt rather than an evidence file."""
    return word.endswith(".json")


def assessed(receipt: Receipt, known: Criteria) -> Assessment:
    """The assessment of what a receipt holds, by this version of the tool."""
    return assessment.judge(known, receipt.country_year(), dict(receipt.earlier), receipt.options)
