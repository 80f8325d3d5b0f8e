"""Briefs of real places, written from what is published."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfReader

from data.export.brief import write_brief
from utils.ui.profile.brief import compose_brief
from utils.ui.profile.choices import ProfileChoices
from utils.ui.shared.loaders import load_comparisons, load_similar

#: The places with the longest records, a union, and a county.
PLACES = ("E08000025", "worcestershire", "central_bedfordshire_and_luton", "kent")


@pytest.mark.parametrize("place_id", PLACES)
def test_a_brief_has_two_pages_with_sources_on_each(place_id: str) -> None:
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
        year=newest["period"],
        newest=newest["period"],
        trend=money,
        change=("2009-10", newest["period"]),
    )
    job = compose_brief(
        reader,
        similar,
        place,
        choices,
        made=date(2026, 11, 24),
        address=f"http://localhost:8501/profile?place={place_id}",
    )
    pages = PdfReader(io.BytesIO(write_brief(job))).pages
    assert len(pages) == 2
    for page in pages:
        assert "Sources and what to know" in page.extract_text()
