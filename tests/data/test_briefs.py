"""Briefs of real places, written from what is published."""

from __future__ import annotations

import io
import re
from datetime import date
from math import isnan
from typing import Any

import pytest
from pptx import Presentation
from pypdf import PdfReader

from data.export.brief import write_brief
from data.export.slides import write_slides
from utils.charts.change import change_charts
from utils.ui.profile.brief import compose_brief
from utils.ui.profile.choices import ProfileChoices
from utils.ui.shared.loaders import load_comparisons, load_similar, load_whole_place

#: The places with the longest records, a union, and a county.
PLACES = ("E08000025", "worcestershire", "central_bedfordshire_and_luton", "kent")
#: A place, and areas, of which little is published.
SPARSE = ("E06000053", "E09000001", "london_councils")
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


@pytest.mark.parametrize("place_id", SPARSE)
def test_a_brief_of_little_is_one_page_too(place_id: str) -> None:
    (page,) = PdfReader(io.BytesIO(write_brief(job_of(place_id, in_full=False)))).pages
    text = " ".join(page.extract_text().split())
    assert "Public money per person, 2024-25: £" in text
    assert "Sources and what to know" in text


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


#: A place with a gap in its money, a union, and a place of which little is known.
@pytest.mark.parametrize("place_id", ["E08000025", "central_bedfordshire_and_luton", "E06000053"])
def test_slides_have_charts_with_the_figures_of_the_page(place_id: str) -> None:
    slides = Presentation(io.BytesIO(write_slides(job_of(place_id)))).slides
    charts = {
        shape.chart.chart_title.text_frame.text: (shape.chart, slide)
        for slide in slides
        for shape in slide.shapes
        if shape.has_chart
    }
    assert not [shape for slide in slides for shape in slide.shapes if hasattr(shape, "image")]
    for chart, slide in charts.values():
        assert "Source" in slide.notes_slide.notes_text_frame.text
        assert chart.value_axis.axis_title.text_frame.text
    place = load_comparisons().places.place(place_id)
    blocks = WHOLE.by_block(place.members, WHOLE.years[-1])
    (chart,) = (chart for title, (chart, _) in charts.items() if "by kind" in title)
    whole, measured = chart.plots[0].series
    assert list(chart.plots[0].categories) == [WHOLE.blocks[block]["name"] for block in blocks]
    assert list(whole.values) == [round(found.per_head) for found in blocks.values()]
    assert list(measured.values) == [
        round(found.measured / found.population) for found in blocks.values()
    ]
    plus = [float(node.text) for node in whole._element.xpath("c:errBars/c:plus//c:v")]
    assert plus == [
        round(found.upper_per_head) - round(found.per_head) for found in blocks.values()
    ]


def test_a_line_on_a_slide_has_a_gap_where_a_place_made_no_return() -> None:
    reader = load_comparisons()
    place = reader.places.place("E08000025")
    measure = reader.places.maps.measure(measure="spend:total", basis="real")
    (chart,) = change_charts(reader, [place], measure, since="2009-10", until="2024-25")
    assert chart.native is not None
    own = next(series for series in chart.native.series if series.name == place.name)
    found = dict(zip(chart.native.categories, own.values, strict=True))
    shown = dict(zip(chart.table["Period"], chart.table[place.name], strict=True))
    assert found["2023-24"] is None
    assert found == {period: None if isnan(value) else value for period, value in shown.items()}
