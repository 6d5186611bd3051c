"""Makes up laws of any size, and files that decide nothing, for the benchmark of reasoning.

The same numbers and seed always give the same law and the same file.
"""

import random

from tipcli.model import CountryYear, Item, Period, Provision, Rule, Rung, Source

#: Sources and origins are few, so that each speaks to many findings, as in a real file.
SOURCES, ORIGINS = 40, 25
#: How many indicators the real law has, near enough.
USUAL = 80


def open_file(year):
    """A file that says nothing: every finding is open."""
    period = Period(f"{year - 1}-04-01", f"{year}-03-31")
    return CountryYear("KAZ", year, period, "", (), (), (), (), (), "")


def contested_file(law, year, voices=1):
    """A file with as strong evidence for every claim as against it, all from few origins."""
    items = []
    for indicator in law.indicators:
        for bearing in ("supports", "contradicts") * voices:
            items.append(_item(len(items), indicator, bearing, year))
    sources = {item.source.id: item.source for item in items}
    return open_file(year)._replace(evidence=tuple(items), sources=tuple(sources.values()))


def _item(number, indicator, bearing, year):
    kind = indicator.evidence_kinds[0]
    source = Source(
        id=f"source-{number % SOURCES:02}-{kind}",
        title="Title",
        publisher="Publisher",
        kind=kind,
        published=f"{year - 1}-12-01",
        url="",
        reliability="B",
        reliability_reason="",
        origin=f"origin-{number % ORIGINS:02}",
        seen="",
        status="confirmed",
        note="",
    )
    return Item(
        id=f"KAZ-{year}-{number:04}",
        indicator=indicator.id,
        bearing=bearing,
        statement=f"Statement {number}.",
        source=source,
        locator="p. 1",
        basis="observation",
        credibility=0,
        credibility_reason="",
        origin=source.origin,
        period=None,
        measure=None,
        adjust=(),
        undercuts=(),
        supersedes=(),
        status="confirmed",
        note="",
    )


def invented(real, number, seed, statute=USUAL):
    """A law of `number` indicators in the shape of a `real` one, its rules drawn at random.

    As in the real one criteria hardly share indicators with each other, the strands of significant
    efforts and of the watch-list grounds read indicators of the criteria again, and what speaks for
    the government never lowers its tier. With more indicators each criterion has more of them;
    where `statute` grows too, it has as many criteria and strands as for that number.
    """
    return _Inventing(real, number, seed, statute).law()


class _Inventing:
    def __init__(self, real, number, seed, statute):
        self._real = real
        self._number = number
        self._times = number // statute
        self._strands = statute // 20
        self._random = random.Random(seed)
        self._names = []
        self._against = set()
        self._criteria = []
        self._provisions = []

    def law(self):
        special, tier_1 = self._fresh(1, against=1), self._full_compliance()
        significant, ground = self._significant_efforts(), self._watch_list_ground()
        expired = _every(ground, Rule("clock", "expired"))
        rungs = (
            (_leaf(*special), "Special Case"),
            (tier_1, "Tier 1"),
            (_no(significant), "Tier 3"),
            (expired, "Tier 3"),
            (ground, "Tier 2 Watch List"),
            (None, "Tier 2"),
        )
        return self._real._replace(
            id=f"invented-{self._number}",
            provisions=tuple(self._provisions),
            ladder=tuple(
                Rung(f"rung-{n}", f"Rung {n}?", "none", "statute", "", rule, tier, False)
                for n, (rule, tier) in enumerate(rungs)
            ),
            indicators=tuple(self._indicator(name, name in special) for name in self._names),
        )

    def _full_compliance(self):
        standards = [
            self._provision("standard", self._tree(self._for(self._fresh(3 * self._times))))
            for _ in range(3)
        ]
        criteria = []
        while len(self._names) < self._number * 3 // 4:
            names = self._fresh(self._random.randint(2, 7) * self._times)
            again = self._criteria and self._random.random() < 0.1
            shared = [self._random.choice(self._criteria[-1])] if again else []
            self._criteria.append(names)
            criteria.append(self._provision("criterion", self._tree(self._for(names + shared))))
        needed = self._random.sample(criteria, max(1, len(criteria) // 3))
        most = _at_least(len(criteria) * 3 // 5, criteria)
        return _every(*standards, self._provision("serious", _every(*needed, most)))

    def _significant_efforts(self):
        patterns = [_leaf(name) for name in self._fresh(self._number // 16, against=1)]
        noncompliance = _every(_leaf(*self._fresh(1, against=1)), _no(self._strand()))
        reasonable = _leaf(*self._fresh(1, against=0))
        strands = [self._strand() for _ in range(self._strands)]
        # As many are left for the watch-list ground.
        own = self._for(self._fresh(self._number - len(self._names) - self._number // 20))
        strands += [_any(*own[n :: self._strands]) for n in range(self._strands)]
        some = _any(_at_least(len(strands) // 2, strands), _every(reasonable, _any(*strands)))
        return self._provision("efforts", _every(some, _no(noncompliance), _no(_any(*patterns))))

    def _watch_list_ground(self):
        victims = self._fresh(self._number - len(self._names), against=1)
        limbs = [self._strand() for _ in range(3)]
        numbers = self._tree([_leaf(name) for name in victims])
        return self._provision("ground", _any(numbers, _no(_at_least(2, limbs))))

    def _strand(self):
        """Some of the indicators of one criterion, any of which is enough."""
        criterion = self._random.choice(self._criteria)
        return _any(*self._for(self._random.sample(criterion, 2 * self._times)))

    def _tree(self, parts):
        """A rule of any shape over these parts."""
        if len(parts) == 1:
            return parts[0]
        number = self._random.randint(2, min(4, len(parts)))
        groups = tuple(self._tree(parts[n::number]) for n in range(number))
        op = self._random.choice(("all", "any", "at_least"))
        least = self._random.randint(1, number) if op == "at_least" else 0
        return Rule(op, parts=groups, least=least)

    def _for(self, names):
        """Each as it speaks for the government."""
        return [_no(_leaf(name)) if name in self._against else _leaf(name) for name in names]

    def _fresh(self, number, against=0.1):
        """New indicators, so many of them claims against the government."""
        first = len(self._names)
        names = [f"invented-{n:03}" for n in range(first, first + number)]
        self._names += names
        self._against |= {name for name in names if self._random.random() < against}
        return names

    def _provision(self, kind, rule):
        ident = f"{kind}-{len(self._provisions)}"
        texts = (ident, kind, ident, "none", "", "statute", "confirmed")
        self._provisions.append(Provision(*texts, (), rule, (), ""))
        return Rule("provision", ident)

    def _indicator(self, name, special):
        """One of the real indicators under another name, so that standards and kinds differ."""
        favourable = name not in self._against
        alike = [i for i in self._real.indicators if i.favourable == favourable]
        real = self._random.choice([i for i in alike if i.silence == "open"])
        silence = "absent_unless_judged" if special else "open"
        return real._replace(id=name, silence=silence, parameter="", precondition="")


def _leaf(name):
    return Rule("indicator", name)


def _no(part):
    return Rule("not", parts=(part,))


def _every(*parts):
    return Rule("all", parts=parts)


def _any(*parts):
    return Rule("any", parts=parts)


def _at_least(count, parts):
    return Rule("at_least", parts=tuple(parts), least=max(1, count))
