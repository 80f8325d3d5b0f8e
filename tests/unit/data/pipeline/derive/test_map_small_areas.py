from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.pipeline.derive.map_small_areas import (
    OTHER_VINTAGES,
    small_area_measures,
    small_area_values,
)

LSOAS = ["E01000001", "E01000002", "E01000003"]
MSOAS = ["E02000001", "E02000002"]


def value_row(measure: str, area: str, kind: str, period: str, value: float) -> dict[str, Any]:
    return {
        "measure": measure,
        "area_code": area,
        "area_type": kind,
        "period": period,
        "sex": "persons",
        "value": value,
        "lower_cl": value - 1 if kind == "msoa11" else np.nan,
        "upper_cl": value + 1 if kind == "msoa11" else np.nan,
    }


def described(measure: str, kind: str, caveat: str) -> dict[str, Any]:
    return {
        "measure": measure,
        "area_type": kind,
        "name": f"Small {measure}",
        "unit": "small unit",
        "polarity": "neutral",
        "decimals": 0,
        "dark_end": "low",
        "ends": "most;least",
        "caveat": caveat,
        "source": "small source",
    }


@pytest.fixture
def tables() -> dict[str, pd.DataFrame]:
    parents = [(code, "lsoa11") for code in LSOAS] + [(code, "msoa11") for code in MSOAS]
    links = [
        (LSOAS[0], "lsoa11", LSOAS[0], "lsoa21", "unchanged"),
        (LSOAS[1], "lsoa11", "E01000008", "lsoa21", "split"),
        (LSOAS[1], "lsoa11", "E01000009", "lsoa21", "split"),
        (LSOAS[2], "lsoa11", "E01000007", "lsoa21", "merged"),
    ]
    values = [
        *(value_row("imd_decile", code, "lsoa11", "2019", 3.0) for code in LSOAS[:2]),
        value_row("imd_decile", LSOAS[0], "lsoa21", "2025", 4.0),
        value_row("imd_decile", "E01000007", "lsoa21", "2025", 5.0),
        value_row("imd_decile", "E01000008", "lsoa21", "2025", 6.0),
        value_row("imd_score", MSOAS[1], "msoa11", "2019", 12.345),
        value_row("population", LSOAS[0], "lsoa11", "2020", 1500.0),
    ]
    catalogue = [
        described("imd_decile", "lsoa11", "Mind."),
        described("imd_decile", "lsoa21", "Mind."),
        described("imd_score", "msoa11", "A mean."),
        described("population", "lsoa11", "People."),
    ]
    score = {
        "indicator": "deprivation_score",
        "name": "Deprivation score",
        "unit": "score",
        "decimals": 1,
        "polarity": "low_is_good",
        "dark_end": "high",
        "ends": "least deprived;most deprived",
    }
    return {
        "small_area_parents": pd.DataFrame(parents, columns=["area_code", "area_type"]),
        "lsoa_links": pd.DataFrame(
            links, columns=["old_code", "old_type", "new_code", "new_type", "change"]
        ),
        "small_areas": pd.DataFrame(values),
        "small_area_measures": pd.DataFrame(catalogue),
        "indicators": pd.DataFrame([score]),
    }


def slice_of(values: pd.DataFrame, measure: str, period: str) -> list[tuple[Any, ...]]:
    rows = values[(values["measure"] == measure) & (values["period"] == period)]
    columns = ["area_code", "value", "note"]
    return [
        tuple(None if pd.isna(cell) else cell for cell in row)
        for row in rows[columns].itertuples(index=False)
    ]


def test_every_area_has_a_row_in_every_period(tables: dict[str, pd.DataFrame]) -> None:
    values = small_area_values(tables)
    assert slice_of(values, "imd_decile:persons", "2019") == [
        (LSOAS[0], 3.0, None),
        (LSOAS[1], 3.0, None),
        (LSOAS[2], None, "No value is published for this area."),
    ]
    sizes = values.groupby(["level", "measure", "period"]).size().to_dict()
    assert sizes == {
        ("lsoa", "imd_decile:persons", "2019"): 3,
        ("lsoa", "imd_decile:persons", "2025"): 3,
        ("msoa", "deprivation_score:persons", "2019"): 2,
    }


def test_values_of_another_vintage_are_brought_to_the_areas_drawn(
    tables: dict[str, pd.DataFrame],
) -> None:
    assert slice_of(small_area_values(tables), "imd_decile:persons", "2025") == [
        (LSOAS[0], 4.0, None),
        (LSOAS[1], None, "A gap: split into several areas by 2021."),
        (LSOAS[2], 5.0, "The value of the 2021 area E01000007, of which it is part."),
    ]


def test_values_and_limits_are_as_published(tables: dict[str, pd.DataFrame]) -> None:
    values = small_area_values(tables).set_index("area_code")
    row = values.loc[MSOAS[1]]
    assert (row["value"], row["lower_cl"], row["upper_cl"]) == (12.345, 11.345, 13.345)


def test_a_measure_of_its_own_keeps_its_words(tables: dict[str, pd.DataFrame]) -> None:
    measures = small_area_measures(tables, small_area_values(tables)).set_index("measure")
    decile = measures.loc["imd_decile:persons"]
    assert (decile["kind"], decile["item"], decile["sex"]) == (
        "small_area",
        "imd_decile",
        "persons",
    )
    assert (decile["name"], decile["unit"]) == ("Small imd_decile", "small unit")
    assert (decile["dark_end"], decile["ends"]) == ("low", "most;least")
    assert decile["caveats"] == f"Mind.\n{OTHER_VINTAGES}"
    assert set(measures.index) == {"imd_decile:persons", "deprivation_score:persons"}


def test_a_measure_that_is_an_indicator_has_its_meaning_but_its_own_caveat_and_source(
    tables: dict[str, pd.DataFrame],
) -> None:
    measures = small_area_measures(tables, small_area_values(tables)).set_index("measure")
    score = measures.loc["deprivation_score:persons"]
    assert (score["kind"], score["item"], score["level"]) == (
        "indicator",
        "deprivation_score",
        "msoa",
    )
    assert (score["unit"], score["decimals"]) == ("score", 1)
    assert (score["dark_end"], score["ends"]) == ("high", "least deprived;most deprived")
    assert (score["polarity"], score["caveats"], score["source"]) == (
        "low_is_good",
        "A mean.",
        "small source",
    )


def test_a_measure_that_is_an_indicator_keeps_its_own_name(
    tables: dict[str, pd.DataFrame],
) -> None:
    # The indicator's name may hold the years of another level's figures.
    dated = tables["indicators"].assign(name="Deprivation score, 2007 to 2025")
    measures = small_area_measures(
        tables | {"indicators": dated}, small_area_values(tables)
    ).set_index("measure")
    assert measures.loc["deprivation_score:persons", "name"] == "Small imd_score"
    assert measures.loc["imd_decile:persons", "name"] == "Small imd_decile"
