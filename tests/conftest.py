"""What every test needs: the repository as working directory, and a cache of its own."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tipcli import yamlfile

ROOT = Path(__file__).parent.parent
# The tests read the law of this checkout, wherever they are started from.
os.chdir(ROOT)
settings.register_profile("tipcli", derandomize=bool(os.environ.get("CI")), print_blob=True)
settings.load_profile("tipcli")


def read_yaml(path):
    """A YAML file through the project's own door."""
    return yamlfile.read(path).value


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory, monkeypatch):
    """No test reads or writes the cache of whoever runs it."""
    monkeypatch.setenv("TIPCLI_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.chdir(ROOT)
