"""Checks the form of a parsed file against its JSON Schema, in words an editor can act on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from tipcli import codes
from tipcli.errors import Problem, did_you_mean, excerpt
from tipcli.yamlfile import capped

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

    from tipcli.yamlfile import Document

_TYPES = {
    "string": "text",
    "array": "a list",
    "object": "a mapping",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "nothing",
}
#: The keyword of the schema that failed -> the kind of problem; any other is a wrong form.
_CODES = {
    "type": codes.WRONG_TYPE,
    "enum": codes.NOT_ALLOWED,
    "const": codes.NOT_ALLOWED,
    "pattern": codes.WRONG_FORM,
    "minimum": codes.OUT_OF_RANGE,
    "maximum": codes.OUT_OF_RANGE,
    "minItems": codes.LEFT_EMPTY,
    "minLength": codes.LEFT_EMPTY,
    "minProperties": codes.LEFT_EMPTY,
    "uniqueItems": codes.NAMED_TWICE,
    "dependentRequired": codes.WITHOUT_REASON,
}


#: What people look for a key for, and what the format has none for on purpose.
_OPINIONS = ("tier", "score", "opinion", "outcome", "placement", "weight", "conclusion")


def schema_path(name: str) -> str:
    """The path of a published schema, such as "evidence"."""
    return os.path.join(os.path.dirname(__file__), "schemas", f"{name}.schema.json")


@cache
def schema(name: str) -> dict[str, Any]:
    """A published schema."""
    import json

    with open(schema_path(name), encoding="utf-8") as file:
        loaded: dict[str, Any] = json.load(file)
    return loaded


def check(document: Document, schema_name: str) -> tuple[Problem, ...]:
    """Every way in which a file departs from its schema, with the place of each.

    jsonschema alone decides what is wrong and finds the words. Where jsonschema-rs is installed
    and finds a file sound, jsonschema is not asked: a test and the fuzzer hold that whatever the
    quick one lets pass, the thorough one lets pass too.
    """
    quick = _quick(schema_name)
    if quick is not None and quick.is_valid(document.value):
        return ()
    errors = thorough(schema_name).iter_errors(document.value)
    found = (problem for error in errors for problem in _problems(document, error))
    return tuple(sorted(set(capped(document, found))))


@cache
def _quick(schema_name: str) -> Any:
    try:
        from jsonschema_rs import Draft202012Validator
    except ImportError:
        return None
    return Draft202012Validator(schema(schema_name))


@cache
def thorough(schema_name: str) -> Any:
    """The validator of a schema whose verdict counts."""
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    kind = extend(Draft202012Validator, {"pattern": _pattern, "uniqueItems": _unique})  # type: ignore[no-untyped-call]
    return kind(schema(schema_name))


def _pattern(validator: Any, pattern: str, instance: Any, _: Any) -> Iterator[ValidationError]:
    """As ECMA 262 has it and Python does not: `$` is the end, not a line break before the end."""
    import re

    from jsonschema.exceptions import ValidationError

    whole = re.sub(r"\$$", r"\\Z", pattern)
    if validator.is_type(instance, "string") and not re.search(whole, instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _unique(validator: Any, wanted: Any, instance: Any, _: Any) -> Iterator[ValidationError]:
    """Of lists that must be unique only the texts are compared: anything else is refused itself."""
    from jsonschema.exceptions import ValidationError

    if wanted and validator.is_type(instance, "array"):
        words = [each for each in instance if isinstance(each, str)]
        if len(set(words)) < len(words):
            yield ValidationError("has non-unique elements")


def _problems(document: Document, error: ValidationError) -> Iterator[Problem]:
    path = tuple(error.absolute_path)
    rule: Any = error.validator_value
    instance: Any = error.instance
    if error.context and error.validator in ("anyOf", "oneOf"):
        yield from _branches(document, error)
        return
    if error.validator == "additionalProperties":
        yield from _unknown_keys(document, error, path)
        return
    if error.validator == "required":
        missing = [key for key in rule if key not in instance]
        # jsonschema reports once for each missing key; one sentence names its own.
        key = next((k for k in missing if error.message.startswith(f"'{k}'")), missing[0])
        code = codes.WAIVER_INCOMPLETE if path[:1] == ("waivers",) else codes.MISSING_KEY
        yield document.problem(code, path, f"lacks the key {key}", f"Add `{key}:`.")
        return
    message, remedy = _words(error, rule)
    code = _CODES.get(str(error.validator), codes.WRONG_FORM)
    if instance is None and error.validator in ("type", "enum"):
        code = codes.LEFT_EMPTY if path else codes.EMPTY_FILE
    yield document.problem(code, path, message, remedy)


def _branches(document: Document, error: ValidationError) -> Iterator[Problem]:
    """Of several allowed forms, say what is wrong with the one that comes nearest."""
    from jsonschema.exceptions import relevance

    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.relative_schema_path[0], []).append(inner)
    nearest = min(branches.values(), key=lambda group: (len(group), -len(group[0].path)))
    for inner in sorted(nearest, key=relevance):
        yield from _problems(document, inner)


def _unknown_keys(
    document: Document, error: ValidationError, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    rules: Any = error.schema
    instance: Any = error.instance
    allowed = list(rules.get("properties", {}))
    for key in instance:
        if key in allowed:
            continue
        # Where some opinion has a key, the file is none of facts.
        if key in _OPINIONS and not set(_OPINIONS).intersection(allowed):
            remedy = "A file holds facts; the law decides what follows from them."
        else:
            remedy = did_you_mean(key, allowed, 1) or f"Allowed: {', '.join(allowed)}."
        message = f"the key {excerpt(key)} is unknown"
        yield document.problem(codes.UNKNOWN_KEY, (*path, key), message, remedy, key=True)


def _words(error: ValidationError, rule: Any) -> tuple[str, str]:
    """What is wrong and what would be right, by the keyword that failed."""
    value: Any = error.instance
    rules: Any = error.schema
    shown = excerpt(repr(value)) if isinstance(value, str) else excerpt(_kind(value))
    hint = rules.get("x-hint", "")
    if error.validator == "type":
        wanted = [rule] if isinstance(rule, str) else list(rule)
        words = " or ".join(_TYPES[each] for each in wanted)
        remedy = f"Write {hint}." if hint else ""
        if not error.absolute_path and not hint:
            remedy = "An evidence file begins with `country:`."
        elif isinstance(value, str) and not remedy and "text" not in words:
            remedy = "Write digits or the bare word, without quotes."
        return f"is {_kind(value)}, not {words}", remedy
    if error.validator in ("enum", "const"):
        return _not_in(value, rule if error.validator == "enum" else [rule])
    if error.validator == "pattern":
        return f"{shown} has the wrong form", f"Write {hint}." if hint else f"Pattern: {rule}"
    if error.validator in ("minimum", "maximum"):
        return f"{value} is out of range", f"The {error.validator} is {rule}."
    if error.validator in ("minItems", "minLength", "minProperties"):
        return "is empty", "Write something, or leave the key out if it is optional."
    if error.validator == "dependentRequired":
        for key, needs in rule.items():
            lacking = [each for each in needs if each not in value] if key in value else []
            if lacking:
                return f"has {key} without {lacking[0]}", f"Add `{lacking[0]}:`."
    if error.validator == "uniqueItems":
        return "names the same thing twice", "Leave one out."
    return excerpt(error.message, 160), ""


def _kind(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return f"the number {value}"
    return (
        "text" if isinstance(value, str) else "a list" if isinstance(value, list) else "a mapping"
    )


def _not_in(value: Any, allowed: list[Any]) -> tuple[str, str]:
    words = [str(each) for each in allowed]
    question = did_you_mean(str(value), words, 1)
    remedy = f"{question}{' ' if question else ''}Allowed: {', '.join(words)}."
    shown = repr(excerpt(value)) if isinstance(value, str) else _kind(value)
    return f"{shown} is not allowed", remedy
