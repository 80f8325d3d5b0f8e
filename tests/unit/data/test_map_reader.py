from __future__ import annotations

import base64
import gzip
import json

import numpy as np
import pytest

from data.map_reader import MapReader
from data.store import Store
from utils.config import ENGLAND
from utils.errors import InvalidInputError

TOTAL = ("spend:total", "cash")
SPARSE = ("drug_poisoning_deaths:persons", "as published")


@pytest.fixture(scope="module")
def reader() -> MapReader:
    return MapReader()


def test_areas_are_in_the_order_of_the_geometry(reader: MapReader) -> None:
    packed = Store().path("geometry-upper-tier").read_bytes()
    topology = json.loads(gzip.decompress(packed))
    ids = [one["id"] for one in topology["objects"]["areas"]["geometries"]]
    assert list(reader.areas["area_code"]) == ids
    assert list(reader.areas["area_name"]) == topology["names"]
    assert len(ids) == 153


@pytest.mark.parametrize("key", [TOTAL, ("spend:total", "real"), SPARSE])
def test_a_series_holds_what_each_map_shows(reader: MapReader, key: tuple[str, str]) -> None:
    measure = reader.measures[key]
    series = json.loads(reader.series(measure))
    assert series["periods"] == list(measure.periods)
    for period in measure.periods:
        decoded = np.frombuffer(base64.b64decode(series["values"][period]), dtype="<f4")
        shown = reader.on_map(measure, period=period)["value"].to_numpy(
            dtype="float32", na_value=np.nan
        )
        np.testing.assert_array_equal(decoded, shown)
        assert len(decoded) == 153


def test_every_period_of_a_measure_has_a_value_on_the_map(reader: MapReader) -> None:
    for key in (TOTAL, SPARSE):
        measure = reader.measures[key]
        for period in measure.periods:
            assert reader.on_map(measure, period=period)["value"].notna().any()


def test_a_value_on_the_map_is_that_of_its_area(reader: MapReader) -> None:
    measure = reader.measures[TOTAL]
    rows = reader.on_map(measure, period="2009-10").set_index("area_name")
    published = Store().read(
        "map_values",
        where=[("measure", "==", TOTAL[0]), ("basis", "==", "cash"), ("period", "==", "2009-10")],
    )
    expected = published.set_index("area_code")["value"]["E08000025"]
    assert rows.loc["Birmingham", "value"] == expected
    assert rows.loc["Birmingham", "area_code"] == "E08000025"
    assert ENGLAND not in set(rows["area_code"])


def test_the_newest_is_the_last_period_with_a_value(reader: MapReader) -> None:
    values = reader.values(reader.measures[TOTAL])
    assert values.newest["E08000025"]["period"] == "2022-23"
    assert values.rows["2023-24", "E08000025"]["value"] is None
    assert values.newest["E06000001"]["period"] == "2024-25"
    assert values.newest[ENGLAND]["period"] == "2024-25"


def test_missing_cells_are_none(reader: MapReader) -> None:
    row = reader.values(reader.measures[TOTAL]).rows["2009-10", "E08000025"]
    assert (row["lower_cl"], row["verdict_england"]) == (None, None)


def test_an_unknown_measure_is_refused(reader: MapReader) -> None:
    with pytest.raises(InvalidInputError, match="'spend:nothing', 'cash'"):
        reader.measure(measure="spend:nothing", basis="cash")
    with pytest.raises(InvalidInputError, match="as published"):
        reader.measure(measure=TOTAL[0], basis="as published")
    assert reader.measure(measure=TOTAL[0], basis="cash").item == "total"


def test_every_measure_has_ordered_breaks_and_periods(reader: MapReader) -> None:
    for measure in reader.measures.values():
        assert list(measure.breaks) == sorted(set(measure.breaks)), measure.measure
        assert len(measure.breaks) <= 4, measure.measure
        assert len(set(measure.periods)) == len(measure.periods) >= 1, measure.measure
        starts = [period[:4] for period in measure.periods]
        assert starts == sorted(starts), measure.measure


def test_equal_data_are_equal_readers(reader: MapReader) -> None:
    assert hash(reader) == hash(MapReader())
    assert reader == MapReader()
