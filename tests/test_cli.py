"""The command line as people and their CI use it."""

import glob
import importlib
import json
import os
import re
import shutil
import subprocess
import sys

import jsonschema
import pytest
import typer
from typer.testing import CliRunner

from tipcli import __version__, formcheck
from tipcli.cli import app as app_module
from tipcli.cli import fast
from tipcli.cli.boundary import guarded
from tipcli.errors import TipcliError, UsageError

RUN = CliRunner()
#: Every file of evidence here, so that a new one changes no test.
EVIDENCE = sorted(glob.glob("country_data/*/*.yaml"))
COUNTRIES = ", ".join(sorted({path.split("/")[1] for path in EVIDENCE}))


def tipcli(*words, cwd=None, width="80", **environment):
    """Run the real command, as a process."""
    env = {**os.environ, "COLUMNS": width, **environment}
    return subprocess.run(
        [sys.executable, "-m", "tipcli", *words],
        capture_output=True, text=True, encoding="utf-8", cwd=cwd, env=env, check=False,
    )  # fmt: skip


def altered(tmp_path, *changes) -> str:
    """A data folder with KAZ 2010 alone, its text changed by (old, new) pairs."""
    folder = tmp_path / "country_data" / "KAZ"
    folder.mkdir(parents=True)
    with open("country_data/KAZ/2010.yaml", encoding="utf-8") as file:
        text = file.read()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "2010.yaml").write_text(text, encoding="utf-8")
    return str(tmp_path / "country_data")


def golden(name, text):
    """Compare with the recorded output; TIPCLI_RECORD=1 records it anew, to be read before commit."""
    path = f"tests/golden/{name}.txt"
    # Any edit of the law moves its digest; that it does is tested where an analyst edits a rule.
    text = re.sub(r"\b[0-9a-f]{64}\b", "<sha256>", text)
    if os.environ.get("TIPCLI_RECORD"):
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    with open(path, encoding="utf-8") as file:
        assert text == file.read()


@pytest.mark.parametrize("command", ["assess", "explain"])
@pytest.mark.parametrize("width", ["80", "160"])
@pytest.mark.parametrize("year", ["2009", "2010", "2011"])
def test_whole_output(command, year, width):
    """Every byte that a person reads in a pipe, at two widths."""
    done = tipcli(command, "KAZ", year, width=width)

    assert (done.returncode, done.stderr) == (0, "")
    golden(f"{command}-KAZ-{year}-{width}", done.stdout)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("explain-full", ("explain", "KAZ", "2010", "--full")),
        ("explain-provision", ("explain", "KAZ", "2010", "--provision", "official-complicity")),
        ("independent", ("assess", "KAZ", "2010", "--independent")),
        ("hindsight", ("assess", "KAZ", "2010", "--hindsight")),
        ("cautious", ("assess", "KAZ", "2010", "--attitude", "cautious")),
        ("lenient", ("assess", "KAZ", "2010", "--attitude", "lenient")),
        ("law-2019", ("assess", "KAZ", "2010", "--law", "2019")),
        ("all", ("assess", "--all")),
        ("law-show-2010", ("law", "2010")),
        ("law-diff", ("law", "diff", "2018", "2019")),
        ("what-if", ("what-if", "KAZ", "2010", "--drop", "tip-report-2010", "--waiver")),
        ("conflicts", ("conflicts", "KAZ", "2010", "--hindsight")),
        ("sensitivity", ("sensitivity", "KAZ", "2010")),
        ("history", ("history", "KAZ")),
        ("diff", ("diff", "KAZ", "2010", "2011")),
    ],
)
def test_whole_output_of_options(name, words):
    """The same for what options change."""
    done = tipcli(*words)

    assert (done.returncode, done.stderr) == (0, "")
    golden(name, done.stdout)


def test_no_line_is_wider_than_the_terminal():
    """Addresses and digests are copied whole; everything else wraps."""
    for name in (
        "explain-KAZ-2010-80", "assess-KAZ-2010-80", "explain-full", "law-show-2010", "what-if",
        "conflicts", "sensitivity", "history", "diff",
    ):  # fmt: skip
        with open(f"tests/golden/{name}.txt", encoding="utf-8") as file:
            wide = [line for line in file.read().splitlines() if len(line) > 80]
        assert [line for line in wide if "http" not in line] == []


def test_the_rationale_names_both_limbs_of_2010():
    """Foreign and forced-labor victims not identified and assisted; complicit officials, the
    cotton harvest included, not prosecuted."""
    text = " ".join(tipcli("explain", "KAZ", "2010").stdout.split())
    rationale = text[text.index("Rationale") : text.index("How the tier was reached")]
    ground = rationale[rationale.index("A ground for the Watch List holds") :]

    assert "Assistance to victims increased (22 U.S.C. 7107(b)(3)(A)(iii)(II)): no." in ground
    assert "significant efforts to identify foreign victims" in ground
    assert "Foreign victims did not receive assistance" in ground
    assert "Victims of forced labor were not identified" in ground
    assert "Victims of forced labor did not receive assistance" in ground
    assert "No complicit official was prosecuted" in ground
    assert "local officials in the cotton harvest included" in ground


def test_four_ways_to_lack_a_finding_are_said_differently(tmp_path):
    """No evidence, evidence against, contested and presumed."""
    refused = "searches:\n  - {indicator: traffickers-prosecuted, result: refused, asked_on: 2010-02-01, note: Refused.}\n"
    data = altered(tmp_path, ("searches:\n", refused))

    shown = " ".join(tipcli("explain", "KAZ", "2010", "--full", "--data", data).stdout.split())

    assert "No evidence either way: Convicted traffickers were sentenced to prison" in shown
    assert "No complicit official was prosecuted [refuted" in shown
    assert "Contested, with evidence on both sides: Foreign victims were identified" in shown
    assert "Presumed, since the data were refused: No suspected trafficker was prosecuted" in shown


@pytest.mark.parametrize(
    ("year", "extra"), [("2009", ()), ("2010", ("--hindsight",)), ("2011", ("--law", "2019"))]
)
def test_json_follows_its_published_schema(year, extra):
    """And carries its version."""
    done = tipcli("assess", "KAZ", year, "--format", "json", *extra)
    answer = json.loads(done.stdout)

    jsonschema.Draft202012Validator(formcheck.schema("assessment")).validate(answer)
    assert answer["schema"] == "tipcli/assessment/1"


@pytest.mark.parametrize(
    "name",
    ["evidence", "law", "indicators", "weighing", "reports", "sources", "cases", "assessment"],
)
def test_schemas_are_themselves_valid(name):
    """Draft 2020-12, with a title for editors."""
    schema = formcheck.schema(name)

    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["title"]


def test_every_citation_of_the_json_resolves():
    """Invariant 8 end to end: tier <- rung <- provision <- indicator <- item <- source."""
    answer = json.loads(tipcli("explain", "KAZ", "2010", "--format", "json").stdout)
    items = {each["id"]: each for each in answer["evidence"]}
    sources = {each["id"] for each in answer["sources"]}
    findings = {each["indicator"]: each for each in answer["findings"]}
    provisions = {each["id"]: each for each in answer["provisions"]}

    def walk(node):
        assert node["answer"] in ("holds", "fails", "cannot tell", "not applicable")
        if node["op"] == "indicator":
            finding = findings[node["ref"]]
            voices = finding["supports"]["voices"] + finding["contradicts"]["voices"]
            for voice in voices:
                assert items[voice["item"]]["source"] in sources
                assert items[voice["item"]]["locator"]
            assert voices or finding["ground"] != "evidence"
        elif node["op"] == "provision":
            assert provisions[node["ref"]]["citation"]
        else:
            assert node["authority"]
            assert node["citation"]
        for part in node.get("parts", ()):
            walk(part)

    for rung in answer["ladder"]:
        assert rung["citation"]
        if rung["rule"]:
            walk(rung["rule"])
    for each in provisions.values():
        if each["rule"]:
            walk(each["rule"])


def test_expect_is_for_ci():
    """0 where the tier is the expected one, 1 where not, 2 where there is no such tier."""
    assert tipcli("assess", "KAZ", "2010", "--expect", "Tier 2 Watch List").returncode == 0
    missed = tipcli("assess", "KAZ", "2010", "--expect", "Tier 1")
    assert missed.returncode == 1
    assert missed.stderr == "KAZ 2010: expected Tier 1, found Tier 2 Watch List\n"
    assert tipcli("assess", "KAZ", "2010", "--expect", "Tier 4").returncode == 2


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("assess", "KAZ", "1999"), 1, "there is evidence for 2002, 2003, 2004"),
        (("assess", "XYZ", "2010"), 1, f"no evidence for XYZ; there is evidence for {COUNTRIES}"),
        (("assess", "KAZ", "20x0"), 2, "'20x0' is not a report year such as 2010"),
        (("assess", "KZ", "2010"), 2, "not an ISO 3166-1 alpha-3 code"),
        (("assess", "KAZ"), 2, "name a report year too"),
        (("assess",), 2, "name a country and a report year"),
        (("assess", "KAZ", "2010", "--attitude", "bold"), 2, "no attitude 'bold'"),
        (("assess", "KAZ", "2010", "--format", "xml"), 2, "no format 'xml'"),
        (("assess", "KAZ", "2010", "--law", "1990"), 1, "the nearest is tvpa-2000"),
        (("assess", "KAZ", "2010", "--data", "nowhere"), 1, "there is no such folder"),
        (("assess", "KAZ", "2010", "--criteria", "tests"), 1, "there is no such folder with"),
        (("assess", "--all", "KAZ", "2010"), 2, "--all takes no country"),
        (("explain", "KAZ", "2010", "--provision", "preventoin"), 2, "did you mean prevention"),
        (("assess", "KAZ", "2010", "--frobnicate"), 2, "No such option"),
        (("law", "diff", "2019", "2018"), 2, "tipcli law diff 2018 2019"),
        (("law", "show", "x"), 2, "not a report year"),
        (("validate", "nowhere.yaml"), 1, "there is no such file or folder"),
        (("assess", "missing.yaml"), 1, "there is no such file"),
    ],
)
def test_what_a_user_can_mend_is_said_without_a_traceback(words, status, said):
    """On stderr, with the exit status that the README promises."""
    done = tipcli(*words)

    assert done.returncode == status
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_path_is_as_good_as_a_country_and_a_year():
    """And gives the same answer."""
    by_path = tipcli("explain", "country_data/KAZ/2010.yaml").stdout

    assert by_path == tipcli("explain", "kaz", "2010").stdout


def test_it_answers_from_any_directory(tmp_path):
    """The law and the evidence travel with the package; the receipt says so."""
    done = tipcli("assess", "KAZ", "2010", cwd=tmp_path, PYTHONPATH=os.getcwd())

    assert done.returncode == 0
    assert done.stdout.startswith("KAZ 2010: Tier 2 Watch List (not settled)\n")
    assert "criteria from   bundled" in done.stdout


def test_no_absolute_path_and_no_clock_in_the_output():
    """The same input gives the same bytes on another machine."""
    shown = tipcli("explain", "KAZ", "2010", "--full").stdout
    shown += tipcli("assess", "KAZ", "2010", "--format", "json").stdout

    assert os.getcwd() not in shown
    assert os.path.expanduser("~") + "/" not in shown


def test_hash_order_does_not_show():
    """Two runs with different hash seeds, byte for byte."""
    first, second = (
        tipcli("explain", "KAZ", "2010", "--full", PYTHONHASHSEED=seed).stdout for seed in "12"
    )
    assert first == second


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    """`tipcli explain ... | head` ends quietly."""
    command = f"{sys.executable} -m tipcli explain KAZ 2010 --full | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)

    assert done.stdout == "KAZ 2010: Tier 2 Watch List (not settled)\n"
    assert done.stderr == ""


def test_colour_is_for_terminals_and_obeys_no_color():
    """Through a pseudo-terminal: escapes with colour on, none with NO_COLOR, same words."""
    pty = pytest.importorskip("pty")

    def shown(**environment):
        env = {**os.environ, "COLUMNS": "80", "TERM": "xterm", **environment}
        main, other = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "tipcli", "assess", "KAZ", "2010"],
            stdout=other, stderr=subprocess.PIPE, env=env,
        )  # fmt: skip
        os.close(other)
        data = b""
        try:
            while chunk := os.read(main, 65536):
                data += chunk
        except OSError:  # how Linux says that the other end is closed
            pass
        process.communicate()
        os.close(main)
        return data.decode().replace("\r\n", "\n")

    coloured, plain = shown(), shown(NO_COLOR="1")

    assert "\x1b[" in coloured
    assert "\x1b" not in plain
    assert plain == tipcli("assess", "KAZ", "2010").stdout
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).split() == plain.split()


def test_markup_in_evidence_survives(tmp_path):
    """ "[sic]" and "[bold]" are words, in a pipe and on a terminal."""
    said = ("It did not vigorously prosecute", "It did not [sic] [bold]prosecute[/bold]")
    shown = tipcli("explain", "KAZ", "2010", "--data", altered(tmp_path, said)).stdout

    assert "[sic] [bold]prosecute[/bold]" in " ".join(shown.split())


def test_version_and_module():
    """`tipcli --version` says one line."""
    assert tipcli("--version").stdout == f"tipcli {__version__}\n"
    assert RUN.invoke(app_module.app, ["--version"]).output == f"tipcli {__version__}\n"


def test_completion_works():
    """Typer's completion knows the commands."""
    done = tipcli("--show-completion", "bash", _TIPCLI_COMPLETE="")
    assert "_TIPCLI_COMPLETE" in done.stdout
    offered = tipcli(_TIPCLI_COMPLETE="complete_bash", COMP_WORDS="tipcli a", COMP_CWORD="1")
    assert "assess" in offered.stdout


@pytest.mark.parametrize("command", sorted(fast.COMMANDS))
def test_the_short_way_knows_every_option_of_the_long_way(command):
    """The two tables of options agree, name by name."""
    parameters = typer.main.get_command(app_module.app).commands[command].params
    declared = {
        option: parameter.name
        for parameter in parameters
        for option in parameter.opts
        if option.startswith("-") and parameter.name != "help"
    }
    words = fast.COMMANDS[command]

    assert {**words.flags, **words.values, **words.lists} == declared
    assert list(words.places) == [p.name for p in parameters if not p.opts[0].startswith("-")]


WORDS = [
    ("assess", "KAZ", "2010"),
    ("assess", "KAZ", "2010", "--format", "json", "--hindsight", "--independent"),
    ("assess", "--all", "--attitude", "lenient"),
    ("assess", "KAZ", "2010", "--law", "2019", "--no-judgements", "--expect", "Tier 3"),
    ("assess", "x.yaml", "--criteria", "a", "--data", "b"),
    ("explain", "KAZ", "2010", "--full", "--provision", "prevention"),
    ("explain", "--format", "text", "KAZ", "2010"),
    ("why-not", "KAZ", "2010", "--tier", "2"),
    ("change", "KAZ", "2010", "--to", "Tier 1", "--all", "--most", "3", "--format", "json"),
    ("support", "KAZ", "2010", "--most", "3", "--independent"),
    ("next", "x.yaml", "--attitude", "cautious", "--law", "2019"),
    ("conflicts", "KAZ", "2010", "--full", "--hindsight", "--format", "json"),
    ("sensitivity", "KAZ", "2010", "--law", "2019", "--format", "json", "--no-judgements"),
    ("history", "KAZ"),
    ("history", "KAZ", "UZB", "--from", "2004", "--to", "2011", "--format", "json", "--hindsight"),
    ("diff", "KAZ", "2009", "2010", "--full", "--format", "json", "--attitude", "lenient"),
    ("diff", "a.json", "b.json", "--criteria", "c", "--criteria", "d", "--hindsight"),
    ("replay", "a.json", "x.yaml", "--format", "json", "--data", "d", "--criteria", "c"),
    ("explain", "KAZ", "2010", "--receipt", "a.json"),
    ("agreement", "--country", "KAZ", "--from", "2009", "--independent", "--format", "json"),
    ("agreement", "--to", "2011", "--deduced", "--attitude", "lenient", "--no-judgements"),
    ("report", "KAZ", "2010", "--format", "html", "-o", "x", "--lang", "en", "--law", "2019"),
    ("report", "x.yaml", "--template", "t", "--hindsight", "--independent", "--no-judgements"),
    ("report", "--all", "--force", "--output", "site", "--attitude", "lenient", "--data", "d"),
    ("validate",),
    ("validate", "a.yaml", "--format", "sarif", "b.yaml", "-o", "x", "-j", "2", "--no-cache"),
    ("validate", "--severity", "note", "--statistics", "--jobs", "1"),
    ("validate", "--explain", "TIP207"),
    ("what-if", "KAZ", "2010", "--waiver", "--law", "2019", "--format", "json"),
    ("what-if", "--set", "a=refuted", "x.yaml", "--set", "b=established", "--drop", "c"),
    ("what-if", "KAZ", "2010", "--add", "a.yaml", "--parameter", "n=-1", "--add", "b.yaml"),
]


@pytest.mark.parametrize("words", WORDS)
def test_the_short_way_means_what_the_long_way_means(words, monkeypatch):
    """The same words make the same request."""
    requests = []
    module = importlib.import_module(f"tipcli.cli.{fast.COMMANDS[words[0]].home}")
    name = f"run_{words[0].replace('-', '_')}"
    monkeypatch.setattr(module, name, lambda r: requests.append(r) or 0)
    command, request = fast.read(list(words))

    RUN.invoke(app_module.app, list(words), catch_exceptions=False)

    assert [module.Request(**request)] == requests
    assert command == words[0]


@pytest.mark.parametrize(
    "words",
    [
        (), ("--help",), ("assess", "--help"), ("assess", "KAZ", "2010", "extra"),
        ("assess", "--format"), ("assess", "--frob"), ("explain", "--all"), ("law", "2010"),
        ("assess", "--format=json", "KAZ", "2010"), ("assess", "--law", "--full"),
    ],
)  # fmt: skip
def test_anything_unusual_takes_the_long_way(words):
    """Help, mistakes and other spellings are Typer's to answer."""
    assert fast.read(list(words)) is None


def test_other_spellings_work_too():
    """--format=json is as good as --format json."""
    assert tipcli("assess", "KAZ", "2010", "--format=json").stdout.startswith("{")


def test_every_command_has_help():
    """And the help names its arguments."""
    for words in (
        (),
        ("assess",),
        ("explain",),
        ("validate",),
        ("law",),
        ("law", "diff"),
        ("law", "lint"),
    ):
        done = RUN.invoke(app_module.app, [*words, "--help"])
        assert done.exit_code == 0
        assert "Usage:" in done.output


def test_validate_passes_the_repository_and_fails_a_bad_file():
    """Problems on stdout, one a line; the count on stderr."""
    good = tipcli("validate")
    assert (good.returncode, good.stdout) == (0, "")
    assert f"{13 + len(EVIDENCE)} files read, no problems" in good.stderr

    bad = tipcli("validate", "tests/bad/evidence")
    assert bad.returncode == 1
    first = [line for line in bad.stdout.splitlines() if line and line[0] != " "]
    assert all(line.startswith("tests/bad/evidence/") for line in first)


def test_validate_takes_files_folders_and_the_law():
    """Whatever an editor has under the hand."""
    for words, files in (
        (("country_data/KAZ/2010.yaml",), 14),
        (("country_data/KAZ",), 13 + len(glob.glob("country_data/KAZ/*.yaml"))),
        (("country_data",), 13 + len(EVIDENCE)),
        (("criteria",), 13),
        (("criteria", "country_data/KAZ/2011.yaml"), 14),
    ):
        done = tipcli("validate", *words)
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr.startswith(f"{files} files read, no problems")


def test_assess_all_goes_on_after_a_bad_file(tmp_path):
    """The good ones are shown, the bad one is named, the status is 1."""
    data = altered(tmp_path)
    with open(f"{data}/KAZ/2011.yaml", "w", encoding="utf-8") as file:
        file.write("country: KAZ\n")

    done = tipcli("assess", "--all", "--data", data)

    assert done.returncode == 1
    assert "KAZ 2010  Tier 2 Watch List" in done.stdout
    assert "country_data/KAZ/2011.yaml:1:1: TIP101: lacks the key evidence" in done.stderr


def test_assess_all_says_a_fault_of_the_law_once(tmp_path):
    """And a misused option too, which is no fault of any file."""
    shutil.copytree("criteria", tmp_path / "criteria")
    with open(tmp_path / "criteria" / "weighing.yaml", "a", encoding="utf-8") as file:
        file.write("extra: 1\n")

    done = tipcli("assess", "--all", "--criteria", str(tmp_path / "criteria"))
    misused = tipcli("assess", "--all", "--attitude", "bold")

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "criteria/weighing.yaml" in done.stderr
    assert (misused.returncode, misused.stderr.count("no attitude 'bold'")) == (2, 1)


def test_assess_all_names_each_year_that_the_law_does_not_cover():
    """Under the law of a year that has none, every file says so and the status is 1."""
    done = tipcli("assess", "--all", "--law", "1990")

    assert done.returncode == 1
    assert done.stderr.count("the nearest is tvpa-2000") == len(EVIDENCE)


def test_the_api():
    """`import tipcli` has the verb, and costs nothing until it is used."""
    code = (
        "import sys, tipcli; assert 'tipcli.assessment' not in sys.modules; "
        "a = tipcli.assess('KAZ', 2010); print(a.placement.tier); "
        "assert 'jsonschema' not in sys.modules and 'yaml' not in sys.modules"
    )
    tipcli("assess", "KAZ", "2010")  # the files are known to be valid from here on
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.stderr == ""
    assert done.stdout == "Tier 2 Watch List\n"


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (UsageError("no such thing"), 2, "tipcli: no such thing\n"),
        (TipcliError("the file is bad"), 1, "the file is bad\n"),
        (KeyboardInterrupt(), 130, "tipcli: interrupted\n"),
        (
            PermissionError(13, "Permission denied", "x.yaml"),
            1,
            "tipcli: x.yaml: Permission denied\n",
        ),
    ],
)
def test_the_error_boundary(error, status, said, capsys):
    """One place turns what can be mended into a line and an exit status."""

    def command():
        raise error

    assert guarded(command) == status
    assert capsys.readouterr().err == said


def test_a_bug_keeps_its_traceback():
    """What is ours to mend is not dressed up as the user's."""
    for bug in (ZeroDivisionError(), OSError("no file named")):
        with pytest.raises(type(bug)):
            guarded(lambda bug=bug: (_ for _ in ()).throw(bug))


def test_an_output_that_cannot_write_a_letter_shows_its_code(tmp_path):
    """A pipe in ASCII, and a name with an accent."""
    data = altered(tmp_path, ("It did not vigorously", "It did not, señor, vigorously"))

    done = tipcli("explain", "KAZ", "2010", "--data", data, PYTHONIOENCODING="ascii")

    assert (done.returncode, done.stderr) == (0, "")
    assert "se\\xf1or" in done.stdout


def test_silence_alone_is_said_in_the_first_lines(tmp_path):
    """A file without evidence has a tier by rule, and nobody can take it for a finding."""
    path = tmp_path / "x.yaml"
    path.write_text(
        "country: UZB\nreport_year: 2010\n"
        "reporting_period: {from: 2009-04-01, to: 2010-03-31}\nsources: {}\nevidence: []\n"
    )
    shown = tipcli("assess", str(path)).stdout.splitlines()

    assert shown[0] == "UZB 2010: Tier 3 (not settled)"
    assert shown[1].startswith("No evidence was counted")


def test_a_run_out_clock_without_a_ground_is_not_said_to_be_running(tmp_path):
    """Two years on the list and Tier 2 earned: the sentence blames no clock."""
    folder = tmp_path / "country_data"
    shutil.copytree("country_data", folder)
    table = folder / "placements.csv"
    text = table.read_text(encoding="utf-8").replace(
        "KAZ,2009,Tier 2,", "KAZ,2009,Tier 2 Watch List,"
    )
    table.write_text(text, encoding="utf-8")

    shown = " ".join(tipcli("explain", "KAZ", "2011", "--data", str(folder)).stdout.split())

    assert "2 years in a row" in shown
    assert "The time limit of the Watch List does not force Tier 3" in shown
    assert "has not run out" not in shown
