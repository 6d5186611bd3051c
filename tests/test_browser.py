"""The site in a real browser: nothing overflows, nothing is fetched, and axe finds no fault.

Needs Chromium and the extra `browser`; where either is missing the tests say so and are skipped.
"""

import shutil

import pytest

from tipcli.model import Options
from tipcli.report.site import build

playwright = pytest.importorskip("playwright.sync_api", reason="pip install '.[browser]'")
axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="pip install '.[browser]'"
)
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    build(str(folder), Options())
    return folder


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield found
        found.close()


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        ("index.html", 390, "light"),
        ("KAZ/index.html", 390, "dark"),
        ("KAZ/index.html", 1280, "light"),
        ("KAZ/2010.html", 390, "light"),
        ("KAZ/2010.html", 1280, "dark"),
    ],
)
def test_a_page_reads_well_and_is_accessible(site, browser, name, width, scheme):
    """On a phone and on a desk, by day and by night."""
    # The tests look in by scripts, which the policy of the page itself forbids.
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"file://{site}/{name}")
    over = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    faults = axe.Axe().run(page, options=WCAG).response["violations"]
    context.close()

    assert over <= 0
    assert said == []
    assert asked == [f"file://{site}/{name}"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in faults] == []


def test_the_policy_of_the_page_holds_and_it_reads_without_scripts(site, browser):
    """What would be run is not, and the text is the same with scripts switched off."""
    texts = []
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        said = []
        page.on("console", lambda message, said=said: said.append(message.text))
        page.goto(f"file://{site}/KAZ/2010.html")
        texts.append(page.inner_text("body"))
        if scripts:
            page.evaluate(
                "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"alert(1)\">')"
            )
            page.wait_for_timeout(200)
            assert any("Content Security Policy" in each for each in said)
        context.close()

    assert texts[0] == texts[1]
    assert "Tier 2 Watch List" in texts[0]


def test_the_keyboard_reaches_what_can_be_opened(site, browser):
    """First the way past the head of the page, then every part that folds."""
    page = browser.new_page()
    page.goto(f"file://{site}/KAZ/2010.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
    folds = page.locator("summary")
    assert folds.count() > 10
    page.evaluate("document.querySelector('summary').focus()")
    before = page.evaluate("document.activeElement.parentElement.open")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open") != before
    page.close()
