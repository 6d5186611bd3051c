"""What can be supposed of a country-year, and the parameters of law and weighing that can be set.

Pure. A parameter is set in a built law (`with_parameter`) or in the contents of its file
(`with_value`); a test holds the two to the same law.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from tipcli.errors import UsageError, did_you_mean, excerpt

if TYPE_CHECKING:
    from tipcli.law import Criteria
    from tipcli.model import ClockRule, Law, Rule, Weighing

#: The file of the entries that are named by their path.
WEIGHING = "weighing.yaml"
_CLOCK = (
    ("years_limit", "years_limit_parameter", 1),
    ("waiver_years", "waiver_years_parameter", 0),
    ("post_downgrade_years", "post_downgrade_parameter", 0),
)


class Edits(NamedTuple):
    """What is supposed. In whatever order it is said, it is done in that of the fields."""

    law_year: int = 0
    parameters: tuple[tuple[str, int | str], ...] = ()
    drop: tuple[str, ...] = ()
    add: tuple[str, ...] = ()
    waiver: bool = False
    set: tuple[tuple[str, str], ...] = ()


class Edit(NamedTuple):
    """One edit that was made.

    `kind` is law, parameter, drop, add, waiver or set; `name` what was edited, and `before` and
    `after` its values where it has any. `effects` says what went with it; `sha256` identifies a
    file that was added.
    """

    kind: str
    name: str = ""
    before: int | str | None = None
    after: int | str | None = None
    effects: tuple[str, ...] = ()
    sha256: str = ""

    def words(self) -> str:
        """The edit on one line, for the receipt."""
        tail = f"={self.after}" if self.kind in ("parameter", "set") else ""
        digest = f" (sha256 {self.sha256})" if self.sha256 else ""
        return f"{self.kind} {self.name}{tail}{digest}".strip()


def with_parameter(known: Criteria, name: str, value: int | str) -> Criteria:
    """The criteria with one parameter of the law, or one entry of the weighing, set to a value.

    `name` is the id of a parameter, or a path in `criteria/weighing.yaml`:
    `reliability_by_kind.ngo_report`, `credibility_by_basis.allegation`, `strength.B.3` (for
    credibility 3), `adjustments.indirect.steps`, `corroboration.origins`, `corroboration.steps`,
    `standards.preponderance.needs`, `standards.preponderance.margin`. Equal to what loading the
    edited file gives. Raises UsageError for an unknown name, for a value of another type, and for
    a number or word that what reads it cannot take. How far the schema lets a number go is for the
    loader to say.
    """
    entries = parameters(known)
    if name not in entries:
        raise UsageError(_unknown(name, entries))
    _check(known, name, value, entries[name])
    if any(parameter.id == name for parameter in known.law.parameters):
        return known._replace(law=_law_with(known.law, name, value))
    return known._replace(weighing=_weighing_with(known.weighing, name.split("."), value))


def parameters(known: Criteria) -> dict[str, int | str]:
    """Every name that `with_parameter` knows, with its present value, in the order of the files."""
    own: dict[str, int | str] = {each.id: each.value for each in known.law.parameters}
    return {**own, **dict(_weighing_entries(known.weighing))}


def read_by_rules(law: Law, name: str) -> bool:
    """Whether a rule or the clock reads a parameter; if not, it is the analyst who does."""
    by_clock = any(getattr(law.clock, field) == name for _, field, _ in _CLOCK)
    return by_clock or count_range(law, name) is not None


def with_value(
    contents: Mapping[str, Any], law_id: str, name: str, value: int | str
) -> tuple[dict[str, Any], str]:
    """The contents of the criteria's files with one parameter set, and the file that changed.

    `name` must be one that `parameters` gives for the version of the law with this id.
    """
    if "." in name:
        changed = {**contents, WEIGHING: _set_at(contents[WEIGHING], name.split("."), value)}
        return changed, WEIGHING
    file = next(file for file, each in contents.items() if each.get("id") == law_id)
    raw = contents[file]
    entries = [
        {**each, "value": value} if each["id"] == name else each for each in raw["parameters"]
    ]
    return {**contents, file: {**raw, "parameters": entries}}, file


def _set_at(raw: Any, path: list[str], value: int | str) -> Any:
    """The value with one of its own inner values set; the steps of a list count from 1."""
    if not path:
        return value
    if isinstance(raw, list):
        at = int(path[0]) - 1
        return [*raw[:at], _set_at(raw[at], path[1:], value), *raw[at + 1 :]]
    return {**raw, path[0]: _set_at(raw[path[0]], path[1:], value)}


def count_range(law: Law, name: str) -> tuple[int, int] | None:
    """The least and the largest count for which the rules that read a parameter can hold.

    None where no rule counts by it.
    """
    parts = [len(rule.parts) for rule in _rules(law) if rule.parameter == name]
    return (1, min(parts)) if parts else None


def _unknown(name: str, known: Mapping[str, Any]) -> str:
    hint = did_you_mean(name, known) or "`tipcli law` lists those of the law in use"
    return f"no parameter {excerpt(name)!r}; {hint}"


def _check(known: Criteria, name: str, value: int | str, present: int | str) -> None:
    if type(value) is not type(present):
        wanted = "a whole number" if isinstance(present, int) else "a word"
        raise UsageError(f"{name} is {wanted} (now {present}), not {excerpt(str(value))!r}")
    if isinstance(value, int):
        _check_number(known, name, value, present)
    elif (words := _words(known.weighing, name)) and value not in words:
        shown = excerpt(value)
        raise UsageError(f"{name} is one of {', '.join(words)} (now {present}), not {shown!r}")


def _check_number(known: Criteria, name: str, value: int, present: int | str) -> None:
    least, most, why = _bounds(known, name)
    if least is None or (least <= value and (most is None or value <= most)):
        return
    reach = f"{least} or more" if most is None else f"from {least} to {most}"
    raise UsageError(f"{name} must be {reach}, {why} (now {present}), not {value}")


def _bounds(known: Criteria, name: str) -> tuple[int | None, int | None, str]:
    """The least and the largest number that what reads a parameter can take, and why so."""
    if name.startswith("credibility_by_basis."):
        columns = min(len(row) for row in known.weighing.strength.values())
        return 1, columns, "a column of the table of strengths"
    floors = [floor for _, field, floor in _CLOCK if getattr(known.law.clock, field) == name]
    counts = count_range(known.law, name)
    if counts is not None:
        return max([*floors, counts[0]]), counts[1], f"a count of {counts[1]} parts"
    return (max(floors), None, "a number of years") if floors else (None, None, "")


def _words(weighing: Weighing, name: str) -> tuple[str, ...]:
    """The words that an entry of the weighing may be."""
    if name.startswith("reliability_by_kind."):
        return tuple(weighing.strength)
    if name.startswith("strength.") or name.endswith(".needs"):
        return weighing.scale
    return ()


def _rules(law: Law) -> Iterator[Rule]:
    """Every node of every rule."""
    tops = (*(each.rule for each in law.provisions), *(each.rule for each in law.ladder))
    ahead = [rule for rule in tops if rule is not None]
    while ahead:
        rule = ahead.pop()
        yield rule
        ahead += rule.parts


def _law_with(law: Law, name: str, value: int | str) -> Law:
    return law._replace(
        parameters=tuple(
            each._replace(value=value) if each.id == name else each for each in law.parameters
        ),
        provisions=tuple(
            each._replace(rule=each.rule and _counting(each.rule, name, value))
            for each in law.provisions
        ),
        ladder=tuple(
            each._replace(rule=each.rule and _counting(each.rule, name, value))
            for each in law.ladder
        ),
        clock=_clock_with(law.clock, name, value),
    )


def _counting(rule: Rule, name: str, value: Any) -> Rule:
    """The rule, with each count that names the parameter at its new value."""
    if not rule.parts:
        return rule
    parts = tuple(_counting(part, name, value) for part in rule.parts)
    least = value if rule.parameter == name else rule.least
    return rule._replace(parts=parts, least=least)


def _clock_with(clock: ClockRule, name: str, value: Any) -> ClockRule:
    changes = {own: value for own, field, _ in _CLOCK if getattr(clock, field) == name}
    return clock._replace(**changes)


def _weighing_entries(weighing: Weighing) -> Iterator[tuple[str, int | str]]:
    for letter, row in weighing.strength.items():
        for column, step in enumerate(row, 1):
            yield f"strength.{letter}.{column}", weighing.scale[step]
    for kind, letter in weighing.reliability_by_kind.items():
        yield f"reliability_by_kind.{kind}", letter
    for basis, number in weighing.credibility_by_basis.items():
        yield f"credibility_by_basis.{basis}", number
    for reason, steps in weighing.adjustments.items():
        yield f"adjustments.{reason}.steps", steps
    yield "corroboration.origins", weighing.corroboration_origins
    yield "corroboration.steps", weighing.corroboration_steps
    for standard in weighing.standards.values():
        yield f"standards.{standard.id}.needs", weighing.scale[standard.needs]
        yield f"standards.{standard.id}.margin", standard.margin


def _weighing_with(weighing: Weighing, path: list[str], value: Any) -> Weighing:
    table, key = path[:2]
    if table == "corroboration":
        return weighing._replace(**{f"corroboration_{key}": value})
    old: Mapping[str, Any] = getattr(weighing, table)
    new = value
    if table == "strength":
        at = int(path[2]) - 1
        new = (*old[key][:at], weighing.scale.index(value), *old[key][at + 1 :])
    elif table == "standards":
        step = weighing.scale.index(value) if path[2] == "needs" else value
        new = old[key]._replace(**{path[2]: step})
    changes: dict[str, Any] = {table: {**old, key: new}}
    return weighing._replace(**changes)
