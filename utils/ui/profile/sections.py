"""The parts of a place's profile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from data.read.comparisons import CompareReader
from data.read.places import Outcome, Place, PlaceReader
from data.read.rows import SourcesRow
from data.read.similar_spend import SimilarReader
from data.read.whole_place import SOURCE
from utils.charts.change import change_charts
from utils.charts.chart import Chart
from utils.charts.compare import age_chart, england_age_place, line_spend_chart
from utils.charts.similar import spend_by_line
from utils.formatting import format_value, lower_first
from utils.markdown import plain_text
from utils.narrative.compare import shown_value
from utils.narrative.headline import (
    cannot_say,
    headline_sentences,
    ratio_note,
    theme_sentences,
    verdict_cell,
)
from utils.narrative.place import (
    measure_title,
    money_sentence,
    programme_sentence,
)
from utils.narrative.similar import ENDOGENEITY, NOT_IN_IT, fit_words, similar_sentences
from utils.narrative.spend_lines import other_year_words, trend_words
from utils.narrative.tiles import ALL_THEMES
from utils.narrative.verdicts import short_words
from utils.stats.verdicts import CANNOT_TELL
from utils.ui.passports.links import figure_link
from utils.ui.profile.choices import ProfileChoices
from utils.ui.registers.links import register_links
from utils.ui.shared.captions import source_line
from utils.ui.shared.chart_view import render_chart
from utils.ui.shared.count_table import render_counts
from utils.ui.shared.data_offer import offer_data
from utils.ui.shared.kept import draw_kept
from utils.ui.shared.loaders import load_registers
from utils.ui.shared.more import render_more
from utils.ui.shared.older_series import older_series_line
from utils.ui.shared.prose import bullets, join, paragraph, render_prose, strong
from utils.ui.shared.similar_table import render_similar_table
from utils.ui.shared.words import APPROXIMATE, ATTRIBUTION, CANNOT_SAY, TESTS

#: Outcomes whose change is drawn, the first that a place has.
TRENDS = ("life_expectancy_at_birth_ohid", "healthy_life_expectancy")


def three_sentences(reader: CompareReader, place: Place, choices: ProfileChoices) -> list[str]:
    """What to know first: money, the headline outcomes, and the part in the programme."""
    places, money = reader.places, choices.money
    return [
        *other_year_words(places, place, money, shown=choices.year),
        money_sentence(
            place,
            measure=money,
            period=choices.year,
            row=places.row(place, money, choices.year),
            england=places.england(money, choices.year),
            gap=places.gap(place, money, choices.year),
            newest=places.newest(place, money),
            with_schools=money.item in places.lines_with_schools,
        ),
        *headline_sentences(places, place, theme=choices.theme),
        programme_sentence(place, places.programme_of(place), places.counts(place)),
    ]


def render_spend(
    reader: CompareReader, similar: SimilarReader, place: Place, choices: ProfileChoices
) -> None:
    """Money by theme beside England, and beside similar places."""
    render_chart(
        line_spend_chart(reader, [place], basis=choices.basis, year=choices.year), key="themes"
    )
    rows = spend_by_line(reader, similar, [place], basis=choices.basis, year=choices.year)
    money, year = choices.money, choices.year
    fit = similar.fit(money.measure, year)
    row = similar.row(money.measure, money.basis, year, place.value_code)
    reason = similar.why_none(money.measure, money.basis, year, place.value_code)
    sentence = similar_sentences(place, row, year=year, reason=reason)
    render_prose(paragraph(strong(f"{money.name}. "), f"{sentence} {ENDOGENEITY}"))
    st.caption(plain_text(f"{fit_words(fit)} {NOT_IN_IT}" if fit else NOT_IN_IT))
    render_similar_table(rows, year=year)


def render_outcomes(reader: CompareReader, place: Place, choices: ProfileChoices) -> None:
    """The theme's outcomes against England and against its neighbours."""
    more = draw_kept("outcomes", choices.address, lambda: _say_outcomes(reader, place, choices))
    if more:
        render_more(more, lambda: _render_rest(reader, place, choices), key="untested")


def _say_outcomes(reader: CompareReader, place: Place, choices: ProfileChoices) -> str:
    """Write what can be compared; return what else there is, nothing where that is all."""
    st.header("Health and other outcomes")
    render_prose(paragraph(" ".join(theme_sentences(reader.places, place, theme=choices.theme))))
    outcomes = reader.places.outcomes(place, choices.theme)
    if not outcomes:
        st.info("There is no outcome of this theme for this place. Choose another theme.")
        return ""
    tested = [outcome for outcome in outcomes if outcome.verdict != CANNOT_TELL]
    if tested:
        table = pd.DataFrame([_tested_row(reader, place, outcome) for outcome in tested])
        title = f"Outcomes of {place.name}"
        st.table(table.set_index("Outcome"), alt=title)
        offer_data("outcomes", lambda: table, title=title, sources=_sources(tested))
        st.caption(f"Each number opens where it is from. {TESTS} {CANNOT_SAY}")
    rest = len(outcomes) - len(tested)
    if rest or reader.places.older_outcomes(place, choices.theme):
        return f"{rest} more without a confidence interval, and older series"
    return ""


def _render_rest(reader: CompareReader, place: Place, choices: ProfileChoices) -> None:
    """Outcomes whose difference cannot be tested, and series that go no further."""
    outcomes = reader.places.outcomes(place, choices.theme)
    rest = [outcome for outcome in outcomes if outcome.verdict == CANNOT_TELL]
    older = reader.places.older_outcomes(place, choices.theme)
    if rest:
        render_prose(paragraph(cannot_say(len(rest))))
        frame = pd.DataFrame([_outcome_row(reader, place, outcome) for outcome in rest])
        title = f"Other outcomes of {place.name}"
        st.table(frame.set_index("Outcome"), alt=title)
        offer_data("other_outcomes", lambda: frame, title=title, sources=_sources(rest))
        st.caption(APPROXIMATE)
    if older:
        render_prose(older_series_line(older, theme=choices.theme, place=place))


def _sources(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(outcome.measure.source for outcome in outcomes))


def _outcome_row(reader: CompareReader, place: Place, outcome: Outcome) -> dict[str, str]:
    """An outcome with its figure, which opens where it is from, and England's."""
    measure, period = outcome.measure, outcome.period
    row = reader.places.row(place, measure, period)
    figure = figure_link(
        shown_value(row, measure), measure, period=period, area=place.value_code, row=row
    )
    return {
        "Outcome": f"{measure_title(measure)}, {period}",
        "Value (95% confidence interval)": figure + ratio_note(outcome),
        "England": format_value(outcome.england, unit=measure.unit, decimals=measure.decimals),
    }


def _tested_row(reader: CompareReader, place: Place, outcome: Outcome) -> dict[str, str]:
    """An outcome with the verdicts against England and against the place's neighbours."""
    (near,) = reader.standings(
        [place], outcome.measure, period=outcome.period, against="neighbours"
    )
    words = short_words(near.verdict, is_old=outcome.is_old) if near.comparator else "no group"
    return {
        **_outcome_row(reader, place, outcome),
        "Compared with England": verdict_cell(outcome),
        "Compared with similar places": words,
    }


def render_partners(places: PlaceReader, place: Place, choices: ProfileChoices) -> None:
    """What the programme counted and found here; on the theme first, where one is chosen."""
    draw_kept("partners", choices.address, lambda: _say_partners(places, place, choices))
    if places.counts(place):
        render_more(
            "Every total that was published then",
            lambda: render_counts(places, [place]),
            key="counts",
        )


def _say_partners(places: PlaceReader, place: Place, choices: ProfileChoices) -> None:
    st.header("What partners found")
    sentence = programme_sentence(place, places.programme_of(place), places.counts(place))
    registers, linked = load_registers(), []
    for entry in places.programme_of(place):
        if choices.theme != ALL_THEMES:
            of = f"{lower_first(places.theme_names[choices.theme])} in {entry.name}"
            linked.append(
                register_links(registers, of=of, place=entry.place_id, theme=choices.theme)
            )
        linked.append(register_links(registers, of=entry.name, place=entry.place_id))
    render_prose(paragraph(sentence), *linked)


def render_change(reader: CompareReader, place: Place, choices: ProfileChoices) -> None:
    """Money and length of life over the years."""
    since, until = choices.change
    words = trend_words(choices.money, choices.trend)
    if words:
        st.caption(plain_text(words))
    charts = change_charts(reader, [place], choices.trend, since=since, until=until)
    charts += life_charts(reader, place)
    for start in range(0, len(charts), 2):
        pair = charts[start : start + 2]
        for column, chart in zip(st.columns(2, gap="medium"), pair, strict=False):
            with column:
                render_chart(chart, key=chart.name)


def life_charts(reader: CompareReader, place: Place) -> list[Chart]:
    """Length of life over the years, in as many ways as the place has it."""
    charts: list[Chart] = []
    for name in TRENDS:
        for sex in ("female", "male"):
            measure = reader.places.maps.measure(measure=f"{name}:{sex}", basis="as published")
            if reader.places.newest(place, measure) is not None:
                charts += change_charts(
                    reader,
                    [place],
                    measure,
                    since=measure.periods[0],
                    until=measure.periods[-1],
                )
    return charts


def render_people(reader: CompareReader, place: Place) -> None:
    """Residents by age beside England's."""
    chart = people_chart(reader, place)
    if chart is not None:
        render_chart(chart, key="ages")


def people_chart(reader: CompareReader, place: Place) -> Chart | None:
    """Residents by age in the newest year beside England's, where they are known."""
    year = reader.comparators.facts.age_years[-1]
    return age_chart(reader, [place, england_age_place()], year=year)


def render_sources(reader: CompareReader, place: Place, choices: ProfileChoices) -> None:
    """Name every source of the page."""
    rows = used_sources(reader, place, choices, themes=[choices.theme])
    lines = [join(source_line(row), f" Licence: {row['licence']}.") for row in rows]
    version = reader.places.maps.store.version
    render_prose(bullets([*lines, f"{ATTRIBUTION}. Data version {version}."]))


def used_sources(
    reader: CompareReader, place: Place, choices: ProfileChoices, *, themes: Iterable[str]
) -> list[SourcesRow]:
    """Every source of a place's page with the outcomes of some themes, once."""
    places = reader.places
    used = [SOURCE, choices.money.source, "ons_population", "ons_neighbours", "ohid_local_deciles"]
    used += [
        outcome.measure.source for theme in themes for outcome in places.outcomes(place, theme)
    ]
    used += ["total_place"] if places.counts(place) else []
    return [places.maps.sources[source] for source in dict.fromkeys(used)]
