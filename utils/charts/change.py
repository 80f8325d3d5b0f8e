"""Change over the years: a small panel a place, with gaps and breaks in the basis drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from data.export.native import NativeChart, Series, numbers_of
from data.read.comparisons import CompareReader
from data.read.measures import Measure, ValueRow
from data.read.places import Place
from data.read.statuses import NOTED
from utils.charts.chart import PLACE_COLOURS, REFERENCE_COLOUR, Chart, number_axis
from utils.charts.trend import trend_spec
from utils.config import ENGLAND
from utils.formatting import format_value
from utils.narrative.compare import change_sentence
from utils.narrative.place import BASIS_WORDS, SCHOOLS, measure_title, unit_words
from utils.narrative.sources import source_note

ENGLAND_NAME: Final = "England"


def change_charts(
    reader: CompareReader, chosen: Sequence[Place], measure: Measure, *, since: str, until: str
) -> list[Chart]:
    """A panel a place, all on the same scale, from a first to a last period.

    Money is cut where its basis breaks; a line is cut at every gap too.
    """
    periods = _between(measure, since, until)
    breaks = _breaks(reader, measure, periods)
    frame = _all_series(reader, chosen, measure, periods, breaks)
    money = measure.kind == "spend"
    return [
        Chart(
            name=f"change_{measure.measure.replace(':', '_')}_{place.place_id}",
            title=f"{place.name}: {measure_title(measure)}, {_words(measure)}",
            spec=trend_spec(
                frame,
                own=place.name,
                england=ENGLAND_NAME,
                breaks=breaks,
                periods=periods,
                axis=number_axis(
                    unit_words(measure.unit),
                    decimals=measure.decimals,
                    before="£" if money else "",
                ),
            ),
            finding=change_words(reader, place, measure, since=since, until=until),
            table=_table(frame, place, measure),
            notes=(
                "Strong line: this place; pale lines: the others; dashed: England. A line is cut "
                "where no figure is published"
                + (" and, at the dotted marks, where the basis breaks." if breaks else "."),
                *_noted_words(frame, place),
                *(break_notes(reader, measure, periods) if money else ()),
                source_note(reader, measure),
            ),
            native=_native(frame, place, measure, periods=periods, breaks=breaks),
        )
        for place in chosen
    ]


def _native(
    frame: pd.DataFrame,
    place: Place,
    measure: Measure,
    *,
    periods: Sequence[str],
    breaks: Sequence[str],
) -> NativeChart:
    """The place's line with its limits, beside England's."""
    found = [
        _series(frame, name, periods, decimals=measure.decimals)
        for name in (ENGLAND_NAME, place.name)
    ]
    cut = f". Lines are cut where the basis breaks: {', '.join(breaks)}" if breaks else ""
    return NativeChart(
        "lines",
        tuple(periods),
        tuple(found),
        categories_title="Period" + cut,
        values_title=_words(measure),
        decimals=measure.decimals,
        before="£" if measure.kind == "spend" else "",
        limits="95% confidence interval" if any(series.lower for series in found) else "",
        breaks=tuple(periods.index(period) for period in breaks),
    )


def _series(frame: pd.DataFrame, name: str, periods: Sequence[str], *, decimals: int) -> Series:
    rows = frame[frame["place"] == name].set_index("period").reindex(list(periods))
    has_limits = rows["lower"].notna().any()
    lower, upper = (
        numbers_of(rows[limit], decimals=decimals) if has_limits else ()
        for limit in ("lower", "upper")
    )
    return Series(
        name,
        numbers_of(rows["value"], decimals=decimals),
        REFERENCE_COLOUR if name == ENGLAND_NAME else PLACE_COLOURS[0],
        lower=lower,
        upper=upper,
        is_reference=name == ENGLAND_NAME,
        hollow=tuple(number for number, noted in enumerate(rows["noted"]) if noted is True),
    )


def break_notes(reader: CompareReader, measure: Measure, periods: Sequence[str]) -> list[str]:
    """Every break of the basis between the periods, with what broke."""
    rows = reader.comparators.facts.breaks_of(measure.item)
    return [
        f"{row['financial_year']}, {row['kind']}: {row['note']}"
        for row in rows.to_dict("records")
        if row["financial_year"] in periods[1:]
    ]


def _between(measure: Measure, since: str, until: str) -> list[str]:
    first, last = (measure.periods.index(period) for period in sorted([since, until]))
    return list(measure.periods[first : last + 1])


def _breaks(reader: CompareReader, measure: Measure, periods: Sequence[str]) -> list[str]:
    if measure.kind != "spend":
        return []
    rows = reader.comparators.facts.breaks_of(measure.item)
    return [period for period in periods[1:] if period in set(rows["financial_year"])]


def _all_series(
    reader: CompareReader,
    chosen: Sequence[Place],
    measure: Measure,
    periods: Sequence[str],
    breaks: Sequence[str],
) -> pd.DataFrame:
    codes = {ENGLAND_NAME: ENGLAND, **{place.name: place.value_code for place in chosen}}
    parts = []
    for name, code in codes.items():
        rows = reader.series_of(code, measure)
        rows = rows[rows["period"].isin(periods)].rename(
            columns={"lower_cl": "lower", "upper_cl": "upper"}
        )
        cut = rows["value"].isna() | rows["period"].isin(breaks)
        parts.append(rows.assign(place=name, segment=cut.cumsum()))
    frame = pd.concat(parts, ignore_index=True)
    frame["noted"] = frame["status"].isin(NOTED)
    frame["text"] = [
        f"{row['place']}, {row['period']}: "
        f"{format_value(row['value'], unit=measure.unit, decimals=measure.decimals)}"
        + (f". {row['note']}" if row["noted"] and row["note"] else "")
        for row in frame.to_dict("records")
    ]
    return frame[["period", "place", "segment", "value", "lower", "upper", "noted", "note", "text"]]


def _noted_words(frame: pd.DataFrame, place: Place) -> list[str]:
    """What must be known of the place's figures that are marked with a hollow point."""
    rows = frame[(frame["place"] == place.name) & frame["noted"]]
    if rows.empty:
        return []
    words = [f"{row['period']}: {str(row['note']).rstrip('.')}." for row in rows.to_dict("records")]
    return [" ".join(["Hollow point: partly estimated, or may include an error.", *words])]


def _table(frame: pd.DataFrame, place: Place, measure: Measure) -> pd.DataFrame:
    own = frame[frame["place"] == place.name].reset_index(drop=True)
    england = frame[frame["place"] == ENGLAND_NAME].reset_index(drop=True)
    table = pd.DataFrame({"Period": own["period"], place.name: own["value"]})
    if own["lower"].notna().any():
        table["95% confidence interval, lower"], table["95% confidence interval, upper"] = (
            own["lower"],
            own["upper"],
        )
    table[ENGLAND_NAME] = england["value"]
    if own["noted"].any():
        table["Note"] = own["note"].where(own["noted"]).fillna("")
    return table.round(measure.decimals)


def change_words(
    reader: CompareReader, place: Place, measure: Measure, *, since: str, until: str
) -> str:
    """How a measure of a place changed, how sure that is, and what must be known of both ends.

    Args:
        reader: the reader.
        place: whom it is about.
        measure: the measure.
        since: first period.
        until: last period.
    """
    change = reader.change(place, measure, since=since, until=until)
    scopes = _scopes(reader, measure, *sorted([since, until]))
    sentence = change_sentence(place, measure, change, scopes=scopes)
    sentence += "".join(_end_note(row) for row in (change.start, change.end) if row)
    if measure.item in reader.places.lines_with_schools:
        sentence += f" {SCHOOLS}"
    return sentence


def _end_note(row: ValueRow) -> str:
    """What must be known of a figure at an end of the change."""
    if row["status"] not in NOTED or not row["note"]:
        return ""
    return f" {row['period']}: {str(row['note']).rstrip('.')}."


def _scopes(reader: CompareReader, measure: Measure, since: str, until: str) -> list[str]:
    """What a line of money holds at one end of a change and not at the other."""
    if measure.kind != "spend":
        return []
    rows = reader.comparators.facts.breaks_of(measure.item)
    between = rows["financial_year"].gt(since) & rows["financial_year"].le(until)
    return [str(scope) for scope in rows.loc[between, "scope"].dropna()]


def _words(measure: Measure) -> str:
    basis = BASIS_WORDS.get(measure.basis, "")
    return f"{unit_words(measure.unit)}, {basis}" if basis else unit_words(measure.unit)
