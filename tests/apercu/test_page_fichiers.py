"""The files of the page: nothing inline, nothing from elsewhere, others' work unmodified with its licence."""

from __future__ import annotations

import hashlib
import re
from configparser import ConfigParser

import pytest

from tests.conftest import RACINE

PAGE = RACINE / "actes" / "apercu" / "page"
OURS = sorted(p for p in PAGE.iterdir() if p.is_file())
VENDOR = sorted(p for p in (PAGE / "vendor").iterdir() if p.suffix == ".js")


@pytest.mark.parametrize("path", VENDOR, ids=lambda p: p.name)
def test_what_others_wrote_is_shipped_as_it_came_with_its_licence(path):
    line = re.search(rf"^\| {re.escape(path.name)} \|.*$", (PAGE / "vendor" / "VERSIONS.md").read_text(), re.M)[0]
    assert hashlib.sha256(path.read_bytes()).hexdigest() in line
    licence = re.search(r"`([^`]+\.LICENSE\.[a-z]+)`", line)[1]
    assert (PAGE / "vendor" / licence).stat().st_size > 1000


@pytest.mark.parametrize("path", OURS, ids=lambda p: p.name)
def test_our_files_load_nothing_from_elsewhere(path):
    addresses = re.findall(r"https?://[^\s\"')]+", path.read_text())
    assert [
        a for a in addresses if not a.startswith(("http://schemas.openxmlformats.org/", "http://www.w3.org/"))
    ] == []


@pytest.mark.parametrize("path", OURS, ids=lambda p: p.name)
def test_text_never_becomes_markup(path):
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", path.read_text()
    )


def test_the_page_has_nothing_inline():
    html = (PAGE / "index.html").read_text()
    assert not re.search(r"<style|style=|<script(?![^>]*src=)|\son[a-z]+=|javascript:", html)


@pytest.mark.parametrize("path", [p for p in OURS if p.suffix == ".mjs"], ids=lambda p: p.name)
def test_each_module_opens_with_its_line_and_stays_short(path):
    lines = path.read_text().splitlines()
    assert lines[0].startswith("// ")
    assert len(lines) < 300
    assert [number for number, line in enumerate(lines, 1) if len(line) > 180] == []


def test_the_page_is_shipped_in_the_wheel():
    setup = ConfigParser()
    setup.read(RACINE / "setup.cfg", encoding="utf-8")
    assert "page/" in setup["options.package_data"].get("actes.apercu", "")
