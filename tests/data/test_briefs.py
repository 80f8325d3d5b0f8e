"""Briefs of real places, written from what is published."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import pytest
from pptx import Presentation
from pypdf import PdfReader

from data.export.brief import write_brief
from data.export.slides import write_slides
from utils.ui.profile.brief import compose_brief
from utils.ui.profile.choices import ProfileChoices
from utils.ui.shared.loaders import load_comparisons, load_similar, load_whole_place

#: The places with the longest records, a union, and a county.
PLACES = ("E08000025", "worcestershire", "central_bedfordshire_and_luton", "kent")
WHOLE = load_whole_place()


def job_of(place_id: str, *, in_full: bool = True) -> dict[str, Any]:
    """The brief of a place in real terms, in the newest year with its own figure."""
    reader, similar = load_comparisons(), load_similar()
    places = reader.places
    place, money = places.place(place_id), places.maps.measure(measure="spend:total", basis="real")
    newest = places.newest(place, money)
    assert newest is not None
    choices = ProfileChoices(
        place=place,
        theme="all_services",
        basis="real",
        money=money,
        chosen_year=money.opening_period,
        year=newest["period"],
        trend=money,
        change=("2009-10", newest["period"]),
    )
    return compose_brief(
        reader,
        similar,
        place,
        choices,
        made=date(2026, 11, 24),
        address=f"http://localhost:8501/profile?place={place_id}",
        in_full=in_full,
    )


@pytest.mark.parametrize("place_id", PLACES)
def test_a_brief_of_one_page_has_the_answer_and_its_sources(place_id: str) -> None:
    job = job_of(place_id, in_full=False)
    (page,) = PdfReader(io.BytesIO(write_brief(job))).pages
    text = " ".join(page.extract_text().split())
    assert "Public money per person, 2024-25: £" in text
    assert "Life expectancy" in text
    assert re.search(r"Total Place, 2009-10: £[\d.,]+", text)
    assert "HM Treasury, Country and Regional Analysis" in text


@pytest.mark.parametrize("place_id", PLACES)
def test_a_brief_in_full_has_four_pages_with_sources_on_each(place_id: str) -> None:
    pages = PdfReader(io.BytesIO(write_brief(job_of(place_id)))).pages
    assert len(pages) == 4
    for page in pages:
        assert "Sources and what to know" in page.extract_text()


def test_after_the_answer_comes_all_public_money_by_kind_with_its_source() -> None:
    job = job_of("E08000025")
    _, first, second, _ = (
        " ".join(page.extract_text().split())
        for page in PdfReader(io.BytesIO(write_brief(job))).pages
    )
    assert first.index("All public bodies together spent about £") < first.index("Range Measured")
    assert "of it is measured" in first
    assert "HM Treasury, Country and Regional Analysis" in first
    for row in WHOLE.blocks.values():
        assert f"{row['name']} " in first
    assert "Local services in Birmingham" in second


def test_after_the_answer_slides_show_all_public_money_by_kind() -> None:
    slides = Presentation(io.BytesIO(write_slides(job_of("E08000025")))).slides
    texts = [
        " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for slide in slides
    ]
    at = next(n for n, text in enumerate(texts) if "All public bodies together spent" in text)
    assert at > 1
    assert "All public spending by kind, part estimated" in texts[at + 1]
    table = next(shape for shape in slides[at + 1].shapes if shape.has_table).table
    cells = [cell.text for cell in table.rows[0].cells]
    assert cells == ["Kind of spending", "£ per person", "Range", "Measured"]
    assert "HM Treasury" in slides[at].notes_slide.notes_text_frame.text
