"""Unequal health inside a single place: tenths, small areas at two times, curves, and their map."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

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
from utils.charts.slopes import OWN_PERIOD
from utils.markdown import plain_text
from utils.narrative.slopes import (
    CANNOT_TELL_INSIDE,
    born_sentence,
    newest_slope_sentence,
    slope_sentence,
    tenths_years_sentence,
    two_times_sentence,
)
from utils.ui.inequality.choices import SMALL_MEASURES, TABS, InequalityChoices, small_titles
from utils.ui.inequality.why import CAUSES, render_why, why_link
from utils.ui.map.small_area_map import render_small_area_map
from utils.ui.passports.pages import inequality_url
from utils.ui.shared.chart_view import render_chart, render_kept_chart
from utils.ui.shared.kept import draw_kept
from utils.ui.shared.prose import bullets, join, link, paragraph, render_prose, strong
from utils.ui.shared.state import CHART
from utils.ui.shared.tabs import render_tabs

NO_SMALL_AREAS: Final = "This measure is not published for the neighbourhoods of this place."


def render_inside(
    reader: CompareReader, inequality: InequalityReader, place: Place, choices: InequalityChoices
) -> None:
    """The answer in a sentence, the gap and the map; the rest is in tabs."""
    address = choices.address
    draw_kept("born", address, lambda: _render_first(reader, inequality, place, choices))
    _render_tenths(reader, inequality, choices)
    found = _render_map(reader, inequality, place, choices)
    render_tabs(
        "tab",
        TABS,
        {
            "change": lambda: draw_kept(
                "gap_change", address, lambda: _render_change(inequality, place, choices)
            ),
            "why": lambda: render_why(reader, choices.sex),
            "years": lambda: _render_years(reader, inequality, choices),
            "deprivation": lambda: _render_line(found),
            "then_now": lambda: _render_strip(found),
            "concentration": lambda: _render_curve(found),
        },
        opened=choices.tab,
    )
    render_prose(paragraph(CANNOT_TELL_INSIDE))


def _own(choices: InequalityChoices) -> Place:
    """The authority whose tenths are shown, as a place."""
    code = choices.authority
    return Place(code, choices.authorities[code], "authority", (code,))


def _render_first(
    reader: CompareReader, inequality: InequalityReader, place: Place, choices: InequalityChoices
) -> None:
    """The gap in a sentence, with the way to its source."""
    if choices.authority:
        rows = reader.comparators.facts.local_deciles(choices.authority, sex=choices.sex)
        name = choices.authorities[choices.authority]
        first = born_sentence(rows, place=name, sex=choices.sex)
        slopes = inequality.published_slopes(choices.authority, sex=choices.sex)
        newer = newest_slope_sentence(slopes, after=OWN_PERIOD)
    else:
        first, newer = _two_times(inequality, place, choices), ""
    where = inequality_url(
        area=choices.authority or place.value_code, measure=f"{LIFE}:{choices.sex}"
    )
    asked = {"place": place.place_id, "sex": choices.sex, "tab": "why", CHART: CAUSES}
    render_prose(
        paragraph(join(strong(first), f" {newer} ", link("Where this figure is from", where))),
        why_link(reader, choices.sex, f"inequality?{urlencode(asked)}"),
    )


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
    draw_kept("tenths_years", choices.address, lambda: _say_years(inequality, choices))
    chart = tenths_chart(reader, _own(choices), choices.sex)
    if chart is not None:
        render_kept_chart(lambda: chart, key="tenths", address=choices.address)


def _say_years(inequality: InequalityReader, choices: InequalityChoices) -> None:
    """Say that the tenths are older than the slope index, where they are."""
    slopes = inequality.published_slopes(choices.authority, sex=choices.sex)
    said = tenths_years_sentence(
        slope=slopes["period"].max() if len(slopes) else "", tenths=OWN_PERIOD
    )
    if said:
        st.caption(plain_text(said))


def _render_map(
    reader: CompareReader, inequality: InequalityReader, place: Place, choices: InequalityChoices
) -> SmallAreaCharts | None:
    """The map of the neighbourhoods, and the charts over them; None where none has a figure."""
    st.header("By neighbourhood")
    titles = small_titles(reader.places)
    st.selectbox("Measure", list(titles), key="small", format_func=titles.__getitem__)
    found = small_area_charts(
        reader, inequality, place, choices.small_measure, SMALL_MEASURES[choices.small]
    )
    if found is None:
        st.info(
            plain_text(
                f"{titles[choices.small]} is not published for the neighbourhoods of this place."
            )
        )
    else:
        render_small_area_map(reader.places, inequality, place, choices)
    return found


def _render_change(inequality: InequalityReader, place: Place, choices: InequalityChoices) -> None:
    """How wide the gap is over all areas, and whether it changed."""
    sentences = []
    if choices.authority:
        slope, ratio = (
            tenths_index(inequality, choices.authority, sex=choices.sex, statistic=index)
            for index in ("sii", "rii")
        )
        if slope is not None:
            sentences.append(slope_sentence(slope, ratio))
        # Without tenths the change over neighbourhoods is what the page says first.
        sentences.append(_two_times(inequality, place, choices))
    where = inequality_url(area=place.value_code, measure=f"{LIFE}:{choices.sex}")
    sources = paragraph(link(f"Where these figures of {place.name} are from", where))
    render_prose(*([bullets(sentences)] if sentences else []), sources)


def _render_years(
    reader: CompareReader, inequality: InequalityReader, choices: InequalityChoices
) -> None:
    """The published slope index over the years."""
    if not choices.authority:
        st.info("No slope index is published for this place.")
        return
    slopes = slope_chart(reader, inequality, _own(choices), choices.sex)
    if slopes is None:
        st.info("No slope index is published for this authority, and none can be made.")
    else:
        render_chart(slopes, key="slope")


def _render_line(found: SmallAreaCharts | None) -> None:
    """Every neighbourhood by its deprivation."""
    if found is None:
        st.info(NO_SMALL_AREAS)
    elif found.line is None:
        st.info(plain_text(f"No slope index over neighbourhoods. {found.why_no_line}"))
    else:
        render_chart(found.line, key="line")


def _render_strip(found: SmallAreaCharts | None) -> None:
    """Every neighbourhood at two times."""
    if found is None:
        st.info(NO_SMALL_AREAS)
    else:
        render_chart(found.strip, key="strip")


def _render_curve(found: SmallAreaCharts | None) -> None:
    """How far long or short lives are concentrated among the deprived."""
    if found is None:
        st.info(NO_SMALL_AREAS)
    elif found.curve is None:
        st.info(plain_text(found.why_no_curve))
    else:
        render_chart(found.curve, key="curve")
