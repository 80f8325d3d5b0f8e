"""Writes the page of a place that is read without a server, with pictures and tables, as a ZIP."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any, Final
from xml.etree import ElementTree as ET

import pandas as pd

from data.export.described import FIGURE, NOTES, describe_table
from data.export.document import ChartBlock, Document, Page, TableBlock
from data.export.drawing import as_svg, draw_chart
from data.export.job import Job, require_parts
from data.export.neutral import write_safe_csv
from data.export.offline.page import STYLE_FILE, Imprint, compose_page, render, style

PARTS: Final = {"document": dict, "top": str, "attribution": str, "links": dict}
#: Attributes of a mark that serve only programs which read a drawing mark by mark.
NAMES: Final = re.compile(r"aria-|role$|pointer-events$|class$")
PAGE_FILE: Final = "index.html"
#: Width of a plot in pixels: with its labels it fits on a phone almost in its own size.
CHART_WIDTH: Final = 300
#: The earliest time a ZIP can hold, so that the same content gives the same bytes.
EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def write_offline_place(job: Job) -> bytes:
    """Write the page of a place with its pictures and tables.

    Args:
        job: `document`, see `data.export.document`; `top`, address of the top of the copy that it
            is a part of, or nothing where it is alone and brings its own style; `attribution`, of
            the boundaries; `links`, words of other pages of the copy by their address.

    Raises:
        InvalidInputError: a part is missing or wrong.
    """
    require_parts(job, PARTS)
    document, top = Document.from_job(job["document"]), job["top"]
    files: dict[str, bytes] = {} if top else {STYLE_FILE: style()}
    pages = [
        _prepare(page, files, stem=str(number)) for number, page in enumerate(document.pages, 1)
    ]
    made = document.made_at
    files[PAGE_FILE] = compose_page(
        document.title,
        render("place.html.jinja", document=document, links=job["links"], pages=pages),
        imprint=Imprint(
            made=f"{made.day} {made:%B %Y}",
            data_version=document.data_version,
            attribution=job["attribution"],
            address=document.address,
        ),
        top=top,
        part="" if top else None,
    )
    return _pack(files)


def _prepare(page: Page, files: dict[str, bytes], *, stem: str) -> dict[str, Any]:
    """A section as its template reads it; what it shows beside the words goes to `files`."""
    blocks: list[dict[str, Any]] = []
    for number, block in enumerate(page.blocks, 1):
        plain = block.model_dump(mode="json")
        name = f"{stem}-{number}"
        if isinstance(block, TableBlock):
            plain = _add_table(block, page, files, name=name)
        if isinstance(block, ChartBlock):
            drawing = _without_names(draw_chart(block.spec, width=CHART_WIDTH))
            files[f"chart-{name}.svg"] = as_svg(drawing)
            plain |= {
                "file": f"chart-{name}.svg",
                "width": drawing.get("width", ""),
                "height": drawing.get("height", ""),
                "table": block.table and _add_table(block.table, page, files, name=name),
            }
        blocks.append(plain)
    return {"heading": page.heading, "blocks": blocks, "notes": page.notes}


def _without_names(drawing: ET.Element) -> ET.Element:
    """A drawing without the names of its marks, a third of it, which nobody reads in a picture."""
    for element in drawing.iter():
        for name in [name for name in element.attrib if NAMES.match(name)]:
            del element.attrib[name]
    return drawing


def _add_table(
    table: TableBlock, page: Page, files: dict[str, bytes], *, name: str
) -> dict[str, Any]:
    """A table with the name of its file, where each row says what it is of, the first the notes."""
    rows = describe_table(pd.DataFrame(table.rows, columns=list(table.columns)), {})
    notes = [" | ".join(page.notes), *[""] * (len(rows) - 1)][: len(rows)]
    files[f"table-{name}.csv"] = write_safe_csv(
        rows.assign(**{FIGURE: table.caption, NOTES: notes})
    )
    return {
        **table.model_dump(mode="json"),
        "numeric": table.is_numeric,
        "file": f"table-{name}.csv",
    }


def _pack(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return target.getvalue()
