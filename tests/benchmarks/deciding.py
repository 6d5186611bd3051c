"""Times weighing and deciding with every indicator open: python tests/benchmarks/deciding.py.

The bar: under 50 ms for the exact tier set with all indicators open, in every version of the law.
Then laws in which each indicator is split into finer ones, to show how the search grows with the
catalogue. Exit status 1 if the bar is missed.
"""

import os
import statistics
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", ".."))

from tipcli import law as law_module
from tipcli import paths
from tipcli.clock import read_clock
from tipcli.decide import Facts, decide, tier_set
from tipcli.diagram import Diagram
from tipcli.model import CANNOT_TELL, CountryYear, Options, Period, Rule
from tipcli.weigh import weigh

BAR = 0.050


def open_findings(known, year):
    facts = CountryYear("KAZ", year, Period("2009-04-01", "2010-03-31"), "", (), (), (), (), (), "")
    findings = weigh(facts, known.law, known.weighing, Options(), "2010-06-14")
    clock = read_clock(known.law.clock, year, {}, ())._replace(expired=CANNOT_TELL)
    return findings, clock


def median_of(function, rounds=15):
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def refined(law, number):
    """The law with each indicator split into `number` finer ones, as a growing catalogue would be."""

    def split(rule):
        if rule.op == "indicator":
            parts = tuple(Rule("indicator", f"{rule.ref}~{n}") for n in range(number))
            return rule._replace(op="at_least", ref="", parts=parts, least=(number + 1) // 2)
        return rule._replace(parts=tuple(split(part) for part in rule.parts))

    indicators = tuple(i._replace(id=f"{i.id}~{n}") for i in law.indicators for n in range(number))
    provisions = tuple(p._replace(rule=split(p.rule) if p.rule else None) for p in law.provisions)
    ladder = tuple(r._replace(rule=split(r.rule)) if r.rule else r for r in law.ladder)
    return law._replace(indicators=indicators, provisions=provisions, ladder=ladder)


def main() -> int:
    library = law_module.library(paths.criteria().path)
    worst = 0.0
    for year in (2001, 2004, 2008, 2009, 2013, 2019):
        known = law_module.load(library, year)
        findings, clock = open_findings(known, year)
        facts = Facts({f.indicator.id: f for f in findings}, clock)
        only_set = median_of(lambda: tier_set(known.law, facts, "balanced"))
        whole = median_of(lambda: decide(known.law, findings, clock, "balanced"))
        worst = max(worst, only_set, whole)
        tiers = ", ".join(reach.tier for reach in tier_set(known.law, facts, "balanced"))
        print(
            f"{known.law.id:17} {len(findings):3} indicators, all open: "
            f"tier set {only_set * 1e3:5.1f} ms, whole decision {whole * 1e3:5.1f} ms  ({tiers})"
        )
    known = law_module.load(library, 2019)
    for number in (1, 2, 4, 8):
        law = refined(known.law, number)
        findings, clock = open_findings(known._replace(law=law), 2019)
        facts = Facts({f.indicator.id: f for f in findings}, clock)
        made = []
        plain, Diagram.__init__ = Diagram.__init__, lambda self: (plain(self), made.append(self))[0]
        try:
            tier_set(law, facts, "balanced")
        finally:
            Diagram.__init__ = plain
        seconds = median_of(lambda: tier_set(law, facts, "balanced"), 3)  # noqa: B023
        print(
            f"{len(findings):4} indicators: tier set {seconds * 1e3:7.1f} ms, {len(made[0])} nodes"
        )
    print(f"worst {worst * 1e3:.1f} ms, bar {BAR * 1e3:.0f} ms")
    return worst >= BAR


if __name__ == "__main__":
    sys.exit(main())
