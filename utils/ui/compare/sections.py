"""The parts of the page that compares places, below its first answer."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.read.comparators import KINDS
from data.read.comparisons import CompareReader, MeasureStandings, Standing
from data.read.similar_spend import SimilarReader
from utils.charts.change import change_charts
from utils.charts.chart import Chart
from utils.charts.compare import (
    age_chart,
    england_age_place,
    funnel_chart,
    line_spend_chart,
    outcome_chart,
)
from utils.charts.similar import line_difference_chart, similar_chart, spend_by_line
from utils.markdown import plain_text
from utils.narrative.compare import (
    difference_sentence,
    no_shared_measure,
    shown_value,
    standing_words,
)
from utils.narrative.headline import cannot_say
from utils.narrative.place import measure_title
from utils.narrative.similar import NOT_IN_IT, fit_words
from utils.ui.compare.answer import similar_rows
from utils.ui.compare.choices import DEFAULT_AGAINST, CompareChoices
from utils.ui.passports.links import figure_link, reference_link
from utils.ui.shared.chart_view import render_chart, render_kept_chart, render_notes
from utils.ui.shared.data_offer import offer_data
from utils.ui.shared.kept import draw_kept
from utils.ui.shared.more import render_more
from utils.ui.shared.prose import bullets, paragraph, render_prose
from utils.ui.shared.similar_table import render_similar_table
from utils.ui.shared.words import APPROXIMATE, BASES, TESTS, TESTS_OF_GROUP

PANELS_A_ROW = 3


def ask_more(reader: CompareReader, choices: CompareChoices) -> None:
    """Ask for comparator, prices and years; they stand below the answer they refine."""
    with st.container(horizontal=True):
        st.selectbox(
            "Compare each with",
            list(KINDS),
            key="against",
            format_func=KINDS.__getitem__,
            width=230,
        )
        st.selectbox("Prices", list(BASES), key="basis", format_func=BASES.__getitem__, width=230)
        st.selectbox("Year of spending", list(choices.money.periods), key="money_year", width=160)
        st.selectbox("Change since", list(choices.trend.periods), key="since", width=160)
    if choices.against == "set":
        areas = reader.places.maps.geography.areas("upper_tier")
        names = dict(zip(areas["area_code"], areas["area_name"], strict=True))
        st.multiselect(
            "Authorities in your group",
            sorted(names, key=names.__getitem__),
            key="set",
            format_func=names.__getitem__,
        )


def render_outcomes(reader: CompareReader, choices: CompareChoices) -> None:
    """An outcome drawn large, differences between the places, and all outcomes as a table."""
    st.header("Outcomes")
    if choices.outcome is None:
        theme = reader.places.theme_names[choices.theme]
        st.info(plain_text(no_shared_measure(choices.chosen, theme)))
        return
    known = {outcome.measure.measure: outcome for outcome in choices.outcomes}
    st.selectbox(
        "Outcome to show",
        list(known),
        key="outcome",
        format_func=lambda name: measure_title(known[name].measure),
    )
    found = choices.outcome
    address = choices.address
    render_kept_chart(lambda: outcome_chart(reader, found), key="outcome", address=address)
    draw_kept("differences", address, lambda: _say_differences(reader, choices, found))
    render_more("All outcomes of this theme", lambda: _render_table(choices), key="outcomes")
    if reader.comparators.facts.funnel(found.measure.measure, period=found.period) is not None:
        render_more(
            "Could the difference be chance? Every area by its size",
            lambda: _render_funnel(reader, choices, found),
            key="funnel",
        )
    draw_kept("comparators", address, lambda: _render_comparators(found))


def _say_differences(
    reader: CompareReader, choices: CompareChoices, found: MeasureStandings
) -> None:
    differences = reader.differences(choices.chosen, found.measure, period=found.period)
    render_prose(
        bullets(
            difference_sentence(difference, found.measure, found.period)
            for difference in differences
        )
    )


def _render_funnel(reader: CompareReader, choices: CompareChoices, found: MeasureStandings) -> None:
    chart = funnel_chart(reader, found, choices.chosen)
    if chart is not None:
        render_chart(chart, key="funnel")


def _render_comparators(found: MeasureStandings) -> None:
    lines = [
        f"{standing.place.name}: "
        + (standing.comparator.words if standing.comparator else standing.why_none)
        + (
            f" Its value is the {standing.reference.method}; {standing.reference.counted} of "
            f"{standing.reference.size} have a figure."
            if standing.reference and standing.reference.size > 1
            else ""
        )
        for standing in found.standings
    ]
    with st.expander("With whom each is compared"):
        render_prose(bullets(lines))


def _render_table(choices: CompareChoices) -> None:
    tested = [found for found in choices.outcomes if found.tested]
    rest = [found for found in choices.outcomes if not found.tested]
    if tested:
        _render_outcomes(tested, choices, "outcomes", "Outcomes of every place, compared")
        st.caption(
            plain_text(
                "Each value with its 95% confidence interval, then the result against the "
                "comparator, and the comparator's value. Each number opens where it is from. "
                f"{_tests(choices)}"
            )
        )
    if rest:
        render_prose(paragraph(cannot_say(len(rest))))
        with st.expander("The measures without a confidence interval"):
            _render_outcomes(rest, choices, "other_outcomes", "Other outcomes of every place")
            st.caption(APPROXIMATE)


def _tests(choices: CompareChoices) -> str:
    """The rule of the verdicts against the comparator chosen."""
    return TESTS if choices.against == "england" else TESTS_OF_GROUP


def _frame(outcomes: Sequence[MeasureStandings], choices: CompareChoices) -> pd.DataFrame:
    """A row for each outcome, a column for each place."""
    rows = [
        {
            "Outcome": f"{measure_title(found.measure)}, {found.period}",
            **{
                standing.place.name: _cell(standing, found, choices.own_set)
                for standing in found.standings
            },
        }
        for found in outcomes
    ]
    return pd.DataFrame(rows)


def _render_outcomes(
    outcomes: Sequence[MeasureStandings], choices: CompareChoices, key: str, title: str
) -> None:
    """The table, and where its data are."""
    table = _frame(outcomes, choices)
    st.table(table.set_index("Outcome"), alt=title)
    sources = [found.measure.source for found in outcomes]
    offer_data(key, lambda: table, title=title, sources=sources)


def _cell(standing: Standing, found: MeasureStandings, own_set: Sequence[str]) -> str:
    value = figure_link(
        shown_value(standing.row, found.measure),
        found.measure,
        period=found.period,
        area=standing.place.value_code,
        row=standing.row,
    )
    if standing.comparator is None or standing.value is None:
        return value
    beside = reference_link(standing, found, own_set=own_set)
    verdict = f"{standing_words(standing, found.measure)}, " if found.tested else ""
    return f"{value}; {verdict}compared with {beside}"


def render_money(reader: CompareReader, similar: SimilarReader, choices: CompareChoices) -> None:
    """Spend by theme beside the comparator; beside similar places where they are the comparator."""
    basis, year = choices.basis, choices.money_year
    chart = line_spend_chart(
        reader,
        choices.chosen,
        basis=basis,
        year=year,
        against=choices.against,
        own_set=choices.own_set,
    )
    if choices.against != DEFAULT_AGAINST:
        render_chart(chart, key="themes")
        st.caption(
            f"To see each place in the range of similar places, choose “{KINDS[DEFAULT_AGAINST]}” "
            "under “Compare each with”."
        )
        return
    rows = spend_by_line(reader, similar, choices.chosen, basis=basis, year=year)
    differences = line_difference_chart(reader, rows, choices.chosen, basis=basis, year=year)
    left, right = st.columns(2, gap="medium")
    with left:
        render_chart(chart, key="themes")
    with right:
        if differences is None:
            st.info(
                plain_text(f"No comparison with similar places for {year}. Choose another year.")
            )
        else:
            render_chart(differences, key="differences")
    _render_similar(reader, similar, choices)
    render_similar_table(rows, year=year)


def _render_similar(reader: CompareReader, similar: SimilarReader, choices: CompareChoices) -> None:
    money, year = choices.money, choices.money_year
    fit = similar.fit(money.measure, year)
    rows = similar_rows(similar, choices)
    if fit is None or all(row is None for _, row in rows):
        first = choices.chosen[0]
        reason = similar.why_none(money.measure, money.basis, year, first.value_code)
        st.info(
            plain_text(
                f"{money.name}: no comparison with similar places for {year}. {reason} Choose "
                "another year."
            )
        )
        return
    notes = (fit_words(fit), NOT_IN_IT)
    render_chart(similar_chart(reader, rows, money, year=year, notes=notes), key="similar")


def render_change(reader: CompareReader, choices: CompareChoices) -> None:
    """The theme's longest line of money since a year, a panel a place, breaks drawn."""
    if choices.trend != choices.money:
        st.caption(
            plain_text(
                f"{choices.money.name} has figures of {len(choices.money.periods)} years, "
                f"{choices.money.periods[0]} to {choices.money.periods[-1]}. The change is drawn "
                f"for {choices.trend.name.lower()}, which has {len(choices.trend.periods)}."
            )
        )
    if choices.since == choices.trend_until:
        st.info("The first and the last year are the same. Choose an earlier first year.")
        return
    charts = change_charts(
        reader, choices.chosen, choices.trend, since=choices.since, until=choices.trend_until
    )
    render_panels(charts, "change")


def render_panels(charts: Sequence[Chart], key: str) -> None:
    """Charts in rows, with their notes once."""
    for start in range(0, len(charts), PANELS_A_ROW):
        row = charts[start : start + PANELS_A_ROW]
        for number, (column, chart) in enumerate(
            zip(st.columns(len(row), gap="medium"), row, strict=True), start
        ):
            with column:
                render_chart(chart, key=f"{key}{number}", with_notes=False)
    render_notes(charts[0])


def render_people(reader: CompareReader, choices: CompareChoices) -> None:
    """Who lives there: residents and their ages."""
    facts = reader.comparators.facts
    year = facts.age_years[-1]
    lines = [
        f"{place.name}: {people:,.0f} residents in mid-{year}"
        if (people := facts.residents_of(place.members, year=year))
        else f"{place.name}: residents of mid-{year} are not published"
        for place in choices.chosen
    ]
    render_prose(bullets(lines))
    chart = age_chart(reader, [*choices.chosen, england_age_place()], year=year)
    if chart is None:
        st.info(plain_text(f"Residents by age are not published for these places in {year}."))
    else:
        render_chart(chart, key="ages")
