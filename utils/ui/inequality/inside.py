"""Unequal health inside a single place: tenths, small areas at two times, curves, and their map."""

from __future__ import annotations

import streamlit as st

from data.read.comparisons import CompareReader
from data.read.inequality import SMALL_AREAS, InequalityReader
from data.read.places import Place
from utils.charts.place_inequality import (
    LIFE,
    SmallAreaCharts,
    slope_chart,
    small_area_charts,
    tenths_chart,
    tenths_index,
)
from utils.narrative.slopes import (
    CANNOT_TELL_INSIDE,
    born_sentence,
    slope_sentence,
    two_times_sentence,
)
from utils.ui.inequality.choices import SMALL_MEASURES, InequalityChoices, small_titles
from utils.ui.map.small_area_map import render_small_area_map
from utils.ui.passports.pages import inequality_url
from utils.ui.shared.chart_view import render_chart
from utils.ui.shared.more import render_more
from utils.ui.shared.prose import bullets, join, link, paragraph, render_prose, strong


def render_inside(
    reader: CompareReader, inequality: InequalityReader, place: Place, choices: InequalityChoices
) -> None:
    """The answer in a sentence, the gap and the map; the rest is behind "more"."""
    _render_first(reader, inequality, place, choices)
    _render_tenths(reader, inequality, choices)
    _render_small_areas(reader, inequality, place, choices)
    render_prose(paragraph(CANNOT_TELL_INSIDE))


def _own(choices: InequalityChoices) -> Place:
    """The authority whose tenths are shown, as a place."""
    code = choices.authority
    return Place(code, choices.authorities[code], "authority", (code,))


def _render_first(
    reader: CompareReader, inequality: InequalityReader, place: Place, choices: InequalityChoices
) -> None:
    sentences = []
    if choices.authority:
        rows = reader.comparators.facts.local_deciles(choices.authority, sex=choices.sex)
        sentences.append(
            born_sentence(rows, place=choices.authorities[choices.authority], sex=choices.sex)
        )
        slope, ratio = (
            tenths_index(inequality, choices.authority, sex=choices.sex, statistic=index)
            for index in ("sii", "rii")
        )
        if slope is not None:
            sentences.append(slope_sentence(slope, ratio))
    sentences.append(_two_times(inequality, place, choices))
    wanted = {choices.authority: choices.authorities.get(choices.authority, "")} | {
        place.value_code: place.name
    }
    links: list[str] = []
    for code, name in wanted.items():
        if code:
            address = inequality_url(area=code, measure=f"{LIFE}:{choices.sex}")
            links += [", " if links else "", link(name, address)]
    sources = paragraph(join("Where these figures are from: ", *links))
    first, *others = sentences
    render_prose(paragraph(strong(first)), bullets(others), sources)


def _two_times(inequality: InequalityReader, place: Place, choices: InequalityChoices) -> str:
    first, second = SMALL_MEASURES[LIFE]
    found = {
        period: inequality.index(
            place.value_code,
            measure=f"{LIFE}:{choices.sex}",
            period=period,
            grouping=SMALL_AREAS,
            statistic="sii",
        )
        for period in (first, second)
    }
    earlier, later = found[first], found[second]
    if earlier is None or later is None:
        return f"No life expectancy of the neighbourhoods of {place.name} is published."
    return two_times_sentence(
        place.name,
        sex=choices.sex,
        what="life expectancy",
        earlier=(first, earlier),
        later=(second, later),
    )


def _render_tenths(
    reader: CompareReader, inequality: InequalityReader, choices: InequalityChoices
) -> None:
    st.header("From the most to the least deprived tenth")
    if not choices.authority:
        st.info("Life expectancy by tenth of deprivation is not published for this place.")
        return
    if len(choices.authorities) > 1:
        st.selectbox(
            "Authority",
            list(choices.authorities),
            key="inner",
            format_func=choices.authorities.__getitem__,
            width=300,
        )
        st.caption(
            "Tenths are made inside one authority, so those of different authorities are never put "
            "together. Boundaries are those of 2016."
        )
    own = _own(choices)
    chart = tenths_chart(reader, own, choices.sex)
    if chart is not None:
        render_chart(chart, key="tenths")
    render_more(
        "How the gap changed over the years",
        lambda: _render_slopes(reader, inequality, own, choices),
        key="slopes",
    )


def _render_slopes(
    reader: CompareReader, inequality: InequalityReader, own: Place, choices: InequalityChoices
) -> None:
    slopes = slope_chart(reader, inequality, own, choices.sex)
    if slopes is None:
        st.info("No slope index is published for this authority, and none can be made.")
    else:
        render_chart(slopes, key="slope")


def _render_small_areas(
    reader: CompareReader, inequality: InequalityReader, place: Place, choices: InequalityChoices
) -> None:
    st.header("By neighbourhood")
    titles = small_titles(reader.places)
    st.selectbox("Measure", list(titles), key="small", format_func=titles.__getitem__)
    found = small_area_charts(
        reader, inequality, place, choices.small_measure, SMALL_MEASURES[choices.small]
    )
    if found is None:
        st.info(f"{titles[choices.small]} is not published for the neighbourhoods of this place.")
        return
    render_small_area_map(reader.places, inequality, place, choices)
    render_more("Every neighbourhood by its deprivation", lambda: _render_line(found), key="line")
    render_more(
        "Every neighbourhood then and now",
        lambda: render_chart(found.strip, key="strip"),
        key="strip",
    )
    render_more("For analysts: concentration", lambda: _render_curve(found), key="curve")


def _render_line(found: SmallAreaCharts) -> None:
    if found.line is None:
        st.info(f"No slope index over neighbourhoods. {found.why_no_line}")
    else:
        render_chart(found.line, key="line")


def _render_curve(found: SmallAreaCharts) -> None:
    if found.curve is None:
        st.info(found.why_no_curve)
    else:
        render_chart(found.curve, key="curve")
