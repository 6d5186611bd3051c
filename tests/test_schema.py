"""The published schemas: they explain themselves, and editors know the words of the catalogue."""

import glob
import json
from fnmatch import fnmatch

import jsonschema
import pytest
from conftest import read_yaml

from tipcli import codes, formcheck, law, schemafile
from tipcli.cli.schema import run_schema
from tipcli.errors import TipcliError, UsageError
from tipcli.lawfile import schema_of

RENEW = "tipcli schema evidence --output country_data/evidence.schema.json"
ANNOTATIONS = {"title", "description", "examples", "enumDescriptions", "markdownEnumDescriptions"}


@pytest.fixture(scope="module")
def documents():
    return law.documents(law.library("criteria"))


@pytest.fixture(scope="module")
def generated(documents):
    return json.loads(schemafile.evidence(documents))


def parts(schema, path=""):
    """Every schema within a schema, with its path."""
    yield path, schema
    for key in ("properties", "$defs"):
        for name, inner in schema.get(key, {}).items():
            yield from parts(inner, f"{path}/{name}")
    for key in ("items", "additionalProperties", "propertyNames"):
        if isinstance(schema.get(key), dict):
            yield from parts(schema[key], f"{path}/{key}")
    for number, inner in enumerate(schema.get("anyOf", ())):
        yield from parts(inner, f"{path}/anyOf/{number}")


def bare(value, defs, is_properties=False):
    """A schema without what explains it, its references resolved."""
    if isinstance(value, list):
        return [bare(each, defs) for each in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value and not is_properties:
        return bare(defs[value["$ref"].removeprefix("#/$defs/")], defs)
    return {
        key: bare(inner, defs, key == "properties")
        for key, inner in value.items()
        if is_properties or key not in ANNOTATIONS
    }


def test_the_schema_beside_the_evidence_is_current(documents):
    """Editors of this checkout read it; the words of the catalogue must be today's."""
    with open("country_data/evidence.schema.json", encoding="utf-8", newline="") as file:
        assert file.read() == schemafile.evidence(documents), f"run: {RENEW}"


def test_the_schema_of_evidence_explains_everything():
    """A title and a description for each part, and for each word of each enum."""
    for path, part in parts(formcheck.schema("evidence")):
        assert part.get("title"), path
        assert part.get("description", "")[-1:] == ".", path
        if "enum" in part:
            assert len(part["enumDescriptions"]) == len(part["enum"]), path
            assert part["enumDescriptions"] == part["markdownEnumDescriptions"], path
            assert all(f"{word}: " in part["description"] for word in part["enum"]), path


@pytest.mark.parametrize("name", ["cases", "law", "indicators", "reports", "sources", "weighing"])
def test_the_other_schemas_say_what_they_are_of(name):
    """At the top, and for what stands at the top of a file."""
    schema = formcheck.schema(name)

    for part in (schema, *schema["properties"].values()):
        assert part["title"]
        assert part.get("description") or part.get("const"), part


@pytest.mark.parametrize("name", schemafile.names())
def test_every_schema_is_one_and_is_set_alike(name):
    text = schemafile.published(name)

    jsonschema.Draft202012Validator.check_schema(json.loads(text))
    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"


def test_no_example_of_one_is_put_in_unasked():
    """An editor that finds a single example puts it in as if it were the value."""
    for path, part in parts(formcheck.schema("evidence")):
        assert len(part.get("examples", (1, 2))) > 1, path
        # Of a mapping editors show no more than that it is an object.
        assert all(isinstance(each, str) for each in part.get("examples", ())), path


def test_the_schema_with_the_catalogue_is_the_published_one_but_for_its_words(generated):
    """Apart from the ids and the codes both ask for the same."""
    own = bare(generated, generated["$defs"])
    for group in ("evidence", "searches", "judgements"):
        ids = own["properties"][group]["items"]["properties"]["indicator"].pop("enum")
        assert len(ids) == len(set(ids)) == len(generated["$defs"]["indicator"]["enum"])
    homes = [own, own["properties"]["sources"]["additionalProperties"]]
    homes += [
        own["properties"][key]["items"] for key in ("evidence", "searches", "waivers", "judgements")
    ]
    for home in homes:
        ignore = home["properties"]["ignore"]
        known = ignore["propertyNames"].pop("enum")
        assert ignore.pop("properties") == dict.fromkeys(known, ignore["additionalProperties"])
    assert {key: own[key] for key in own if key not in ("$defs", "$comment")} == {
        key: value for key, value in bare(formcheck.schema("evidence"), {}).items() if key != "$id"
    }


def test_ids_come_p_by_p_in_the_order_of_the_catalogue(generated):
    asked = [
        each["id"]
        for dimension in ("prosecution", "protection", "prevention", "partnership")
        for each in read_yaml(f"criteria/indicators/{dimension}.yaml")["indicators"]
    ]
    known = generated["$defs"]["indicator"]

    assert known["enum"] == asked
    at = asked.index("victims-identified")
    assert known["enumDescriptions"][at] == (
        "Victims were identified. How many victims did the authorities identify in the period, "
        "and how many the year before? Protection; reports of 2001 on."
    )
    assert known["markdownEnumDescriptions"][at].startswith("**Victims were identified.** How many")
    assert sum("reports of 2" in each for each in known["enumDescriptions"]) == len(asked)


def test_codes_that_can_be_ignored_and_no_others_are_offered(generated):
    known = generated["$defs"]["ignore"]
    ignorable = [kind.code for kind in codes.KINDS.values() if kind.ignorable]

    assert known["propertyNames"]["enum"] == ignorable == list(known["properties"])
    assert known["propertyNames"]["enumDescriptions"][0] == (
        "source-unused (warning): Nothing cites a source."
    )


def test_defaults_of_ratings_are_those_of_the_weighing_tables(generated):
    source = generated["properties"]["sources"]["additionalProperties"]["properties"]
    item = generated["properties"]["evidence"]["items"]["properties"]
    weighing = read_yaml("criteria/weighing.yaml")

    for word, told in zip(source["kind"]["enum"], source["kind"]["enumDescriptions"], strict=True):
        assert told.endswith(
            f" Reliability {weighing['reliability_by_kind'][word]} unless you rate it."
        )
    for word, told in zip(item["basis"]["enum"], item["basis"]["enumDescriptions"], strict=True):
        assert told.endswith(
            f" Credibility {weighing['credibility_by_basis'][word]} unless you rate it."
        )


@pytest.mark.parametrize("path", sorted(glob.glob("country_data/*/*.yaml")))
def test_the_evidence_of_this_checkout_is_sound_by_it(generated, path):
    jsonschema.Draft202012Validator(generated).validate(read_yaml(path))


def test_a_misspelt_indicator_and_an_error_to_ignore_are_marked(generated):
    """The published schema lets both pass, since it knows no catalogue."""
    raw = read_yaml("country_data/KAZ/2009.yaml")
    raw["evidence"][0]["indicator"] = "victims-identifed"
    raw["ignore"] = {"TIP101": "an error stays one"}
    errors = list(jsonschema.Draft202012Validator(generated).iter_errors(raw))

    assert sorted(error.validator for error in errors) == ["enum", "enum"]
    assert formcheck.thorough("evidence").is_valid(raw)


def test_markdown_in_a_claim_is_text():
    each = {
        "claim": "*Bold* <b>", "question": "[x](y)?", "dimension": "prevention",
        "first_report": 2004, "last_report": 2004,
    }  # fmt: skip

    assert schemafile._indicator(each) == (
        "*Bold* <b> [x](y)? Prevention; report of 2004.",
        r"**\*Bold\* \<b\>** \[x\](y)? *Prevention; report of 2004.*",
    )
    each["last_report"] = 2008
    assert schemafile._indicator(each)[0].endswith("Prevention; reports of 2004-2008.")


def test_the_command_prints_the_same_bytes_as_it_writes(tmp_path, capsysbinary):
    for name in ("evidence", "law"):
        path = str(tmp_path / name)
        assert run_schema(name, path, None) == run_schema(name, None, None) == 0
        with open(path, "rb") as file:
            assert file.read() == capsysbinary.readouterr().out
    with open("tipcli/schemas/law.schema.json", "rb") as own, open(path, "rb") as file:
        assert own.read() == file.read()


def test_the_criteria_named_are_the_ones_described(tmp_path, capsysbinary):
    import shutil

    shutil.copytree("criteria", tmp_path / "criteria")
    path = tmp_path / "criteria" / "indicators" / "protection.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("claim: Victims were identified.", "claim: Víctimas."), "utf-8")
    run_schema("evidence", None, str(tmp_path / "criteria"))
    known = json.loads(capsysbinary.readouterr().out)["$defs"]["indicator"]

    assert known["enumDescriptions"][known["enum"].index("victims-identified")].startswith(
        "Víctimas."
    )


def test_what_cannot_be_given_is_refused(tmp_path):
    with pytest.raises(UsageError, match=r"no schema 'evidnce'; did you mean evidence\?"):
        run_schema("evidnce", None, None)
    with pytest.raises(UsageError, match=r"no schema 'x'; use one of agreement, assessment, "):
        run_schema("x", None, None)
    with pytest.raises(TipcliError, match="cannot write"):
        run_schema("law", str(tmp_path / "nowhere" / "law.json"), None)
    with pytest.raises(TipcliError, match="--criteria"):
        run_schema("evidence", None, str(tmp_path))


def test_the_editor_holds_each_file_against_its_schema():
    """By the settings in `.vscode/`, as the loader does."""
    with open(".vscode/settings.json", encoding="utf-8") as file:
        chosen = json.load(file)["yaml.schemas"]
    rules = {
        name: [patterns] if isinstance(patterns, str) else patterns
        for name, patterns in chosen.items()
    }

    def of(path):
        return [
            name
            for name, patterns in rules.items()
            if any(_matches(path, each) for each in patterns if each[0] != "!")
            and not any(_matches(path, each[1:]) for each in patterns if each[0] == "!")
        ]

    for path in glob.glob("criteria/**/*.yaml", recursive=True):
        name = schema_of(path.removeprefix("criteria/"))
        assert of(path) == [f"./tipcli/schemas/{name}.schema.json"]
    for path in glob.glob("country_data/*/*.yaml"):
        assert of(path) == ["./country_data/evidence.schema.json"]


def _matches(path, pattern):
    return path.count("/") == pattern.count("/") and fnmatch(path, pattern)
