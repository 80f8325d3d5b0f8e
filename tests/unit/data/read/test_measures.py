from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.read.areas import SMALL_LEVELS
from data.read.measures import FIRST_LEVELS, FIXED, MapReader
from data.read.store import Store
from geo.wire import read_array, read_header
from tests.unit.utils.measures import measure_of
from utils.config import ENGLAND
from utils.errors import InvalidInputError

Key = tuple[str, str, str]
TOTAL = ("spend:total", "cash", "upper_tier")
REAL = ("spend:total", "real", "upper_tier")
SPARSE = ("drug_poisoning_deaths:persons", "as published", "upper_tier")
EVERY_LEVEL = {
    "region": ("regional:health", "real", "region"),
    "upper_tier": TOTAL,
    "lower_tier": ("life_expectancy_at_birth:male", "as published", "lower_tier"),
    "msoa": ("life_expectancy_at_birth:male", "as published", "msoa"),
    "lsoa": ("imd_decile:persons", "as published", "lsoa"),
}
BIRMINGHAM = "E08000025"


@pytest.fixture(scope="module")
def reader() -> MapReader:
    return MapReader()


def key_at(reader: MapReader, level: str) -> Key:
    """The measure of a level named above, or any that it has."""
    key = EVERY_LEVEL[level]
    return (
        key
        if key in reader.measures
        else next(measure for measure in reader.measures if measure[2] == level)
    )


@pytest.mark.parametrize("level", EVERY_LEVEL)
def test_a_map_has_a_row_for_every_area_in_order(reader: MapReader, level: str) -> None:
    measure = reader.measures[key_at(reader, level)]
    rows = reader.on_map(measure, period=measure.periods[-1])
    areas = reader.geography.areas(level)
    pd.testing.assert_frame_equal(rows[list(areas.columns)], areas)
    assert list(rows.columns) == [
        *areas.columns,
        "value",
        "lower_cl",
        "upper_cl",
        "verdict_england",
        "status",
        "note",
        "mainly_estimated",
    ]
    assert {str(rows[name].dtype) for name in ("value", "lower_cl", "upper_cl")} == {"float64"}
    assert rows["value"].notna().any()


@pytest.mark.parametrize("level", EVERY_LEVEL)
def test_a_value_on_the_map_is_the_published_one_of_its_area(reader: MapReader, level: str) -> None:
    measure = reader.measures[key_at(reader, level)]
    small = level in SMALL_LEVELS
    where = [("measure", "==", measure.measure), ("period", "==", measure.periods[-1])]
    where.append(("level", "==", level) if small else ("basis", "==", measure.basis))
    table = Store().read("small_area_values" if small else "map_values", where=where)
    published = table.set_index("area_code")["value"]
    rows = reader.on_map(measure, period=measure.periods[-1])
    expected = published.reindex(rows["area_code"]).to_numpy(np.float64, na_value=np.nan)
    np.testing.assert_array_equal(rows["value"], expected)


@pytest.mark.parametrize("key", [TOTAL, REAL, SPARSE, EVERY_LEVEL["lsoa"], EVERY_LEVEL["region"]])
def test_a_series_holds_what_each_map_shows(reader: MapReader, key: Key) -> None:
    measure = reader.measures[key]
    message = reader.series(measure)
    frames = read_header(message)["periods"]
    assert [frame["period"] for frame in frames] == list(measure.periods)
    fixed = reader.breaks(measure, scheme=FIXED, period="all")
    for frame in frames:
        decoded = read_array(message, frame["value"], decimals=frame["decimals"])
        shown = reader.on_map(measure, period=frame["period"])["value"].round(measure.decimals)
        np.testing.assert_allclose(decoded, shown, rtol=0, atol=10.0**-measure.decimals * 0.51)
        np.testing.assert_array_equal(decoded, reader.numbers(measure, period=frame["period"]))
        assert frame["breaks"] == list(fixed)


def test_a_series_inside_a_place_has_its_rows_alone(reader: MapReader) -> None:
    measure = reader.measures[EVERY_LEVEL["lsoa"]]
    rows = reader.geography.within("lsoa", (BIRMINGHAM,))
    message = reader.series(measure, rows=rows)
    frames = read_header(message)["periods"]
    assert len(frames) == len(measure.periods)
    for frame in frames:
        decoded = read_array(message, frame["value"], decimals=frame["decimals"])
        whole = reader.numbers(measure, period=frame["period"])
        np.testing.assert_array_equal(decoded, whole[rows])


def test_every_period_of_a_measure_has_a_value_on_the_map(reader: MapReader) -> None:
    for key in (TOTAL, SPARSE):
        measure = reader.measures[key]
        for period in measure.periods:
            assert reader.on_map(measure, period=period)["value"].notna().any()


def test_a_period_without_the_measure_is_empty_not_shifted(reader: MapReader) -> None:
    rows = reader.on_map(reader.measures[TOTAL], period="1066-67")
    assert len(rows) == 153
    assert rows["value"].isna().all()


def test_numbers_are_rounded_as_they_are_shown(reader: MapReader) -> None:
    measure = reader.measures[SPARSE]
    period = measure.periods[-1]
    numbers = reader.numbers(measure, period=period)
    known = numbers[np.isfinite(numbers)]
    assert (np.round(known, measure.decimals) == known).all()
    upper = reader.numbers(measure, period=period, column="upper_cl")
    both = np.isfinite(numbers) & np.isfinite(upper)
    assert both.any()
    assert (upper[both] >= numbers[both]).all()


def test_birmingham_is_where_it_belongs_and_england_nowhere(reader: MapReader) -> None:
    rows = reader.on_map(reader.measures[TOTAL], period="2009-10").set_index("area_name")
    assert rows.loc["Birmingham", "area_code"] == BIRMINGHAM
    assert ENGLAND not in set(rows["area_code"])


def test_the_newest_is_the_last_period_with_a_value(reader: MapReader) -> None:
    values = reader.values(reader.measures[TOTAL])
    for code, period in {
        BIRMINGHAM: "2022-23",
        "E06000001": "2024-25",
        ENGLAND: "2024-25",
    }.items():
        newest = values.newest(code)
        assert newest is not None
        assert newest["period"] == period
        assert newest["value"] is not None
    gap = values.row("2023-24", BIRMINGHAM)
    assert gap is not None
    assert gap["value"] is None
    assert values.newest("E99999999") is None
    assert values.row("1066-67", BIRMINGHAM) is None


def test_missing_cells_are_none(reader: MapReader) -> None:
    row = reader.values(reader.measures[TOTAL]).row("2009-10", BIRMINGHAM)
    assert row is not None
    assert (row["lower_cl"], row["verdict_england"]) == (None, None)


def test_an_unknown_measure_is_refused(reader: MapReader) -> None:
    with pytest.raises(InvalidInputError, match="'spend:nothing', 'cash', 'upper_tier'"):
        reader.measure(measure="spend:nothing", basis="cash")
    with pytest.raises(InvalidInputError, match="as published"):
        reader.measure(measure=TOTAL[0], basis="as published")
    with pytest.raises(InvalidInputError, match="lsoa"):
        reader.measure(measure=TOTAL[0], basis="cash", level="lsoa")
    assert reader.measure(measure=TOTAL[0], basis="cash").item == "total"
    assert reader.measure(measure=TOTAL[0], basis="cash", level="region").level == "region"


@pytest.mark.parametrize("scheme", ["quantile", "equal", "fisher", "std", "tercile", FIXED])
@pytest.mark.parametrize("level", EVERY_LEVEL)
def test_breaks_of_every_scheme_class_the_values(
    reader: MapReader, level: str, scheme: str
) -> None:
    measure = reader.measures[key_at(reader, level)]
    for period in measure.periods:
        breaks = reader.breaks(measure, scheme=scheme, period=period)
        assert list(breaks) == sorted(set(breaks))
        most = 9 if measure.is_decile else 4
        assert len(breaks) <= (2 if scheme == "tercile" else most)
        assert list(breaks) == [round(bound, measure.decimals) for bound in breaks]


def test_fixed_breaks_are_alike_in_every_period_and_others_are_not(reader: MapReader) -> None:
    measure = reader.measures[TOTAL]
    by_scheme = {
        scheme: {reader.breaks(measure, scheme=scheme, period=period) for period in measure.periods}
        for scheme in (FIXED, "quantile")
    }
    assert len(by_scheme[FIXED]) == 1
    assert len(by_scheme["quantile"]) > 1


def test_an_unknown_scheme_is_refused_and_the_schemes_are_named(reader: MapReader) -> None:
    measure = reader.measures[TOTAL]
    with pytest.raises(InvalidInputError, match=r"'rainbow'.*equal, fisher, fixed, quantile, std"):
        reader.breaks(measure, scheme="rainbow", period=measure.periods[-1])
    with pytest.raises(InvalidInputError, match="1066-67"):
        reader.breaks(measure, scheme="quantile", period="1066-67")


@pytest.mark.parametrize(
    ("asked", "found"), [("2010", "2010"), ("2007", "2007"), ("1999", "2019"), ("", "2019")]
)
def test_the_nearest_period_is_the_same_else_the_newest(asked: str, found: str) -> None:
    assert measure_of(periods=("2007", "2010", "2019")).nearest_period(asked) == found


def test_every_measure_has_its_periods_in_order(reader: MapReader) -> None:
    for measure in reader.measures.values():
        assert len(set(measure.periods)) == len(measure.periods) >= 1, measure.measure
        starts = [period[:4] for period in measure.periods]
        assert starts == sorted(starts), measure.measure


def test_a_measure_is_first_shown_at_the_first_level_it_has(reader: MapReader) -> None:
    assert set(reader.first) == set(reader.by_level)
    for key, levels in reader.by_level.items():
        first = next(level for level in FIRST_LEVELS if level in levels)
        assert reader.first[key] is levels[first]
    assert reader.first["spend:total", "real"].level == "upper_tier"
    assert reader.first["imd_decile:persons", "as published"].level == "lsoa"
    assert reader.first["regional:health", "cash"].level == "region"


def test_every_measure_names_a_known_source(reader: MapReader) -> None:
    assert {measure.source for measure in reader.measures.values()} <= set(reader.sources)


def test_equal_data_are_equal_readers(reader: MapReader) -> None:
    assert hash(reader) == hash(MapReader())
    assert reader == MapReader()
