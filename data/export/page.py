"""Writes the map as a single HTML file that works offline."""

from __future__ import annotations

import base64

from data.export.job import Job
from geo.standalone import write_page


def write_html(job: Job) -> bytes:
    """Write the map as a page of its own.

    Args:
        job: `message` (base64), `title`, `text` (HTML), and `files`: content (base64) by address.
    """
    page = write_page(
        base64.b64decode(job["message"]),
        title=job["title"],
        text=job["text"],
        files={url: base64.b64decode(content) for url, content in job["files"].items()},
    )
    return page.encode()
