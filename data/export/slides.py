"""Writes a brief as PowerPoint slides."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any, Final

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.util import Inches, Pt

from data.export.document import (
    Block,
    BulletsBlock,
    ChartBlock,
    Document,
    Page,
    ParagraphBlock,
    TableBlock,
)
from data.export.drawing import as_png, draw_chart
from data.export.job import Job
from data.export.slide_charts import add_chart

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT, INNER = Inches(0.6), Inches(12.1)
TITLE_TOP, TITLE_HEIGHT = Inches(0.35), Inches(0.9)
BODY_TOP, BODY_HEIGHT = Inches(1.35), Inches(4.55)
CHART_TOP = Inches(1.1)
NOTES_TOP, NOTES_HEIGHT = Inches(6.0), Inches(1.35)
TITLE_LAYOUT: Final = 0
PLAIN_LAYOUT: Final = 5
#: Lines of a table, signs in a line of it, and signs of text on a slide; what is more goes on on
#: the next.
MOST_LINES: Final = 11
SIGNS_ACROSS: Final = 125
MOST_SIGNS: Final = 750
CHART_WIDTH: Final = 820
PICTURE: Final = "This is a picture: as a chart that can be edited it could not say the same."
INK: Final = RGBColor(0x0B, 0x0C, 0x0C)
ACCENT: Final = RGBColor(0x0B, 0x57, 0xD0)
PALE: Final = RGBColor(0xE8, 0xEF, 0xFB)


def write_slides(job: Job) -> bytes:
    """Write a document as slides; sources and caveats stand on each slide and in its notes.

    Args:
        job: a document, see `data.export.document`.

    Raises:
        InvalidInputError: the job is no document.
    """
    document = Document.from_job(job)
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    deck.core_properties.title = f"{document.title}: {document.subtitle}"
    deck.core_properties.author = document.author
    deck.core_properties.language = document.language
    _write_first(deck, document)
    for page in document.pages:
        for part in _parts(page.blocks):
            _write_slide(deck, page, part, document)
    target = io.BytesIO()
    deck.save(target)
    return target.getvalue()


def _parts(blocks: Sequence[Block]) -> Iterator[Block | list[str]]:
    """What each slide holds: running text together, each table in portions, each chart alone."""
    text: list[str] = []
    for block in blocks:
        if isinstance(block, ParagraphBlock | BulletsBlock):
            for line in [block.text] if isinstance(block, ParagraphBlock) else block.items:
                if text and sum(map(len, text)) + len(line) > MOST_SIGNS:
                    yield text
                    text = []
                text.append(line)
            continue
        if text:
            yield text
            text = []
        if isinstance(block, TableBlock):
            for rows in _portions(block):
                yield block.model_copy(update={"rows": rows})
        else:
            yield block
    if text:
        yield text


def _portions(table: TableBlock) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Rows of a table by slide, by the lines they need; a table without rows keeps its head."""
    signs = SIGNS_ACROSS // len(table.columns)
    rows: list[tuple[str, ...]] = []
    lines = 0
    for row in table.rows:
        needed = max(1, *(len(textwrap.wrap(cell, signs)) for cell in row))
        if rows and lines + needed > MOST_LINES:
            yield tuple(rows)
            rows, lines = [], 0
        rows.append(row)
        lines += needed
    yield tuple(rows)


def _write_first(deck: Any, document: Document) -> None:  # noqa: ANN401 - an untyped library
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_LAYOUT])
    _place(slide.shapes.title, LEFT, Inches(2.3), INNER, Inches(1.2))
    _fill(slide.shapes.title.text_frame, [document.title], size=40, colour=ACCENT, bold=True)
    second = slide.placeholders[1]
    _place(second, LEFT, Inches(3.6), INNER, Inches(1.6))
    lines = [
        document.subtitle,
        f"{document.author}, {document.made}, data version {document.data_version}",
        *([document.address] if document.address else []),
    ]
    _fill(second.text_frame, lines, size=18)


def _write_slide(
    deck: Any,  # noqa: ANN401 - an untyped library
    page: Page,
    part: Block | list[str],
    document: Document,
) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[PLAIN_LAYOUT])
    _place(slide.shapes.title, LEFT, TITLE_TOP, INNER, TITLE_HEIGHT)
    title = page.heading
    if isinstance(part, TableBlock):
        title = part.caption
        _write_table(slide, part)
    elif isinstance(part, ChartBlock) and part.native:
        # The chart bears its own title, so that it keeps it in another deck.
        area = (LEFT, CHART_TOP, INNER, NOTES_TOP - CHART_TOP)
        add_chart(slide, part.native, title=part.title, alt=part.alt, area=area)
    elif isinstance(part, ChartBlock):
        title = part.title
        _write_picture(slide, part)
    elif isinstance(part, list):
        box = slide.shapes.add_textbox(LEFT, BODY_TOP, INNER, BODY_HEIGHT)
        _fill(box.text_frame, part, size=18, space=8)
    _fill(slide.shapes.title.text_frame, [title], size=26, colour=ACCENT, bold=True)
    notes = [*page.notes, f"Data version {document.data_version}. {document.address}".rstrip()]
    box = slide.shapes.add_textbox(LEFT, NOTES_TOP, INNER, NOTES_HEIGHT)
    _fill(box.text_frame, [" ".join(notes)], size=10)
    slide.notes_slide.notes_text_frame.text = "\n".join(notes)


def _write_table(slide: Any, part: TableBlock) -> None:  # noqa: ANN401 - an untyped library
    rows = [part.columns, *part.rows]
    height = Inches(0.42) * len(rows)
    shape = slide.shapes.add_table(
        len(rows), len(part.columns), LEFT, BODY_TOP, INNER, min(height, BODY_HEIGHT)
    )
    shape.name = part.caption
    shape._element.nvGraphicFramePr.cNvPr.set("descr", part.caption)  # noqa: SLF001 - no other way
    for line, row in enumerate(rows):
        for place, words in enumerate(row):
            cell = shape.table.cell(line, place)
            _fill(cell.text_frame, [words], size=13, bold=line == 0)
            cell.fill.solid()
            cell.fill.fore_color.rgb = PALE if line == 0 else RGBColor(0xFF, 0xFF, 0xFF)


def _write_picture(slide: Any, part: ChartBlock) -> None:  # noqa: ANN401 - an untyped library
    drawing = draw_chart(part.spec, width=CHART_WIDTH)
    image = io.BytesIO(as_png(drawing))
    picture = slide.shapes.add_picture(image, LEFT, BODY_TOP)
    share = min(INNER / picture.width, BODY_HEIGHT / picture.height)
    picture.width, picture.height = int(picture.width * share), int(picture.height * share)
    picture.left = int((WIDTH - picture.width) / 2)
    picture._element.nvPicPr.cNvPr.set("descr", f"{part.alt} {PICTURE}")  # noqa: SLF001 - no other way


def _place(shape: Any, left: int, top: int, width: int, height: int) -> None:  # noqa: ANN401
    shape.left, shape.top, shape.width, shape.height = left, top, width, height


def _fill(
    frame: Any,  # noqa: ANN401 - an untyped library
    lines: Sequence[str],
    *,
    size: float,
    colour: RGBColor = INK,
    bold: bool = False,
    space: float = 0,
) -> None:
    frame.word_wrap = True
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(space)
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = colour
        run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK
