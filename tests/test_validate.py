"""Validation of many files: what is found, what is remembered, how the work is shared."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from benchmarks.repository import make
from test_cli import EVIDENCE, tipcli

from tipcli.codes import KINDS
from tipcli.errors import Problem, TipcliError
from tipcli.validation import workers
from tipcli.validation.files import called, find
from tipcli.validation.onefile import Job, Verdict, restored, stored, with_lines
from tipcli.validation.report import report
from tipcli.validation.run import validate
from tipcli.validation.verdicts import Verdicts, key


@pytest.fixture
def repository(tmp_path):
    """Sixty sound files."""
    return make(str(tmp_path / "country_data"), 60)


def spoil(folder, name, old, new):
    path = os.path.join(folder, name)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    assert old in text
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace(old, new, 1))


def codes_of(found) -> list[str]:
    return [problem.code for problem in found.problems]


def test_what_a_generator_makes_is_sound_to_the_last_note(repository):
    """So that the benchmark measures looking and not telling."""
    found = validate([repository], severity="note")

    assert found.problems == ()
    assert found.files > 60


def test_the_repository_itself_is_sound():
    """Every warning in our own files is mended or ignored with a reason."""
    assert validate(["criteria", "country_data"], remember=False).problems == ()


def test_items_in_a_circle_that_a_third_settles(tmp_path):
    """As weighing sees it: what stands is known, so nothing is reported."""
    with open("tests/bad/warnings/attack-circle.yaml", encoding="utf-8") as file:
        text = file.read()
    third = text[text.index("  - id: KAZ-2010-02") :].replace("KAZ-2010-02", "KAZ-2010-03")
    third = third.replace("[KAZ-2010-01]", "[KAZ-2010-02]").replace("No victim", "Not one")
    path = tmp_path / "x.yaml"
    path.write_text(text + third, encoding="utf-8")

    assert codes_of(validate([str(path)])) == []


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_the_answer_does_not_depend_on_who_looks(repository, jobs):
    """One process or several, remembered or not: the same problems in the same order."""
    for year in range(2001, 2026):
        spoil(repository, f"AAA/{year}.yaml", "bearing: supports", "bearing: good")
        spoil(repository, f"AAB/{year}.yaml", "country: AAB", "country: AAX")

    cold = validate([repository], jobs=jobs)
    warm = validate([repository], jobs=jobs)

    assert cold == warm == validate([repository], jobs=1, remember=False)
    assert cold.problems == tuple(sorted(cold.problems))
    assert codes_of(cold).count("TIP104") == 25
    assert {problem.file.rsplit("/", 2)[1] for problem in cold.problems} == {"AAA", "AAB"}


def test_a_remembered_file_is_not_looked_at_again(repository, monkeypatch):
    """And one that changed is, as is one that was moved."""
    validate([repository])
    looked = []
    monkeypatch.setattr(
        "tipcli.validation.run.judge_bytes",
        lambda d, job, c: looked.append(job) or Verdict("", (), {}),
    )
    validate([repository])
    assert looked == []

    spoil(repository, "AAA/2001.yaml", "2001", "2001 ")
    shutil.move(
        os.path.join(repository, "AAA", "2002.yaml"), os.path.join(repository, "AAA", "2099.yaml")
    )
    validate([repository])
    assert [os.path.basename(job.path) for job in looked] == ["2001.yaml", "2099.yaml"]


def test_the_law_is_part_of_what_a_verdict_rests_on(repository, tmp_path):
    """Another catalogue, another verdict."""
    law = tmp_path / "criteria"
    shutil.copytree("criteria", law)
    first = validate([repository], criteria=str(law))
    with open(law / "reports.yaml", "a", encoding="utf-8") as file:
        file.write("# another day\n")

    assert Verdicts(key(b"", "x")).path != Verdicts(key(b"y", "x")).path
    assert validate([repository], criteria=str(law)).problems == first.problems == ()


def test_a_changed_text_is_looked_into_again(tmp_path):
    """A quotation is checked anew when the stored text of its source changes."""
    folder = tmp_path / "KAZ"
    folder.mkdir()
    text = folder / "words.txt"
    text.write_text("The shelter was\nhard to find.", encoding="utf-8")
    with open("country_data/KAZ/2010.yaml", encoding="utf-8") as file:
        lines = file.read()
    lines = lines.replace("    text: texts/dipnote-2010-07-22.txt\n", "", 1)
    lines = lines.replace("  iwpr-cotton:\n", "  iwpr-cotton:\n    text: words.txt\n", 1)
    at = lines.index("    source: iwpr-cotton\n")
    lines = f"{lines[:at]}    quotation: The shelter was hard [...] find.\n{lines[at:]}"
    (folder / "2010.yaml").write_text(lines, encoding="utf-8")

    assert validate([str(folder)]).problems == ()
    text.write_text("The shelter was easy to find.", encoding="utf-8")
    found = validate([str(folder)])
    assert codes_of(found) == ["TIP313"]
    assert found.problems[0].remedy == "Nearest to them stands: The shelter was easy to find."
    text.unlink()
    assert codes_of(validate([str(folder)])) == ["TIP314"]


def test_a_verdict_survives_being_remembered():
    """Every field of every problem, and the name is that of the day."""
    verdict = Verdict(
        "KAZ/2010", (Problem("a", 1, 2, "TIP207", "w", 'm\n"ä\u202e', "r", "s\t", 3),), {"t": "d"}
    )
    again = restored(json.loads(json.dumps(stored(verdict))), "b")

    assert again == verdict._replace(problems=(verdict.problems[0]._replace(file="b"),))


def test_a_spoilt_store_of_verdicts_is_ignored(repository, tmp_path, monkeypatch):
    """Torn, altered or unreadable: the answer is the same, and the store is good again after."""
    monkeypatch.setenv("TIPCLI_CACHE", str(tmp_path / "cache"))
    spoil(repository, "AAA/2001.yaml", "bearing: supports", "bearing: good")
    first = validate([repository])
    for name in os.listdir(tmp_path / "cache"):
        for change in (lambda d: d[: len(d) // 2], lambda d: d[:-3] + b"x" + d[-2:], lambda d: b""):
            path = tmp_path / "cache" / name
            whole = path.read_bytes()
            path.write_bytes(change(whole))
            assert validate([repository]) == first
            path.write_bytes(whole)


def test_verdicts_of_runs_side_by_side_are_kept(tmp_path, monkeypatch):
    """The last to write keeps what others wrote meanwhile."""
    monkeypatch.setenv("TIPCLI_CACHE", str(tmp_path))
    one, other = Verdicts("law"), Verdicts("law")
    one.put("a", Verdict("KAZ/2010", (), {}))
    other.put("b", Verdict("KAZ/2011", (), {}))
    one.save()
    other.save()

    both = Verdicts("law")
    assert len(both) == 2
    assert both.get("a", Job("x", "x")) == Verdict("KAZ/2010", (), {})
    assert len(Verdicts("law", remember=False)) == len(Verdicts("another law")) == 0


def test_ids_are_unique_in_the_repository(tmp_path):
    """Two files of one country-year, wherever they lie."""
    for name in ("a.yaml", "b.yaml"):
        shutil.copy("country_data/KAZ/2009.yaml", tmp_path / name)

    found = validate([str(tmp_path)])

    assert set(codes_of(found)) == {"TIP213"}
    assert {problem.file for problem in found.problems} == {str(tmp_path / "b.yaml")}
    assert found.problems[0].remedy.startswith(f"It stands in {tmp_path / 'a.yaml'}, line ")


def test_a_file_named_twice_is_looked_at_once(tmp_path):
    """By itself, through its folder, and through a link."""
    os.symlink(os.path.abspath("country_data/KAZ/2010.yaml"), tmp_path / "same.yaml")
    names = ["country_data/KAZ/2010.yaml", "country_data", str(tmp_path / "same.yaml")]

    assert len(find(names, None).jobs) == len(EVIDENCE) + 1


def test_the_top_of_a_repository_stands_for_its_folders():
    """`tipcli validate .` is what people type."""
    here = find(["."], None)

    assert [job.display for job in here.jobs] == EVIDENCE
    assert here.laws == ("./criteria",)


def test_a_name_that_stands_for_nothing():
    """Is said before anything is read."""
    with pytest.raises(TipcliError, match=r"nowhere\.yaml: there is no such file or folder"):
        find(["nowhere.yaml"], None)


def test_what_files_are_called(tmp_path):
    """From here, if they are here; as in the repository, if they came with the tool."""
    assert called(os.path.abspath("country_data/KAZ/2010.yaml")) == "country_data/KAZ/2010.yaml"
    assert called("./country_data/../x.yaml") == "x.yaml"
    assert called(str(tmp_path / "x.yaml")) == str(tmp_path / "x.yaml")
    done = tipcli("validate", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no country_data/ here" in done.stderr
    named = tipcli("validate", os.path.abspath("country_data/KAZ/2010.yaml"), cwd=tmp_path)
    assert named.returncode == 0
    assert "held against the bundled law" in named.stderr


def test_problems_of_law_and_table_name_the_files_as_they_were_named(tmp_path):
    """With the line that is wrong."""
    shutil.copytree("criteria", tmp_path / "my-law")
    shutil.copytree("country_data", tmp_path / "my-data")
    with open(tmp_path / "my-law" / "weighing.yaml", "a", encoding="utf-8") as file:
        file.write("extra: 1\n")
    with open(tmp_path / "my-data" / "placements.csv", "a", encoding="utf-8") as file:
        file.write("KAZ,2009,Tier 9,x\n")

    found = validate([str(tmp_path / "my-law"), str(tmp_path / "my-data")])

    assert [(p.file, p.code, p.source) for p in found.problems] == [
        (str(tmp_path / "my-data" / "placements.csv"), "TIP602", "KAZ,2009,Tier 9,x"),
        (str(tmp_path / "my-law" / "weighing.yaml"), "TIP102", "extra: 1"),
    ]


def test_with_a_broken_law_nothing_is_said_of_indicators(tmp_path):
    """The fault is the law's, and is told once."""
    shutil.copytree("criteria", tmp_path / "criteria")
    with open(tmp_path / "criteria" / "weighing.yaml", "a", encoding="utf-8") as file:
        file.write("extra: 1\n")

    found = validate(["country_data"], criteria=str(tmp_path / "criteria"), remember=False)

    assert codes_of(found) == ["TIP102"]


def test_a_long_line_is_shown_in_part():
    """The marked column is in it, and the part says where it begins."""
    problem = Problem("x", 2, 5001, "TIP004", "", "m")
    (shown,) = with_lines([problem], b"a\n" + b"y" * 5000 + b"Z" + b"y" * 5000 + b"\r\n")

    assert shown.source[5001 - shown.source_column] == "Z"
    assert len(shown.source) < 500
    assert with_lines([Problem("x", 1, 1, "TIP004", "", "m")], b"ab\r\n")[0].source == "ab"


def test_a_report_shows_what_is_bad_enough_and_counts_the_rest():
    """Errors always, warnings unless asked otherwise, notes if asked for."""
    every = [Problem("x", 1, 1, code, "", "m") for code in ("TIP306", "TIP301", "TIP101", "TIP101")]

    strict = report(every, 1, "error")
    usual = report(every, 1, "warning")
    whole = report(every, 1, "note")

    assert (codes_of(strict), strict.milder) == (["TIP101"], (("warning", 1), ("note", 1)))
    assert (codes_of(usual), usual.milder) == (["TIP101", "TIP301"], (("note", 1),))
    assert (codes_of(whole), whole.milder) == (["TIP101", "TIP301", "TIP306"], ())
    assert whole.by_code() == (("TIP101", 1), ("TIP301", 1), ("TIP306", 1))


def test_the_summary_says_what_is_not_shown(tmp_path):
    """And how to see it."""
    done = tipcli("validate", "country_data/KAZ/2010.yaml")
    assert done.stderr.startswith("14 files read, no problems (")
    assert done.stderr.endswith(" notes not shown: --severity note)\n")
    noted = tipcli("validate", "country_data/KAZ/2010.yaml", "--severity", "note")
    assert noted.returncode == 1
    assert "TIP306" in noted.stdout


def test_misuse_of_validate(tmp_path):
    """Each is said in words, with exit status 2."""
    for words, says in (
        (("--format", "xml"), "no format 'xml'; use one of text, json"),
        (("--severity", "grave"), "no severity 'grave'; use one of error, warning, note"),
        (("--jobs", "many"), "--jobs takes a number of processes or 0, not 'many'"),
        (("--explain", "TIP999"), "no problem 'TIP999'"),
        (("--explain", "source-unusd"), "did you mean source-unused"),
    ):
        done = tipcli("validate", *words)
        assert (done.returncode, done.stdout) == (2, ""), words
        assert says in done.stderr


def test_an_output_file_is_whole_or_not_there(tmp_path):
    """The answer goes to the file, the talk to stderr, and nothing to stdout."""
    target = tmp_path / "answer.json"
    done = tipcli("validate", "tests/bad/evidence", "--format", "json", "--output", str(target))

    assert (done.returncode, done.stdout) == (1, "")
    assert json.loads(target.read_text(encoding="utf-8"))["problems"]
    assert os.listdir(tmp_path) == ["answer.json"]
    nowhere = tipcli("validate", "-o", str(tmp_path / "no" / "answer.json"))
    assert (nowhere.returncode, nowhere.stderr.count("\n")) == (1, 1)
    assert "cannot write" in nowhere.stderr


def double(batch):
    """Work for a test: a result for each job, a bug, or a death."""
    if batch == ["bug"]:
        raise ZeroDivisionError
    if batch == ["death"]:
        os.kill(os.getpid(), 9)
    return [2 * each for each in batch]


def test_workers_give_every_result_and_leave_nobody_behind():
    """More workers than work, more work than workers."""
    for batches in ([], [[1]], [[n, n + 1] for n in range(0, 100, 2)]):
        with workers.Workers(3, double) as crew:
            found = list(crew.map(iter(batches)))
        assert sorted(found) == [2 * n for batch in batches for n in batch]
        assert not any(process.is_alive() for process in crew._processes)


def test_a_bug_in_a_worker_keeps_its_traceback():
    """It is raised here with the lines of there."""
    with pytest.raises(RuntimeError, match=r"in double\n[^Z]+ZeroDivisionError"):
        with workers.Workers(2, double) as crew:
            list(crew.map(iter([[1], ["bug"], [2]])))
    assert not any(process.is_alive() for process in crew._processes)


def test_a_killed_worker_is_said(tmp_path):
    """With the signal, between which files, and what to try."""
    batch = [("a.yaml", "a.yaml"), ("b.yaml", "b.yaml")]
    with pytest.raises(TipcliError, match=r"killed \(signal 9\) between a\.yaml and b\.yaml"):
        with workers.Workers(2, die) as crew:
            list(crew.map(iter([batch])))
    assert not any(process.is_alive() for process in crew._processes)


def die(batch):
    """Work that ends its worker."""
    os.kill(os.getpid(), 9)


def test_the_api_works_twice():
    """The verb is not overwritten by the modules behind it."""
    code = (
        "import tipcli; tipcli.Report; a = tipcli.validate('country_data'); "
        "assert a == tipcli.validate(['country_data']); print(len(a.problems))\n"
        "for wrong in ({'jobs': -1}, {'severity': 'grave'}):\n"
        "  try: tipcli.validate('country_data', **wrong)\n"
        "  except tipcli.TipcliError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.stdout.splitlines() == [
        "0",
        "the number of processes cannot be -1",
        "no severity 'grave'; use one of error, warning, note",
    ]
    assert done.stderr == ""


def test_the_api():
    """`tipcli.validate` gives the report; its problems have codes, places and lines."""
    code = (
        "import tipcli; r = tipcli.validate(['tests/bad/evidence/unknown-indicator.yaml']); "
        "p = r.problems[0]; print(p.code, p.line, p.column, p.where, p.source.strip())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.stdout == "TIP207 12 16 evidence[0].indicator indicator: victims-identifed\n"
    assert KINDS["TIP207"].severity == "error"


def test_one_run_tells_every_problem(tmp_path):
    """A fault of form in one entry hides neither unknown names nor warnings in the others."""
    shutil.copytree("country_data/KAZ/texts", tmp_path / "KAZ" / "texts")
    with open("country_data/KAZ/2010.yaml", encoding="utf-8") as file:
        text = file.read()
    for old, new in (
        ("bearing: supports", "bearing: good"),  # an item: form
        ("indicator: complicit-officials-convicted", "indicator: complicit-officals-convicted"),
        ("identify and assist foreign victims or\n", "identify or assist foreign victims or\n"),
        ("kind: academic", "kind: acadmic"),  # a source: what rests on it is not looked at
        ('    note: "No count of convictions', '    notes: x\n    note: "No count of convictions'),
    ):
        text = text.replace(old, new, 1)
    (tmp_path / "KAZ" / "2010.yaml").write_text(text, encoding="utf-8")

    found = validate([str(tmp_path / "KAZ")])

    assert sorted(codes_of(found)) == ["TIP102", "TIP104", "TIP104", "TIP207", "TIP313"]
    with open(tmp_path / "KAZ" / "2010.yaml", encoding="utf-8") as file:
        lines = file.read().split("\n")
    for problem in found.problems:
        assert problem.source == lines[problem.line - 1]


def test_an_ignore_in_a_file_with_errors_is_not_called_vain(tmp_path):
    """What it set aside may stand in what was not looked at."""
    with open("tests/bad/warnings/source-unused.yaml", encoding="utf-8") as file:
        text = file.read().replace("bearing: supports", "bearing: good", 1)
    path = tmp_path / "x.yaml"
    path.write_text(text + "ignore: {TIP301: A reason., TIP308: A reason.}\n", encoding="utf-8")

    assert codes_of(validate([str(path)])) == ["TIP104"]


def test_a_folder_without_evidence_is_no_sound_one(tmp_path):
    """It was moved, or its files are misnamed: CI must not be green for ever."""
    with pytest.raises(TipcliError, match="there are no evidence files in it"):
        validate([str(tmp_path)])
    (tmp_path / "kaz").mkdir()
    shutil.copy("country_data/KAZ/2009.yaml", tmp_path / "kaz" / "2009.yaml")
    assert codes_of(validate([str(tmp_path)])) == ["TIP214"]


def test_a_link_in_the_place_of_another_year_is_looked_at(tmp_path):
    """The file is the same, the place is not."""
    (tmp_path / "KAZ").mkdir()
    shutil.copy("country_data/KAZ/2009.yaml", tmp_path / "KAZ")
    os.symlink("2009.yaml", tmp_path / "KAZ" / "2012.yaml")

    assert codes_of(validate([str(tmp_path)])) == ["TIP201"]


def test_two_folders_of_evidence_do_not_share_their_ids(tmp_path):
    """A copy for tests beside the real one is no clash; a loose copy is."""
    for name in ("a", "b"):
        shutil.copytree("country_data", tmp_path / name)
    assert validate([str(tmp_path / "a"), str(tmp_path / "b")]).problems == ()
    shutil.copy("country_data/KAZ/2009.yaml", tmp_path / "draft.yaml")
    loose = validate([str(tmp_path / "a"), str(tmp_path / "draft.yaml")])
    assert {(p.code, p.file) for p in loose.problems} == {("TIP213", str(tmp_path / "draft.yaml"))}


def test_a_file_of_the_law_stands_for_the_law(tmp_path):
    """And the table of placements for itself; neither is judged as evidence."""
    for name in ("criteria/indicators/prosecution.yaml", "criteria/weighing.yaml"):
        assert find([name], None).laws == ("criteria",)
    assert find(["country_data/placements.csv"], None).tables == ("country_data",)


def test_which_law_evidence_is_held_against(tmp_path):
    """The one by --criteria before one that is named; of two named ones nobody can tell."""
    shutil.copytree("criteria", tmp_path / "law")
    with open(tmp_path / "law" / "weighing.yaml", "a", encoding="utf-8") as file:
        file.write("extra: 1\n")
    law = str(tmp_path / "law")

    assert codes_of(validate(["criteria", "country_data"], criteria=law)) == ["TIP102"]
    with pytest.raises(TipcliError, match="two laws are named"):
        validate(["criteria", law, "country_data"])
    assert codes_of(validate(["criteria", law])) == ["TIP102"]
