from __future__ import annotations

import csv
import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from data.export.programs import write_file
from tests.unit.data.export.documents import document
from utils.errors import InvalidInputError

PROGRAM = "offline.place"
TABLE = {
    "kind": "table",
    "caption": "The same",
    "columns": ["Place", "Value"],
    "rows": [["Kent", "3"], ["Luton", "5"]],
}


def job(**parts: Any) -> dict[str, Any]:  # noqa: ANN401  # any part of a job
    made = document()
    made["pages"][0]["blocks"][-1]["table"] = TABLE
    return {"document": made, "top": "", "attribution": "Whose outlines", "links": {}, **parts}


def files_of(job: dict[str, Any]) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(write_file(PROGRAM, job))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_page_alone_brings_its_style_pictures_and_tables() -> None:
    assert sorted(files_of(job())) == [
        "chart-1-4.svg",
        "index.html",
        "style.css",
        "table-1-3.csv",
        "table-1-4.csv",
    ]


def test_a_page_of_a_copy_uses_its_style_and_leads_to_its_parts() -> None:
    files = files_of(job(top="../../", links={"../../map.html#area=a": "On the <map>"}))
    page = files["index.html"].decode()
    assert "style.css" not in files
    assert '<link rel="stylesheet" href="../../style.css">' in page
    assert '<a href="../../tables.html">Tables</a>' in page
    assert '<a href="../../map.html#area=a">On the &lt;map&gt;</a>' in page


def test_all_text_is_escaped_and_the_page_says_when_it_was_made_and_from_what() -> None:
    page = files_of(job())["index.html"].decode()
    assert "<h1>Kent &amp; #Medway* &lt;b&gt;</h1>" in page
    assert "Made on 24 November 2026 from data version abc123. Figures may have changed" in page
    assert 'href="http://localhost:8501/profile?place=kent"' in page
    assert "Whose outlines." in page
    for words in ("Source: a publisher, a data set.", "A caveat.", "Another caveat."):
        assert f"<li>{words}</li>" in page


def test_a_picture_has_its_words_and_its_table() -> None:
    files = files_of(job())
    page = files["index.html"].decode()
    assert re.search(r'<img src="chart-1-4.svg" alt="Luton is above Kent." width="\d+', page)
    assert '<th scope="row">Luton</th><td>5</td>' in page
    assert ET.fromstring(files["chart-1-4.svg"]).tag.endswith("svg")  # noqa: S314  # our own


def test_a_table_as_csv_says_in_each_row_what_it_is_of() -> None:
    content = files_of(job())["table-1-3.csv"].decode("utf-8-sig")
    first, second = csv.DictReader(io.StringIO(content))
    assert first["Kent"] == "£1,234"
    assert {row["Figure"] for row in (first, second)} == {"Spend by theme"}
    assert first["Notes and sources"] == "Source: a publisher, a data set. | A caveat."


def test_nothing_is_loaded_from_elsewhere_and_no_script_runs() -> None:
    page = files_of(job())["index.html"].decode()
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy == (
        "default-src &#39;none&#39;; style-src &#39;self&#39; file:; "
        "img-src &#39;self&#39; file: data:; base-uri &#39;none&#39;; form-action &#39;none&#39;"
    )
    assert "<script" not in page


def test_the_same_job_gives_the_same_bytes() -> None:
    assert write_file(PROGRAM, job()) == write_file(PROGRAM, job())


def test_a_job_without_a_part_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="attribution, document, links, top"):
        write_file(PROGRAM, {"document": document()})
