"""Asks an answer-set solver, clingo, what tipcli is asked.

The rules of a law are rules of the program, a count is an aggregate, and each question is put as
its field puts it: brave consequences, `#minimize` with all optimal models, and the subset-minimal
changes by domain heuristics with domain recursion.
"""

from time import perf_counter

import clingo
from puzzles import Found, shares

NAME = "clingo"
VERSION = f"clingo {clingo.__version__}"


class Encoded:
    """A puzzle as programs; what is made here is made before the clock starts."""

    def __init__(self, puzzle):
        self.puzzle = puzzle
        rules = [line for each in puzzle.gates.gates.items() for line in _gate("t", *each)]
        again = [line for each in puzzle.gates.gates.items() for line in _gate("u", *each)]
        free = [n for n in puzzle.usual if n not in puzzle.known]
        decided = [_fact("t", n) for n, value in puzzle.known.items() if value]
        choices = [f"{{t({n})}}." for n in free]
        goals = [f'goal("{name}") :- {_body("t", lit)}.' for name, lit in puzzle.goals.items()]
        self._open = "\n".join([*rules, *decided, *choices, *goals])
        values = [f"v({n},1) :- t({n}). v({n},0) :- not t({n})." for n in free]
        self._values = "\n".join([*values, "#show v/2."])
        second = [_fact("u", n) for n, value in puzzle.known.items() if value]
        second += [f"u({n}) :- t({n}), not d({n}). u({n}) :- not t({n}), d({n})." for n in free]
        second.append("1 {" + "; ".join(f"d({n})" for n in free) + "} 1." if free else ":- #true.")
        for lit in puzzle.goals.values():
            second.append(f"turned :- {_body('t', lit)}, {_body('u', -lit)}.")
        self._second = "\n".join([*again, *second, ":- not turned.", "#show d/1."])
        changes = []
        for n, value in puzzle.usual.items():
            if n in puzzle.fixed:
                changes += [_fact("t", n)] if value else []
            else:
                changes.append(f"{{f({n})}}. t({n}) :- {'not ' if value else ''}f({n}).")
        self._changes = "\n".join([*rules, *changes, *goals])
        movable = [n for n in puzzle.usual if n not in puzzle.fixed]
        self._few = "#minimize {" + "; ".join(f"1,{n} : f({n})" for n in movable) + "}."

    def tier_set(self):
        control = _control(["0", "--enum-mode=brave"], self._open, "#show goal/1.")
        seen = []
        control.solve(on_model=lambda model: seen.append(model.symbols(shown=True)))
        return {symbol.arguments[0].string for symbol in seen[-1]} if seen else set()

    def questions(self):
        """By input that can matter the goals left if it is true, and if it is false."""
        left = {}
        control = _control(["0", "--enum-mode=brave"], self._open, self._values)
        for name in self.puzzle.goals:
            for symbol in _last(control, [(_goal(name), True)]):
                n, value = (each.number for each in symbol.arguments)
                left.setdefault((n, value), set()).add(name)
        control = _control(["0", "--enum-mode=brave"], self._open, self._second)
        matter = sorted(symbol.arguments[0].number for symbol in _last(control, []))
        return {n: (left.get((n, 1), set()), left.get((n, 0), set())) for n in matter}

    def fewest(self, until):
        """By goal how many inputs have to change, None where no change does it."""
        answers = {}
        for name in self.puzzle.asked:
            costs = [None]
            control = self._changing(["--opt-mode=opt", *STRATEGY], self._few)
            if not _each(control, name, lambda model: costs.append(model.cost[0]), until):  # noqa: B023
                raise TimeoutError
            answers[name] = costs[-1]
        return answers

    def smallest(self, until, *, read=False):
        """By goal every change of the fewest inputs."""
        options = ["--opt-mode=optN", *STRATEGY]
        return self._every(options, self._few, "optimal", until, read=read)

    def minimal(self, until, *, read=False):
        """By goal every change no part of which is enough."""
        options = ["--heuristic=Domain", "--dom-mod=5,16", "--enum-mode=domRec"]
        return self._every(options, "", "enumerated", until, read=read)

    def _every(self, options, few, kind, until, *, read):
        answers = {}
        for name, share in shares(self.puzzle.asked, until):
            control, found = self._changing(options, few), []

            def keep(model):
                if model.optimality_proven or not few:
                    found.append(
                        frozenset(s.arguments[0].number for s in model.symbols(shown=True))
                    )  # noqa: B023

            # To hand a model to Python takes longer than to find it, so they are counted.
            whole = _each(control, name, keep if read else None, share())
            models = control.statistics["summary"]["models"]
            answers[name] = Found(int(models[kind]) if kind in models else 0, whole, found)
        return answers

    def _changing(self, options, more):
        return _control(["0", *options], self._changes, more, "#show f/1.")


#: The quickest of those tried, by a little.
STRATEGY = ["--opt-strategy=usc,k,4"]


def _control(options, *programs):
    control = clingo.Control(options, logger=lambda *_: None)
    control.add("base", [], "\n".join(programs))
    control.ground([("base", [])])
    return control


def _goal(name):
    return clingo.Function("goal", [clingo.String(name)])


def _last(control, assumptions):
    seen = [()]
    control.solve(
        assumptions=assumptions, on_model=lambda model: seen.append(model.symbols(shown=True))
    )
    return seen[-1]


def _each(control, name, keep, until):
    """Hand on the models of a goal until time is up; whether these were all."""
    with control.solve(assumptions=[(_goal(name), True)], on_model=keep, async_=True) as search:
        # It may be woken before its time.
        while not (whole := search.wait(max(until - perf_counter(), 0))) and perf_counter() < until:
            pass
        if not whole:
            search.cancel()
        search.get()
    return whole


def _fact(predicate, number):
    return f"{predicate}({number})."


def _body(predicate, literal):
    return f"{predicate}({literal})" if literal > 0 else f"not {predicate}({-literal})"


def _gate(predicate, number, gate):
    count, parts = gate
    bodies = [_body(predicate, part) for part in parts]
    if count == len(parts):
        yield (
            f"{predicate}({number}) :- {', '.join(bodies)}." if bodies else _fact(predicate, number)
        )
    elif count == 1:
        yield from (f"{predicate}({number}) :- {body}." for body in bodies)
    else:
        counted = "; ".join(f"1,{place} : {body}" for place, body in enumerate(bodies))
        yield f"{predicate}({number}) :- #sum {{{counted}}} >= {count}."
