from __future__ import annotations

import io
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from data.export.chart import write_chart
from data.export.programs import write_file
from tests.unit.data.export.documents import SPEC
from utils.errors import InvalidInputError

JOB: dict[str, Any] = {
    "spec": SPEC,
    "format": "svg",
    "title": "Places & their values",
    "alt": "Luton is above Kent.",
    "notes": ["Source: a publisher.", "A caveat " + "that goes on " * 20],
}
SVG = "{http://www.w3.org/2000/svg}"


def test_svg_holds_title_alternative_drawing_and_notes() -> None:
    root = ET.fromstring(write_chart(JOB))  # noqa: S314  # our own drawing
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Places & their values"
    assert root.findtext(f"{SVG}desc") == "Luton is above Kent."
    texts = " ".join(element.text or "" for element in root.iter(f"{SVG}text"))
    for words in ("Places & their values", "Kent", "Luton", "Source: a publisher.", "A caveat"):
        assert words in texts


def test_png_is_drawn_twice_as_large() -> None:
    image = Image.open(io.BytesIO(write_chart({**JOB, "format": "png"})))
    root = ET.fromstring(write_chart(JOB))  # noqa: S314  # our own drawing
    assert image.width == pytest.approx(2 * float(root.get("width", "0")), abs=2)
    assert len(image.convert("RGB").getcolors(100_000) or []) > 10


def test_it_is_written_by_its_program() -> None:
    assert b"<svg" in write_file("chart", JOB)


def test_signs_that_no_file_takes_become_spaces() -> None:
    root = ET.fromstring(write_chart({**JOB, "title": "a\x00b", "notes": ["c\x0bd"]}))  # noqa: S314
    assert root.findtext(f"{SVG}title") == "a b"


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"format": "gif"}, "format: got 'gif', allowed: svg, png"),
        ({"spec": {"mark": "nothing"}}, "spec"),
        ({"spec": {**SPEC, "data": {"url": "http://localhost/x"}}}, "data inside the chart"),
        ({"title": 3}, "title: got 'int'"),
        ({"surplus": 3}, "job: got"),
    ],
)
def test_what_cannot_be_drawn_is_refused(parts: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        write_chart({**JOB, **parts})
