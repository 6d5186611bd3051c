"""Puts the questions of tipcli to other solvers, in turn, and compares times and answers.

Theirs is what the solver does: reading its clauses or its program, grounding, searching. What
clingo finds is counted without being handed to Python, which would take longer than finding it.
Ours begins with the law and the findings. Times are those of the processor, medians of the rounds;
ratios are medians of those of the pairs.

A command would pay for more: the solver has to be imported and the law to be written as its
program, on every call. The second summary counts both, as ours counts the making of its diagrams.
"""

import resource
import statistics
import subprocess
import sys
from time import perf_counter, process_time
from typing import Any, NamedTuple

import answersets
import puzzles
import satisfiability
from timing import duration, limited, many, times

from tipcli.decide import Facts, tier_set
from tipcli.families import EMPTY_SET, NONE, Families
from tipcli.reason.questions import questions
from tipcli.reason.space import barred, space_of
from tipcli.reason.support import UNITS, support

SOLVERS = (answersets, satisfiability)
#: The questions about evidence; all others are about the ladder.
OF_EVIDENCE = ("every minimal removal", "what is enough")
ROUNDS = 3
#: In seconds: what takes longer than `ONCE` is timed once, and cut at the limit of its side.
ONCE, LIMIT, OUR_LIMIT = 1.0, 3.0, 10.0
#: Of at most so many sets each is compared; of more their number, and those that were read anyway.
FEW = 20_000
NOTHING = "-"


class Side:
    """One solver with the puzzles of one assessment, encoded."""

    def __init__(self, solver, found):
        self.name = solver.NAME
        start = process_time()
        self.puzzle = puzzles.of_ladder(found)
        self.ladder = solver.Encoded(self.puzzle)
        self.encoding = process_time() - start
        self.evidence = {unit: solver.Encoded(puzzles.of_evidence(found, unit)) for unit in UNITS}
        self.encoding_evidence = process_time() - start - self.encoding


def _import_time(module):
    """The time of the processor that a call of Python pays for this module, in seconds."""

    def once(code):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime

    # What this module imports is what the asking needs.
    path = f"import sys; sys.path[:0] = {sys.path!r}; import tipcli.reason.support, puzzles, timing"
    pairs = [(once(f"{path}; import {module}"), once(path)) for _ in range(5)]
    return statistics.median(one - other for one, other in pairs)


IMPORTS = {solver.NAME: _import_time(solver.__name__) for solver in SOLVERS}


class Sets(NamedTuple):
    """Sets that an answer of ours stands for: how many, and whether some names are one of them."""

    number: int
    holds: Any


class Question(NamedTuple):
    """One question: how it is asked of us and of a side, and what differs between two answers.

    `sets` gives the sets that an answer of ours stands for, by goal.
    """

    name: str
    ours: Any
    theirs: Any
    differs: Any
    sets: Any = lambda _: {}


def _our_tier_set(found):
    """With the fewest findings that would give each tier, which theirs does not say."""
    facts = Facts({each.indicator.id: each for each in found.findings}, found.clock)
    return {reach.tier for reach in tier_set(found.law, facts, found.options.attitude)}


def _our_questions(found):
    """With the fewest others that each would take to move the tier, which theirs does not say."""
    asked = questions(found).questions
    return {each.subject: (set(each.if_holds), set(each.if_not)) for each in asked}


class _Changes(NamedTuple):
    """Every minimal change to one tier, and how many there are of each size."""

    families: Families
    family: int
    names: list
    sizes: dict

    def sets(self, family):
        place = {name: number for number, name in enumerate(self.names)}

        def holds(names):
            return _is_in(self.families, family, {place[name] for name in names})

        return Sets(sum(self.families.sizes(family).values()), holds)


def _our_changes(found):
    space = space_of(found)
    answer = {}
    for tier in dict.fromkeys(rung.tier for rung in found.law.ladder):
        if tier != found.placement.tier:
            families = Families()
            bar, family = barred(space, space.ways.tier(tier), families)
            family = NONE if bar else family
            answer[tier] = _Changes(families, family, space.names, families.sizes(family))
    return answer


def _is_in(families, node, elements):
    left = len(elements)
    while node > EMPTY_SET:
        inside = families._element[node] in elements
        left -= inside
        node = (families._with if inside else families._without)[node]
    return node == EMPTY_SET and not left


def _our_removals(found):
    """With what unsettles the tier too, which theirs does not say.

    Where not all sets were tried the answer is another one, and counts as cut.
    """
    loads = support(found).loads
    if not all(load.complete for load in loads):
        raise TimeoutError
    return {load.unit: load for load in loads}


def _plain(_side, ours, theirs):
    return "" if ours == theirs else f"{ours} and {theirs}"


def _same_questions(side, ours, theirs):
    names = {number: name for name, number in side.puzzle.gates.names.items()}
    return _plain(side, ours, {names[number]: left for number, left in theirs.items()})


def _same_fewest(side, ours, theirs):
    fewest = {tier: min(changes.sizes, default=None) for tier, changes in ours.items()}
    return _plain(side, fewest, theirs)


def _same_sets(sets_of):
    def differs(side, ours, theirs):
        for goal, (number, holds) in sets_of(ours).items():
            found = theirs[goal]
            if found.number > number or (found.whole and found.number < number):
                return f"{goal}: {number} sets and {found.number}"
            puzzle = side.evidence[goal].puzzle if goal in side.evidence else side.puzzle
            names = {number: name for name, number in puzzle.gates.names.items()}
            read = [frozenset(names[number] for number in each) for each in found.sets]
            if len(set(read)) < len(read) or not all(map(holds, read)):
                return f"{goal}: some of the sets are not ours"
        return ""

    return differs


def _smallest(ours):
    return {tier: each.sets(each.families.smallest(each.family)) for tier, each in ours.items()}


def _minimal(ours):
    return {tier: each.sets(each.family) for tier, each in ours.items()}


def _counted(sizes_of):
    """Of removals only the numbers are compared: which they are is not in the answer."""

    def sets(ours):
        return {
            unit: Sets(sum(number for _, number in sizes_of(load)), lambda _: True)
            for unit, load in ours.items()
        }

    return sets


_removals = _counted(lambda load: load.flips.sizes)
_enough = _counted(lambda load: load.enough_sizes)


def _of_ladder(method):
    return lambda side, until, **how: getattr(side.ladder, method)(until, **how)


def _of_evidence(method):
    def ask(side, until, **how):
        answers = {}
        for unit, share in puzzles.shares(UNITS, until):
            (answers[unit],) = getattr(side.evidence[unit], method)(share(), **how).values()
        return answers

    return ask


QUESTIONS = (
    Question("tier set", _our_tier_set, lambda side, _: side.ladder.tier_set(), _plain),
    Question("next", _our_questions, lambda side, _: side.ladder.questions(), _same_questions),
    Question("fewest changes", _our_changes, _of_ladder("fewest"), _same_fewest),
    *(
        Question(name, ours, theirs, _same_sets(sets), sets)
        for name, ours, theirs, sets in (
            ("every smallest change", _our_changes, _of_ladder("smallest"), _smallest),
            ("every minimal change", _our_changes, _of_ladder("minimal"), _minimal),
            ("every minimal removal", _our_removals, _of_evidence("minimal"), _removals),
            ("what is enough", _our_removals, _of_evidence("enough"), _enough),
        )
    ),
)


class Duel:
    """One question about one assessment, asked of us and of one side in turn."""

    def __init__(self, question, side):
        self.question = question
        self.side = side
        self.times = []
        self.answer = None
        self.cut = False

    def ask(self, ours):
        """Ask the side; what took long is not asked again, and may take twice as long as ours."""
        if self.times and self.times[0] > ONCE:
            return
        limit = min(max(LIMIT, 2 * ours), OUR_LIMIT)
        start = process_time()
        try:
            self.answer = self.question.theirs(self.side, perf_counter() + limit)
        except TimeoutError:
            self.answer = None
        self.times.append(process_time() - start)
        parts = self.answer.values() if isinstance(self.answer, dict) else ()
        self.cut |= self.answer is None or not all(getattr(part, "whole", True) for part in parts)

    def differs(self, ours):
        """What differs; where the sets are few all of them are read, which is not timed."""
        theirs, sets = self.answer, self.question.sets(ours)
        if theirs is None:
            return ""
        number = sum(each.number for each in sets.values())
        if self.side.name == answersets.NAME and 0 < number <= FEW and not self.cut:
            theirs = self.question.theirs(self.side, perf_counter() + 20 * LIMIT, read=True)
        return self.question.differs(self.side, ours, theirs)

    def ratio(self, ours, besides=0.0):
        """How many times as long as ours it took, with what it costs besides."""
        pairs = zip(self.times, ours, strict=False)
        return statistics.median((one + besides) / other for one, other in pairs)

    def besides(self):
        """What a command would pay before it could ask: the import and the writing."""
        side = self.side
        of_evidence = self.question.name in OF_EVIDENCE
        return IMPORTS[side.name] + (side.encoding_evidence if of_evidence else side.encoding)


def compare(files):
    """Print the table of all files, each a name and an assessment; returns what differs."""
    print(f"\nThe same questions to {' and to '.join(solver.VERSION for solver in SOLVERS)}")
    print("In brackets the number of indicators; sets: how many an answer stands for.")
    print(f"In turn, medians of {ROUNDS} rounds, and how many times as long as ours they took.")
    print(
        f"cut: ours at {OUR_LIMIT:.0f} s, theirs at {LIMIT:.0f} s or twice ours; *: ours is slower."
    )
    ratios, differing = {}, []
    for name, found in files:
        sides = [Side(solver, found) for solver in SOLVERS]
        print(f"\n{name} ({len(found.law.indicators)})")
        print(f"{'':25}{'sets':>7}{'ours':>9}" + "".join(f"{side.name:>19}" for side in sides))
        for question in QUESTIONS:
            duels = [Duel(question, side) for side in sides if _can(side, question)]
            answer, ours = _in_turn(question, found, duels)
            print(_row(question, answer, ours, duels, ratios), flush=True)
            if answer is not None:
                differing += [
                    f"{name}, {question.name}, {duel.side.name}: {difference}"
                    for duel in duels
                    if (difference := duel.differs(answer))
                ]
        written = ", ".join(f"{side.name} {duration(side.encoding)}" for side in sides)
        print(f"  Not counted: writing the ladder as a program, {written}.")
    print("\nTimes as long as ours: median of all files, least and most; ours slower in n of m")
    _summary(ratios, 0)
    paid = ", ".join(f"{name} {duration(seconds)}" for name, seconds in IMPORTS.items())
    print(f"\nThe same with what a command would pay besides: the import ({paid}) and the writing")
    _summary(ratios, 1)
    for each in differing:
        print(f"DIFFERS: {each}")
    return [f"{len(differing)} answers differ"] if differing else []


def _can(side, question):
    return question.name != "what is enough" or hasattr(side.ladder, "enough")


def _in_turn(question, found, duels):
    """Our answer, None where it was cut, and our times; theirs are kept by the duels."""
    ours, answer = [], None
    for _ in range(ROUNDS):
        start = process_time()
        try:
            with limited(OUR_LIMIT):
                answer = question.ours(found)
        except TimeoutError:
            answer = None
        ours.append(process_time() - start)
        for duel in duels:
            duel.ask(ours[-1])
        if ours[0] > ONCE:
            break
    return answer, ours


def _row(question, answer, ours, duels, ratios):
    cells = []
    for solver in SOLVERS:
        duel = next((each for each in duels if each.side.name == solver.NAME), None)
        if duel is None:
            cells.append(f"{NOTHING:>19}")
            continue
        ratio, compared = duel.ratio(ours), NOTHING
        if answer is not None or not duel.cut:
            mark = "<" if answer is None else ">" if duel.cut else ""
            compared = times(ratio, mark) + ("*" if _slower(ratio, mark) else " ")
            whole = duel.ratio(ours, duel.besides())
            ratios.setdefault((question.name, solver.NAME), []).append((ratio, whole, mark))
        shown = "cut" if duel.cut else duration(statistics.median(duel.times))
        cells.append(f"{shown:>10}{compared:>9}")
    sets = question.sets(answer) if answer is not None else {}
    number = many(sum(each.number for each in sets.values())) if sets else ""
    own = "cut" if answer is None else duration(statistics.median(ours))
    return f"  {question.name:23}{number:>7}{own:>9}{''.join(cells)}"


def _slower(ratio, mark):
    """Whether ours is known to be slower; of a search of theirs that was cut the rest is not."""
    return ratio < 1 and mark != ">"


def _summary(ratios, which):
    print(f"  {'':22}" + "".join(f"{solver.NAME:>28}" for solver in SOLVERS))
    for question in QUESTIONS:
        cells = []
        for solver in SOLVERS:
            known = ratios.get((question.name, solver.NAME), ())
            found = sorted((each[which], each[-1]) for each in known)
            if not found:
                cells.append(f"{NOTHING:>28}")
                continue
            span = f"({times(*found[0])} to {times(*found[-1])})"
            slower = f"{sum(_slower(*each) for each in found)}/{len(found)}"
            cells.append(f"{times(*found[len(found) // 2])} {span} {slower:>5}".rjust(28))
        print(f"  {question.name:22}" + "".join(cells))
