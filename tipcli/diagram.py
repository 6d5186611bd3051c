"""Decision diagrams: every way that undecided findings can come out, in one small graph.

A reduced ordered binary decision diagram. Node 0 is false, node 1 is true; any other node asks
one variable. Because equal functions share one node, "can this happen" is one comparison, and
the fewest changes that make it happen are a shortest path. Exact at any number of variables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

FALSE = 0
TRUE = 1
_LEAF = 1 << 30
NO_LIMIT = _LEAF


def inner(node: int, low: Sequence[int], high: Sequence[int]) -> list[int]:
    """All inner nodes at and below one of a store, children before parents."""
    seen: set[int] = set()
    stack = [node]
    while stack:
        current = stack.pop()
        if current > TRUE and current not in seen:
            seen.add(current)
            stack.append(low[current])
            stack.append(high[current])
    return sorted(seen)  # children were made first, so their numbers are lower


class TooLargeError(Exception):
    """A store has grown beyond the size that it was given; the same input always does."""


class Diagram:
    """A store of nodes over variables that are ordered as they are first asked for.

    Where a `limit` is given, TooLargeError is raised in place of more nodes than that.
    """

    def __init__(self, limit: int = NO_LIMIT) -> None:
        self.limit = limit
        self.names: list[str] = []
        self._index: dict[str, int] = {}
        self._variable = [_LEAF, _LEAF]
        self._low = [0, 1]
        self._high = [0, 1]
        self._unique: dict[tuple[int, int, int], int] = {}
        self._choices: dict[tuple[int, int, int], int] = {}

    def __len__(self) -> int:
        return len(self._variable)

    def variable(self, name: str) -> int:
        """The function that is true when this variable is."""
        index = self._index.get(name)
        if index is None:
            index = self._index[name] = len(self.names)
            self.names.append(name)
        return self._node(index, FALSE, TRUE)

    def _node(self, variable: int, low: int, high: int) -> int:
        if low == high:
            return low
        key = (variable, low, high)
        node = self._unique.get(key)
        if node is None:
            node = self._unique[key] = len(self._variable)
            if node > self.limit:
                raise TooLargeError
            self._variable.append(variable)
            self._low.append(low)
            self._high.append(high)
        return node

    def choose(self, test: int, then: int, other: int) -> int:
        """The function "if test then `then` else `other`"."""
        if test == TRUE:
            return then
        if test == FALSE:
            return other
        if then == other:
            return then
        if then == TRUE and other == FALSE:
            return test
        key = (test, then, other)
        found = self._choices.get(key)
        if found is not None:
            return found
        variables = self._variable
        top = min(variables[test], variables[then], variables[other])
        low, high = self._low, self._high
        t0, t1 = (low[test], high[test]) if variables[test] == top else (test, test)
        a0, a1 = (low[then], high[then]) if variables[then] == top else (then, then)
        b0, b1 = (low[other], high[other]) if variables[other] == top else (other, other)
        node = self._node(top, self.choose(t0, a0, b0), self.choose(t1, a1, b1))
        self._choices[key] = node
        return node

    def negate(self, part: int) -> int:
        """The function that is true when `part` is false."""
        return self.choose(part, FALSE, TRUE)

    def conjunction(self, parts: Sequence[int]) -> int:
        """True when all parts are."""
        result = TRUE
        for part in reversed(parts):
            result = self.choose(part, result, FALSE)
        return result

    def disjunction(self, parts: Sequence[int]) -> int:
        """True when some part is."""
        result = FALSE
        for part in reversed(parts):
            result = self.choose(part, TRUE, result)
        return result

    def at_least(self, count: int, parts: Sequence[int]) -> int:
        """True when at least `count` of the parts are."""
        row = [TRUE] + [FALSE] * count
        for part in reversed(parts):
            row = [TRUE] + [self.choose(part, row[k - 1], row[k]) for k in range(1, count + 1)]
        return row[count]

    def at_most_false(self, count: int) -> int:
        """True when no more than so many of the variables there are now are false."""
        row = [TRUE] * (count + 1)
        for index in reversed(range(len(self.names))):
            row = [
                self._node(index, row[left - 1] if left else FALSE, row[left])
                for left in range(count + 1)
            ]
        return row[count]

    def nearest(self, node: int, baseline: Sequence[bool]) -> tuple[tuple[str, bool], ...] | None:
        """The fewest variables to set off the baseline so that `node` is true; None if never.

        Ties go to the earlier variable in the order, so the answer is the same every time.
        """
        path = self.cheapest(node, lambda variable: (1, 0) if baseline[variable] else (0, 1))
        if path is None:
            return None
        return tuple(
            (self.names[variable], value) for variable, value in path if value != baseline[variable]
        )

    def cheapest(
        self, node: int, price: Callable[[int], tuple[int, int]]
    ) -> tuple[tuple[int, bool], ...] | None:
        """The variables on the way that make `node` true at the least price; None if never.

        `price` gives what it costs that a variable is false, and true. Where both ways cost the
        same in all, that on which this variable costs nothing is taken, false before true.
        """
        if node == FALSE:
            return None
        cost = {FALSE: _LEAF, TRUE: 0}
        for current in self.below(node):
            cost[current] = min(self._prices(current, cost, price))
        path = []
        while node != TRUE:
            low, high = self._prices(node, cost, price)
            take_high = high < low or (high == low and price(self._variable[node])[0] > 0)
            path.append((self._variable[node], take_high))
            node = self._high[node] if take_high else self._low[node]
        return tuple(path)

    def _prices(
        self, node: int, cost: Mapping[int, int], price: Callable[[int], tuple[int, int]]
    ) -> tuple[int, int]:
        low, high = price(self._variable[node])
        return cost[self._low[node]] + low, cost[self._high[node]] + high

    def at(self, node: int) -> tuple[int, int, int]:
        """An inner node: the index of its variable, and where it leads if that is false or true."""
        return self._variable[node], self._low[node], self._high[node]

    def below(self, node: int) -> list[int]:
        """All inner nodes at and below `node`, children before parents."""
        return inner(node, self._low, self._high)

    def variables(self, node: int) -> set[int]:
        """The variables on which `node` depends."""
        return {self._variable[each] for each in self.below(node)}

    def possible(self, node: int, fixed: dict[int, bool]) -> bool:
        """Whether some values of the variables outside `fixed` make `node` true."""
        return self._reaches(node, TRUE, fixed)

    def always(self, node: int, fixed: dict[int, bool]) -> bool:
        """Whether `node` is true however the variables outside `fixed` come out."""
        return not self._reaches(node, FALSE, fixed)

    def without(self, node: int, chosen: tuple[int, ...]) -> bool:
        """Whether `node` is true once exactly these variables are false."""
        return self.always(node, {each: each not in chosen for each in range(len(self.names))})

    def _reaches(self, node: int, leaf: int, fixed: dict[int, bool]) -> bool:
        """Whether a path that agrees with `fixed` ends in this leaf."""
        seen: set[int] = set()
        stack = [node]
        while stack:
            current = stack.pop()
            if current == leaf:
                return True
            if current <= TRUE or current in seen:
                continue
            seen.add(current)
            value = fixed.get(self._variable[current])
            if value is not True:
                stack.append(self._low[current])
            if value is not False:
                stack.append(self._high[current])
        return False
