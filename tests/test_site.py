"""The site: a page for each country and report, written anew only where something changed."""

import os
import shutil

import pytest
from test_cli import tipcli

from tipcli.errors import InputError, TipcliError
from tipcli.model import Options
from tipcli.report.site import build
from tipcli.report.siterecord import NAME


@pytest.fixture
def data(tmp_path):
    """Two countries with evidence, and the placements of a third."""
    to = tmp_path / "data"
    for country, years in (("KAZ", (2009, 2010)), ("TKM", (2021,))):
        (to / country).mkdir(parents=True)
        for year in years:
            shutil.copy(f"country_data/{country}/{year}.yaml", to / country / f"{year}.yaml")
    shutil.copy("country_data/placements-sources.yaml", to / "placements-sources.yaml")
    with open("country_data/placements.csv", encoding="utf-8") as file:
        rows = [row for row in file if row[:4] in ("iso3", "KAZ,", "TKM,", "USA,")]
    (to / "placements.csv").write_text("".join(rows), "utf-8")
    return to


def contents(folder):
    """Every file of a folder by its name."""
    found = {}
    for root, _, files in os.walk(folder):
        for name in files:
            path = os.path.join(root, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


def test_every_country_and_report_has_its_page(data, tmp_path):
    """Three countries, three of whose reports have evidence; twice the same bytes."""
    site, again = tmp_path / "site", tmp_path / "again"
    built = build(str(site), Options(), data=str(data))
    build(str(again), Options(), data=str(data))
    pages = contents(site)

    assert {"index.html", "KAZ/index.html", "KAZ/2009.html", "KAZ/2010.html", "TKM/2021.html"} <= (
        set(built.written)
    )
    assert len(built.written) == 3 + 3 + 1 == len(pages) - 1
    assert pages == contents(again)
    assert not any(str(tmp_path).encode() in page for page in pages.values())
    assert b'href="KAZ/2010.html"' in pages["index.html"]
    assert b'href="2010.html"' in pages["KAZ/index.html"]


def test_only_what_changed_is_written_again(data, tmp_path):
    site = str(tmp_path / "site")
    build(site, Options(), data=str(data))
    before = contents(site)
    same = build(site, Options(), data=str(data))
    assert (same.written, same.removed, len(same.unchanged)) == ((), (), 7)

    path = data / "KAZ" / "2010.yaml"
    path.write_text(path.read_text("utf-8").replace("cotton harvest", "cotton picking"), "utf-8")
    changed = build(site, Options(), data=str(data))
    after = contents(site)
    assert changed.written == ("KAZ/2010.html",)  # the others come out as they are
    assert after["KAZ/2010.html"] != before["KAZ/2010.html"]
    assert after["TKM/2021.html"] == before["TKM/2021.html"]

    with open(os.path.join(site, "KAZ", "2010.html"), "w", encoding="utf-8") as file:
        file.write("spoilt")
    assert "KAZ/2010.html" in build(site, Options(), data=str(data)).written
    assert contents(site) == after

    os.remove(path)
    gone = build(site, Options(), data=str(data))
    assert gone.removed == ("KAZ/2010.html",)
    assert not os.path.exists(os.path.join(site, "KAZ", "2010.html"))


def test_other_peoples_files_are_left_alone(data, tmp_path):
    """Neither written over nor removed, unless it is asked for."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "thesis.doc").write_text("mine", "utf-8")
    with pytest.raises(TipcliError, match=r"holds other things \(thesis.doc\)"):
        build(str(site), Options(), data=str(data))
    assert contents(site) == {"thesis.doc": b"mine"}

    build(str(site), Options(), data=str(data), force=True)
    build(str(site), Options(), data=str(data))
    assert contents(site)["thesis.doc"] == b"mine"
    with pytest.raises(TipcliError, match="is not a folder"):
        build(str(site / "thesis.doc"), Options(), data=str(data))


def test_a_record_that_was_meddled_with_is_refused(data, tmp_path):
    site = tmp_path / "site"
    build(str(site), Options(), data=str(data))
    (site / NAME).write_text('{"schema": "tipcli/site/1", "pages": {"../../x": {}}}', "utf-8")
    before = contents(site)
    with pytest.raises(TipcliError):
        build(str(site), Options(), data=str(data))

    assert contents(site) == before


def test_a_bad_file_has_no_page_and_the_others_do(data, tmp_path):
    """It is named, the exit status is 1, and its page comes once it is mended."""
    path = data / "KAZ" / "2010.yaml"
    sound = path.read_text("utf-8")
    path.write_text(sound + "tier: Tier 1\n", "utf-8")
    site = str(tmp_path / "site")
    done = tipcli("report", "--all", "-o", site, "--data", str(data))

    assert (done.returncode, done.stdout) == (1, "")
    assert "KAZ/2010.yaml" in done.stderr and "Traceback" not in done.stderr
    pages = contents(site)
    assert "KAZ/2010.html" not in pages and "KAZ/2009.html" in pages
    path.write_text(sound, "utf-8")
    done = tipcli("report", "--all", "-o", site, "--data", str(data))
    assert done.returncode == 0
    assert "KAZ/2010.html" in contents(site)


def test_a_bad_table_stops_the_build_before_anything_is_written(data, tmp_path):
    with open(data / "placements.csv", "a", encoding="utf-8") as file:
        file.write("KAZ,2010,Tier 9,x\n")
    with pytest.raises(InputError, match="not a placement"):
        build(str(tmp_path / "site"), Options(), data=str(data))

    assert not os.path.exists(tmp_path / "site")


def test_a_site_needs_a_folder():
    done = tipcli("report", "--all")

    assert (done.returncode, done.stdout) == (2, "")
    assert "name the folder of the site" in done.stderr
