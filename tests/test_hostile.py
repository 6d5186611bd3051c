"""Hostile input, through the real command: a clear problem, in bounded time and memory, always."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from xml.etree import ElementTree as ET

import pytest
from benchmarks.repository import make

from tipcli.codes import KINDS
from tipcli.render.problems import FORMATS
from tipcli.yamlfile import MAX_BYTES, MAX_PROBLEMS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files and signals")

#: Seconds that the worst file may take, and megabytes.
SECONDS, MEMORY = 5, 300
#: As much as a file may hold, less what stands round it.
MOST = MAX_BYTES - 2000
HEAD = "country: KAZ\nreport_year: 2010\nreporting_period: {from: 2009-04-01, to: 2010-03-31}\n"
SOUND = HEAD + (
    "sources:\n  a-source: {title: A title, publisher: Someone, kind: ngo_report, published: 2009-12-02}\n"
    "evidence:\n  - {id: KAZ-2010-01, indicator: victims-identified, bearing: supports, statement: Said.,\n"
    "     source: a-source, locator: p. 1, basis: observation}\n"
)


def narrow():
    """In the child: memory of its own is scarce, so that taking more of it is seen as a failure."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY << 20, MEMORY << 20))


def start(*words, env=(), **options):
    """The real command in a session of its own, so that all that it leaves behind can be found."""
    command = [sys.executable, "-m", "tipcli", *words]
    options = {
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "stdin": subprocess.DEVNULL,
    } | options
    # Without the measuring of coverage, which has files of its own to write and takes its time.
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")
    }
    return subprocess.Popen(
        command, env={**inherited, **dict(env)}, start_new_session=True, **options
    )


def run(*words, seconds=SECONDS, preexec_fn=narrow, **options):
    """Run the command to its end, and fail if that takes too long or shows a traceback."""
    process = start(*words, preexec_fn=preexec_fn, **options)
    try:
        out, err = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        pytest.fail(f"{words} takes more than {seconds} s")
    process.out, process.err = ((part or b"").decode("utf-8") for part in (out, err))
    assert "Traceback" not in process.err, process.err[-2000:]
    return process


def told(done) -> list[tuple[str, str]]:
    """Name of the file and code of each problem of an answer in JSON lines."""
    lines = map(json.loads, done.out.splitlines())
    return [(os.path.basename(each["file"]), each["code"]) for each in lines]


def members(session: int) -> list[int]:
    """The processes of a session that are alive."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", encoding="utf-8") as file:
                    state, _, _, leader = file.read().rpartition(")")[2].split()[:4]
            except OSError:
                continue
            if int(leader) == session and state not in "ZX":
                found.append(int(name))
    return found


def until(holds, seconds):
    """Wait until it holds, and say whether it does."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.01)
    return holds()


# --- content ---------------------------------------------------------------------------------


def fill(part):
    """So many copies as a file holds."""
    return part * (MOST // len(part))


LAUGHS = "a: &a [lol, lol]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{below}'] * 9)}]\n"
    for below, name in zip("abcdefghi", "bcdefghij", strict=True)
)
#: Name -> bytes, and the code of the problem that must be told.
CONTENTS = {
    "billion-laughs": (LAUGHS.encode(), "TIP008"),
    "quadratic-blowup": (b"a: &a " + b"x" * 50_000 + b"\nb: [" + b"*a," * 50_000 + b"]\n", "TIP008"),
    "merge-keys": (b"<<: {country: KAZ}\n", "TIP008"),
    "flow-mappings": (b"{a: " * 100_000, "TIP010"),
    "block-lists": (b"- " * 100_000, "TIP010"),
    "question-marks": (b"? " * 100_000, "TIP010"),
    "indentation": (b"\n".join(b" " * n + b"a:" for n in range(int((2 * MOST) ** 0.5) - 5)), "TIP010"),
    "closed-flow-lists": (b"a: " + b"[" * 500 + b"]" * 500, "TIP010"),
    "nul": (SOUND.replace("Said.", "Sa\0id.").encode(), "TIP004"),
    "not-utf-8": (SOUND.encode().replace(b"Said.", b"Sa\xefd."), "TIP003"),
    "utf-16": (SOUND.encode("utf-16"), "TIP003"),
    "utf-16-without-mark": (SOUND.encode("utf-16-le"), "TIP004"),
    "utf-32": (SOUND.encode("utf-32"), "TIP003"),
    "surrogates-in-utf-8": (SOUND.encode().replace(b"Said.", b"\xed\xa0\x80"), "TIP003"),
    "overlong-utf-8": (SOUND.encode().replace(b"Said.", b"\xc0\xaf"), "TIP003"),
    "byte-order-mark": (b"\xef\xbb\xbf" + SOUND.encode(), "TIP004"),
    "old-line-ends": (SOUND.replace("\n", "\r").encode(), "TIP004"),
    "python-object": (b"!!python/object/apply:os.system [touch owned]\n", "TIP009"),
    "python-name": (b"country: !!python/name:os.system\n", "TIP009"),
    "binary": (b"country: !!binary S0Fa\n", "TIP009"),
    "own-tag": (b"%TAG ! tag:evil.invalid,2000:\n---\ncountry: !x KAZ\n", "TIP009"),
    "half-a-surrogate-pair": (b'country: "\\ud800"\n', "TIP005"),
    "escape-in-escapes": (SOUND.replace("Said.", '"\\e]0;title\\a"').encode(), "TIP004"),
    "line-ends-in-escapes": (SOUND.replace("Said.", '"a\\r\\nb"').encode(), "TIP004"),
    "long-number": (SOUND.replace("2010\n", "9" * 5000 + "\n", 1).encode(), "TIP013"),
    "two-documents": (SOUND.encode() * 2 + b"---\n" + SOUND.encode(), "TIP011"),
    "second-document": (SOUND.encode() + b"---\n" + SOUND.encode(), "TIP007"),
    "many-bad-characters": (fill(b"\x01"), "TIP014"),
    "quotation-marks": (fill(b'"'), "TIP005"),
    "spaces": (fill(b" "), "TIP006"),
    "comments": (fill(b"#\n"), "TIP006"),
    "one-long-key": (b"? " + fill(b"k") + b"\n: v\n", "TIP102"),
    "one-long-word": (SOUND.replace("ngo_report", fill("n")).encode(), "TIP104"),
    "five-megabytes": (SOUND.encode() + b"# padding\n" * 500_000, "TIP002"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(CONTENTS))
def test_a_hostile_file(name, tmp_path):
    """Exit status 1, the right problem, no traceback, little time and little memory."""
    data, code = CONTENTS[name]
    (tmp_path / "x.yaml").write_bytes(data)

    done = run("validate", "x.yaml", "--format", "jsonl", cwd=tmp_path)

    assert done.returncode == 1
    assert code in [each for _, each in told(done)]
    assert len(told(done)) <= MAX_PROBLEMS + 1
    assert os.listdir(tmp_path) == ["x.yaml"]


def test_a_hundred_thousand_brackets(tmp_path):
    """libyaml's own limit comes first here; the words are ours or its, the end is the same."""
    (tmp_path / "x.yaml").write_bytes(b"[" * 100_000)

    done = run("validate", "x.yaml", cwd=tmp_path)

    assert done.returncode == 1
    assert re.search("TIP010 too-deep|nesting depth", done.out)


def many(count, item="", sources=1):
    """A file of so many items, of which each differs in its number."""
    lines = [HEAD, "sources:\n"]
    lines += [
        f"  s{n}: {{title: t, publisher: p, kind: media, published: 2009-12-02}}\n"
        for n in range(sources)
    ]
    lines.append("evidence:\n")
    lines += [
        f"  - {{id: KAZ-2010-{n % 1000:03}, indicator: victims-identified, bearing: supports, statement: s{n},"
        f" source: s0, locator: l, basis: observation{item.replace('%', f'{n % 1000:03}')}}}\n"
        for n in range(count)
    ]
    return "".join(lines)


#: What is large and wrong in many places; one is as long as a long report would be.
LARGE = {
    "entries-of-a-wrong-type": lambda: HEAD + "sources: {}\nevidence:\n" + fill("- a\n"),
    "unknown-keys": lambda: HEAD + "sources: {}\nevidence: []\n" + "".join(f"k{n:06}: a\n" for n in range(MOST // 11)),
    "a-thousand-links-to-nothing": lambda: many(1000, ", undercuts: [KAZ-2011-%]"),
    "sources-that-are-not-there": lambda: many(MOST // 250, "", MOST // 250).replace("source: s0,", "source: zzz,"),
    "copies-of-an-id": lambda: many(MOST // 160),
    "unlike-things-in-a-set": lambda: SOUND.replace("observation}", "observation, adjust: [") + "{}, 1, " * 500 + "]}\n",
    "many-unlike-things-in-a-set": lambda: HEAD + "sources: {}\nevidence:\n- adjust:\n" + fill("  - {}\n  - 1\n"),
    "a-list-of-mappings": lambda: fill("- {}\n"),
    "a-list-of-pairs": lambda: f"[{fill('a: b, ')}]",
    "a-mapping-in-one-line": lambda: "{" + ",".join(f"a{n:06}: 1" for n in range(MOST // 11)) + "}",
    "short-lines": lambda: SOUND + "extra: >\n" + fill("  a\n")[2000:],
    "empty-lines": lambda: SOUND + fill("\n")[2000:] + "extra: x",
    "ignores-in-vain": lambda: many(1, "", MOST // 100).replace("2009-12-02}", "2009-12-02, ignore: {TIP302: x}}"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(LARGE))
def test_a_large_file_that_is_wrong_in_many_places(name, tmp_path):
    """As many errors as one reads, in the time and memory of any other file."""
    (tmp_path / "x.yaml").write_text(LARGE[name](), encoding="utf-8")

    done = run("validate", "x.yaml", "--format", "jsonl", "--no-cache", cwd=tmp_path)

    errors = [code for _, code in told(done) if KINDS[code].severity == "error"]
    assert done.returncode == 1
    assert told(done)
    assert len(errors) <= MAX_PROBLEMS + 1


def quoting(quotations):
    """A file with an item for each quotation, of a source whose text lies beside it."""
    head, _, item = SOUND.replace("2009-12-02}", "2009-12-02, text: t.txt}").partition("  - ")
    return head + "".join(
        "  - "
        + item.replace("2010-01", f"2010-{n % 900 + 100}")
        .replace("Said.", f"Said {n}.")
        .replace("basis:", f"quotation: {quotation}, basis:")
        for n, quotation in enumerate(quotations)
    )


WORDS = (
    "the government did not identify or assist foreign victims of forced labour in cotton".split()
)
REPORT = "".join(
    " ".join(WORDS[n % 7 :] + WORDS[: n % 5]) + f" in case {n} of {n * 7919 % 1000}.\n"
    for n in range(40_000)
)
#: A text, and quotations: what a person may write, and what is meant to take long to look for.
QUOTATIONS = {
    "near": (REPORT, [f"the government identified {n} victims in cotton and assisted them" for n in range(150)]),
    "far": (REPORT, [f"nobody said {n} words" for n in range(150)]),
    "late": (REPORT + "At last.", ["At last."] * 300),
    "long": (REPORT, ["or assist foreign victims in cotton " * 1500] * 10),
    "one-word": ("a" * 1_000_000, ["a"] * 300),
    "words-in-words": ("aa " * 300_000, ["aa " * n + "a" for n in range(100, 400)]),
    "one-sentence": ("".join(chr(0x4E00 + n * 7919 % 5000) for n in range(300_000)), ["\u4e01\u4e03 x"] * 300),
    "elisions": ("a b " * 200_000, ['"' + "a [...] b [...] " * 2000 + '"'] * 20),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(QUOTATIONS))
def test_many_quotations_and_a_long_text(name, tmp_path):
    """Each is looked for, and the nearest sentence too, in bounded time."""
    text, quotations = QUOTATIONS[name]
    (tmp_path / "t.txt").write_text(text, encoding="utf-8")
    (tmp_path / "x.yaml").write_text(quoting(quotations), encoding="utf-8")

    done = run("validate", "x.yaml", "--format", "jsonl", "--no-cache", cwd=tmp_path, seconds=10)

    assert not {code for _, code in told(done)} - {"TIP313", "TIP310"}


def test_crlf_is_as_good_as_lf(tmp_path):
    """The same verdict on a sound file and the same places in bad ones."""
    for name in ("lf", "crlf"):
        (tmp_path / name).mkdir()
    with open("country_data/KAZ/2009.yaml", encoding="utf-8") as file:
        files = {"sound.yaml": file.read()}
    folder = "tests/bad/evidence"
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            data = file.read()
        if data and b"\r" not in data and data.isascii():
            files[name] = data.decode()
    for name, text in files.items():
        (tmp_path / "lf" / name).write_bytes(text.encode())
        (tmp_path / "crlf" / name).write_bytes(text.replace("\n", "\r\n").encode())

    one, two = (
        run("validate", "--no-cache", "--format", "jsonl", ".", cwd=tmp_path / name)
        for name in ("lf", "crlf")
    )

    assert len(files) > 10
    assert "sound.yaml" not in dict(told(one))
    assert one.out == two.out


TEXT_TRAPS = ("NO", "yes", "on", "off", "y", "1_000", "0755", "0o17", "12:30", "1e3", ".inf", "-.inf", ".nan",
              "0x1F", "2010-03-31", "0b11", "+1", ".5", "5.", "True", "Null", "2001-12-14t21:59:43.10-05:00")  # fmt: skip
NOT_TEXT = ("2.10", "true", "null", "~", "12", "-0", "2010")
NOT_2010 = (
    "2_010",
    "0b11111011010",
    "03732",
    "0o3732",
    "0x7DA",
    "2.01e3",
    "33:30",
    "+2010",
    '"2010"',
    "2010.5",
)


def test_yaml_traps(tmp_path):
    """Words and odd numbers are text, as they stand; where a number is needed they are refused."""
    files = {f"text-{n}": SOUND.replace("A title", trap) for n, trap in enumerate(TEXT_TRAPS)}
    files |= {f"not-text-{n}": SOUND.replace("A title", trap) for n, trap in enumerate(NOT_TEXT)}
    files |= {
        f"year-{n}": SOUND.replace("report_year: 2010", f"report_year: {trap}")
        for n, trap in enumerate(NOT_2010)
    }
    files["norway"] = SOUND.replace("country: KAZ", "country: NO")
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")

    done = run(
        "validate", "--no-cache", "--format", "jsonl", "--severity", "error", ".", cwd=tmp_path
    )
    found = {name.removesuffix(".yaml"): code for name, code in told(done) if code != "TIP213"}

    wrong = {name for name in files if name.startswith(("not-text", "year"))}
    assert set(found) == {*wrong, "norway"}
    assert found.pop("norway") == "TIP105"
    assert set(found.values()) <= {"TIP103", "TIP107"}  # of a wrong type, or left empty


# --- files that are none ---------------------------------------------------------------------


def test_what_is_no_plain_file(tmp_path):
    """Loops, dangling links, folders, pipes, devices and sockets named like files: none is opened."""
    os.symlink("loop.yaml", tmp_path / "loop.yaml")
    os.symlink("pong.yaml", tmp_path / "ping.yaml")
    os.symlink("ping.yaml", tmp_path / "pong.yaml")
    os.symlink("nowhere", tmp_path / "dangling.yaml")
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    os.symlink("pipe.yaml", tmp_path / "link-to-pipe.yaml")
    os.symlink("/dev/zero", tmp_path / "zero.yaml")
    os.symlink("/dev/stdin", tmp_path / "stdin.yaml")
    os.symlink("/dev/tty", tmp_path / "tty.yaml")
    with socket.socket(socket.AF_UNIX) as listener:
        here = os.getcwd()
        os.chdir(tmp_path)  # the name of a socket must be short
        listener.bind("socket.yaml")
        os.chdir(here)
        done = run("validate", ".", "--no-cache", "--format", "jsonl", cwd=tmp_path)

    names = {"loop", "ping", "pong", "dangling", "folder", "zero", "stdin", "tty", "socket"}
    found = told(done)
    assert done.returncode == 1
    assert {code for _, code in found} == {"TIP001"}
    assert {name.removesuffix(".yaml") for name, _ in found} >= names
    assert [name for name, _ in found if "pipe" in name]


@pytest.mark.parametrize(
    "path", ["/dev/zero", "/dev/stdin", "/dev/random", "pipe.yaml", "loop.yaml"]
)
def test_what_is_no_plain_file_named_by_itself(path, tmp_path):
    """As by whoever types it."""
    os.mkfifo(tmp_path / "pipe.yaml")
    os.symlink("loop.yaml", tmp_path / "loop.yaml")

    done = run("validate", path, "--format", "jsonl", cwd=tmp_path)

    assert done.returncode == 1
    assert [code for _, code in told(done)] == ["TIP001"]


TABLE = "country_data/placements.csv"
LAW_FILES = ("criteria/zz.yaml", "criteria/indicators/zz.yaml", "criteria/reports.yaml")


@pytest.mark.parametrize(
    ("name", "kind"),
    [(name, "pipe") for name in (*LAW_FILES, TABLE)]
    + [
        (name, kind)
        for name in (LAW_FILES[0], TABLE)
        for kind in ("zero", "huge", "loop", "folder", "dangling")
    ],
)
def test_a_law_or_a_table_that_is_no_plain_file(name, kind, tmp_path):
    """They come with a repository as the evidence does, and are read as carefully."""
    shutil.copytree("criteria", tmp_path / "criteria")
    (tmp_path / "country_data" / "KAZ").mkdir(parents=True)
    (tmp_path / "country_data" / "KAZ" / "2010.yaml").write_text(SOUND, encoding="utf-8")
    path = tmp_path / name
    path.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "huge":
        with open(path, "wb") as file:
            file.truncate(1 << 30)
    else:
        os.symlink({"zero": "/dev/zero", "loop": path.name, "dangling": "nowhere"}[kind], path)

    done = run("validate", "--no-cache", cwd=tmp_path)

    if (name, kind) != (TABLE, "dangling"):  # a table need not be there
        assert done.returncode == 1
        assert name in done.out + done.err


def test_a_table_that_is_wrong_in_every_row(tmp_path):
    """Is told as of any file: the first hundred, and that there are more."""
    (tmp_path / "KAZ").mkdir()
    (tmp_path / "KAZ" / "2010.yaml").write_text(SOUND, encoding="utf-8")
    rows = fill("KAZ,2010,\x1b[31mTier 9,x\n")
    (tmp_path / "placements.csv").write_text(
        f"iso3,report_year,tier,source\n{rows}", encoding="utf-8"
    )

    done = run("validate", ".", "--format", "jsonl", "--no-cache", cwd=tmp_path)

    assert done.returncode == 1
    assert {code for _, code in told(done)} <= {"TIP602", "TIP014"}
    assert len(told(done)) <= MAX_PROBLEMS + 1


def test_folders_that_hold_themselves(tmp_path):
    """A country that is its own folder, and a folder that is linked from within."""
    (tmp_path / "KAZ").mkdir()
    (tmp_path / "KAZ" / "2010.yaml").write_text(SOUND, encoding="utf-8")
    os.symlink("..", tmp_path / "KAZ" / "up")
    os.symlink(".", tmp_path / "UZB")
    os.symlink("LOP", tmp_path / "LOP")

    done = run("validate", ".", "--format", "jsonl", "--severity", "error", cwd=tmp_path)

    assert (done.returncode, done.out) == (0, "")


def test_a_sparse_gigabyte(tmp_path):
    """Refused by its size, not read."""
    with open(tmp_path / "x.yaml", "wb") as file:
        file.truncate(1 << 30)

    done = run("validate", "x.yaml", "--format", "jsonl", cwd=tmp_path)

    assert (done.returncode, told(done)) == (1, [("x.yaml", "TIP002")])


def test_a_file_that_may_not_be_read(tmp_path):
    """By its mode; for root, who may read all, one whose reading fails."""
    path = str(tmp_path / "x.yaml")
    if os.geteuid():
        (tmp_path / "x.yaml").write_text(SOUND, encoding="utf-8")
        os.chmod(path, 0)
    elif os.path.exists("/proc/self/mem"):
        path = "/proc/self/mem"
    else:
        pytest.skip("root may read every file")

    done = run("validate", path)

    assert done.returncode == 1
    assert "TIP001" in done.out
    assert "cannot be read: " in done.out


def test_a_folder_that_may_not_be_read(tmp_path):
    """The same for a folder, and for one within it."""
    if not os.geteuid():
        pytest.skip("root may read every folder")
    (tmp_path / "KAZ").mkdir()
    for folder in (tmp_path / "KAZ", tmp_path):
        os.chmod(folder, 0)
        done = run("validate", str(tmp_path), "--format", "jsonl")
        assert (done.returncode, [code for _, code in told(done)]) == (1, ["TIP001"])
        os.chmod(folder, 0o700)


# --- nothing raw reaches the terminal --------------------------------------------------------

NASTY = (
    "\x1b[31mred\x1b[0m", "\x1b]8;;http://evil.invalid\x1b\\link\x1b]8;;\x1b\\", "\x1b]0;title\x07", "\x9b31m",
    "\u202eright to left", "\u2066isolate\u2069", "\u200fmark", "a\x08\x08\x08b", "a\rb", "a\x7fb", "\u2028line",
    "\ufeffmark", "\u0085next", "\U000e0041tag", "\x00nul",
)  # fmt: skip
NAMES = (b"new\nline.yaml", b"\x1b[31mred.yaml", b"\xff\xfe.yaml", "\u202ebidi.yaml".encode(), b"a\r::error::b.yaml",
         b"&lt;]]>%0A.yaml", b"a,b:c;d=e.yaml", "\u2028.yaml".encode(), b"{a}[b]$(id)`id`.yaml", b"-x.yaml", b"\x7f.yaml")  # fmt: skip


@pytest.fixture
def nasty(tmp_path):
    """Files with all of that in their text, their keys, their ids, in escapes, and in their names."""
    folder = tmp_path / "nasty"
    folder.mkdir()
    for number, words in enumerate(NASTY):
        for kind, text in (
            ("text", SOUND.replace("Said.", words)),
            ("key", SOUND + f"{words}: x\n"),
            ("id", SOUND.replace("KAZ-2010-01", words)),
            ("source", SOUND.replace("source: a-source", f"source: {words}")),
            ("escape", SOUND.replace("Said.", json.dumps(words))),
            ("escaped-key", SOUND + f"{json.dumps(words)}: x\n"),
            ("escaped-id", SOUND.replace("victims-identified", json.dumps(words))),
            ("tag", SOUND.replace("Said.", f"!{words} x")),
            ("path", SOUND.replace("2009-12-02}", f"2009-12-02, text: {json.dumps(words)}}}")),
        ):
            (folder / f"{kind}-{number}.yaml").write_text(text, encoding="utf-8", newline="")
    for name in NAMES:
        path = os.path.join(os.fsencode(folder), name)
        try:
            with open(path, "wb") as file:
                file.write(SOUND.replace("bearing: supports", "bearing: good").encode())
        except OSError:  # a file system that holds no such name
            continue
    return folder


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_raw_is_printed(format, nasty):
    """Whatever stands in files and their names: lines that are printable, of the format's own form."""
    done = run("validate", ".", "--format", format, "--jobs", "2", cwd=nasty, seconds=20)
    bad = [line for line in (done.out + done.err).split("\n") if not line.isprintable()]

    assert done.returncode == 1
    assert bad == []
    assert "victims-identified" not in done.err
    if format in ("json", "sarif", "gitlab"):
        json.loads(done.out)
    elif format == "jsonl":
        assert len(told(done)) > 100
    elif format == "junit":
        ET.fromstring(done.out)
    elif format == "github":
        assert all(line.startswith("::") for line in done.out.splitlines())
    target = nasty.parent / "answer"
    again = run("validate", ".", "--format", format, "--output", str(target), cwd=nasty, seconds=20)
    assert (again.returncode, again.out) == (1, "")
    assert target.read_text(encoding="utf-8") == done.out


def test_names_on_the_command_line_are_not_printed_raw(tmp_path):
    """A name that stands for nothing, and one that cannot be written."""
    for words in (
        ("no\x1b[31msuch\n::error::file",),
        (b"no\xff\x9b",),
        (".", "--output", "no\x1b[31m/such\n::error::file"),
        (".", "--criteria", "no\x1b[31msuch\n::error::file"),
        (".", "--format", "no\x1b[31m\n::error::such"),
        (".", "--data", "no\x1b[31m\n::error::such"),
    ):
        done = run("validate", *words, cwd=tmp_path)
        lines = [
            line for line in (done.out + done.err).split("\n") if not line.startswith("13 files")
        ]
        assert done.returncode in (0, 1, 2) if "--data" in words else done.returncode in (1, 2), (
            words
        )
        assert all(line.isprintable() and not line.startswith("::") for line in lines), words


# --- stored texts ----------------------------------------------------------------------------


def test_a_stored_text_is_a_plain_file_inside_the_folder(tmp_path):
    """Everything else is TIP314, is not opened, and not a word of it is shown."""
    folder = tmp_path / "in"
    (folder / "folder").mkdir(parents=True)
    secret = "The secret words are xyzzy and plugh."
    (tmp_path / "secret.txt").write_text(secret, encoding="utf-8")
    os.symlink("../secret.txt", folder / "link.txt")
    os.symlink("..", folder / "up")
    os.symlink("loop.txt", folder / "loop.txt")
    os.symlink("/dev/zero", folder / "zero.txt")
    os.mkfifo(folder / "pipe.txt")
    (folder / "latin.txt").write_bytes(b"caf\xe9")
    with open(folder / "huge.txt", "wb") as file:
        file.truncate(1 << 30)
    names = ["../secret.txt", str(tmp_path / "secret.txt"), "link.txt", "up/secret.txt", "loop.txt", "zero.txt",
             "/dev/zero", "/dev/stdin", "pipe.txt", "latin.txt", "huge.txt", "folder", ".", "..", "nowhere.txt",
             "folder/../../secret.txt", "../in-beside.txt", "x" * 5000, "~/x.txt"]  # fmt: skip
    (tmp_path / "in-beside.txt").write_text(secret, encoding="utf-8")
    for number, name in enumerate(names):
        text = SOUND.replace("2009-12-02}", f"2009-12-02, text: {json.dumps(name)}}}")
        text = text.replace(
            "basis:", "quotation: The secret words are xyzzy and not plugh., basis:"
        )
        (folder / f"{number:02}.yaml").write_text(text, encoding="utf-8")

    done = run("validate", ".", "--format", "jsonl", cwd=folder)
    refused = {name for name, code in told(done) if code in ("TIP314", "TIP105")}

    assert done.returncode == 1
    assert refused == {f"{number:02}.yaml" for number in range(len(names))}
    assert "TIP313" not in done.out
    assert "plugh" not in re.sub(r"xyzzy and not plugh", "", done.out)


# --- processes -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """Three hundred files, and three thousand that are the same ones under other names."""
    folder = tmp_path_factory.mktemp("crowd")
    few = make(str(folder / "few"), 300)
    for number in range(10):
        for country in sorted(os.listdir(few)):
            there = folder / "many" / f"{chr(65 + number)}{country[1:]}"
            shutil.copytree(os.path.join(few, country), there, copy_function=os.link)
    return folder


needs_proc = pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="looks into /proc")


def busy(crowd, tmp_path, jobs="2"):
    """A run over many files that has started its processes and will take seconds to come."""
    process = start(
        "validate",
        str(crowd / "many"),
        "--no-cache",
        "--jobs",
        jobs,
        "--output",
        str(tmp_path / "answer"),
    )
    wanted = 3 if jobs == "2" else 1
    assert until(lambda: len(members(process.pid)) >= wanted, 10)
    time.sleep(0.3)
    assert process.poll() is None
    return process


def ended(process, tmp_path, seconds=3):
    """Its exit status and what it said, when nothing of it is left behind."""
    out, err = process.communicate(timeout=seconds)
    assert until(lambda: members(process.pid) == [], 2), "processes are left behind"
    assert os.listdir(tmp_path) == []
    assert "Traceback" not in err.decode()
    assert out == b""
    return process.returncode, err.decode()


@needs_proc
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("whom", [os.kill, os.killpg], ids=["parent", "group"])
def test_an_interrupt(whom, jobs, crowd, tmp_path):
    """Ctrl-C reaches the whole group, a supervisor the parent alone: 130, one line, nothing left."""
    process = busy(crowd, tmp_path, jobs)
    whom(process.pid, signal.SIGINT)

    assert ended(process, tmp_path) == (130, "tipcli: interrupted\n")


@needs_proc
def test_two_interrupts(crowd, tmp_path):
    """Who is impatient gets the same."""
    process = busy(crowd, tmp_path)
    os.killpg(process.pid, signal.SIGINT)
    time.sleep(0.005)
    os.killpg(process.pid, signal.SIGINT)

    assert ended(process, tmp_path)[0] in (130, -signal.SIGINT)


@needs_proc
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGHUP])
def test_the_death_of_the_parent(number, crowd, tmp_path):
    """However it comes, its workers end with it."""
    process = busy(crowd, tmp_path)
    os.kill(process.pid, number)

    assert ended(process, tmp_path)[0] in (-number, 128 + number)


@needs_proc
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV])
def test_the_death_of_a_worker(number, crowd, tmp_path):
    """Is said in one line, and no answer is given that would not be whole."""
    process = busy(crowd, tmp_path)
    worker = max(set(members(process.pid)) - {process.pid})
    os.kill(worker, number)
    status, said = ended(process, tmp_path)

    assert status == 1
    assert f"a worker process was killed (signal {number.value})" in said
    assert said.count("\n") == 1


@needs_proc
def test_a_worker_that_stops_is_no_loss_to_others(crowd, tmp_path):
    """The parent is interrupted while a worker stands still: it ends all the same."""
    process = busy(crowd, tmp_path)
    worker = max(set(members(process.pid)) - {process.pid})
    os.kill(worker, signal.SIGSTOP)
    os.kill(process.pid, signal.SIGINT)
    try:
        process.wait(3)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
    assert ended(process, tmp_path) == (130, "tipcli: interrupted\n")


@pytest.fixture
def wrong(crowd, tmp_path):
    """Files with more problems than a pipe holds."""
    folder = tmp_path / "wrong"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number}.yaml").write_text(
            "x: 1\n" + "".join(f"k{n}: {n}\n" for n in range(40))
        )
    return folder


@pytest.mark.parametrize("buffered", ["", "1"], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("lines", [0, 1])
def test_a_reader_that_goes_away(lines, buffered, wrong):
    """`tipcli validate | head -1`: the status of the boundary, and no word."""
    with start("validate", str(wrong), "--no-cache", env={"PYTHONUNBUFFERED": buffered}) as process:
        for _ in range(lines):
            assert process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read().decode()

        assert process.wait(SECONDS) == 141
        assert said == ""


def test_closed_streams(tmp_path):
    """A stream that was closed before the start takes nothing, and nothing goes elsewhere instead."""
    (tmp_path / "x.yaml").write_text("a: 1\n", encoding="utf-8")
    answer = run("validate", "x.yaml", "--format", "json", cwd=tmp_path)
    for number in (0, 1, 2):
        done = run(
            "validate",
            "x.yaml",
            "--format",
            "json",
            cwd=tmp_path,
            preexec_fn=lambda n=number: os.close(n),
        )
        assert done.returncode == 1
        assert done.out == ("" if number == 1 else answer.out)
        assert done.err == ("" if number == 2 else answer.err)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk(wrong):
    """A line on stderr and status 1, for stdout and for a file alike."""
    for words, where in (((), "/dev/full"), (("--output", "/dev/full"), os.devnull)):
        with open(where, "wb") as full:
            done = run("validate", str(wrong), *words, stdout=full)
        assert done.returncode == 1
        assert re.fullmatch(r".*cannot write.*: No space left on device\n", done.err), done.err


def small_files():
    """In the child: no file may grow beyond a few bytes, as on a disk that is full."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))


@pytest.mark.parametrize("buffered", ["", "1"], ids=["buffered", "unbuffered"])
def test_a_disk_that_is_full_half_way_through_stdout(buffered, wrong, tmp_path):
    """What was not written is not passed over in silence."""
    with open(tmp_path / "answer", "wb") as file:
        done = run(
            "validate", str(wrong), "--no-cache", stdout=file,
            env={"PYTHONUNBUFFERED": buffered}, preexec_fn=small_files,
        )  # fmt: skip

    assert done.returncode == 1
    assert done.err == "tipcli: cannot write the answer: File too large\n"


def test_a_disk_that_is_full_half_way(wrong, tmp_path):
    """The file that was there is there still, whole, and nothing lies beside it."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "answer").write_text("before")
    cache = tmp_path / "cache"

    done = run(
        "validate", str(wrong), "--output", str(folder / "answer"), "--jobs", "2",
        env={"TIPCLI_CACHE": str(cache)}, preexec_fn=small_files,
    )  # fmt: skip

    assert done.returncode == 1
    assert re.fullmatch(r"cannot write .*answer: File too large\n", done.err)
    assert os.listdir(folder) == ["answer"]
    assert (folder / "answer").read_text() == "before"
    assert all(os.path.getsize(cache / name) < 4000 for name in os.listdir(cache))


def test_a_full_file_system(wrong, tmp_path):
    """The same on a real one, where one may be mounted."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    script = (
        'mount -t tmpfs -o size=8k none "$1" || exit 77\n'
        '"$2" -m tipcli validate "$3" --output "$1/answer"; status=$?\n'
        'ls -A "$1"\nexit $status\n'
    )
    command = ["unshare", "-m", "sh", "-c", script, "sh", str(folder), sys.executable, str(wrong)]
    if not shutil.which("unshare"):
        pytest.skip("needs unshare")
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip("may not mount")

    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"cannot write .*answer: No space left on device\n", done.stderr)


def test_a_folder_that_cannot_be_written(tmp_path):
    """No such folder, a file in place of one, one that may not be written, and a folder as the file."""
    (tmp_path / "x.yaml").write_text("a: 1\n", encoding="utf-8")
    (tmp_path / "locked").mkdir(mode=0o555)
    targets = ["nowhere/answer", "x.yaml/answer", ".", "x" * 300]
    if os.path.isdir("/proc/self"):
        targets.append("/proc/self/answer")
    if os.geteuid():
        targets.append("locked/answer")
    before = sorted(os.listdir(tmp_path))
    for target in targets:
        done = run("validate", "x.yaml", "--output", target, cwd=tmp_path)
        assert (done.returncode, done.out) == (1, ""), target
        assert re.fullmatch(r"cannot write .+: .+\n", done.err), done.err
    assert sorted(os.listdir(tmp_path)) == before


# --- the cache -------------------------------------------------------------------------------


@pytest.fixture
def answer(crowd, wrong):
    """What is said of some files without any cache."""
    command = (
        "validate",
        str(crowd / "few" / "AAA"),
        *(str(wrong / f"{n}.yaml") for n in range(3)),
    )
    done = run(*command, "--no-cache", seconds=20)
    assert done.returncode == 1

    def again(cache, **options):
        same = run(*command, env={"TIPCLI_CACHE": str(cache)}, seconds=20, **options)
        assert (same.returncode, same.out, same.err) == (done.returncode, done.out, done.err)

    again.command, again.done = command, done
    return again


def test_a_cache_that_cannot_be_written(answer, tmp_path):
    """Costs time and nothing else."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "locked").mkdir(mode=0o555)
    os.symlink("loop", tmp_path / "loop")
    for cache in (
        "/proc/nowhere",
        "/dev/full",
        tmp_path / "file",
        tmp_path / "loop",
        tmp_path / "locked",
    ):
        answer(cache)
    assert sorted(os.listdir(tmp_path)) == ["file", "locked", "loop", "wrong"]


def test_a_cache_that_is_corrupt(answer, tmp_path):
    """Bytes flipped, cut off, made longer, emptied, or a folder in place of a file."""
    cache = tmp_path / "cache"
    answer(cache)
    whole = {path: path.read_bytes() for path in cache.iterdir()}
    assert whole

    def flipped(data, at):
        return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]

    for change in (
        lambda data: flipped(data, 3), lambda data: flipped(data, 70), lambda data: flipped(data, len(data) // 2),
        lambda data: data[: len(data) // 2], lambda data: data + b"x y\n", lambda data: b"",
    ):  # fmt: skip
        for path, data in whole.items():
            path.write_bytes(change(data))
        answer(cache)
    for path in whole:
        path.unlink()
        path.mkdir()
    answer(cache)


def test_runs_at_once_on_one_cache(answer, tmp_path):
    """Four that start on none: each gives the whole answer, and what they leave is sound."""
    cache = tmp_path / "cache"
    runs = [start(*answer.command, env={"TIPCLI_CACHE": str(cache)}) for _ in range(4)]
    for process in runs:
        out, err = process.communicate(timeout=30)
        assert (process.returncode, out.decode()) == (1, answer.done.out)
        assert err.decode() == answer.done.err
    left = [path.name for path in cache.iterdir()]
    assert all(name.endswith(".json") for name in left)
    answer(cache)
