from __future__ import annotations

import io

import pandas as pd
import pytest

from data.map_reader import MapReader
from utils.ui.table_twin import export_csv

READER = MapReader()


def read_export(*, measure: str, basis: str, period: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Write the download, read it back, and return it beside the rows it was made of."""
    found = READER.measure(measure=measure, basis=basis)
    rows = READER.on_map(found, period=period)
    content = export_csv(READER, rows, found, period=period)
    return pd.read_csv(io.BytesIO(content), encoding="utf-8-sig"), rows


@pytest.mark.parametrize(
    ("measure", "basis", "period", "unit", "publisher"),
    [
        (
            "spend:total",
            "cash",
            "2010-11",
            "GBP per person",
            "Ministry of Housing, Communities and Local Government",
        ),
        (
            "healthy_life_expectancy:male",
            "as published",
            "2022-24",
            "years",
            "Office for National Statistics",
        ),
    ],
)
def test_download_reads_back_with_its_values_unit_and_source(
    measure: str, basis: str, period: str, unit: str, publisher: str
) -> None:
    back, rows = read_export(measure=measure, basis=basis, period=period)
    assert len(back) == 153
    assert list(back["area_code"]) == list(rows["area_code"])
    pd.testing.assert_series_equal(back["value"], rows["value"].astype("float64"))
    for column, words in {"unit": unit, "period": period, "basis": basis}.items():
        assert set(back[column]) == {words}
    assert set(back["publisher"]) == {publisher}
    assert set(back["licence"]) == {"OGL-UK-3.0"}
    attribution = back["attribution"].iloc[0]
    assert "Open Government Licence v3.0" in attribution
    assert "Contains OS data © Crown copyright" in attribution
    assert set(back["data_version"]) == {READER.store.version}
    assert back["source_page"].str.startswith("https://").all()


def test_gap_stays_empty_in_the_download_with_its_reason() -> None:
    back, _ = read_export(measure="spend:total", basis="real", period="2023-24")
    birmingham = back.set_index("area_code").loc["E08000025"]
    assert pd.isna(birmingham["value"])
    assert birmingham["status"] == "missing"
    assert birmingham["note"] == "No return from Birmingham"


def test_limits_are_in_the_download_of_an_outcome() -> None:
    back, _ = read_export(
        measure="healthy_life_expectancy:male", basis="as published", period="2022-24"
    )
    known = back.dropna(subset=["value", "lower_cl", "upper_cl"])
    assert len(known) > 100
    assert ((known["lower_cl"] <= known["value"]) & (known["value"] <= known["upper_cl"])).all()
