"""Unequal health inside one place: tenths, small areas at two times, curves, and their map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd
import streamlit as st

from data.compare_reader import CompareReader
from data.inequality_reader import SMALL_AREAS, TENTHS, Index, InequalityReader
from data.place_reader import Place
from utils.charts.compare import source_note
from utils.charts.curve import curve_chart
from utils.charts.inequality import local_chart
from utils.charts.slopes import OWN_PERIOD, published_chart
from utils.charts.small_areas import line_chart, strip_chart
from utils.narrative.place import SEX_WORDS, measure_title
from utils.narrative.slopes import (
    CANNOT_TELL_INSIDE,
    agreement_sentence,
    born_sentence,
    curve_sentence,
    own_agreement_sentence,
    slope_sentence,
    two_times_sentence,
)
from utils.stats.concentration import concentration_curve
from utils.ui.chart_view import render_chart
from utils.ui.inequality_choices import SMALL_MEASURES, InequalityChoices, small_titles
from utils.ui.prose import bullets, paragraph, render_prose
from utils.ui.small_area_map import render_small_area_map

LIFE: Final = "life_expectancy_at_birth"
EDITIONS_NOTE: Final = (
    "Neighbourhoods are ranked on the deprivation scores of 2010 for 2009-13 and of 2019 for later "
    "years, and weighted by residents of 2020. A place needs five with a figure, and figures for "
    "nine in ten of its residents. Limits come from simulation with the published limits of each "
    "neighbourhood (5,000 repetitions, seed 2010); that neighbourhoods differ for other reasons "
    "than deprivation is not in them."
)


def render_inside(
    reader: CompareReader, inequality: InequalityReader, place: Place, choices: InequalityChoices
) -> None:
    """The first answer in a sentence, then tenths, small areas, curve and map."""
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
            _tenths_index(inequality, choices, statistic) for statistic in ("sii", "rii")
        )
        if slope is not None:
            sentences.append(slope_sentence(slope, ratio))
    sentences.append(_two_times(inequality, place, choices))
    render_prose(bullets(sentences))


def _tenths_index(
    inequality: InequalityReader, choices: InequalityChoices, statistic: str
) -> Index | None:
    return inequality.index(
        choices.authority,
        measure=f"{LIFE}:{choices.sex}",
        period=OWN_PERIOD,
        grouping=TENTHS,
        statistic=statistic,
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
    st.header("By tenth of deprivation inside an authority")
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
    left, right = st.columns(2, gap="medium")
    with left:
        chart = local_chart(reader, own, sex=choices.sex)
        if chart is not None:
            render_chart(chart, key="tenths")
    with right:
        _render_published(reader, inequality, own, choices)


def _render_published(
    reader: CompareReader, inequality: InequalityReader, own: Place, choices: InequalityChoices
) -> None:
    published = inequality.published_slopes(own.value_code, sex=choices.sex)
    ours = _tenths_index(inequality, choices, "sii")
    same = published.loc[published["period"] == OWN_PERIOD, "value"].dropna()
    finding = (
        own_agreement_sentence(ours, float(same.iloc[0]) if len(same) else None) if ours else ""
    )
    measure = reader.places.maps.measure(
        measure=f"slope_index_of_inequality:{choices.sex}", basis="as published"
    )
    chart = published_chart(
        published,
        ours,
        name=f"slope_{own.value_code}_{choices.sex}",
        title=f"Slope index over the years, {own.name}, {SEX_WORDS[choices.sex]} (years)",
        finding=finding,
        notes=(agreement_sentence(inequality.agreement), source_note(reader, measure)),
    )
    if chart is None:
        st.info("No slope index is published for this authority, and none can be made.")
    else:
        render_chart(chart, key="slope")


def _render_small_areas(
    reader: CompareReader, inequality: InequalityReader, place: Place, choices: InequalityChoices
) -> None:
    st.header("By neighbourhood across the whole place")
    titles = small_titles(reader.places)
    st.selectbox("Measured by", list(titles), key="small", format_func=titles.__getitem__)
    measure = reader.places.maps.measure(
        measure=choices.small_measure, basis="as published", level="msoa"
    )
    frames = {
        period: inequality.small_areas(place.members, measure=measure.measure, period=period)
        for period in SMALL_MEASURES[choices.small]
    }
    newest = frames[list(frames)[-1]]
    if newest["value"].notna().sum() == 0:
        st.info(f"{measure_title(measure)} is not published for the neighbourhoods of this place.")
        return
    notes = (EDITIONS_NOTE, *measure.caveats, source_note(reader, measure))
    slopes = {
        one: _index(inequality, place, choices, one, "sii") for one in SMALL_MEASURES[choices.small]
    }
    last = list(slopes.values())[-1]
    if last is None or last.value is None:
        reason = last.note if last else "No limits are published from which to make one."
        st.info(f"No slope index over neighbourhoods. {reason}")
    else:
        _render_line(place, choices, frames, slopes, notes)
    left, right = st.columns(2, gap="medium")
    with left:
        strip = strip_chart(
            frames,
            name=f"strip_{place.place_id}_{measure.measure.replace(':', '_')}",
            title=f"Every neighbourhood of {place.name}: {measure_title(measure)}",
            unit=measure.unit,
            decimals=measure.decimals,
            notes=notes[1:],
        )
        render_chart(strip, key="strip")
    with right:
        _render_curve(inequality, place, choices, frames, notes)
    render_small_area_map(reader.places, inequality, place, choices)


def _index(
    inequality: InequalityReader, place: Place, choices: InequalityChoices, period: str, name: str
) -> Index | None:
    return inequality.index(
        place.value_code,
        measure=choices.small_measure,
        period=period,
        grouping=SMALL_AREAS,
        statistic=name,
    )


def _render_line(
    place: Place,
    choices: InequalityChoices,
    frames: Mapping[str, pd.DataFrame],
    slopes: Mapping[str, Index | None],
    notes: tuple[str, ...],
) -> None:
    first, last = next(iter(frames)), list(frames)[-1]
    before, now = slopes[first], slopes[last]
    if now is None:
        return
    chart = line_chart(
        frames[last],
        (frames[first], before) if first != last and before is not None else None,
        now,
        name=f"line_{place.place_id}_{choices.small_measure.replace(':', '_')}",
        title=f"Neighbourhoods of {place.name} from most to least deprived, {last}",
        unit="years",
        finding=slope_sentence(now, None),
        notes=notes,
    )
    render_chart(chart, key="line")


def _render_curve(
    inequality: InequalityReader,
    place: Place,
    choices: InequalityChoices,
    frames: Mapping[str, pd.DataFrame],
    notes: tuple[str, ...],
) -> None:
    period, frame = list(frames.items())[-1]
    index = _index(inequality, place, choices, period, "concentration")
    what = "length of life" if "expectancy" in choices.small else "early death"
    told = frame.dropna(subset=["value"])
    if index is None or index.value is None:
        st.info(curve_sentence(index, what=what, place=place.name))
        return
    curve = concentration_curve(data=told)
    chart = curve_chart(
        {what.capitalize(): curve},
        name=f"curve_{place.place_id}_{choices.small_measure.replace(':', '_')}",
        title=f"Concentration of {what} over deprivation, {place.name}, {period}",
        of_what="points above equal shares",
        finding=curve_sentence(index, what=what, place=place.name),
        notes=notes[-1:],
    )
    render_chart(chart, key="curve")
