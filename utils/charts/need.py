"""Charts of spend beside what need would suggest: one line of money, and every theme's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import pandas as pd

from data.compare_reader import CompareReader
from data.map_reader import Measure
from data.need_reader import NeedReader, NeedRow
from data.place_reader import HEADLINE, Place
from utils.charts.chart import Chart, number_axis
from utils.charts.compare import OVERLAP, source_note
from utils.charts.grouped_dots import grouped_dots_spec
from utils.charts.intervals import interval_spec
from utils.formatting import join_words
from utils.narrative.compare import need_words, pounds
from utils.narrative.place import BASIS_WORDS

NEED_AXIS: Final = "£ a person from expected"
NEED_KEY: Final = (
    "Dot: spend minus expected spend; bar: its 95 per cent limits; grey tick: as expected. One "
    "place in twenty lies outside its limits by chance alone."
)
AVERAGE_KEY: Final = (
    "Dot: what the place would spend if it had average need, that is the mean of all authorities "
    "and the place's own difference from what its need would suggest; grey tick: that mean. The "
    "limits stand in the table."
)


class ThemeNeed(NamedTuple):
    """A place's spend on a theme's line beside what its need would suggest, if that is known."""

    theme: str
    measure: Measure
    mean: float | None
    place: Place
    row: NeedRow | None


def needs_by_theme(
    reader: CompareReader, need: NeedReader, chosen: Sequence[Place], *, basis: str, year: str
) -> list[ThemeNeed]:
    """Every theme's line that is reported in a year, theme by theme, a row a place."""
    found = []
    for theme, measure in reader.places.theme_lines(basis=basis, period=year).items():
        rows = [need.adjusted(measure.measure, basis, year, one.value_code) for one in chosen]
        mean = next((row.adjusted - row.residual for row in rows if row is not None), None)
        found += [
            ThemeNeed(reader.places.theme_names[theme], measure, mean, place, row)
            for place, row in zip(chosen, rows, strict=True)
        ]
    return found


def theme_need_chart(
    reader: CompareReader,
    rows: Sequence[ThemeNeed],
    chosen: Sequence[Place],
    *,
    basis: str,
    year: str,
) -> Chart | None:
    """Spend a person on each theme as it would be at average need; None where none is known."""
    known = [one for one in rows if one.row is not None]
    if not known:
        return None
    frame = pd.DataFrame(
        [
            {
                "line": one.theme,
                "place": one.place.name,
                "value": one.row.adjusted if one.row else None,
                "england": one.mean,
                "text": f"{one.place.name}, {one.theme} ({one.measure.name}), at average need: "
                f"{pounds(one.row.adjusted if one.row else None)}",
                "england_text": f"Mean of all authorities, {one.theme}: {pounds(one.mean)}",
            }
            for one in rows
            if one.measure.measure != HEADLINE
        ]
    )
    return Chart(
        name=f"spend_at_average_need_{year}_{basis}",
        title=f"The same at average need: spend per person by theme, {year}, {BASIS_WORDS[basis]}",
        spec=grouped_dots_spec(
            frame,
            places=[one.name for one in chosen],
            axis=number_axis("£ per person", decimals=0, before="£"),
        ),
        finding=" ".join(_clear_themes(known, one) for one in chosen),
        table=_table(rows),
        notes=(
            AVERAGE_KEY,
            OVERLAP,
            source_note(reader, reader.places.maps.measure(measure=HEADLINE, basis=basis)),
        ),
    )


def _clear_themes(rows: Sequence[ThemeNeed], place: Place) -> str:
    """Say on which themes a place clearly spends more or less than its need would suggest."""
    own = [(one.theme.lower(), one.row) for one in rows if one.place == place and one.row]
    if not own:
        return f"{place.name}: cannot be told."
    more = [theme for theme, row in own if row.lower > 0]
    less = [theme for theme, row in own if row.upper < 0]
    parts = [f"clearly more than its need would suggest on {join_words(more)}"] if more else []
    parts += [f"clearly less on {join_words(less)}"] if less else []
    if not parts:
        return f"{place.name} spends as is usual for its need on every theme that can be told."
    return f"{place.name} spends {'; '.join(parts)}; the rest is within what is usual."


def _table(rows: Sequence[ThemeNeed]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [
            {
                "Theme": one.theme,
                "What is counted": one.measure.name,
                "Place": one.place.name,
                "Spend (£ per person)": one.row.value if one.row else None,
                "Expected at this need": one.row.expected if one.row else None,
                "Spend at average need": one.row.adjusted if one.row else None,
                "Difference from expected": one.row.residual if one.row else None,
                "Lower 95% limit": one.row.lower if one.row else None,
                "Upper 95% limit": one.row.upper if one.row else None,
            }
            for one in rows
        ]
    )
    numbers = frame.columns[3:]
    return frame.astype(dict.fromkeys(numbers, "float64")).round(0)


def need_chart(
    reader: CompareReader,
    rows: Sequence[tuple[Place, NeedRow | None]],
    measure: Measure,
    *,
    year: str,
    notes: Sequence[str],
) -> Chart:
    """How far each place's spend lies from what its need would suggest, with limits."""
    known = [(place, row) for place, row in rows if row is not None]
    frame = pd.DataFrame(
        {
            "label": [place.name for place, _ in known],
            "value": [row.residual for _, row in known],
            "lower": [row.lower for _, row in known],
            "upper": [row.upper for _, row in known],
            "reference": [0.0 for _ in known],
            "text": [f"{place.name}: {need_words(row)}" for place, row in known],
        }
    )
    table = pd.DataFrame(
        {
            "Place": frame["label"],
            "Spend (£ per person)": [row.value for _, row in known],
            "Expected at this need": [row.expected for _, row in known],
            "Spend at average need": [row.adjusted for _, row in known],
            "Difference from expected": frame["value"],
            "Lower 95% limit": frame["lower"],
            "Upper 95% limit": frame["upper"],
        }
    )
    return Chart(
        name=f"need_{measure.item}_{year}_{measure.basis}",
        title=f"{measure.name}: difference from what need would suggest, {year}, "
        f"{BASIS_WORDS[measure.basis]}",
        spec=interval_spec(frame, axis=number_axis(NEED_AXIS, decimals=0, before="£", sign=True)),
        finding=" ".join(f"{place.name}: {need_words(row)}." for place, row in known),
        table=table.round(0),
        notes=(NEED_KEY, *notes, source_note(reader, measure)),
    )
