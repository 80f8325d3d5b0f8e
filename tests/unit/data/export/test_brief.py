from __future__ import annotations

import io
from typing import Any

import pytest
from pypdf import PdfReader

from data.export.brief import write_brief
from data.export.programs import write_file
from tests.unit.data.export.documents import document
from utils.errors import InvalidInputError


def read(job: dict[str, Any]) -> PdfReader:
    return PdfReader(io.BytesIO(write_brief(job)))


def roles(node: Any) -> list[str]:  # noqa: ANN401  # a tree of the library
    """Roles of all parts of the tagged text, in reading order."""
    element = node.get_object()
    if isinstance(element, list):
        return [role for part in element for role in roles(part)]
    if not isinstance(element, dict):
        return []
    own = [str(element["/S"])] if "/S" in element else []
    return own + (roles(element["/K"]) if "/K" in element else [])


def test_text_can_be_selected_and_is_tagged_for_readers() -> None:
    pdf = read(document())
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Kent & #Medway* <b>: What is spent"
    found = roles(root["/StructTreeRoot"]["/K"])
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/Figure", "/P"} <= set(found)


def test_each_page_has_its_own_words_sources_and_caveats() -> None:
    pdf = read(document())
    first, second = (" ".join(page.extract_text().split()) for page in pdf.pages)
    for words in ("Money in Kent", "£1,234", "no figure", "Source: a publisher", "page 1 of 2"):
        assert words in first
    for words in ("Health", "Another caveat.", "data version abc123"):
        assert words in second


def test_signs_of_a_markup_stay_plain_text() -> None:
    text = " ".join(read(document()).pages[0].extract_text().split())
    assert "$1 and =2 and @3 stay as they are." in text
    assert "_signs_ of a markup" in text


def test_much_text_shrinks_and_then_flows_on_so_that_nothing_is_lost() -> None:
    lines = [f"Sentence number {number} of a long list that goes on." for number in range(200)]
    page = {"heading": "Long", "blocks": [{"kind": "bullets", "items": lines}], "notes": ["End."]}
    pdf = read(document(pages=[page]))
    assert len(pdf.pages) > 1
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert all(line in text for line in lines)
    assert "End." in text


def test_equal_documents_give_equal_files() -> None:
    assert write_brief(document()) == write_brief(document())


def test_it_is_written_by_its_program() -> None:
    assert write_file("brief", document()).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"pages": [{"heading": "x", "blocks": [{"kind": "song"}], "notes": []}]}, "song"),
        ({"surplus": 1}, "surplus"),
        ({"language": "de"}, "language"),
    ],
)
def test_what_is_no_document_is_refused(parts: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        write_brief(document(**parts))


def test_a_row_with_too_few_cells_is_named() -> None:
    table = {"kind": "table", "caption": "x", "columns": ["a", "b"], "rows": [["1", "2"], ["3"]]}
    page = {"heading": "x", "blocks": [table], "notes": []}
    with pytest.raises(InvalidInputError, match="row 2 has 1 cells, not 2"):
        write_brief(document(pages=[page]))
