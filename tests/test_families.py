"""Families of sets against lists of sets: every operation by brute force on few elements."""

from collections import Counter
from itertools import combinations, product

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from tipcli.diagram import FALSE, TRUE, Diagram, TooLargeError
from tipcli.families import EMPTY_SET, NONE, Families

SIZE = 6
SUBSETS = [
    frozenset(chosen) for size in range(SIZE + 1) for chosen in combinations(range(SIZE), size)
]
MANY = settings(max_examples=60, deadline=None)

#: A function as an "or" of "ands": each gives to some variables the value they must have.
FORMULAS = st.lists(
    st.dictionaries(st.integers(0, SIZE - 1), st.booleans(), max_size=4), max_size=5
)
LISTS = st.sets(st.sampled_from(SUBSETS), max_size=12)
FIXED = st.sets(st.integers(0, SIZE - 1), max_size=3)


def least(sets):
    """Those of which no part is one of the sets too."""
    return {each for each in sets if not any(other < each for other in sets)}


def stored(families, sets):
    """The family of these sets, made with public operations alone."""
    diagram = Diagram()
    variables = [diagram.variable(str(n)) for n in range(SIZE)]
    family = NONE
    for each in sets:
        node = diagram.conjunction([variables[n] for n in each])
        family = families.union(family, families.minimal(diagram, node, [False] * SIZE))
    return family


def listed(families, family):
    """The sets of a family; none of them comes twice."""
    found = [frozenset(each) for each in families.sets(family)]
    assert len(found) == len(set(found))
    return set(found)


def diagram_of(formula, negated):
    """The function as a diagram."""
    diagram = Diagram()
    variables = [diagram.variable(str(n)) for n in range(SIZE)]
    node = diagram.disjunction(
        [
            diagram.conjunction(
                [
                    variables[n] if value else diagram.negate(variables[n])
                    for n, value in cube.items()
                ]
            )
            for cube in formula
        ]
    )
    return diagram, diagram.negate(node) if negated else node


@MANY
@given(FORMULAS, st.booleans(), st.lists(st.booleans(), min_size=SIZE, max_size=SIZE), FIXED)
def test_minimal_sets_equal_brute_force(formula, negated, baseline, fixed):
    """Every minimal way to make any function true from any start, with some variables held."""

    def true_after(chosen):
        values = [value != (n in chosen) for n, value in enumerate(baseline)]
        return negated != any(all(values[n] == v for n, v in cube.items()) for cube in formula)

    diagram, node = diagram_of(formula, negated)
    families = Families()
    found = listed(families, families.minimal(diagram, node, baseline, fixed))

    assert found == least({s for s in SUBSETS if not s & fixed and true_after(s)})
    event(f"{min(len(found), 3)} or more sets")


@MANY
@given(LISTS, LISTS)
def test_union_and_not_covering_equal_brute_force(one, other):
    """Of any two families, in either order; equal families are one node."""
    families = Families()
    a, b = stored(families, one), stored(families, other)

    assert listed(families, families.union(a, b)) == one | other
    assert families.union(a, b) == families.union(b, a) == stored(families, one | other)
    lean = {each for each in one if not any(small <= each for small in other)}
    assert families.not_covering(a, b) == stored(families, lean)


@MANY
@given(LISTS)
def test_measures_equal_brute_force(sets):
    """Elements, sizes, smallest sets, and the smallest set that holds each element."""
    families = Families()
    family = stored(families, sets)
    used = sorted(set().union(*sets))
    sizes = Counter(len(each) for each in sets)

    assert listed(families, family) == sets
    assert families.has_empty_set(family) == (frozenset() in sets)
    assert families.elements(family) == used
    assert list(families.sizes(family).items()) == sorted(sizes.items())
    assert list(families.fewest_with(family).items()) == [
        (n, min(len(each) for each in sets if n in each)) for n in used
    ]
    for size in range(SIZE + 2):
        there = {each for each in sets if len(each) == size}
        assert families.of_size(family, size) == stored(families, there)
    smallest = {each for each in sets if len(each) == min(sizes)}
    assert families.smallest(family) == stored(families, smallest)


@MANY
@given(LISTS)
def test_hitting_sets_equal_brute_force(sets):
    """The minimal sets that meet every set; and theirs are the minimal sets again."""
    families = Families()
    family = stored(families, sets)
    hits = families.hitting(family)

    assert listed(families, hits) == least({s for s in SUBSETS if all(s & each for each in sets)})
    assert families.hitting(hits) == stored(families, least(sets))


def test_hitting_the_ends():
    """Nothing meets the empty set; nothing is needed to meet every set of none."""
    families = Families()

    assert families.hitting(EMPTY_SET) == NONE
    assert families.hitting(NONE) == EMPTY_SET
    assert families.minimal(Diagram(), FALSE, []) == NONE
    assert families.minimal(Diagram(), TRUE, []) == EMPTY_SET


def expanded(pattern):
    """Every set that a pattern stands for."""
    parts = [combinations(members, count) for count, members in pattern.parts]
    for chosen in product(*parts):
        yield frozenset(n for each in chosen for n in each)


def exchanged(sets, one, other):
    """The sets with two elements in each other's place."""
    swap = {one: other, other: one}
    return {frozenset(swap.get(n, n) for n in each) for each in sets}


@st.composite
def grouped(draw):
    """A family that has some symmetry: so many of each of up to three groups, several times."""
    order = draw(st.permutations(range(SIZE)))
    cuts = sorted(draw(st.sets(st.integers(1, SIZE - 1), max_size=2)))
    groups = [order[i:j] for i, j in zip([0, *cuts], [*cuts, SIZE], strict=True)]
    shapes = draw(st.sets(st.tuples(*(st.integers(0, len(group)) for group in groups)), max_size=4))
    return {
        frozenset(n for part in chosen for n in part)
        for shape in shapes
        for chosen in product(
            *(combinations(group, count) for group, count in zip(groups, shape, strict=True))
        )
    }


@settings(max_examples=120, deadline=None)
@given(st.one_of(LISTS, grouped()))
def test_patterns_are_the_family_in_as_few_shapes_as_its_symmetry_allows(sets):
    """Each set in one pattern, once; in one class exactly those that can be exchanged."""
    families = Families()
    number, found = families.patterns(stored(families, sets))
    patterns = list(found)
    every = [each for pattern in patterns for each in expanded(pattern)]
    classes = {members for pattern in patterns for _, members in pattern.parts}
    of = {n: members for members in classes for n in members}

    assert number == len(patterns)
    assert Counter(every) == Counter(sets)
    assert all(count > 0 for pattern in patterns for count, _ in pattern.parts)
    assert sum(len(members) for members in classes) == len(of) == len(set().union(*sets))
    for one, other in combinations(sorted(of), 2):
        assert (of[one] == of[other]) == (exchanged(sets, one, other) == sets)
    shapes = {tuple(sorted(Counter(of[n] for n in each).items())) for each in sets}
    assert number == len(shapes)
    event("some classes of several" if len(classes) < len(of) else "no symmetry")


@MANY
@given(FORMULAS, st.booleans(), st.integers(0, SIZE))
def test_minimal_sets_of_few_variables_equal_brute_force(formula, negated, largest):
    """Where no more than so many variables may be false: the small minimal sets, and no other."""

    def true_after(chosen):
        return negated != any(all((n not in chosen) == v for n, v in c.items()) for c in formula)

    diagram, node = diagram_of(formula, negated)
    few = diagram.choose(node, diagram.at_most_false(largest), FALSE)
    families = Families()
    found = families.minimal(diagram, few, [True] * SIZE)

    assert listed(families, found) == least(
        {each for each in SUBSETS if len(each) <= largest and true_after(each)}
    )
    first = [len(each) for each in families.smallest_first(found)]
    assert first == sorted(first) and Counter(first) == Counter(map(len, listed(families, found)))
    for each in SUBSETS:
        assert diagram.without(node, tuple(sorted(each))) == true_after(each)


def test_a_store_with_a_limit_stops_there():
    diagram = Diagram(limit=4)
    with pytest.raises(TooLargeError):
        diagram.conjunction([diagram.variable(str(n)) for n in range(9)])
    diagram = Diagram()
    node = diagram.disjunction([diagram.variable(str(n)) for n in range(9)])
    with pytest.raises(TooLargeError):
        Families(limit=4).minimal(diagram, node, [False] * 9)
