"""Writes a brief as a PDF with tagged text."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any, Final

import typst

from data.export.document import ChartBlock, Document, Page, TableBlock
from data.export.drawing import as_svg, draw_chart
from data.export.job import Job
from utils.errors import InvalidInputError

LAYOUT: Final = Path(__file__).with_name("brief.typ")
FONT: Final = "Libertinus Serif"
#: Sizes of the text in points, tried until each page's content fits on a page.
SIZES: Final = (10.0, 9.5, 9.0, 8.5)
CHART_WIDTH: Final = 560
#: Widths of columns of text, where a column of numbers is 1.
FIRST_COLUMN: Final = 2.2
TEXT_COLUMN: Final = 1.7
PAGE_MARK: Final = re.compile(rb"/Type\s*/Page\b(?!s)")


def write_brief(job: Job) -> bytes:
    """Write a document as an accessible PDF (PDF/UA-1), a sheet for each page if it fits.

    The text shrinks to 8.5 points at the least; what still does not fit flows on, so that nothing
    is cut off.

    Args:
        job: a document, see `data.export.document`.

    Raises:
        InvalidInputError: the job is no document.
    """
    document = Document.from_job(job)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        source = root / LAYOUT.name
        source.write_bytes(LAYOUT.read_bytes())
        content = _prepare(document, root)
        written = b""
        for size in SIZES:
            (root / "document.json").write_text(json.dumps({**content, "size": size}))
            written = _compile(source, root)
            if _count_pages(written) <= len(document.pages):
                break
        return written


def _compile(source: Path, root: Path) -> bytes:
    try:
        written: bytes = typst.compile(
            str(source),
            root=str(root),
            format="pdf",
            pdf_standards=["ua-1"],
            ignore_system_fonts=True,
        )
    except typst.TypstError as error:
        raise InvalidInputError(
            argument="document", received=str(error)[:300], expected="text, tables and charts"
        ) from error
    return written


def _count_pages(content: bytes) -> int:
    return len(PAGE_MARK.findall(content))


def _prepare(document: Document, root: Path) -> dict[str, Any]:
    """The document as the layout reads it, with its charts drawn beside it."""
    pages = [
        _prepare_page(page, root, stem=f"chart-{number}")
        for number, page in enumerate(document.pages)
    ]
    return {**document.model_dump(mode="json"), "pages": pages}


def _prepare_page(page: Page, root: Path, *, stem: str) -> dict[str, Any]:
    blocks: list[dict[str, Any]] = []
    for number, block in enumerate(page.blocks):
        plain = block.model_dump(mode="json")
        if isinstance(block, TableBlock):
            plain |= _layout_of(block)
        if isinstance(block, ChartBlock):
            name = f"{stem}-{number}.svg"
            (root / name).write_bytes(as_svg(draw_chart(block.spec, width=CHART_WIDTH, font=FONT)))
            plain = {"kind": "chart", "title": block.title, "alt": block.alt, "file": name}
        blocks.append(plain)
    return {"heading": page.heading, "blocks": blocks, "notes": list(page.notes)}


def _layout_of(table: TableBlock) -> dict[str, Any]:
    """Widths of the columns, and which of them hold numbers and so stand to the right."""
    widths = [1.0 if is_number else TEXT_COLUMN for is_number in table.is_numeric]
    widths[0] = FIRST_COLUMN
    return {"right": list(table.is_numeric), "widths": widths}
