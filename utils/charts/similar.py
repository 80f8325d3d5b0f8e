"""Charts of spend compared with similar places: a service line, and all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import pandas as pd

from data.read.comparisons import CompareReader
from data.read.measures import Measure
from data.read.places import HEADLINE, Place
from data.read.similar_rows import SimilarRow
from data.read.similar_spend import SimilarReader
from utils.charts.chart import Chart, number_axis
from utils.charts.grouped_dots import grouped_dots_spec
from utils.charts.spreads import spread_spec
from utils.formatting import join_words, lower_first
from utils.narrative.place import BASIS_WORDS
from utils.narrative.similar import ENDOGENEITY, similar_sentences
from utils.narrative.sources import source_note
from utils.narrative.spend_lines import OVERLAP
from utils.stats.spread_bands import ABOVE, BELOW, HIGH, LOW

SPREAD_KEY: Final = (
    "Dot: the place's spending. Thin bar: lowest to highest of similar places; thick bar: their "
    "middle half; tick: their median. Open diamond: expected spending, where it is shown."
)
DIFFERENCE_KEY: Final = "Dot: spending less the median of similar places; grey tick: no difference."
#: Columns of the tables after those that say of what they are.
SPEND, EXPECTED = "Spending (£ per person)", "Expected of such a place"
COLUMNS: Final = [
    SPEND,
    "Similar places: lowest",
    "Lower quartile",
    "Median",
    "Upper quartile",
    "Highest",
    EXPECTED,
    "19 in 20 such places: from",
    "to",
]


class LineSpend(NamedTuple):
    """A place's spend on a service line compared with similar places, if that is known."""

    measure: Measure
    place: Place
    row: SimilarRow | None


def spend_by_line(
    reader: CompareReader,
    similar: SimilarReader,
    chosen: Sequence[Place],
    *,
    basis: str,
    year: str,
) -> list[LineSpend]:
    """Every service line of a theme in a year, line by line, a row a place."""
    return [
        LineSpend(measure, place, similar.row(measure.measure, basis, year, place.value_code))
        for measure in reader.places.theme_lines(basis=basis, period=year).values()
        for place in chosen
    ]


def line_difference_chart(
    reader: CompareReader,
    rows: Sequence[LineSpend],
    chosen: Sequence[Place],
    *,
    basis: str,
    year: str,
) -> Chart | None:
    """How far spend on each line is from that of similar places; None where none is known."""
    known = [line for line in rows if line.row is not None]
    if not known:
        return None
    frame = pd.DataFrame(
        [
            {
                "line": line.measure.name,
                "place": line.place.name,
                "value": line.row.difference if line.row else None,
                "england": 0.0,
                "text": f"{line.measure.name}. "
                + similar_sentences(line.place, line.row, year=year),
                "england_text": "As similar places spend",
                "noted": False,
            }
            for line in rows
            if line.measure.measure != HEADLINE
        ]
    )
    return Chart(
        name=f"spend_beside_similar_places_{year}_{basis}",
        title=f"More or less than similar places, £ per person, {year}, {BASIS_WORDS[basis]}",
        spec=grouped_dots_spec(
            frame,
            places=[place.name for place in chosen],
            axis=number_axis(
                "£ per person compared with similar places", decimals=0, before="£", sign=True
            ),
        ),
        finding=" ".join(_outer_lines(known, place) for place in chosen),
        table=_table([(line.row, _names(line)) for line in rows]),
        notes=(
            DIFFERENCE_KEY,
            ENDOGENEITY,
            OVERLAP,
            source_note(reader, reader.places.maps.measure(measure=HEADLINE, basis=basis)),
        ),
    )


def _names(spend: LineSpend) -> dict[str, str]:
    return {"Service": spend.measure.name, "Place": spend.place.name}


def _outer_lines(rows: Sequence[LineSpend], place: Place) -> str:
    """Say on which lines a place is in an outer quarter of the places most like it."""
    own = [
        (lower_first(line.measure.name), line.row.band)
        for line in rows
        if line.place == place and line.row
    ]
    own = [(line, band) for line, band in own if band]
    if not own:
        return f"{place.name} has no list of similar places to compare it with."
    high = [line for line, band in own if band in {HIGH, ABOVE}]
    low = [line for line, band in own if band in {LOW, BELOW}]
    parts = [f"more than three quarters of similar places on {join_words(high)}"] if high else []
    parts += [f"less than three quarters of them on {join_words(low)}"] if low else []
    if not parts:
        return f"{place.name} is in the middle half of similar places on every service."
    return f"{place.name} spends {'; '.join(parts)}."


def _table(rows: Sequence[tuple[SimilarRow | None, dict[str, str]]]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [{**names, **dict(zip(COLUMNS, _cells(row), strict=True))} for row, names in rows]
    )
    return frame.astype(dict.fromkeys(COLUMNS, "float64")).round(0)


def _cells(row: SimilarRow | None) -> list[float | None]:
    if row is None:
        return [None] * len(COLUMNS)
    spread = row.neighbours
    ends = [None] * 5 if spread is None else list(spread[:5])
    return [row.value, *ends, row.expected, row.lower, row.upper]


def similar_chart(
    reader: CompareReader,
    rows: Sequence[tuple[Place, SimilarRow | None]],
    measure: Measure,
    *,
    year: str,
    notes: Sequence[str],
) -> Chart:
    """Each place's spend on a line in the spread of the councils most like it."""
    known = [(place, row) for place, row in rows if row is not None]
    spreads = [row.neighbours for _, row in known]
    frame = pd.DataFrame(
        {
            "label": [place.name for place, _ in known],
            "value": [row.value for _, row in known],
            "expected": [row.expected for _, row in known],
            **{
                name: [None if spread is None else getattr(spread, name) for spread in spreads]
                for name in ("lowest", "lower_quartile", "median", "upper_quartile", "highest")
            },
            "text": [similar_sentences(place, row, year=year) for place, row in known],
        }
    )
    return Chart(
        name=f"similar_{measure.item}_{year}_{measure.basis}",
        title=f"{measure.name} compared with similar places, £ per person, {year}, "
        f"{BASIS_WORDS[measure.basis]}",
        spec=spread_spec(frame, axis=number_axis("£ per person", decimals=0, before="£")),
        finding=" ".join(frame["text"]),
        table=_table([(row, {"Place": place.name}) for place, row in known]),
        notes=(SPREAD_KEY, ENDOGENEITY, *notes, source_note(reader, measure)),
    )
