"""The published schemas as editors and programs read them, each whole in itself."""

from __future__ import annotations

import os
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from tipcli import codes, formcheck
from tipcli.lawfile import schema_of
from tipcli.model import DIMENSIONS, GROUPS, NO_END

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Schema = dict[str, Any]

#: The one schema whose words depend on the criteria in use.
EVIDENCE = "evidence"
#: How one published schema refers to another.
_REFERENCE = r'"\$ref": "https://tipcli\.invalid/schemas/([a-z-]+)-[0-9]+\.json"'
_COMMENT = "Written by `tipcli schema evidence` with the words of one catalogue; edit that instead."


def names() -> tuple[str, ...]:
    """The names of the published schemas, sorted."""
    ending = ".schema.json"
    files = os.listdir(os.path.dirname(formcheck.schema_path(EVIDENCE)))
    return tuple(sorted(name.removesuffix(ending) for name in files if name.endswith(ending)))


def published(name: str) -> str:
    """The text of a published schema, as it came with the tool.

    A schema that refers to others has these put into its `$defs`, each under its own `$id`, so
    that nothing has to be fetched to read it.
    """
    import re

    with open(formcheck.schema_path(name), encoding="utf-8") as file:
        text = file.read()
    others = dict.fromkeys(re.findall(_REFERENCE, text))
    if not others:
        return text
    raw: Schema = deepcopy(formcheck.schema(name))
    raw["$defs"] |= {other: formcheck.schema(other) for other in others}
    return _text(raw)


def _text(raw: Schema) -> str:
    import json

    return json.dumps(raw, indent=2, ensure_ascii=False) + "\n"


def evidence(criteria: Mapping[str, Any]) -> str:
    """The schema of an evidence file that knows the ids of the criteria, and what each means.

    `criteria` has the files of the folder, checked, by relative name (law.documents). A file that
    this schema lets pass, the published one lets pass too.
    """
    raw: Schema = deepcopy(formcheck.schema(EVIDENCE))
    # It is another schema than the published one, so it must not go by the same name.
    del raw["$id"]
    indicators = tuple(_indicators(criteria))
    _name_indicators(raw, indicators)
    _name_codes(raw)
    _tell_defaults(raw, criteria["weighing.yaml"].value)
    item: Schema = raw["properties"]["evidence"]["items"]["properties"]
    units = {each["measure"]["unit"] for each in indicators if "measure" in each}
    # Examples are offered, as an enum would be, and bind nobody.
    item["measure"]["properties"]["unit"]["examples"] = sorted(units)
    head = {"$schema": raw.pop("$schema"), "$comment": _COMMENT}
    return _text({**head, **raw})


def _indicators(criteria: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every indicator, in force or not, in the order of the catalogue, P by P."""
    files = {
        document.value["dimension"]: document.value["indicators"]
        for name, document in criteria.items()
        if schema_of(name) == "indicators"
    }
    for dimension in DIMENSIONS:
        for each in files[dimension]:
            yield {**each, "dimension": dimension}


def _name_indicators(raw: Schema, indicators: tuple[Mapping[str, Any], ...]) -> None:
    """Let every `indicator` refer to one list of ids, which stands in the schema once."""
    known: Schema = {}
    for group in ("evidence", "searches", "judgements"):
        own = raw["properties"][group]["items"]["properties"]
        known = {key: own["indicator"][key] for key in own["indicator"] if key not in _OWN}
        own["indicator"] = {
            **{key: own["indicator"][key] for key in _OWN},
            "$ref": "#/$defs/indicator",
        }
    known["enum"] = [each["id"] for each in indicators]
    _describe(known, [_indicator(each) for each in indicators])
    raw.setdefault("$defs", {})["indicator"] = known


_OWN = ("title", "description")


def _indicator(each: Mapping[str, Any]) -> tuple[str, str]:
    """An indicator's claim and question, and the reports it is for; plain, and as Markdown."""
    first, last = each["first_report"], each.get("last_report", NO_END)
    span = f"reports of {first} on" if last == NO_END else f"reports of {first}-{last}"
    if first == last:
        span = f"report of {first}"
    told = f"{each['dimension'].capitalize()}; {span}."
    plain = f"{each['claim']} {each['question']} {told}"
    return plain, f"**{_markdown(each['claim'])}** {_markdown(each['question'])} *{told}*"


def _markdown(text: str) -> str:
    """The text with every sign escaped that Markdown would take for markup."""
    import re

    return re.sub(r"([\\`*_{}\[\]<>#|~])", r"\\\1", text)


def _describe(enum: Schema, told: list[tuple[str, str]]) -> None:
    enum["enumDescriptions"] = [plain for plain, _ in told]
    enum["markdownEnumDescriptions"] = [markdown for _, markdown in told]


def _name_codes(raw: Schema) -> None:
    """Let every `ignore` refer to one mapping, which knows what can be set aside."""
    groups = [raw["properties"][key]["items"] for key in GROUPS]
    homes = [raw, raw["properties"]["sources"]["additionalProperties"], *groups]
    known: Schema = {}
    for home in homes:
        known = home["properties"]["ignore"]
        home["properties"]["ignore"] = {"$ref": "#/$defs/ignore"}
    kinds = [kind for kind in codes.KINDS.values() if kind.ignorable]
    told = [f"{kind.name} ({kind.severity}): {kind.title}" for kind in kinds]
    known["propertyNames"]["enum"] = [kind.code for kind in kinds]
    _describe(known["propertyNames"], [(each, _markdown(each)) for each in told])
    # Editors tell what a key means by its property alone.
    reason = known["additionalProperties"]
    known["properties"] = {
        kind.code: {**reason, "title": kind.name, "description": f"{each} Give the reason."}
        for kind, each in zip(kinds, told, strict=True)
    }
    raw.setdefault("$defs", {})["ignore"] = known


def _tell_defaults(raw: Schema, weighing: Mapping[str, Any]) -> None:
    """Say of each kind of source and of each basis how it is rated if nobody rates it."""
    source = raw["properties"]["sources"]["additionalProperties"]["properties"]
    item = raw["properties"]["evidence"]["items"]["properties"]
    for enum, what, ratings in (
        (source["kind"], "Reliability", weighing["reliability_by_kind"]),
        (item["basis"], "Credibility", weighing["credibility_by_basis"]),
    ):
        for key in ("enumDescriptions", "markdownEnumDescriptions"):
            enum[key] = [
                f"{told} {what} {ratings[word]} unless you rate it."
                for word, told in zip(enum["enum"], enum[key], strict=True)
            ]
