"""Housing, work, crime and neighbourhood beside health, for a place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from data.read.comparators import ComparatorKind
from data.read.comparisons import CompareReader, MeasureStandings
from data.read.inequality import InequalityReader
from data.read.measures import Measure
from data.read.places import Place, newest_series
from utils.charts.chart import Chart
from utils.charts.correlations import correlation_chart
from utils.markdown import plain_text
from utils.narrative.causes import correlation_sentence, determinant_sentence, moved_words
from utils.narrative.compare import shown_value
from utils.narrative.place import measure_title
from utils.narrative.sources import source_note
from utils.narrative.verdicts import SHORT
from utils.stats.verdicts import Verdict
from utils.ui.inequality.choices import InequalityChoices
from utils.ui.passports.links import figure_link, reference_link
from utils.ui.shared.chart_view import render_kept_chart
from utils.ui.shared.data_offer import offer_data
from utils.ui.shared.kept import draw_kept
from utils.ui.shared.prose import bullets, paragraph, render_prose

#: The determinants that the programme's founders named, and health beside them.
DETERMINANTS: Final = {
    "housing": "Housing",
    "work and skills": "Work and skills",
    "crime and anti-social behaviour": "Crime and anti-social behaviour",
    "neighbourhood and environment": "Neighbourhood and lived-in environment",
}
HEALTH: Final = (
    "life_expectancy_at_birth_ohid:female",
    "life_expectancy_at_birth_ohid:male",
    "healthy_life_expectancy:female",
    "healthy_life_expectancy:male",
    "preventable_mortality_under_75:persons",
)
CANNOT_TELL: Final = (
    "What this cannot tell: what causes what. Places that differ on one of these differ on others "
    "too; who lives where is itself an outcome; and the same lack of money is behind several rows. "
    "We say better or worse only where the difference is clear."
)


def render_causes(
    reader: CompareReader, inequality: InequalityReader, place: Place, choices: InequalityChoices
) -> None:
    """What stands out first, then each determinant, health, and how they go together."""
    draw_kept("causes", choices.address, lambda: _render_tables(reader, place))
    _render_correlations(reader, inequality, place, choices)
    render_prose(paragraph(CANNOT_TELL))


def _render_tables(reader: CompareReader, place: Place) -> None:
    against: ComparatorKind = "neighbours" if len(place.members) == 1 else "england"
    groups = {words: _measures(reader, determinant) for determinant, words in DETERMINANTS.items()}
    groups["Health"] = [
        measure
        for name in HEALTH
        if (measure := reader.places.maps.first.get((name, "as published"))) is not None
    ]
    tables = {
        words: _rows(reader, place, measures, against=against) for words, measures in groups.items()
    }
    render_prose(
        bullets(
            determinant_sentence(words, [verdict for _, verdict in rows])
            for words, rows in tables.items()
        )
    )
    st.caption(
        "Compared with its 15 similar places (ONS statistical nearest neighbours), taken as exact."
        if against == "neighbours"
        else "Compared with England: ONS names similar places for single councils only."
    )
    for words, rows in tables.items():
        st.markdown(f"**{plain_text(words)}**")
        if not rows:
            st.write("There is no figure of this for this place.")
            continue
        _render_rows(words, [row for row, _ in rows], place, groups[words])


def _render_rows(
    words: str, rows: Sequence[dict[str, str]], place: Place, measures: Sequence[Measure]
) -> None:
    """The measures of a determinant as a table, and where its data are."""
    table, title = pd.DataFrame(rows), f"{words}, {place.name}"
    st.table(table.set_index("Measure"), alt=title)
    offer_data(
        f"measures_{words.partition(' ')[0].lower()}",
        lambda: table,
        title=title,
        sources=[measure.source for measure in measures],
    )


def _measures(reader: CompareReader, determinant: str) -> list[Measure]:
    """Outcomes of a determinant that authorities have."""
    named = reader.comparators.facts.indicators
    return sorted(
        (
            measure
            for measure in reader.places.maps.first.values()
            if measure.kind == "indicator"
            and measure.level == "upper_tier"
            and named[measure.item]["determinant"] == determinant
        ),
        key=measure_title,
    )


def _rows(
    reader: CompareReader, place: Place, measures: list[Measure], *, against: ComparatorKind
) -> list[tuple[dict[str, str], Verdict]]:
    """A row and a verdict of each measure that the place has a figure of."""
    known = [
        candidate for candidate in measures if reader.places.newest(place, candidate) is not None
    ]
    found = []
    for measure in newest_series(known):
        newest = reader.places.newest(place, measure)
        if newest is None:
            continue
        (standing,) = reader.standings([place], measure, period=newest["period"], against=against)
        first = next(
            (
                row
                for period in measure.periods
                if (row := reader.places.row(place, measure, period)) and row["value"] is not None
            ),
            newest,
        )
        cell = figure_link(
            shown_value(standing.row, measure),
            measure,
            period=newest["period"],
            area=place.value_code,
            row=standing.row,
        )
        beside = ""
        if standing.reference is not None and standing.reference.value is not None:
            beside = reference_link(
                standing,
                MeasureStandings(measure, newest["period"], shared=True, standings=(standing,)),
            )
        cells = {
            "Measure": f"{measure_title(measure)}, {newest['period']}",
            "Value (95% confidence interval)": cell,
            "Result": SHORT[standing.verdict],
            "Comparator": beside or "no figure",
            "Change": moved_words(first, newest, measure),
        }
        found.append((cells, standing.verdict))
    return found


def _render_correlations(
    reader: CompareReader, inequality: InequalityReader, place: Place, choices: InequalityChoices
) -> None:
    st.header("Links with length of life across neighbourhoods")
    name = f"life_expectancy_at_birth:{choices.sex}"
    rows = inequality.correlations(place.value_code, measure=name)
    if not rows:
        st.info(
            plain_text(
                f"{place.name} has fewer than ten neighbourhoods with a life expectancy, too few "
                "to look for links."
            )
        )
        return
    measure = reader.places.maps.measure(measure=name, basis="as published", level="msoa")
    titles = {
        row["other_measure"]: reader.places.maps.first[row["other_measure"], "as published"].name
        for row in rows
    }

    def make() -> Chart:
        return correlation_chart(
            rows,
            titles,
            name=f"correlations_{place.place_id}_{choices.sex}",
            title=f"{measure_title(measure)} and deprivation across neighbourhoods of "
            f"{place.name}, {measure.periods[-1]} (correlation)",
            finding=correlation_sentence(rows, titles, place=place.name),
            notes=(source_note(reader, measure),),
        )

    render_kept_chart(make, key="correlations", address=choices.address)
