"""The HTML page of a country-year: its structure is ours alone, and its numbers are the JSON's."""

import base64
import hashlib
import re
from functools import cache
from html.parser import HTMLParser

from builders import country_year, criteria, item, search, source
from hypothesis import given, settings
from hypothesis import strategies as st

import tipcli
from tipcli.assessment import judge
from tipcli.model import OUTCOMES, TIERS, Judgement, Options
from tipcli.render.json import assessment as as_json
from tipcli.report.drafting import draft
from tipcli.report.html import page
from tipcli.report.htmlmarkup import Html, anchor, el, outward
from tipcli.report.phrases import phrases
from tipcli.report.svg import TIER_CLASS, bar
from tipcli.report.svg import timeline as drawn
from tipcli.timeline import Published, timeline

VOID = ("meta", "br", "link")
SAY = phrases()


class Reader(HTMLParser):
    """What a browser would make of a page: its elements, their attributes, ids and text."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.open, self.text = [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tuple(self.open), tag, dict(attrs)))
        assert len(dict(attrs)) == len(attrs), attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.text.append(data)

    def of(self, tag, **wanted):
        return [
            attrs
            for _, name, attrs in self.elements
            if name == tag and all(attrs.get(key) == value for key, value in wanted.items())
        ]

    @property
    def ids(self):
        return [attrs["id"] for _, _, attrs in self.elements if "id" in attrs]

    @property
    def tree(self):
        """Elements, classes and the names of attributes; no text, address or id."""
        return [
            (place, tag, attrs.get("class"), tuple(sorted(attrs)))
            for place, tag, attrs in self.elements
        ]


def history(found, years=((2009, TIERS[1]), (2010, TIERS[2]))):
    published = {year: Published(tier, "a-list", year == 2009, False) for year, tier in years}
    year = found.country_year.report_year
    return timeline("KAZ", published, {year: found}, lambda _: found.law, found.options)


@cache
def kaz():
    found = tipcli.assess("KAZ", 2010)
    return found, page(draft(found, SAY), history(found), found.placement.rungs, "Kazakhstan")


def made(text, url="https://example.org/"):
    """The page of a small file whose every free text is `text`."""
    known = criteria(2010)
    of = source("s1", title=text, publisher=text, url=url, note=text)
    facts = country_year(
        evidence=(
            item("KAZ-2010-01", "complicit-officials-prosecuted", "contradicts", source=of,
                 statement=text, locator=text, note=text),
            item("KAZ-2010-02", "foreign-victims-identified", source=of, statement=text,
                 locator=text),
        ),
        searches=(search("traffickers-prosecuted", "not_found")._replace(note=text),),
        judgements=(
            Judgement("foreign-victims-assisted", "established", text, "2010-01-01", text, ()),
        ),
    )  # fmt: skip
    found = judge(known, facts, {2009: TIERS[1]}, Options())
    return page(draft(found, SAY), history(found), found.placement.rungs, text)


def test_the_page_asks_for_nothing_and_runs_nothing():
    """No script, no inline style, nothing that loads; the policy says so and names the one style."""
    _, text = kaz()
    read = Reader(text)
    policy = read.of("meta", **{"http-equiv": "Content-Security-Policy"})[0]["content"]
    sheet = re.search(r"<style>(.*?)</style>", text, re.DOTALL).group(1)
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()

    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'none'; base-uri 'none'; "
        "form-action 'none'"
    )
    # The policy comes before whatever it is to hold for.
    assert text.index("Content-Security-Policy") < text.index("<style>")
    assert not re.search(r"url\((?!#)|@import", sheet)
    for _, tag, attrs in read.elements:
        assert tag not in ("script", "img", "iframe", "object", "link", "form", "base")
        assert not [name for name in attrs if name in ("style", "src") or name.startswith("on")]
    assert len(read.of("h1")) == 1
    assert read.of("html")[0]["lang"] == "en"


def test_every_link_within_the_page_leads_somewhere():
    """And nothing has the name of another."""
    _, text = kaz()
    read = Reader(text)
    inward = [a["href"][1:] for a in read.of("a") if a["href"].startswith("#")]

    assert len(set(read.ids)) == len(read.ids)
    assert set(inward) <= set(read.ids)
    assert all(
        a["href"].startswith("#") or a["rel"] == "noreferrer noopener external"
        for a in read.of("a")
    )


def test_evidence_and_law_are_linked_both_ways():
    """Each card leads to its finding and its law; the finding and the law lead to the card."""
    found, text = kaz()
    brief = draft(found, SAY)
    parts = {
        m.group(1): m.group(0)
        for m in re.finditer(r'<article[^>]* id="([^"]+)".*?</article>', text)
    }
    findings = re.findall(r'<article class="finding">.*?</article>', text)
    cards = {card.indicator: card for card in brief.cards}
    assert len(brief.references) > 40
    for item_ in brief.references:
        shown = parts[anchor("item", item_.id)]
        assert f'href="#{anchor("finding", item_.indicator)}"' in shown
        back = f'href="#{anchor("item", item_.id)}"'
        of = [each for each in findings if f'id="{anchor("finding", item_.indicator)}"' in each]
        assert len(of) == 1 and back in of[0]
        for law in cards[item_.indicator].provisions:
            row = next((each for each in brief.provisions if each.id == law), None)
            if row is None:
                continue
            assert f'href="#{anchor("law", law)}"' in shown
            if item_.counted and item_.indicator in row.findings:
                assert back in parts[anchor("law", law)]


def test_the_scorecard_has_the_numbers_of_the_json():
    """In words, and in the lengths of the bars."""
    found, text = kaz()
    card = as_json(found)["scorecard"]
    words = {"est": 0, "ref": 1, "con": 2, "opn": 3, "nap": 4}
    section = re.search(r'<section id="scorecard".*?</section>', text).group(0)
    lines = re.findall(r'<li><div class="row">.*?</li>', section)
    expected = [[line[name] for name in OUTCOMES] for line in card["by_p"] + card["by_provision"]]
    most = max(map(sum, expected))

    assert len(lines) == len(expected)
    for line, counts in zip(lines, expected, strict=True):
        told = dict.fromkeys(OUTCOMES, 0)
        for number, name in re.findall(r"(\d+) (not applicable|\w+)", line.split('class="meta')[1]):
            told[name] = int(number)
        assert list(told.values()) == counts
        for width, cls in re.findall(r'width="([\d.]+)%" height="14" class="o-(\w+)"', line):
            assert abs(float(width) - 100 * counts[words[cls]] / most) < 0.01
        assert len(re.findall("<rect", line)) == sum(count > 0 for count in counts)


def test_the_tree_shows_every_step_that_decided():
    """Each question that was asked, and every finding that the deciding rule reads."""
    found, text = kaz()
    tree = re.search(r'<section id="ladder".*?</section>', text).group(0)
    decided = next(each for each in found.placement.rungs if each.rung.id == found.placement.rung)

    def findings(step):
        yield from [step.finding.indicator.id] if step.finding and not step.parts else []
        for part in step.parts:
            yield from findings(part)

    assert tree.count('class="question"') == len(found.placement.rungs)
    assert tree.count('class="deciding"') == 1
    # What decided is shown whole where it decided, and not where it was asked before.
    at = tree.index('class="deciding"')
    part = tree[at : tree.index('class="question"', at + 200)]
    for ident in set(findings(decided.step)):
        assert f'href="#{anchor("finding", ident)}"' in part
    assert part.count("<details open>") > 5


HOSTILE = st.text(max_size=30) | st.lists(
    st.sampled_from([
        "<script>alert(1)</script>", "</p>", "</style>", "<!--", "-->", "]]>", '"', "'", "&amp;", "&",
        "<img src=x onerror=y>", "</title>", "<svg/onload=1>", "javascript:1", "\u202e", "\x00", "\x1b[2J",
        "\u2028", "{}", "{title}", "\ud7ff", "<a href=//x>", "</article></main>", "a",
    ]), max_size=5,
).map("".join)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(text=HOSTILE.filter(lambda text: text.strip()))
def test_no_text_changes_the_structure_of_a_page(text):
    """The same elements as with harmless words, and the words there to be read."""
    read, harmless = Reader(made(text)), Reader(made("harmless"))

    assert read.tree == harmless.tree
    assert not re.search("[\u202e\x00\x1b\u2028]", "".join(read.text))
    if text.isprintable() and "{" not in text:
        assert text in "".join(read.text)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["javascript:", "data:", "http://", "HTTPS://", "", "//"]), st.text(max_size=12)
)
def test_only_web_addresses_become_links(scheme, rest):
    """And never out of their attribute."""
    read = Reader(el("p", outward(scheme + rest, "words")))
    links = read.of("a")

    assert len(links) <= (scheme.lower() in ("http://", "https://"))
    assert all(link["href"] == scheme + rest and "noopener" in link["rel"] for link in links)
    assert "".join(read.text) == "words"


def test_an_unsafe_address_leaves_the_title_as_text():
    """On the page itself."""
    read = Reader(made("words", url="javascript:alert(1)"))
    assert not [a for a in read.of("a") if not a["href"].startswith("#")]


@given(st.text(max_size=8), st.text(max_size=8))
@settings(max_examples=60)
def test_anchors_never_meet(one, other):
    """Two ids have two anchors, and each is a plain word."""
    assert (anchor("item", one) == anchor("item", other)) == (one == other)
    assert re.fullmatch(r"item-[\w.-]*", anchor("item", one), re.ASCII)


def test_the_timeline_marks_what_is_known():
    """A ring for each published tier, broken where deduced, a dot and the set for ours."""
    found, _ = kaz()
    drawing = drawn(history(found), SAY, 2010)
    broad, tall = drawing.split("</svg>")[:2]
    for svg in (broad, tall):
        assert svg.count('class="ring"') == 1
        assert svg.count('class="ring deduced"') == 1
        assert svg.count('class="dot"') == 1
        assert svg.count('class="span"') == len(found.placement.tier_set)
    # The two years stand beside one another, and both marks of 2010 on the same spot.
    ring = re.search(r'cx="([\d.]+)" cy="([\d.]+)" r="7.5" class="ring"', broad).groups()
    dot = re.search(r'cx="([\d.]+)" cy="([\d.]+)" r="4" class="dot"', broad).groups()
    assert ring == dot
    assert Html(drawing) == drawn(history(found), SAY, 2010)


def test_a_bar_is_as_long_as_its_counts():
    """On the scale of the longest."""
    assert re.findall(r'x="([\d.]+)%" width="([\d.]+)%"', bar((1, 0, 2, 0, 1), 8)) == [
        ("0", "12.5"), ("12.5", "25"), ("37.5", "12.5"),
    ]  # fmt: skip


def test_colours_can_be_read():
    """Every pair of ink and ground has the contrast of WCAG AA (4.5), in light and in dark."""
    with open("tipcli/report/assets/report.css", encoding="utf-8") as file:
        sheet = file.read()
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", block))
        for block in re.findall(r":root \{(.*?)\}", sheet, re.DOTALL)[:2]
    )
    pairs = [(f"{cls}-ink", cls) for cls in TIER_CLASS.values()]
    pairs += [
        (ink, ground) for ink in ("ink", "soft", "link") for ground in ("paper", "sheet", "sunk")
    ]
    for palette in (light, dark):
        for ink, ground in pairs:
            assert contrast(palette[ink], palette[ground]) >= 4.5, (ink, ground)
        # Marks that mean something stand out from the page by 3 to 1.
        for mark in ("est", "ref", "opn"):
            assert contrast(palette[mark], palette["paper"]) >= 3, mark


def contrast(one, other):
    def light(colour):
        digits = colour[1:] if len(colour) == 7 else "".join(2 * c for c in colour[1:])
        parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)
