"""The repository as a whole: the README tells the truth, and nothing is left lying about."""

import glob
import re
import subprocess

from test_cli import tipcli


def readme() -> str:
    with open("README.md", encoding="utf-8") as file:
        return file.read()


def test_the_examples_in_the_readme_are_what_the_commands_print():
    """Byte for byte; one that ends in [...] is the beginning of what is printed."""
    blocks = re.findall(r"<!-- example: tipcli (.+) -->\n```text\n([^`]+)```\n", readme())

    assert [words.split()[0] for words, _ in blocks] == [
        "explain", "why-not", "change", "support", "next", "what-if", "sensitivity", "conflicts",
        "report", "history", "diff", "agreement", "validate",
    ]  # fmt: skip
    for words, example in blocks:
        printed = tipcli(*words.split()).stdout
        if example.endswith("\n[...]\n"):
            assert printed.startswith(example.removesuffix("[...]\n"))
        else:
            assert example == printed.split("\nHow the tier was reached")[0]


def test_ci_does_what_the_readme_says():
    """The same two commands, in a folder of CI's own."""
    with open(".ci/run", encoding="utf-8") as file:
        ci = file.read()
    first, second = re.findall(r"```sh\n(.+?)\n```", readme())[:2]

    assert [part.split(" install ")[-1] for part in first.split(" && ")] == [
        "python3 -m venv .venv", "-q .", ".venv/bin/tipcli explain KAZ 2010",
    ]  # fmt: skip
    assert 'pip" install -q --disable-pip-version-check .\n' in ci
    assert 'tipcli" explain KAZ 2010' in ci
    assert second == ".venv/bin/pip install -q -e '.[test]' && .venv/bin/pytest"
    assert "install -q --disable-pip-version-check -e '.[test]'" in ci
    assert "run -m pytest" in ci


def test_every_command_is_in_the_readme():
    """A command nobody can find is not there."""
    for command in (
        "assess",
        "explain",
        "validate",
        "new",
        "fmt",
        "schema",
        "law 2010",
        "law diff",
        "law lint",
        "law test",
        "why-not",
        "change",
        "support",
        "next",
        "what-if",
        "sensitivity",
        "conflicts",
    ):
        assert f"tipcli {command}" in readme()


def test_the_guide_to_adding_a_country_names_commands_that_exist():
    """It is linked from the README, and each command and file it names is there."""
    with open(".github/CONTRIBUTING.md", encoding="utf-8") as file:
        guide = file.read()
    named = set(re.findall(r"^tipcli ([a-z-]+)|`tipcli ([a-z-]+)", guide, re.MULTILINE))
    files = re.findall(r"`(country_data/[\w/.-]+)`", guide)

    assert "(.github/CONTRIBUTING.md#adding-a-country)" in readme()
    assert "\n## Adding a country\n" in guide
    for command in {one or other for one, other in named}:
        assert tipcli(command, "--help").returncode == 0, command
    assert {path for path in files if not glob.glob(path)} == {"country_data/GEO/2022.yaml"}


def test_nothing_of_the_workshop_is_in_the_repository():
    """No path of a machine and no host of a package registry."""
    tracked = subprocess.run(
        ["git", "ls-files"], capture_output=True, text=True, check=False
    ).stdout.split()
    files = tracked or glob.glob("**/*.*", recursive=True)
    machine = re.compile(r"/(?:work|root|tmp|home)/|p[y]pi\.org|files\.pythonhosted|npm[j]s")
    for path in files:
        if path.startswith(("tests/test_repository", "LICENSE")):
            continue
        with open(path, encoding="utf-8", errors="replace") as file:
            found = machine.search(file.read())
        assert not found, (path, found)


def test_top_level_is_as_agreed():
    """The folders and files our user fixed, and dot-files."""
    tracked = subprocess.run(
        ["git", "ls-files"], capture_output=True, text=True, check=False
    ).stdout.split()
    top = {path.split("/")[0] for path in tracked if not path.startswith(".")}

    assert top <= {
        "tipcli", "criteria", "country_data", "tests", "pyproject.toml", "README.md",
        "CHANGELOG.md", "LICENSE",
    }  # fmt: skip
