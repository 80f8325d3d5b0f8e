from __future__ import annotations

import base64
import json
import re

import pytest

from geo.script import map_script
from geo.standalone import write_page

MESSAGE = b"\x02\x00\x00\x00{}\x00\xff"
FILES = {"atlas/geometry/a.gz": b"\x1f\x8bgeometry", "atlas/data/v/page.json": b"words"}
#: Whatever makes a browser fetch an address without being asked.
FETCHED = re.compile(
    r"<(?:script|img|iframe|audio|video|source|embed)[^>]*\ssrc\s*=|<link\b[^>]*\shref\s*="
    r"|url\(\s*[\"']?(?:https?:)?//|@import|\bimport\s*\(\s*[\"']|fetch\(\s*[\"']https?:",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def page() -> str:
    return write_page(MESSAGE, title="Spend & <health>", text="<p>Half are below.</p>", files=FILES)


def test_the_message_and_everything_it_names_is_in_the_page(page: str) -> None:
    assert base64.b64encode(MESSAGE).decode() in page
    found = re.search(r"window\.ATLAS_FILES = (\{.*?\});", page)
    assert found is not None
    kept = {url: base64.b64decode(load) for url, load in json.loads(found.group(1)).items()}
    assert kept == FILES


def test_nothing_is_fetched_from_anywhere(page: str) -> None:
    assert FETCHED.findall(page) == []


def test_the_program_is_there_and_draws_the_message_on_a_folium_map(page: str) -> None:
    assert "window.AtlasMap" in page
    drawn = re.search(r'AtlasMap\.embed\((map_\w+), "([^"]+)"\);', page)
    assert drawn is not None
    assert f"var {drawn.group(1)} = L.map(" in page
    assert base64.b64decode(drawn.group(2)) == MESSAGE


def test_the_program_is_written_as_it_is_whatever_signs_of_templates_it_holds(page: str) -> None:
    assert "{{" in map_script()
    assert map_script().replace("</", "<\\/") in page


def test_no_text_of_the_program_ends_its_script(page: str) -> None:
    opened = re.findall(r"<script\b[^>]*>", page)
    assert len(opened) == page.count("</script>")
    hostile = write_page(MESSAGE, title="", text="", files={"</script>": b"x"})
    assert hostile.count("</script>") == page.count("</script>")
    assert '"<\\/script>": ' in hostile
    program = page.index("window.ATLAS_FILES")
    assert page.index("</script>", program) > page.index("window.AtlasMap", program)


def test_the_page_says_what_it_shows(page: str) -> None:
    assert "<p>Half are below.</p>" in page
    assert "<title>Spend &amp; &lt;health&gt;</title>" in page
    assert page.lstrip().lower().startswith("<!doctype html>")
