"""The card of a place: sentences, money by theme, outcomes, and the programme's own counts."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.read.measures import Measure
from data.read.places import KIND_WORDS, Outcome, Place, PlaceReader
from utils.formatting import format_interval, format_per_person, format_value
from utils.narrative.headline import cannot_say, headline_sentences, ratio_note, verdict_cell
from utils.narrative.place import (
    describe_count,
    measure_title,
    missing_outcome_sentence,
    money_sentence,
    outcome_sentence,
    price_words,
    programme_sentence,
)
from utils.narrative.spend_lines import OVERLAP, line_notes, marked_amounts, own_line_words
from utils.stats.verdicts import CANNOT_TELL
from utils.ui.passports.pages import card_url
from utils.ui.shared.loaders import load_whole_place
from utils.ui.shared.older_series import older_series_line
from utils.ui.shared.prose import link, paragraph, render_prose
from utils.ui.shared.whole_line import whole_line
from utils.ui.shared.words import APPROXIMATE, TESTS


def render_card(
    places: PlaceReader,
    place: Place,
    *,
    theme: str,
    money: Measure,
    period: str,
    whole_year: str | None,
    measure: Measure,
) -> None:
    """Write the head of the card: all public money, a few sentences and the money by theme.

    Args:
        places: the reader.
        place: whom the card is about.
        theme: theme chosen by the visitor.
        money: the spend measure to speak of.
        period: financial year of the money.
        whole_year: financial year of all public money; the newest where none is chosen.
        measure: the measure on the map; if it is an outcome, what it is here.
    """
    st.subheader(place.name)
    whole = load_whole_place()
    render_prose(whole_line(whole, place, year=whole_year, basis=money.basis))
    _render_sentences(places, place, money, period, measure, theme)
    _render_money(places, place, money.basis, period)
    address = card_url(
        place,
        theme=theme,
        basis=money.basis,
        period=period,
        whole_year=whole.year_or_newest(whole_year),
    )
    render_prose(paragraph(link("Where each figure of this card is from", address)))


def render_details(places: PlaceReader, place: Place, *, theme: str) -> None:
    """Write the rest of the card: the theme's outcomes and the programme's own counts."""
    left, right = st.columns(2, gap="medium")
    with left:
        _render_outcomes(places, place, theme)
    with right:
        _render_programme(places, place)


def _render_sentences(
    places: PlaceReader,
    place: Place,
    money: Measure,
    period: str,
    measure: Measure,
    theme: str,
) -> None:
    sentences = (
        money_sentence(
            place,
            measure=money,
            period=period,
            row=places.row(place, money, period),
            england=places.england(money, period),
            gap=places.gap(place, money, period),
            newest=places.newest(place, money),
            with_schools=money.item in places.lines_with_schools,
        ),
        *([_spoken(places, place, measure)] if measure.kind == "indicator" else []),
        *headline_sentences(places, place, theme=theme),
        programme_sentence(place, places.programme_of(place), places.counts(place)),
    )
    st.markdown("\n".join(f"- {sentence}" for sentence in sentences))


def _spoken(places: PlaceReader, place: Place, measure: Measure) -> str:
    """What the outcome on the map is here."""
    outcome = places.outcome(place, measure)
    return outcome_sentence(outcome) if outcome else missing_outcome_sentence(place, measure)


def _render_money(places: PlaceReader, place: Place, basis: str, period: str) -> None:
    frame = places.spend_by_line(place, basis=basis, period=period)
    prices = price_words(basis, period)
    st.markdown(f"**Spend by service, £ per person, {period}{f', {prices}' if prices else ''}**")
    columns = {"Service": frame["line"], place.name: marked_amounts(frame)}
    gap = frame["value"].isna()
    if gap.any():
        columns["Newest complete year"] = [
            _newest_words(places, place, places.maps.measure(measure=name, basis=basis))
            if missing
            else ""
            for name, missing in zip(frame["measure"], gap, strict=True)
        ]
    columns["England"] = [format_per_person(amount) for amount in frame["england"]]
    st.table(pd.DataFrame(columns).set_index("Service"))
    words = own_line_words(places, basis=basis, period=period)
    st.caption(" ".join([OVERLAP, *line_notes(frame), *([words] if words else [])]))


def _newest_words(places: PlaceReader, place: Place, measure: Measure) -> str:
    """A line's figure of its newest complete year, for a place without any in the year shown."""
    row = places.newest(place, measure)
    return f"{format_per_person(row['value'])} ({row['period']})" if row else "none"


def _render_outcomes(places: PlaceReader, place: Place, theme: str) -> None:
    st.markdown(f"**Outcomes: {places.theme_names[theme].lower()}**")
    outcomes = places.outcomes(place, theme)
    if not outcomes:
        st.caption("There is no outcome of this theme for this place.")
        return
    tested = [outcome for outcome in outcomes if outcome.verdict != CANNOT_TELL]
    rest = [outcome for outcome in outcomes if outcome.verdict == CANNOT_TELL]
    if tested:
        rows = [
            {**_row(outcome), "Compared with England": verdict_cell(outcome)} for outcome in tested
        ]
        st.table(pd.DataFrame(rows).set_index("Outcome"))
        st.caption(TESTS)
    if rest:
        st.markdown(cannot_say(len(rest)))
        with st.expander("The measures without a confidence interval"):
            st.table(pd.DataFrame([_row(outcome) for outcome in rest]).set_index("Outcome"))
            st.caption(APPROXIMATE)
    older = places.older_outcomes(place, theme)
    if older:
        render_prose(older_series_line(older, theme=theme, place=place))


def _row(outcome: Outcome) -> dict[str, str]:
    limits = _limits(outcome)
    return {
        "Outcome": f"{measure_title(outcome.measure)} ({outcome.period})",
        "Value (95% limits)": _value(outcome, outcome.value)
        + (f" ({limits})" if limits else "")
        + ratio_note(outcome),
        "England": _value(outcome, outcome.england),
    }


def _render_programme(places: PlaceReader, place: Place) -> None:
    programme = places.programme_of(place)
    st.markdown("**What the programme's own sources say**")
    if not programme:
        st.caption("This place is not in the record of pilots and parallel places.")
    for entry in programme:
        st.caption(
            f"{entry.name}: {KIND_WORDS[entry.kind]}. Themes: {entry.themes or 'none named'}. "
            f"{entry.how}"
        )
    for row in places.counts(place):
        note = f", “{row['precision_note']}”" if row["precision_note"] else ""
        body = "" if row["organisation"] == "all" else f" ({row['organisation']})"
        what = row["measure"].replace("_", " ")
        source = row["source_title"]
        link = f"[{source}]({row['source_url']})" if row["source_url"] else source
        st.markdown(f"- {what}{body}: **{describe_count(row)}**{note}. {link}")


def _limits(outcome: Outcome) -> str:
    unit, decimals = outcome.measure.unit, outcome.measure.decimals
    return format_interval(outcome.lower, outcome.upper, unit=unit, decimals=decimals)


def _value(outcome: Outcome, value: float | None) -> str:
    about = "≈ " if outcome.status == "approximate" and value is outcome.value else ""
    return about + format_value(value, unit=outcome.measure.unit, decimals=outcome.measure.decimals)
