"""`tipcli fmt`: write evidence files in the one style, or say which are not."""

from __future__ import annotations

import sys

from tipcli import writing, yamlfile
from tipcli.errors import TipcliError, UsageError, printable
from tipcli.fmt import format_text
from tipcli.render.problems.wording import counted
from tipcli.validation.files import find


def run_fmt(named: list[str], check: bool, show_diff: bool, data: str | None) -> int:
    """Format the named files, those of the named folders, or all of the data folder.

    Each file that changed is named on stderr. With `check` or `show_diff` nothing is written: the
    files that would change, or what would change in them, go to stdout, and the exit status is 1
    if there are any. "-" formats stdin to stdout. A bad file gives exit status 1 and stops no
    other.
    """
    if "-" in named:
        if len(named) > 1:
            raise UsageError("'-' stands for stdin and goes with no other name")
        return _format_stdin(check, show_diff)
    files = _files(named, data)
    changed = failed = 0
    for path in files:
        try:
            changed += _format_file(path, check, show_diff)
        except TipcliError as error:
            print(error, file=sys.stderr)
            failed += 1
    dry = check or show_diff
    did = "would change" if dry else "formatted"
    print(f"{counted(len(files), 'file')} read, {changed} {did}", file=sys.stderr)
    return 1 if failed or (dry and changed) else 0


def _formatted(data: bytes, name: str) -> bytes:
    raw = yamlfile.parse(data, name).value
    if not (isinstance(raw, dict) and {"country", "report_year"} <= raw.keys()):
        raise TipcliError(f"{name}: is no evidence file, which has a country and a report_year")
    return format_text(data, name).encode()


def _format_file(path: str, check: bool, show_diff: bool) -> bool:
    """Whether a file was, or would be, changed."""
    before = yamlfile.data_of(path, path)
    after = _formatted(before, path)
    if after == before:
        return False
    if check or show_diff:
        _tell(path, before, after, check, show_diff)
    else:
        writing.replace(path, after.decode())
        print(f"formatted {printable(path)}", file=sys.stderr)
    return True


def _format_stdin(check: bool, show_diff: bool) -> int:
    before = sys.stdin.buffer.read(yamlfile.MAX_BYTES + 1)
    after = _formatted(before, "<stdin>")
    if check or show_diff:
        if after != before:
            _tell("<stdin>", before, after, check, show_diff)
        return int(after != before)
    # Bytes: a terminal's encoding or line ends must not get into the file.
    sys.stdout.flush()
    sys.stdout.buffer.write(after)
    sys.stdout.buffer.flush()
    return 0


def _tell(path: str, before: bytes, after: bytes, check: bool, show_diff: bool) -> None:
    """Print the name of a file that would change, and what would change in it."""
    if check:
        print(printable(path))
    if show_diff:
        from difflib import unified_diff

        old, new = f"{path} (as it is)", f"{path} (formatted)"
        for line in unified_diff(_lines(before), _lines(after), old, new, lineterm=""):
            print("\n".join(map(printable, line.split("\n"))))


def _lines(data: bytes) -> list[str]:
    lines = data.decode("utf-8").split("\n")
    last = lines.pop()
    return [*lines, f"{last}\n\\ No newline at end of file"] if last else lines


def _files(named: list[str], data: str | None) -> list[str]:
    """Every file to format, each once, in a stable order: the evidence that validate finds."""
    found = find(named, data)
    if not found.jobs:
        raise UsageError("nothing that was named is evidence; only evidence files are formatted")
    return [job.path for job in found.jobs]
