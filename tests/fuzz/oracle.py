"""What must hold of every input, whatever it is."""

import json
import os
import tempfile

from inputs import ROOT

from tipcli import evidence, fmt, formcheck, law, yamlevents, yamlshort
from tipcli.codes import ERROR, KINDS
from tipcli.errors import InputError, Problem
from tipcli.render.problems import FORMATS, render
from tipcli.validation import onefile
from tipcli.validation.context import context
from tipcli.validation.report import report


class Broken(AssertionError):
    """Something that must hold does not; `kind` says what, in a word."""

    def __init__(self, kind, detail=""):
        super().__init__(f"{kind}: {detail}")
        self.kind = kind


def require(holds, kind, detail=""):
    """Raise Broken unless it holds."""
    if not holds:
        raise Broken(kind, detail() if callable(detail) else detail)


class Oracle:
    """Judges inputs under the real law, beside a folder with stored texts and traps."""

    def __init__(self, folder):
        self.context, wrong = context(law.library(os.path.join(ROOT, "criteria")))
        assert not wrong
        self.folder = folder
        self.counts = {}
        _lay_traps(folder)

    def count(self, what):
        """Count how often something happened."""
        self.counts[what] = self.counts.get(what, 0) + 1

    def check(self, data, where, *, twice=False):
        """Raise Broken if anything that must hold of these bytes does not."""
        job = onefile.Job(os.path.join(self.folder, where), where)
        verdict = onefile.judge_bytes(data, job, self.context)
        document = self._both_ways(data)
        if document is not None:
            self._both_validators(document.value)
        self._same_as_loading(verdict, data, job)
        raw = json.loads(json.dumps(onefile.stored(verdict)))
        require(onefile.restored(raw, job.display) == verdict, "stored")
        for problem in verdict.problems:
            self.count(problem.code)
        if not verdict.problems:
            self.count("sound")
        if twice:
            again = onefile.judge_bytes(data, job, self.context)
            require(again == verdict, "not the same twice")
            self._outputs(verdict)
            if document is not None:
                self._formatted(data)
        _sound(verdict, data, job)
        return verdict

    def _both_ways(self, data):
        """The short way says nothing, or what the long way says, of every value and place."""
        short = yamlshort.read(data, "x")
        try:
            long = yamlevents.read(data, "x")
        except InputError as error:
            require(error.problems, "refused without a problem")
            require(short is None, "short takes what long refuses", str(error.problems[:1]))
            self.count("refused by the door")
            return None
        self.count("short way" if short else "long way")
        if short is None:
            return long
        require(same(short.value, long.value), "values", lambda: f"{short.value} {long.value}")
        paths = list(_paths(long.value, ()))
        require(set(paths) == set(long.positions), "paths of values")
        for number, path in enumerate(paths):
            one, two = short.positions.get(path), long.positions[path]
            require(one == two, "places", lambda: f"{path} {one} {two}")
            one, two = short.key_positions.get(path), long.key_positions.get(path)
            require(one == two, "places of keys", lambda: f"{path} {one} {two}")
            for step in ("no such", 10**6, 0, "") if number < 20 else ():
                beside = (*path, step)
                if beside not in long.positions:
                    require(short.positions.get(beside) is None, "place of nothing", beside)
                    require(short.key_positions.get(beside) is None, "key of nothing", beside)
        return long

    def _both_validators(self, value):
        """What the quick validator lets pass, the thorough one lets pass too."""
        quick = formcheck._quick("evidence")
        if quick is None:
            return
        valid = quick.is_valid(value)
        error = next(formcheck.thorough("evidence").iter_errors(value), None)
        require(not valid or error is None, "quick lets pass what is wrong", lambda: error.message)
        if not valid and error is None:
            self.count("quick refuses what is right")

    def _same_as_loading(self, verdict, data, job):
        """`assess` refuses exactly what `validate` calls an error."""
        errors = [_plain(each) for each in verdict.problems if KINDS[each.code].severity == ERROR]
        try:
            evidence._checked(
                data, job.display, evidence.placed_at(job.path), self.context.preconditions
            )
            found = []
        except InputError as error:
            found = [_plain(each) for each in onefile.with_lines(error.problems, data)]
        require(bool(found) == bool(errors), "assess and validate disagree", f"{found} {errors}")
        require(sorted(found) == sorted(set(errors)), "other errors", f"{found} {errors}")

    def _outputs(self, verdict):
        """No format lets through what could steer a terminal."""
        whole = report(verdict.problems, 1, "note")
        for name in FORMATS:
            text = render(whole, name, statistics=False, width=80, color=False)
            for line in text.split("\n"):
                require(line.isprintable(), f"raw in {name}", lambda: repr(line))
            self.parses(name, text)
            self.count(f"rendered as {name}")

    def _formatted(self, data):
        """`fmt` keeps what a file says (it looks itself), and has nothing to add to its own work."""
        once = fmt.format_text(data, "x")
        require(fmt.format_text(once.encode(), "x") == once, "formatted twice", once)
        self.count("formatted")

    @staticmethod
    def parses(name, text):
        """Whether the text is of the format, as its readers have it."""
        if name in ("json", "sarif", "gitlab"):
            json.loads(text)
        elif name == "jsonl":
            for line in text.splitlines():
                json.loads(line)
        elif name == "junit":
            from xml.etree import ElementTree as ET

            ET.fromstring(text)


def _sound(verdict, data, job):
    """Every problem has a known code, a place in the file, the line there, and fit words."""
    require(isinstance(verdict, onefile.Verdict), "no verdict")
    require(isinstance(verdict.says, str), "says")
    require(list(verdict.problems) == sorted(verdict.problems), "order")
    lines = data.decode("utf-8", "backslashreplace").split("\n")
    for problem in verdict.problems:
        require(isinstance(problem, Problem), "no problem")
        require(problem.code in KINDS, "code", problem.code)
        require(problem.file == job.display, "file")
        require(problem.message, "no message")
        for words in (problem.sentence(), problem.message, problem.remedy, problem.where):
            require(words.isprintable(), "unprintable", lambda: repr(words))
        _placed(problem, lines)


def _placed(problem, lines):
    line, column = problem.line, problem.column
    if (line, column) == (0, 0):
        require(not problem.source, "source of no line")
        return
    require(1 <= line <= len(lines), "line", lambda: f"{problem} of {len(lines)}")
    there = lines[line - 1].removesuffix("\r")
    # Just behind the end is a place too: something is missing there.
    require(1 <= column <= len(there) + 1, "column", lambda: f"{problem} in {there!r}")
    start = problem.source_column - 1
    shown = there[start : start + len(problem.source)]
    require(problem.source == shown, "source", lambda: f"{problem} in {there!r}")
    whole = problem.source == there and start == 0
    marked = start < column <= start + len(problem.source) + 1
    require(whole or marked, "mark outside the part of the line", lambda: f"{problem}")


def _plain(problem):
    return problem._replace(source="", source_column=1)


def same(one, two):
    """Whether two values are equal in their types too, and in the order of their keys."""
    if type(one) is not type(two):
        return False
    if isinstance(one, dict):
        return list(one) == list(two) and all(same(one[key], two[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(two) and all(map(same, one, two))
    return one == two


def _paths(value, path):
    yield path
    if isinstance(value, dict):
        steps = value.items()
    else:
        steps = enumerate(value if isinstance(value, list) else ())
    for step, below in steps:
        yield from _paths(below, (*path, step))


def _lay_traps(folder):
    """Stored texts that are sound, and others that are not."""
    for name in ("KAZ", "UZB", "other"):
        texts = os.path.join(folder, name, "texts")
        os.makedirs(texts, exist_ok=True)
        for file, data in (
            ("a.txt", "The quick brown fox\njumps over the lazy dog. Ünïcode.\n".encode()),
            ("b.txt", "\u202e\x1b[31mRed.\x00 And\x85so on. ".encode() * 50),
            ("latin.txt", b"caf\xe9"),
        ):
            with open(os.path.join(texts, file), "wb") as stream:
                stream.write(data)
        for link, target in (("loop", "loop"), ("out", "../../outside.txt"), ("zero", "/dev/zero")):
            if not os.path.lexists(os.path.join(texts, link)):
                os.symlink(target, os.path.join(texts, link))
        if hasattr(os, "mkfifo") and not os.path.lexists(os.path.join(texts, "pipe")):
            os.mkfifo(os.path.join(texts, "pipe"))
    with open(os.path.join(folder, "outside.txt"), "w", encoding="utf-8") as stream:
        stream.write("secret")


def temporary_folder():
    """A folder for an oracle, which goes when it is closed."""
    return tempfile.TemporaryDirectory(prefix="tipcli-fuzz-")
