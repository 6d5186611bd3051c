"""Makes a repository of evidence of any size: python tests/benchmarks/repository.py FOLDER [FILES].

The files look like the real ones (some 60 items, 15 sources, 28 KB) and are sound: nothing is to
be found in them. Same number, same bytes.
"""

import os
import random
import string
import sys

from tipcli import law, paths
from tipcli.validation.context import context

YEARS = range(2001, 2026)
KINDS = ("ngo_report", "igo_report", "us_government_report", "academic", "media")
WORDS = (
    "officials victims police courts labor harvest shelter traffickers prosecuted convicted "
    "identified assisted referred foreign border trained reported government ministry plan funds "
    "children villages employers recruiters passports debts inspections hotline campaign"
).split()


def codes(count: int) -> list[str]:
    """So many country codes, AAA and on."""
    letters = string.ascii_uppercase
    return [a + b + c for a in letters for b in letters for c in letters][:count]


def sentence(chance: random.Random, least: int, most: int) -> str:
    words = " ".join(chance.choice(WORDS) for _ in range(chance.randint(least, most)))
    return words.capitalize() + "."


def evidence(country: str, year: int, known, chance: random.Random) -> str:
    """One sound file."""
    indicators = [ident for ident in known.claims if known.in_force(ident, year)]
    lines = [
        f"# {country}, TIP Report {year}.",
        f"country: {country}",
        f"report_year: {year}",
        f"reporting_period: {{from: {year - 1}-04-01, to: {year}-03-31}}",
        "sources:",
    ]
    sources = []
    for number in range(15):
        kind = KINDS[number % len(KINDS)]
        ident = f"{kind.replace('_', '-')}-{number}"
        sources.append((ident, kind))
        lines += [
            f"  {ident}:",
            f'    title: "{sentence(chance, 5, 12)} - a \\"copy\\" seen"',
            f'    publisher: "{sentence(chance, 2, 5)}"',
            f"    kind: {kind}",
            f"    published: {year}-0{chance.randint(1, 4)}-1{chance.randint(0, 9)}",
            f'    url: "https://example.org/{ident}/{chance.randrange(10**9)}?a=1&b=2"',
            "    seen: excerpt",
            "    status: confirmed",
        ]
    lines.append("evidence:")
    for number in range(60):
        # The first items cite each source once, with an indicator that admits its kind.
        ident, kind = sources[number] if number < len(sources) else chance.choice(sources)
        admitting = [each for each in indicators if kind in known.claims[each].kinds]
        claim = chance.choice(admitting)
        lines += [
            f"  - id: {country}-{year}-{number + 1:02}",
            f"    indicator: {claim}",
            f"    bearing: {chance.choice(('supports', 'contradicts'))}",
            "    statement: >-",
            f"      {sentence(chance, 8, 20)} {number}",
            f"      {sentence(chance, 8, 16)}",
            f"    source: {ident}",
            f'    locator: "p. {chance.randint(1, 200)}, para {chance.randint(1, 9)}"',
            f"    basis: {chance.choice(('observation', 'allegation', 'expert_judgement'))}",
        ]
        unit = known.claims[claim].unit
        if unit and number % 3 == 0:
            lines.append(f"    measure: {{value: {chance.randint(0, 500)}, unit: {unit}}}")
        if number % 4 == 0:
            lines.append(f"    period: {{from: {year - 1}-05-01, to: {year - 1}-12-31}}")
        if number % 2:
            lines.append(f'    note: "{sentence(chance, 6, 18)}"')
    lines.append("searches: []")
    return "\n".join(lines) + "\n"


def make(folder: str, files: int) -> str:
    """A folder of so many files, by country and year; what is there already is left."""
    known, problems = context(law.library(paths.criteria().path))
    assert not problems
    years = list(YEARS)
    for number, country in enumerate(codes(-(-files // len(years)))):
        os.makedirs(os.path.join(folder, country), exist_ok=True)
        for year in years[: files - number * len(years)]:
            path = os.path.join(folder, country, f"{year}.yaml")
            if not os.path.exists(path):
                text = evidence(country, year, known, random.Random(f"{country} {year}"))
                with open(path, "w", encoding="utf-8", newline="\n") as file:
                    file.write(text)
    return folder


if __name__ == "__main__":
    print(make(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 4750))
