"""The fuzzer's inputs: bytes that are a pure function of a seed, an index and the checkout.

A third source beside hypothesis, which the tests use: it makes a million inputs in minutes. Real
files are cut and spoilt byte by byte; small evidence values are altered and written in many
styles; and documents of no sense at all are written.
"""

import glob
import json
import os
import random
import re
import string
from hashlib import sha256

import yaml

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

#: What has a meaning somewhere: to YAML, to Unicode, to a terminal, to JSON, XML, Markdown or CI.
TOKENS = tuple(
    token.encode("utf-8", "surrogatepass")
    for token in (
        *"&*!|>%@`#?:-,[]{}'\"\\\n\r\t ~=/<",
        "&a ", "*a", "&a [*a]", "!!", "!t ", "!!python/object/apply:os.system ", "!<x> ", "! ",
        "!!str ", "!!binary ", "!!null", "- ", "? ", ": ", " #", "<<: ", "<<", "<<: {a: 1}",
        "%YAML 1.2\n---\n", "%TAG ! tag:x,1:\n---\n", "%", "---", "\n---\n", "...", "\n...\n",
        "--- |\n", "|", ">-", "|+2", ">9", "|0", "|-", "{}", "[]", "{", "}", "[", "]", "{{", "]]",
        "[,]", "{,}", "{a}", "[a: b]", "? - a\n: b\n", "? {a: b}\n: c\n", "''", '""', "''''",
        "\\", "\\\\", "\\x1b", "\\e", "\\a", "\\0", "\\N", "\\_", "\\L", "\\P", "\\/", "\\ ", "\\\n",
        "\\u202e", "\\ud800", "\\udfff", "\\ud83d\\ude00", "\\U0001F600", "\\U00110000", "\\uFEFF",
        "\\u00", "\\q", '"\\ud800"', '"\\x00"', '"\\t"', '"a\\\n  b"', "\\r", "\\n",
        "\x00", "\x01", "\x07", "\x08", "\x0b", "\x0c", "\x1b", "\x1b[31m", "\x1b[2J", "\x7f",
        "\x1b]8;;http://x.invalid\x1b\\y\x1b]8;;\x1b\\", "\x1b]0;t\x07", "\x80", "\x85", "\x9b31m",
        "\xa0", "\xad", "\u061c", "\u200b", "\u200d", "\u200e", "\u200f", "\u2028", "\u2029",
        "\u202a", "\u202e", "\u2066", "\u2069", "\u206a", "\u3000", "\ufeff", "\ufffd", "\ufffe",
        "\uffff", "\ufdd0", "\ue000", "\U0001f600", "\U0010ffff", "\U000e0041", "e\u0301", "\u0000",
        "é", "Қ", "中", "\u0130", "ß", "\ufb01", "ſ", "\u1680", "\u180e",
        "\r\n", "\n\n", "\n ", "\n  ", "\n\t", "\t", " \t ", "\n- ", "\n? ", "\n: ", "\n# ",
        "0", "-0", "1", "-1", "0.0", "-0.0", "1.0", "2010.0", "2010.5", "0755", "0o17", "0x1F",
        "1_000", "12:30", "1e3", "1E400", "2.10", ".5", "5.", "+1", ".inf", "-.inf", ".nan", "٣",
        "9" * 17, "9" * 18, "9" * 19, "9" * 40, "-" + "9" * 18, "9" * 17 + ".0", "0." + "9" * 33,
        "9" * 400, "1" + "0" * 17 + ".5", "9" * 4301,
        "yes", "no", "NO", "on", "off", "true", "True", "false", "null", "Null", "~", "y", "n",
        "2010-03-31", "2010-02-30", "2010-03-31T00:00:00Z", "2010", "2001-12-14t21:59:43.10-05:00",
        "KAZ", "KAZ-2010-01", "KAZ\n", "country", "sources", "evidence", "ignore", "quotation",
        "text", "statement", "TIP201", "TIP302", "TIP315", "TIP999", "../../x", "/dev/zero", "KAZ.yaml",
        "::error file=x::y", "</failure>", "]]>", "<!--", "&amp;", "%0A", "%25", "|a|b|", "[x](y)",
        "\x1b", "$(id)", "`id`", "{{7*7}}", "${x}", "%s%n", "-->",
    )
) + (b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc3",
     b"\xe2\x80", b"\xef\xbb\xbf", b"\xf0\x9f\x98")  # fmt: skip
LONG = (b"a", b" ", b"- ", b"[", b"{", b"]", b"? ", b"\n", b"a: ", b"#", b"'", b'"', b"-", b"\xc3\xa9",
        b"&a ", b"! ", b"\t", b"a,", b"a: b\n", b"- a\n", b"{a: ", b"\\", b"\xe2\x80\xae")  # fmt: skip


class Corpus:
    """The files that inputs are made from, and the words of the law."""

    def __init__(self, context):
        self.real = _files("country_data/*/*.yaml")
        self.law = _files("criteria/*.yaml") + _files("criteria/*/*.yaml")
        self.bad = _files("tests/bad/**/*.yaml")
        self.indicators = sorted(context.claims)
        self.kinds = sorted({kind for claim in context.claims.values() for kind in claim.kinds})
        #: Kind of source -> what the law of 2010 asks for that it may tell of: (indicator, unit).
        self.admitted = {
            kind: [
                (ident, context.claims[ident].unit)
                for ident in self.indicators
                if kind in context.claims[ident].kinds and context.in_force(ident, 2010)
            ]
            for kind in self.kinds
        }
        digest = sha256(repr((self.indicators, self.admitted)).encode())
        for data in (*self.real, *self.law, *self.bad):
            digest.update(sha256(data).digest())
        #: The same seed and index give the same bytes as long as this is the same.
        self.digest = digest.hexdigest()[:12]


def _files(pattern):
    found = []
    for path in sorted(glob.glob(os.path.join(ROOT, pattern), recursive=True)):
        if os.path.isfile(path):
            with open(path, "rb") as file:
                found.append(file.read())
    return found


def make(seed, index, corpus):
    """The input of this number."""
    rng = random.Random(f"{seed}:{index}")
    choice = rng.random()
    if choice < 0.38:
        return spoilt(rng, _base(rng, corpus), corpus)
    if choice < 0.86:
        data = written(rng, altered(rng, evidence(rng, corpus)))
        return spoilt(rng, data, corpus) if rng.random() < 0.15 else data
    data = written(rng, anything(rng, 4))
    return spoilt(rng, data, corpus) if rng.random() < 0.3 else data


def where(seed, index):
    """Folder and name under which an input of this number is judged."""
    rng = random.Random(f"where {seed}:{index}")
    return rng.choice(("KAZ/2010.yaml", "KAZ/2010.yaml", "other/x.yaml", "UZB/2011.yaml"))


def _base(rng, corpus):
    choice = rng.random()
    if choice < 0.003:
        return rng.choice(corpus.real)
    if choice < 0.30:
        return rng.choice(corpus.bad)
    if choice < 0.60:
        return written(rng, evidence(rng, corpus))
    data = rng.choice(corpus.real if choice < 0.85 else corpus.law)
    start = rng.randrange(len(data))
    if rng.random() < 0.2:
        return data[start : start + rng.randint(200, 3000)]
    return _whole_part(data, start, rng.randint(200, 3000))


def _whole_part(data, start, length):
    """The lines from the one that a place is in, as far as they belong together, without margin."""
    lines = data[data.rfind(b"\n", 0, start) + 1 :][:length].split(b"\n")
    margin = len(lines[0]) - len(lines[0].lstrip(b" "))
    kept = []
    for line in lines:
        if line.strip() and line[:margin].strip():
            break
        kept.append(line[margin:])
    return b"\n".join(kept)


# --- bytes -----------------------------------------------------------------------------------


def spoilt(rng, data, corpus):
    """The bytes after some mutations."""
    data = bytearray(data)
    for _ in range(min(8, 1 + int(rng.expovariate(0.6)))):
        rng.choice(MUTATIONS)(rng, data, corpus)
    return bytes(data)


def _at(rng, data):
    return rng.randint(0, len(data))


def _flip(rng, data, _):
    if data:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def _byte(rng, data, _):
    if data:
        data[rng.randrange(len(data))] = rng.randrange(256)


def _token(rng, data, _):
    at = _at(rng, data)
    data[at:at] = rng.choice(TOKENS)


def _token_over(rng, data, _):
    at, token = _at(rng, data), rng.choice(TOKENS)
    data[at : at + len(token)] = token


def _token_for_value(rng, data, _):
    """Where a plain value stands, so that the rest stays sound."""
    at = data.find(b": ", _at(rng, data))
    end = data.find(b"\n", at)
    if 0 <= at < end:
        data[at + 2 : end] = rng.choice(TOKENS)


def _token_at_value(rng, data, _):
    at = data.find(b": ", _at(rng, data))
    if at >= 0:
        data[at + 2 : at + 2] = rng.choice(TOKENS)


def _token_at_line(rng, data, _):
    at = data.find(b"\n", _at(rng, data)) + 1
    data[at:at] = rng.choice(TOKENS)


def _token_at_quote(rng, data, _):
    at = data.find(rng.choice((b'"', b"'")), _at(rng, data)) + 1
    data[at:at] = rng.choice(TOKENS)


def _delete(rng, data, _):
    at = _at(rng, data)
    del data[at : at + min(200, 1 + int(rng.expovariate(0.1)))]


def _double(rng, data, _):
    at = _at(rng, data)
    part = data[at : at + rng.randint(1, 300)]
    there = _at(rng, data)
    data[there:there] = part


def _run(rng, data, _):
    at = _at(rng, data)
    times = rng.choice((2, 10, 65, 130, 401, 1001, 1100)) if rng.random() < 0.97 else 20_000
    data[at:at] = rng.choice(LONG) * times


def _splice(rng, data, corpus):
    other = rng.choice(rng.choice((corpus.real, corpus.law, corpus.bad)))
    start = _at(rng, other)
    at = _at(rng, data)
    data[at : at + rng.randint(0, 200)] = other[start : start + rng.randint(1, 600)]


def _truncate(rng, data, _):
    del data[_at(rng, data) :]


def _behead(rng, data, _):
    del data[: _at(rng, data)]


def _lines(change):
    def mutation(rng, data, _):
        lines = bytes(data).split(b"\n")
        change(rng, lines)
        data[:] = b"\n".join(lines)

    return mutation


@_lines
def _swap(rng, lines):
    one, two = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]


@_lines
def _indent(rng, lines):
    at = rng.randrange(len(lines))
    for number in range(at, min(len(lines), at + rng.choice((1, 1, 3, 10)))):
        lines[number] = rng.choice((b" ", b"  ", b"\t", b"    ")) + lines[number]


@_lines
def _outdent(rng, lines):
    at = rng.randrange(len(lines))
    for number in range(at, min(len(lines), at + rng.choice((1, 1, 3, 10)))):
        if lines[number][:1] == b" ":
            lines[number] = lines[number][rng.choice((1, 2)) :]


@_lines
def _repeat_line(rng, lines):
    at = rng.randrange(len(lines))
    lines[at:at] = lines[at : at + 1] * rng.choice((1, 1, 2, 120))


@_lines
def _drop_line(rng, lines):
    del lines[rng.randrange(len(lines))]


def _ends(rng, data, _):
    data[:] = bytes(data).replace(b"\n", rng.choice((b"\r\n", b"\r", b"\n\n", b"\x85")))


def _encode(rng, data, _):
    text = bytes(data).decode("utf-8", "replace")
    data[:] = text.encode(rng.choice(("utf-16", "utf-16-le", "utf-8-sig", "utf-32", "utf-7")))


MUTATIONS = (
    *(_flip, _byte, _token, _token, _token, _token_over, _token_for_value, _token_for_value),
    *(_token_at_value, _token_at_value, _token_at_line, _token_at_quote, _delete, _delete, _double),
    *(_run, _splice, _truncate, _behead, _swap, _indent, _outdent, _repeat_line, _drop_line),
)
#: Tried seldom, since they leave little of a file.
RARE = (_ends, _encode)
MUTATIONS = MUTATIONS * 3 + RARE


# --- values ----------------------------------------------------------------------------------

DAYS = ("2009-04-01", "2009-10-22", "2010-03-31", "2010-06-14", "2011-01-31", "1999-12-31")


def evidence(rng, corpus):
    """A small value that is sound in its form; in half of the cases in its substance too."""
    names = rng.sample(("a-source", "report-2010", "x", "ngo-1", "y2009"), rng.randint(1, 3))
    sources = {name: _source(rng, corpus) for name in names}
    idents = [f"KAZ-2010-{number:02}" for number in range(1, rng.randint(2, 8))]
    value = {
        "country": "KAZ",
        "report_year": 2010,
        "reporting_period": {"from": "2009-04-01", "to": "2010-03-31"},
        "sources": sources,
        "evidence": [_item(rng, corpus, ident, idents, names) for ident in idents],
    }
    if rng.random() < 0.3:
        value["note"] = _words(rng)
    if rng.random() < 0.5:
        return _sound(rng, value, corpus)
    if rng.random() < 0.3:
        value["searches"] = [_search(rng, corpus, names) for _ in range(rng.randint(0, 2))]
    if rng.random() < 0.1:
        value["waivers"] = [
            {"report_year": 2010, "source": rng.choice(names)}
            | {key: _words(rng) for key in ("plan", "plan_sufficient", "resources", "locator")}
        ]
    if rng.random() < 0.15:
        value["judgements"] = [
            {
                "indicator": rng.choice(corpus.indicators),
                "outcome": rng.choice(("established", "refuted")),
                "author": _words(rng),
                "date": rng.choice(DAYS),
                "reason": _words(rng),
                "cites": rng.sample(idents, 1),
            }
        ]
    for each in (value, *value["sources"].values(), *value["evidence"], *value.get("searches", ())):
        if rng.random() < 0.06:
            each["ignore"] = {rng.choice(CODES): _words(rng)}
    return value


def _sound(rng, value, corpus):
    """The value with nothing in it that a warning would be told of, unless by a quotation."""
    sources = value["sources"]
    items = value["evidence"]
    for source in sources.values():
        source["published"] = rng.choice(("2009-10-22", "2010-05", "2010-03-31"))
    for number, item in enumerate(items):
        item["source"] = list(sources)[number % len(sources)]
        item["indicator"], unit = rng.choice(corpus.admitted[sources[item["source"]]["kind"]])
        item["statement"] += f" {number}"
        for key in ("measure", "period", "undercuts", "supersedes", "credibility"):
            item.pop(key, None)
        if unit:
            item["measure"] = {"value": rng.randint(0, 99), "unit": unit}
    for ident in list(sources)[len(items) :]:
        del sources[ident]
    if rng.random() < 0.7:
        for source in sources.values():
            source.pop("text", None)
    return value


CODES = ("TIP301", "TIP302", "TIP303", "TIP304", "TIP305", "TIP306", "TIP307", "TIP308", "TIP309",
         "TIP310", "TIP311", "TIP312", "TIP313", "TIP314", "TIP315", "TIP316", "TIP201", "TIP999")  # fmt: skip
#: Names of stored texts; `fuzz` makes a folder in which the first are files and others traps.
TEXTS = ("texts/a.txt", "texts/a.txt", "texts/b.txt", "texts/none.txt", "texts", "texts/loop",
         "texts/out", "texts/pipe", "../outside.txt", "/dev/zero", "texts/latin.txt", ".", "..",
         "texts/a.txt/x", "~", "texts//a.txt", "x" * 300, "texts/../texts/a.txt", "texts/zero")  # fmt: skip
QUOTED = ("The quick brown fox", "jumps [...] dog.", "the lazy dog [...] fox", "[…]", "[...]", "Ünïcode",
          "The quick brown fix jumps over the lazy dog.", "\n the  lazy\n dog", "nowhere at all", " ")  # fmt: skip


def _source(rng, corpus):
    source = {
        "title": _words(rng),
        "publisher": _words(rng),
        "kind": rng.choice(corpus.kinds),
        "published": rng.choice((*DAYS, "2010-06", "2010", 2010, "unknown")),
    }
    if rng.random() < 0.3:
        source["url"] = rng.choice(("http://x.invalid/a?b=c#d", "https://x.invalid/é"))
    if rng.random() < 0.4:
        source |= {"reliability": rng.choice("ABCDEF"), "reliability_reason": _words(rng)}
    if rng.random() < 0.4:
        source["text"] = rng.choice(TEXTS)
    for key, words in (
        ("origin", ("x", "a-b")), ("seen", ("full", "excerpt")), ("status", ("memory",)),
        ("note", ("A note.",)),
    ):  # fmt: skip
        if rng.random() < 0.15:
            source[key] = rng.choice(words)
    return source


def _item(rng, corpus, ident, idents, names):
    item = {
        "id": ident,
        "indicator": rng.choice(
            corpus.indicators[:12] if rng.random() < 0.5 else corpus.indicators
        ),
        "bearing": rng.choice(("supports", "contradicts")),
        "statement": _words(rng),
        "source": rng.choice(names),
        "locator": rng.choice(("p. 1", "rationale", "para 2: end")),
        "basis": rng.choice(("observation", "statistic", "official_finding", "allegation")),
    }
    if rng.random() < 0.4:
        item |= {"credibility": rng.randint(1, 6), "credibility_reason": _words(rng)}
    if rng.random() < 0.3:
        item["quotation"] = rng.choice(QUOTED)
    if rng.random() < 0.2:
        item["period"] = {"from": rng.choice(DAYS), "to": rng.choice(DAYS)}
    if rng.random() < 0.15:
        item["measure"] = {
            "value": rng.choice((3, 2.5, -1, 10**17)),
            "unit": rng.choice(("persons", "x")),
        }
    if rng.random() < 0.15:
        item["adjust"] = rng.sample(("indirect", "imprecise", "self_interested"), rng.randint(0, 2))
    if rng.random() < 0.15:
        item[rng.choice(("undercuts", "supersedes"))] = rng.sample(idents, 1)
    return item


def _search(rng, corpus, names):
    search = {
        "indicator": rng.choice(corpus.indicators),
        "result": rng.choice(("not_found", "refused", "no_capacity", "not_applicable")),
        "note": _words(rng),
    }
    if rng.random() < 0.5:
        search["asked_on"] = rng.choice(DAYS)
    if rng.random() < 0.3:
        search["source"] = rng.choice(names)
    return search


WORDS = ("police", "freed", "16 women", "in: November", "cotton # harvest", "'no'", '"yes"', "Қазақстан",
         "- dash", "100%", "a, b", "[x]", "{y}", "&c", "*d", "!e", "2010", "null", "it's", "\\n", "é", "😀",
         "http://x.invalid", "?", "=", "|", ">", "@home", "`tick`", "back\\slash", "tab-free")  # fmt: skip


def _words(rng):
    return " ".join(rng.choice(WORDS) for _ in range(rng.randint(1, 5)))


def altered(rng, value):
    """The value with none, one or some of its parts replaced, moved, renamed or removed."""
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3, 6))):
        holder, key = _part(rng, value)
        choice = rng.random()
        if choice < 0.55:
            holder[key] = odd(rng, holder[key])
        elif choice < 0.65 and isinstance(holder, dict):
            del holder[key]
        elif choice < 0.78 and isinstance(holder, dict):
            name = odd_text(rng, key) if rng.random() < 0.7 else rng.choice(KEYS)
            holder[name] = holder.pop(key)
        elif choice < 0.85 and isinstance(holder, dict):
            holder[rng.choice(KEYS)] = odd(rng, holder[key])
        elif choice < 0.95:
            other, name = _part(rng, value)
            holder[key] = _copy(other[name])
        elif isinstance(holder, list):
            holder *= rng.choice((2, 2, 5, 30))
            holder[:] = [_copy(each) for each in holder]
        else:
            holder[key] = [holder[key]] if rng.random() < 0.5 else {"a": holder[key]}
    return value


KEYS = ("ignore", "quotation", "text", "note", "tier", "source", "id", "cites", "credibility", "period",
        "reliability", "measure", "asked_on", "origin", "", "<<", "=", "TIP302", "url", "from", "credibilty",
        "date", "indicator", "undercuts", "adjust", "to", "published", "kind", "outcome", "result")  # fmt: skip


def _copy(value):
    return json.loads(json.dumps(value))


def _part(rng, value):
    """A place in the value: what holds it, and its key."""
    holder, key = None, None
    below = value
    while isinstance(below, (dict, list)) and below:
        holder = below
        key = rng.choice(list(below)) if isinstance(below, dict) else rng.randrange(len(below))
        below = holder[key]
        if rng.random() < 0.25:
            break
    return (holder, key) if holder is not None else ({"a": 1}, "a")


NUMBERS = (0, -0.0, 1, -1, 2010.0, 2010.5, 2000, 2101, 10**17, 10**18, -(10**18), 10**40, 1e300, 1e-9, 0.1,
           float("inf"), float("nan"), True, False, 7)  # fmt: skip


def odd(rng, value):
    """Another value in place of this one."""
    choice = rng.random()
    if choice < 0.2:
        return rng.choice(NUMBERS)
    if choice < 0.27:
        return rng.choice((None, [], {}, [[]], {"a": {}}, [None], "", " "))
    if choice < 0.32:
        return anything(rng, 3)
    if choice < 0.34:
        return "x" * rng.choice((61, 300, 401, 2000))
    if choice < 0.36:
        deep = "end"
        for _ in range(rng.choice((5, 58, 63, 64, 70))):
            deep = [deep] if rng.random() < 0.7 else {"k": deep}
        return deep
    return odd_text(rng, value if isinstance(value, str) else str(value)[:200])


def odd_text(rng, text):
    """Text near this one."""
    choice = rng.random()
    if choice < 0.25:
        return text + rng.choice(
            ("\n", "\n", " ", "\n\n", "x", "é", "\x85", "\u2028", "\t", "\0", "\r\n")
        )
    if choice < 0.32:
        return rng.choice((" ", "\n", "\t", "\ufeff")) + text
    if choice < 0.6:
        return rng.choice((text.upper(), text.lower(), text[:-1], text[1:], text * 2, text[::-1]))
    token = rng.choice(TOKENS).decode("utf-8", "replace")
    at = rng.randint(0, len(text))
    return token if choice < 0.8 else text[:at] + token + text[at:]


LETTERS = string.printable + "éҚ\u202e\x1b\u2028\ufeff😀\x85\xa0\u0130"


def anything(rng, depth):
    """A value of JSON, of no sense."""
    choice = rng.random()
    if depth and choice < 0.35:
        return {
            anything_text(rng): anything(rng, depth - 1) for _ in range(rng.choice((0, 1, 2, 4)))
        }
    if depth and choice < 0.6:
        return [anything(rng, depth - 1) for _ in range(rng.choice((0, 1, 2, 5)))]
    if choice < 0.75:
        return rng.choice(NUMBERS)
    return None if choice < 0.8 else anything_text(rng)


def anything_text(rng):
    """Text of no sense."""
    if rng.random() < 0.4:
        return rng.choice(TOKENS).decode("utf-8", "replace")
    return "".join(rng.choice(LETTERS) for _ in range(rng.randint(0, 12)))


# --- writing ---------------------------------------------------------------------------------


class Plain(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):
    """Writes without aliases."""

    def ignore_aliases(self, _data):
        return True


def written(rng, value):
    """The value as YAML, in one of many styles."""
    choice = rng.random()
    if choice < 0.25:
        text = json.dumps(
            value, ensure_ascii=rng.random() < 0.1, indent=rng.choice((None, 1, 2, 2))
        )
    elif choice < 0.55:
        text = _by_library(rng, value)
    else:
        start = rng.choice(
            ("", "", "", "# note\n", "---\n", "--- # a\n", "\n\n", "%YAML 1.1\n---\n")
        )
        text = (
            start + _by_hand(rng, value, 0) + rng.choice(("\n", "\n", "", "\n...\n", "\n# end\n"))
        )
    if rng.random() < 0.06:
        text = text.replace("\n", "\r\n")
    return text.encode("utf-8", "surrogatepass")


def _by_library(rng, value):
    return yaml.dump(
        value,
        Dumper=Plain,
        default_style=rng.choice(('"', "'", "|", ">")) if rng.random() < 0.08 else None,
        default_flow_style=rng.choice((False, False, None, True)),
        canonical=rng.random() < 0.01,
        indent=rng.choice((2, 2, 4, 7)),
        width=rng.choice((20, 80, 5000)),
        allow_unicode=rng.random() < 0.6,
        explicit_start=rng.random() < 0.1,
        explicit_end=rng.random() < 0.05,
        version=(1, 1) if rng.random() < 0.03 else None,
        sort_keys=False,
    )


def _by_hand(rng, value, indent):
    """What people and generators write: each part in a style of its own."""
    if isinstance(value, dict) and value and rng.random() < 0.85:
        return ("\n" + " " * indent).join(
            _pair(rng, key, below, indent) + _comment(rng) for key, below in value.items()
        )
    if isinstance(value, list) and value and rng.random() < 0.8:
        return ("\n" + " " * indent).join(
            "- " + _by_hand(rng, below, indent + 2) + _comment(rng) for below in value
        )
    return _inline(rng, value, indent)


def _comment(rng):
    return rng.choice((" # c", "\n# c", "\n")) if rng.random() < 0.03 else ""


def _pair(rng, key, below, indent):
    name = _scalar(rng, key, indent, block=False)
    if rng.random() < 0.02:
        return f"? {name}\n{' ' * indent}: " + _by_hand(rng, below, indent + 2)
    if isinstance(below, (dict, list)) and below:
        deeper = indent + rng.choice((2, 2, 2, 1, 4))
        if isinstance(below, list) and rng.random() < 0.3:
            deeper = indent
        inside = _by_hand(rng, below, deeper)
        if not inside.startswith(("{", "[")):
            return f"{name}:\n{' ' * deeper}{inside}"
        return f"{name}: {inside}"
    return f"{name}: " + _inline(rng, below, indent + 2)


def _inline(rng, value, indent):
    if isinstance(value, dict):
        space = rng.choice((" ", " ", "", "\n" + " " * (indent + 1)))
        return "{" + f",{space}".join(
            f"{_scalar(rng, key, indent, block=False)}: {_inline(rng, below, -1)}"
            for key, below in value.items()
        ) + "}"  # fmt: skip
    if isinstance(value, list):
        return "[" + ", ".join(_inline(rng, below, -1) for below in value) + "]"
    return _scalar(rng, value, indent, block=indent >= 0)


PLAIN = re.compile(r"[A-Za-z0-9(/.][^\n:#,\[\]{}]*(?:[:#][^\n:#,\[\]{} ]+)*")


def _scalar(rng, value, indent, *, block):
    if not isinstance(value, str):
        return json.dumps(value) if rng.random() < 0.95 else f'"{value}"'
    choice = rng.random()
    if block and choice < 0.12:
        margin = "\n" + " " * max(indent, 1)
        head = rng.choice(("|", ">", "|-", ">-", "|+", ">+"))
        return head + margin + value.replace("\n", margin)
    if choice < 0.30:
        return json.dumps(value, ensure_ascii=rng.random() < 0.1)
    if choice < 0.5:
        return "'" + value.replace("'", "''") + "'"
    if rng.random() < 0.03 or PLAIN.fullmatch(value):
        return value  # plain, whether it may be or not
    return json.dumps(value, ensure_ascii=False)
