"""A short run of the fuzzer, and what must hold of any bytes, any text and any value."""

import json

import pytest
from fuzz import fuzz
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tipcli import formcheck
from tipcli.validation import onefile

inputs = fuzz.inputs
#: The inputs of the short run; those of the long runs are in fuzz/history.csv.
SEED, COUNT = 20, 3000
MADE = {}

settings.register_profile(
    "fuzz",
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
FUZZ = settings.get_profile("fuzz")


@pytest.fixture
def oracle(tmp_path_factory):
    """One for all tests, made inside the first, so that the cache is the tests' own."""
    if not MADE:
        MADE["oracle"] = fuzz.Oracle(str(tmp_path_factory.mktemp("fuzz")))
        MADE["corpus"] = fuzz.corpus_of(MADE["oracle"])
    return MADE["oracle"]


def holds(oracle, data, where="KAZ/2010.yaml", *, twice=True):
    signature, detail = fuzz.tried(oracle, data, where, twice=twice)
    if any(words in f"{signature} {detail}" for words, _ in fuzz.KNOWN):
        return
    assert not signature, f"{detail}\n{data!r}"


def test_three_thousand_inputs(oracle):
    """At a fixed seed: no exception, no hang, two readers and two validators that agree, and more."""
    for index in range(COUNT):
        data = inputs.make(SEED, index, MADE["corpus"])
        holds(oracle, data, inputs.where(SEED, index), twice=index % 16 == 0)

    # The inputs reach what they are meant to reach.
    seen = oracle.counts
    assert min(seen["short way"], seen["long way"], seen["refused by the door"]) > COUNT / 10
    assert len([code for code in seen if code.startswith("TIP")]) > 35
    assert seen.get("quick refuses what is right", 0) == 0


def test_an_input_is_a_function_of_seed_and_index(oracle):
    """So that whatever fails can be made again."""
    corpus = MADE["corpus"]
    some = [inputs.make(1, index, corpus) for index in range(50)]

    assert some == [inputs.make(1, index, fuzz.corpus_of(oracle)) for index in range(50)]
    assert len({*some, inputs.make(2, 0, corpus)}) == 51


def test_the_fuzzer_notices(oracle, monkeypatch):
    """A fault put in on purpose is found, named, and made small."""
    real = onefile.with_lines

    def faulty(problems, data):
        if b"&" in data:
            raise ZeroDivisionError
        return real(problems, data)

    monkeypatch.setattr(onefile, "with_lines", faulty)
    data = b"a: b\nc: [d, &e f]\ng: h\n"
    signature, _ = fuzz.tried(oracle, data, "x.yaml")

    assert signature == "raised: ZeroDivisionError in test_fuzz.py:faulty"
    assert fuzz.smaller(oracle, data, "x.yaml", signature) == b"&"


def test_the_fuzzer_notices_a_hang(oracle, monkeypatch):
    """An input that takes too long is a failure like another."""
    monkeypatch.setattr(fuzz, "LIMIT", 0.05)
    monkeypatch.setattr(oracle, "check", lambda *_, **__: [None for _ in iter(int, 1)])

    assert fuzz.tried(oracle, b"", "x.yaml")[0] == "too slow"


def test_keys_that_belong_elsewhere(oracle):
    """A key of one kind of entry in every other, with a value that would be wrong there too."""
    keys = sorted({*properties(formcheck.schema("evidence")), "e"})
    assert {"cites", "period", "indicator", "from", "sources"} <= set(keys)
    for key in keys:
        for odd in (1, [[]], {"e": 1}, None):
            for holder in (
                "top",
                "source",
                "item",
                "period",
                "search",
                "waiver",
                "judgement",
                "reporting_period",
            ):
                value, places = one_of_each()
                if key not in places[holder]:
                    places[holder][key] = odd
                    holds(oracle, json.dumps(value).encode(), "other/x.yaml", twice=False)


def properties(schema):
    """The names of all keys that a schema knows, at any depth."""
    if isinstance(schema, dict):
        yield from schema.get("properties", ())
        schema = list(schema.values())
    for each in schema if isinstance(schema, list) else ():
        yield from properties(each)


def one_of_each():
    """A sound value with an entry of each kind, and the entries by name."""
    source = {"title": "T", "publisher": "P", "kind": "ngo_report", "published": "2009-12-02"}
    period = {"from": "2009-10-01", "to": "2009-11-01"}
    reporting = {"from": "2009-04-01", "to": "2010-03-31"}
    item = {"id": "KAZ-2010-01", "indicator": "victims-identified", "bearing": "supports", "statement": "S.",
            "source": "a", "locator": "p. 1", "basis": "observation", "period": period}  # fmt: skip
    search = {"indicator": "victims-identified", "result": "no_capacity", "note": "N."}
    waiver = {"report_year": 2010, "plan": "P.", "plan_sufficient": "S.", "resources": "R.", "source": "a",
              "locator": "p. 2"}  # fmt: skip
    judgement = {"indicator": "victims-identified", "outcome": "established", "author": "A",
                 "date": "2010-05-01", "reason": "R."}  # fmt: skip
    top = {"country": "KAZ", "report_year": 2010, "reporting_period": reporting, "sources": {"a": source},
           "evidence": [item], "searches": [search], "waivers": [waiver], "judgements": [judgement]}  # fmt: skip
    return top, {
        "top": top, "source": source, "item": item, "period": period, "search": search, "waiver": waiver,
        "judgement": judgement, "reporting_period": reporting,
    }  # fmt: skip


@settings(FUZZ)
@given(st.binary(max_size=400))
@example(b"\xef\xbb\xbf")
@example(b"a: \xf0\x9f\x98")
@example(b"{")
@example(b"---")
@example(b"\r\r")
@example(b'a: "\\r\\n"')
def test_any_bytes(oracle, data):
    """Are judged."""
    holds(oracle, data)


@settings(FUZZ)
@given(st.text(max_size=400))
@example('"\\ud800"')
@example("? a\n")
def test_any_text(oracle, text):
    """Is judged."""
    holds(oracle, text.encode("utf-8", "surrogatepass"))


@settings(FUZZ)
@given(st.text(" \n\t-?:#,[]{}&*!|>'\"%@`\\ab1~.<=\u202e", max_size=60))
def test_any_text_of_marks(oracle, text):
    """Is judged, and read the same both ways."""
    holds(oracle, text.encode())


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda below: (
        st.lists(below, max_size=4) | st.dictionaries(st.text(max_size=8), below, max_size=4)
    ),
    max_leaves=20,
)


@settings(FUZZ)
@given(VALUES, st.sampled_from(("json", "ascii", "block", "flow", "'", '"', "|", ">")))
def test_any_value(oracle, value, style):
    """Of JSON, written as JSON or by PyYAML in all its styles."""
    if style in ("json", "ascii"):
        text = json.dumps(value, ensure_ascii=style == "ascii")
    else:
        import yaml

        class Plain(yaml.SafeDumper):
            def ignore_aliases(self, data):
                return True

        text = yaml.dump(
            value,
            Dumper=Plain,
            default_style=style if len(style) == 1 else None,
            default_flow_style=style == "flow",
            allow_unicode=True,
        )
    holds(oracle, text.encode("utf-8", "surrogatepass"))


@settings(FUZZ)
@given(st.randoms(use_true_random=False))
def test_any_altered_evidence(oracle, rng):
    """A small sound value, with parts replaced, moved, renamed or removed, in any style."""
    value = inputs.altered(rng, inputs.evidence(rng, MADE["corpus"]))
    holds(oracle, inputs.written(rng, value))


@settings(FUZZ)
@given(st.randoms(use_true_random=False), VALUES)
def test_any_value_in_evidence(oracle, rng, odd):
    """Anything in place of any part."""
    value = inputs.evidence(rng, MADE["corpus"])
    holder, key = inputs._part(rng, value)
    holder[key] = odd
    holds(oracle, json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass"))
