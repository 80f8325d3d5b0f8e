from __future__ import annotations

import io

from pptx import Presentation

from data.export.programs import write_file
from data.export.slides import MOST_LINES, PICTURE, write_slides
from tests.unit.data.export.documents import document


def test_slides_hold_titles_tables_pictures_and_notes() -> None:
    deck = Presentation(io.BytesIO(write_slides(document())))
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles == ["Kent & #Medway* <b>", "Money in Kent", "Spend by theme", "A chart"]
    for slide in list(deck.slides)[1:]:
        shown = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert "Source: a publisher, a data set. A caveat." in shown
        assert "A caveat." in slide.notes_slide.notes_text_frame.text
    (table,) = (shape.table for shape in deck.slides[2].shapes if shape.has_table)
    assert [cell.text for cell in table.rows[1].cells] == ["Children", "£1,234", "£1,300"]


def test_slides_without_an_address_have_no_line_for_it() -> None:
    job = document()
    job["address"] = ""
    deck = Presentation(io.BytesIO(write_slides(job)))
    first = deck.slides[0].placeholders[1].text_frame
    assert [paragraph.text for paragraph in first.paragraphs][-1].startswith(job["author"])
    (notes,) = [
        shape.text_frame.text
        for shape in deck.slides[1].shapes
        if shape.has_text_frame and "Data version" in shape.text_frame.text
    ]
    assert notes.endswith(f"Data version {job['data_version']}.")


def test_pictures_have_a_text_alternative_and_text_its_language() -> None:
    deck = Presentation(io.BytesIO(write_slides(document())))
    pictures = [shape for shape in deck.slides[3].shapes if hasattr(shape, "image")]
    assert [picture._element.nvPicPr.cNvPr.get("descr") for picture in pictures] == [
        f"Luton is above Kent. {PICTURE}"
    ]
    assert 'lang="en-GB"' in deck.slides[1].shapes.title._element.xml


def test_a_long_table_goes_on_on_the_next_slide() -> None:
    rows = [[str(number), "x"] for number in range(2 * MOST_LINES + 1)]
    table = {"kind": "table", "caption": "Long", "columns": ["a", "b"], "rows": rows}
    page = {"heading": "x", "blocks": [table], "notes": ["n"]}
    deck = Presentation(io.BytesIO(write_slides(document(pages=[page]))))
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert [len(shape.rows) - 1 for shape in tables] == [MOST_LINES, MOST_LINES, 1]


def test_a_table_with_long_words_takes_more_slides() -> None:
    rows = [["word " * 50, "x"] for _ in range(6)]
    table = {"kind": "table", "caption": "Long", "columns": ["a", "b"], "rows": rows}
    page = {"heading": "x", "blocks": [table], "notes": ["n"]}
    deck = Presentation(io.BytesIO(write_slides(document(pages=[page]))))
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert len(tables) > 1
    assert sum(len(shape.rows) - 1 for shape in tables) == 6


def test_a_table_without_rows_keeps_its_head() -> None:
    table = {"kind": "table", "caption": "Empty", "columns": ["a", "b"], "rows": []}
    page = {"heading": "x", "blocks": [table], "notes": ["n"]}
    deck = Presentation(io.BytesIO(write_slides(document(pages=[page]))))
    (found,) = (shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table)
    assert [cell.text for cell in found.rows[0].cells] == ["a", "b"]


def test_much_text_is_parted_over_slides_without_loss() -> None:
    lines = [f"Sentence {number} " + "word " * 40 for number in range(12)]
    page = {"heading": "x", "blocks": [{"kind": "bullets", "items": lines}], "notes": []}
    deck = Presentation(io.BytesIO(write_slides(document(pages=[page]))))
    text = " ".join(
        shape.text_frame.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
    )
    assert all(line in text for line in lines)
    assert len(deck.slides) > 2


def test_it_is_written_by_its_program() -> None:
    assert write_file("slides", document()).startswith(b"PK")
