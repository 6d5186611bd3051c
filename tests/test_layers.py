"""Imports point down only. The table is the architecture; the test holds it."""

import ast
import glob
import os

from tipcli import cache

#: Lower floors first. A module may import, at its top, only from floors below its own.
FLOORS = (
    ("model", "errors", "codes", "diagram", "plainfile"),
    ("writing", "families", "words", "lawcore"),
    ("lawfile", "yamlfile", "cache", "fmtstyle"),
    ("yamlshort", "yamlevents"),
    ("formcheck", "soundpart", "lawdiff", "lawcheck", "paths", "history"),
    ("law", "evidence", "fmt", "new", "schemafile"),
    ("weigh", "clock", "decide", "edits", "editedfile"),
    ("assessment", "lawways", "fragments"),
    ("explain", "lawdirection", "timeline"),
    ("reason.space", "reason.change", "reason.whynot", "reason.questions", "reason.kept", "reason.support", "reason.whatif", "reason.stakes", "reason.conflicts", "reason",
     "reason.choices", "reason.everychoice", "reason.trials", "reason.reading", "reason.spread", "reason.counts", "reason.bounds",
     "reason.pairs", "reason.together", "reason.sensitivity", "yearly",
     "reason.differenceitems", "reason.differenceslots", "reason.differenceworlds", "reason.difference", "receiptfile"),
    ("receipt",),
    ("diffing", "replaying"),
    ("lawlint", "supposing", "lawtest.case", "lawtest.substance", "lawtest.reading", "lawtest.ladder", "lawtest.trial",
     "lawtest.coverage", "lawtest.run", "lawtest",
     "agreement.measures", "agreement.baselines", "agreement.circularity", "agreement.causes", "agreement.ledger", "agreement.clocknotes",
     "agreement.clockaudit", "agreement.coverage", "agreement"),
    (
        "validation.context", "validation.againstlaw", "validation.substance", "validation.quotations", "validation.ignores",
        "validation.onefile", "validation.files", "validation.verdicts", "validation.workers",
        "validation.report", "validation.run", "validation.lawlint", "validation.pages", "validation",
    ),
    (
        "render.answers", "render.change", "render.whynot", "render.questions", "render.support", "render.sensitivity", "render.sensitivityjson", "render.lawtest",
        "render.lines", "render.json", "render.text", "render.tree", "render.whatif", "render.whatifjson", "render.history", "render.historychart", "render.historyjson", "render.difference", "render.differencejson", "render.replay", "render.conflicts", "render.conflictsjson", "render.agreement", "render.agreementjson", "render.clockaudit", "render.coverage", "render.tables", "render",
        "render.problems.wording", "render.problems.marking", "render.problems.text",
        "render.problems.json", "render.problems.github", "render.problems.gitlab",
        "render.problems.sarif", "render.problems.junit", "render.problems",
    ),
    (
        "report.phrases", "report.brief", "report.cite", "report.said", "report.otherways", "report.drafting", "report.escaping", "report.markdown", "report.sandbox", "report.template",
        "report.html", "report.htmlbody", "report.htmlmarkup", "report.htmlparts", "report.htmltree", "report.htmlways", "report.htmlyears", "report.svg",
        "report.site", "report.sitepages", "report.siterecord", "report",
    ),
    ("cli.boundary", "cli.streams", "cli.years", "cli.fast", "cli.formats", "cli.request", "cli.law", "cli.lawlint", "cli.lawtest", "cli.validate", "cli.fmt", "cli.new", "cli.schema",
     "cli.options", "cli.change", "cli.whynot", "cli.questions", "cli.support", "cli.sensitivity", "cli.asking", "cli.comparing", "cli.reporting", "cli.diff", "cli.replay", "cli.report", "cli.site", "cli.agreement", "cli.lawclock", "cli.lawcoverage", "cli.assess", "cli.whatif", "cli.history", "cli.conflicts"),
    ("cli.app", "cli"),
    ("__main__",),
)  # fmt: skip
FLOOR = {name: number for number, names in enumerate(FLOORS) for name in names}
#: Rooms that read no file: they may not even name a module that does.
PURE = (
    "model",
    "diagram",
    "weigh",
    "clock",
    "decide",
    "lawways",
    "lawdirection",
    "lawlint",
    "lawtest.case",
    "lawtest.ladder",
    "lawtest.coverage",
    "agreement.measures",
    "agreement.baselines",
    "render.agreement",
    "render.agreementjson",
    "render.clockaudit",
    "render.coverage",
    "render.tables",
    "explain",
    "timeline",
    "lawcore",
    "reason.differenceitems",
    "reason.differenceslots",
    "render.history",
    "render.historychart",
    "render.historyjson",
    "reason.space",
    "reason.change",
    "reason.whynot",
    "reason.questions",
    "reason.kept",
    "reason.support",
    "reason.whatif",
    "reason.stakes",
    "reason.conflicts",
    "reason.trials",
    "reason.reading",
    "reason.spread",
    "reason.counts",
    "reason.bounds",
    "reason.pairs",
    "reason.together",
    "reason.sensitivity",
    "render.sensitivity",
    "render.sensitivityjson",
    "render.conflicts",
    "render.conflictsjson",
    "families",
    "render.answers",
    "render.change",
    "render.whynot",
    "render.questions",
    "render.support",
    "render.text",
    "render.tree",
    "render.json",
    "render.whatif",
    "render.whatifjson",
    "report.brief",
    "report.cite",
    "report.said",
    "report.otherways",
    "report.drafting",
    "report.escaping",
    "report.markdown",
)
READERS = {"yamlfile", "cache", "law", "evidence", "history", "paths", "formcheck"}


def modules():
    for path in sorted(glob.glob("tipcli/**/*.py", recursive=True)):
        name = os.path.relpath(path, "tipcli").removesuffix(".py").replace(os.sep, ".")
        name = name.removesuffix(".__init__")
        if name != "__init__":
            with open(path, encoding="utf-8") as file:
                yield name, ast.parse(file.read())


def imported(tree):
    """(module of ours, whether at the top) for each import, type-checking ones left out."""
    top = set(ast.walk(ast.Module([n for n in tree.body if not isinstance(n, ast.If)], [])))
    inner = {n for f in ast.walk(tree) if isinstance(f, ast.FunctionDef) for n in ast.walk(f)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tipcli"):
            base = node.module.removeprefix("tipcli").lstrip(".")
            for alias in node.names:
                full = f"{base}.{alias.name}".lstrip(".")
                name = full if full in FLOOR else base
                if name:
                    yield name, node in top and node not in inner


def test_every_module_has_a_floor():
    """A new module says where it belongs before it is used."""
    assert {name for name, _ in modules()} == set(FLOOR)


def test_imports_point_down():
    """At the top of a module; inside functions they may be late but never of the command line."""
    for name, tree in modules():
        for other, at_top in imported(tree):
            if at_top and name != "__main__":
                same_room = name.split(".")[0] == other.split(".")[0]
                assert FLOOR[other] < FLOOR[name] or (same_room and other != name), (name, other)
            if not name.startswith(("cli", "__main__")):
                assert not other.startswith("cli"), (name, other)


def test_pure_rooms_read_no_files():
    """Weighing, deciding and explaining cannot reach a file even by mistake."""
    for name, tree in modules():
        if name in PURE:
            assert not {other for other, _ in imported(tree)} & READERS, name
            calls = [
                n.func.id
                for n in ast.walk(tree)
                if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
            ]
            assert "open" not in calls, name


def test_a_remembered_verdict_rests_on_all_that_made_it():
    """Every module that the judging of a file can reach is in the key of the cache."""
    trees = dict(modules())
    ahead, reached = ["validation.onefile", "validation.context"], set()
    while ahead:
        name = ahead.pop()
        reached.add(name)
        ahead += {other for other, _ in imported(trees[name])} - reached
    read = {name.removesuffix(".py").replace("/", ".") for name in cache._READERS} - {"__init__"}

    assert reached <= read


def test_modules_stay_small_and_say_what_they_are():
    """A module opens with one sentence; 400 lines is the point where it is two."""
    for path in glob.glob("tipcli/**/*.py", recursive=True):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        assert (ast.get_docstring(ast.parse(text)) or "").split("\n")[0].endswith((".", ":")) or (
            "." in (ast.get_docstring(ast.parse(text)) or "")
        ), path
        assert text.count("\n") <= 460, path
