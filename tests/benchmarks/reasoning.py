"""Times the answers beyond the tier: python tests/benchmarks/reasoning.py [PART ...].

Everything in one process, imports apart: medians of several rounds, in time of the processor, so
that what else the machine does counts little. The parts, all if none is named:

  commands  from the loaded assessment to the lines of text: on KAZ 2010 (the bar: 100 ms), and with
            every finding contested or open, in every version of the law and with every attitude
            (the bar: 1 s)
  growth    laws of 80 to 640 indicators, refined from the real one and made up; no bars
  solvers   the same questions to an answer-set solver and a SAT solver, if `clingo` and
            `python-sat` are installed (pip install '.[bench]'), in turn; answers must be equal

Exit status 1 if a bar is missed or an answer differs.
"""

import io
import math
import os
import statistics
import sys
import time
from itertools import product
from typing import NamedTuple

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, os.path.dirname(__file__))

from deciding import refined
from invented import USUAL, contested_file, invented, open_file
from timing import limited

from tipcli import assessment, evidence, history, law, lawlint, supposing
from tipcli.model import ATTITUDES, CountryYear, Judgement, Options
from tipcli.reason import change, conflicts, questions, sensitivity, support, whatif, whynot
from tipcli.render import change as render_change
from tipcli.render import conflicts as render_conflicts
from tipcli.render import questions as render_questions
from tipcli.render import sensitivity as render_sensitivity
from tipcli.render import support as render_support
from tipcli.render import text, tree
from tipcli.render import whatif as render_whatif
from tipcli.render import whynot as render_whynot
from tipcli.render.lines import show

YEARS = (2001, 2004, 2008, 2010, 2013, 2019)
REAL_BAR, CONTESTED_BAR = 0.100, 1.0
SIZES = (80, 160, 320, 640)
#: In seconds; what takes longer is cut.
LIMIT = 10.0
SEED = 7


class Case(NamedTuple):
    """A loaded law and file, and the assessment that every command but `assess` begins with."""

    known: law.Criteria
    facts: CountryYear
    before: dict
    options: Options
    found: assessment.Assessment


def case(known, facts, before, attitude):
    options = Options(attitude=attitude)
    return Case(known, facts, before, options, assessment.judge(known, facts, before, options))


def criteria(year):
    """The law of a report year, wherever the benchmark is run from."""
    return law.load(assessment.folders(Options(), None, None).library, year)


def kaz_2010():
    there = assessment.folders(Options(), None, None)
    path, display = assessment.file_of(there, "KAZ", 2010)
    published = history.load(there.data.path, "KAZ")
    before = {year: tier for year, tier in published.items() if year < 2010}
    return case(criteria(2010), evidence.load(path, display), before, "balanced")


def commands(each):
    """By command what it does once the assessment is loaded; `why-not` once for each tier."""
    found = each.found
    tiers = dict.fromkeys(rung.tier for rung in found.law.ladder)
    other = [tier for tier in tiers if tier != found.placement.tier]
    return {
        "assess": [lambda: text.summary(assessment.judge(*each[:4]))],
        "explain": [lambda: tree.explanation(found)],
        "why-not": [
            lambda tier=tier: render_whynot.lines(found, whynot.why_not(found, tier))
            for tier in other
        ],
        "what-if": [lambda: _what_if(each)],
        "change": [lambda: render_change.lines(found, change.change(found))],
        "support": [lambda: render_support.lines(found, support.support(found))],
        "next": [lambda: render_questions.lines(found, questions.questions(found), 10)],
        "sensitivity": [lambda: render_sensitivity.lines(found, sensitivity.sensitivity(found))],
        "conflicts": [lambda: render_conflicts.conflicts(found, conflicts.conflicts(found))],
    }


def _what_if(each):
    """The first undecided finding supposed to be established; the files are another matter."""
    said = Judgement(_undecided(each), "established", "what-if", "2010-06-14", "supposed", ())
    facts = each.facts._replace(judgements=(said,))
    after = assessment.judge(each.known, facts, each.before, each.options)
    changes = whatif.compare(each.found, after)
    return render_whatif.comparison(whatif.WhatIf(each.found, after, (), changes), 80)


def _undecided(each):
    return next(f.indicator.id for f in each.found.findings if f.free)


def _whole_what_if(each):
    """The command with all it reads, checks and edits."""
    answer = supposing.what_if("KAZ", 2010, set={_undecided(each): "established"})
    return render_whatif.comparison(answer, 80)


def seconds(functions, rounds):
    """The median time of the slowest of these functions, its lines laid out as text.

    One round is enough for what takes longer than any bar, and infinity for what is cut.
    """
    return max(_median(lambda each=each: show(each(), io.StringIO()), rounds) for each in functions)


def _median(function, rounds):
    took = []
    try:
        with limited(LIMIT):
            while len(took) < rounds and not (took and took[0] > CONTESTED_BAR):
                start = time.process_time()
                function()
                took.append(time.process_time() - start)
    except TimeoutError:
        return math.inf
    return statistics.median(took)


class Worst:
    """The longest time of each command, and where it was."""

    def __init__(self, bar):
        self.bar = bar
        self.rows = {}

    def add(self, command, took, where):
        if took > self.rows.get(command, (-1.0, ""))[0]:
            self.rows[command] = took, where

    def print(self):
        for command, (took, where) in self.rows.items():
            mark = "!" if took > self.bar else " "
            shown = f"over {LIMIT:.0f} s" if took == math.inf else f"{took * 1e3:,.1f} ms"
            print(f"{mark} {command:27}{shown:>12}  {where}".rstrip())

    @property
    def missed(self):
        return [
            f"{name} {where}".rstrip()
            for name, (took, where) in self.rows.items()
            if took > self.bar
        ]


def real(rounds=9):
    print("KAZ 2010, balanced: work of each command, imports and loading apart (bar 100 ms)")
    worst = Worst(REAL_BAR)
    each = kaz_2010()
    for name, functions in commands(each).items():
        worst.add(name, seconds(functions, rounds), "")
    worst.add("what-if, with all it reads", seconds([lambda: _whole_what_if(each)], rounds), "")
    worst.print()
    return worst.missed


def undecided(rounds=3, years=YEARS):
    print("\nEvery finding contested, or open: the worst of six laws and three attitudes (bar 1 s)")
    print("(3 a side: by three items on each side, else by one)")
    worst = Worst(CONTESTED_BAR)
    for year in years:
        known = criteria(year)
        files = {
            "contested": contested_file(known.law, year),
            "3 a side": contested_file(known.law, year, voices=3),
            "open": open_file(year),
        }
        for (kind, facts), attitude in product(files.items(), ATTITUDES):
            where = f"{known.law.id}, {kind}, {attitude}"
            for name, functions in commands(case(known, facts, {}, attitude)).items():
                worst.add(name, seconds(functions, rounds), where)
        worst.add("law lint, one version", _lint(known.law, rounds), known.law.id)
    worst.print()
    return worst.missed


def _lint(version, rounds=1):
    places = [("provisions", number) for number, _ in enumerate(version.provisions)]
    return _median(lambda: list(lawlint.flaws(version, places)), rounds)


#: By name how a law of so many indicators is made of the real one of 2019.
SHAPES = {
    "refined: each indicator of 2019 split": lambda real, size: refined(real, size // USUAL),
    "made up: as many provisions as in 2019": lambda real, size: invented(real, size, SEED),
    "made up: provisions grow too": lambda real, size: invented(real, size, SEED, size),
}


def growth(sizes=SIZES):
    known = criteria(2019)
    print("\nGrowth, every finding contested, balanced: ms by number of indicators (no bars)")
    for shape, make in SHAPES.items():
        print(f"{shape:44}" + "".join(f"{size:9}" for size in sizes))
        rows = {}
        for size in sizes:
            version = make(known.law, size)
            assert len(version.indicators) == size
            for name, work in _works(known._replace(law=version)).items():
                row = rows.setdefault(name, [])
                tried = not row or row[-1] < math.inf
                row.append(work() if tried else math.nan)
        for name, row in rows.items():
            print(f"  {name:42}" + "".join(f"{_cell(took):>9}" for took in row))
    print(f"cut: at {LIMIT:.0f} s; -: not tried, since the size before was cut or not tried")
    return []


def _works(known):
    """Each command on a file in which everything is contested, and the lint of the law."""
    each = case(known, contested_file(known.law, 2019), {}, "balanced")
    works = {name: lambda f=f: seconds(f, 1) for name, f in commands(each).items()}
    return {**works, "law lint": lambda: _lint(known.law)}


def _cell(took):
    return "-" if math.isnan(took) else "cut" if took == math.inf else f"{took * 1e3:,.0f}"


def solvers():
    try:
        import rivals
    except ImportError as error:
        print(f"\n{error.name} is not installed (pip install '.[bench]'): nothing to compare with")
        return []
    return rivals.compare(_files())


def _files():
    """The files that the solvers are asked about, each with its name."""
    before, now = criteria(2010), criteria(2019)

    def contested(known, version, attitude="balanced", voices=1):
        facts = contested_file(version, version.first_report, voices)
        return case(known._replace(law=version), facts, {}, attitude).found

    yield "KAZ 2010", kaz_2010().found
    yield "2010, contested", contested(before, before.law)
    yield "2010, contested, three items a side", contested(before, before.law, voices=3)
    yield "2019, contested", contested(now, now.law)
    yield "2019, contested, three items a side", contested(now, now.law, voices=3)
    yield "2019, contested, lenient", contested(now, now.law, "lenient")
    for size in SIZES[1:]:
        yield "refined", contested(now, refined(now.law, size // USUAL))
    for size in SIZES:
        yield "made up", contested(now, invented(now.law, size, SEED))
    yield "made up, provisions too", contested(now, invented(now.law, 160, SEED, 160))


PARTS = {"commands": lambda: real() + undecided(), "growth": growth, "solvers": solvers}


def main() -> int:
    named = sys.argv[1:] or [*PARTS]
    unknown = [word for word in named if word not in PARTS]
    if unknown:
        print(f"no part {unknown[0]}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    failed = [each for part in named for each in PARTS[part]()]
    print("\n" + ("missed: " + "; ".join(failed) if failed else "all bars held, no answer differs"))
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
