"""Asks a SAT solver, PySAT's, what tipcli is asked.

Gates become clauses both ways, a count by a sequential counter. Each question is put as its field
puts it: the fewest changes by maximum satisfiability (RC2), the minimal ones layer by layer under a
totalizer, which is quicker here than LBX, and what is enough to hold as the minimal sets that hit
all of these (Hitman).
"""

import threading
from time import perf_counter

import pysat
from puzzles import Found, shares
from pysat.card import CardEnc, EncType, ITotalizer
from pysat.examples.hitman import Hitman
from pysat.examples.rc2 import RC2
from pysat.formula import WCNF
from pysat.solvers import Solver

NAME = "SAT"
VERSION = f"PySAT {pysat.__version__}"
#: The quickest of those tried, for many short searches and for few long ones.
SOLVER, PATIENT = "m22", "cd15"


class Encoded:
    """A puzzle as clauses; what is made here is made before the clock starts."""

    def __init__(self, puzzle):
        self.puzzle = puzzle
        self.last = puzzle.gates.last
        self.clauses = []
        for number, (count, parts) in puzzle.gates.gates.items():
            self._gate(number, count, parts)
        self.decided = [[_literal(n, value)] for n, value in puzzle.known.items()]
        fixed = puzzle.fixed
        self.held = [[_literal(n, value)] for n, value in puzzle.usual.items() if n in fixed]
        self.usual = [_literal(n, value) for n, value in puzzle.usual.items() if n not in fixed]
        self.second = self._second()

    def _gate(self, gate, count, parts):
        if count == len(parts):
            self.clauses += [[-gate, part] for part in parts]
            self.clauses.append([gate, *(-part for part in parts)])
        elif count == 1:
            self.clauses += [[gate, -part] for part in parts]
            self.clauses.append([-gate, *parts])
        else:
            self._counter(gate, count, parts)

    def _counter(self, gate, count, parts):
        """so_far[k] is true if at least k of the parts so far are."""
        so_far = [None] * (count + 1)
        for place, part in enumerate(parts):
            now = [None] * (count + 1)
            for k in range(1, min(count, place + 1) + 1):
                last = k == count and place == len(parts) - 1
                now[k] = gate if last else self._new()
                self._step(now[k], so_far[k], so_far[k - 1] if k > 1 else True, part)
            so_far = now

    def _step(self, now, before, fewer, part):
        """now <-> before or (fewer and part); None is false."""
        both = [] if fewer is True else [-fewer]
        if fewer is not None:
            self.clauses.append([now, -part, *both])
        if before is not None:
            self.clauses.append([now, -before])
        rest = [] if before is None else [before]
        if fewer is None:
            self.clauses.append([-now, *rest])
        else:
            self.clauses.append([-now, part, *rest])
            if fewer is not True:
                self.clauses.append([-now, fewer, *rest])

    def _new(self):
        self.last += 1
        return self.last

    def _second(self):
        """A second copy, in which exactly one of the undecided inputs is otherwise."""
        shift = self.last
        copy = [[lit + (shift if lit > 0 else -shift) for lit in each] for each in self.clauses]
        copy += [[lit + (shift if lit > 0 else -shift)] for (lit,) in self.decided]
        free = [n for n in self.puzzle.usual if n not in self.puzzle.known]
        picks = {2 * shift + place + 1: n for place, n in enumerate(free)}
        top = 2 * shift + len(free)
        one = CardEnc.atmost([*picks], 1, top, encoding=EncType.seqcounter)
        copy += one.clauses
        for pick, n in picks.items():
            copy += [
                [-pick, n, n + shift],
                [-pick, -n, -n - shift],
                [pick, -n, n + shift],
                [pick, n, -n - shift],
            ]
        top = max(top, one.nv)
        turned = []
        for goal in self.puzzle.goals.values():
            top += 1
            turned.append(top)
            copy += [[-top, goal], [-top, -goal - shift if goal > 0 else -goal + shift]]
        return [*copy, turned], picks, top

    def tier_set(self):
        with Solver(SOLVER, bootstrap_with=self.clauses + self.decided) as solver:
            return {tier for tier, goal in self.puzzle.goals.items() if solver.solve([goal])}

    def questions(self):
        """By input that can matter the goals left if it is true, and if it is false."""
        left = {}
        with Solver(PATIENT, bootstrap_with=self.clauses + self.decided) as solver:
            free = [n for n in self.puzzle.usual if n not in self.puzzle.known]
            for name, goal in self.puzzle.goals.items():
                open_ = {lit for n in free for lit in (n, -n)}
                while open_:
                    lit = min(open_)
                    if not solver.solve([goal, lit]):
                        open_.discard(lit)
                        continue
                    model = solver.get_model()
                    seen = {model[n - 1] for n in free}
                    for each in seen:
                        left.setdefault(each, set()).add(name)
                    open_ -= seen
        return {n: (left.get(n, set()), left.get(-n, set())) for n in sorted(self._matter())}

    def _matter(self):
        copy, picks, top = self.second
        found = set()
        with Solver(PATIENT, bootstrap_with=self.clauses + self.decided + copy) as solver:
            while True:
                top += 1
                solver.add_clause([-top, *(pick for pick, n in picks.items() if n not in found)])
                if not solver.solve([top]):
                    return found
                model = solver.get_model()
                found |= {n for pick, n in picks.items() if model[pick - 1] > 0}

    def _soft(self, goal):
        formula = WCNF()
        formula.extend([*self.clauses, *self.held, [goal]])
        formula.extend([[lit] for lit in self.usual], weights=[1] * len(self.usual))
        return formula

    def fewest(self, until):
        """By goal how many inputs have to change, None where no change does it."""
        return {name: self._least(goal, until) for name, goal in self.puzzle.asked.items()}

    def _least(self, goal, until):
        with RC2(self._soft(goal), solver=SOLVER) as search:
            timer = threading.Timer(max(until - perf_counter(), 0.001), search.interrupt)
            timer.start()
            model = search.compute(expect_interrupt=True)
            timer.cancel()
            if model is None and perf_counter() >= until:
                raise TimeoutError
            return None if model is None else search.cost

    def smallest(self, until, *, read=False):
        """By goal every change of the fewest inputs."""
        return self._every(until, read=read, layers=1)

    def minimal(self, until, *, read=False):
        """By goal every change no part of which is enough."""
        return self._every(until, read=read, layers=len(self.usual))

    def _every(self, until, *, read, layers):
        del read  # models have to be read anyway, to be blocked
        return {
            name: self._layers(self.puzzle.asked[name], share(), layers)
            for name, share in shares(self.puzzle.asked, until)
        }

    def _layers(self, goal, until, layers):
        """The fewest first, then with one more; since all that are covered are blocked, the
        models that are left with so many changes are minimal."""
        try:
            least = self._least(goal, until)
        except TimeoutError:
            return Found(0, False, [])
        if not least:
            return Found(0, True, [])
        found, changes = [], [-lit for lit in self.usual]
        counter = ITotalizer(changes, min(len(changes), least + 8), self.last)
        start = [*self.clauses, *self.held, *counter.cnf.clauses, [goal]]
        with Solver(SOLVER, bootstrap_with=start) as solver:
            for size in range(least, min(least + layers, len(changes) + 1)):
                if layers > 1 and not solver.solve():
                    break
                if size > counter.ubound:
                    counter.increase(ubound=min(len(changes), 2 * size))
                    solver.append_formula(counter.cnf.clauses[-counter.nof_new :])
                few = [-counter.rhs[size]] if size < len(changes) else []
                while solver.solve(few):
                    model = solver.get_model()
                    change = [lit for lit in changes if model[abs(lit) - 1] == lit]
                    found.append(frozenset(map(abs, change)))
                    solver.add_clause([-lit for lit in change])
                    if perf_counter() > until:
                        counter.delete()
                        return Found(len(found), False, found)
        counter.delete()
        return Found(len(found), True, found)

    def enough(self, until):
        """By goal the minimal sets of inputs that keep it from being reached."""
        return {
            name: self._enough(goal, share())
            for (name, share), goal in zip(
                shares(self.puzzle.asked, until), self.puzzle.asked.values(), strict=True
            )
        }

    def _enough(self, goal, until):
        """The minimal sets that meet every minimal change."""
        changes = self._layers(goal, until, len(self.usual))
        found = []
        if changes.whole and changes.sets:
            with Hitman(bootstrap_with=changes.sets, htype="lbx", solver=SOLVER) as search:
                for kept in search.enumerate():
                    found.append(frozenset(kept))
                    if perf_counter() > until:
                        return Found(len(found), False, found)
        return Found(len(found), changes.whole, found)


def _literal(number, value):
    return number if value else -number
