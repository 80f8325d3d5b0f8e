"""Writes a chart as a picture."""

from __future__ import annotations

from typing import Final

from data.export.document import clean_text
from data.export.drawing import as_png, as_svg, draw_picture
from data.export.job import Job, require_parts
from utils.errors import InvalidInputError

FORMATS: Final = {"svg": as_svg, "png": as_png}
PARTS: Final = {"spec": dict, "format": str, "title": str, "alt": str, "notes": list}


def write_chart(job: Job) -> bytes:
    """Write a chart with its title, notes and sources as SVG or PNG.

    Args:
        job: `spec` (Vega-Lite with data inside), `format`, `title`, `alt`, and `notes`.

    Raises:
        InvalidInputError: a part is missing or wrong, or there is no such format.
    """
    require_parts(job, PARTS)
    write = FORMATS.get(job["format"])
    if write is None:
        raise InvalidInputError(
            argument="format", received=job["format"], expected=", ".join(FORMATS)
        )
    return write(
        draw_picture(
            job["spec"],
            title=clean_text(job["title"]),
            alt=clean_text(job["alt"]),
            notes=[clean_text(note) for note in job["notes"]],
        )
    )
