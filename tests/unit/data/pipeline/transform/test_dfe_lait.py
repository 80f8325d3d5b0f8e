from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.pipeline.extract.raw import RawFiles
from data.pipeline.transform.dfe_lait import transform
from tests.unit.data.pipeline.transform.health_built import (
    FIXTURES,
    built_tables,
    fixture_raw,
    row_of,
)
from utils.config import ENGLAND
from utils.errors import SourceSchemaError

SOURCE = "dfe_lait"


def lait_raw(folder: Path, **changes: str) -> RawFiles:
    """The fixture as the publisher's parquet, its texts or columns changed on demand."""
    frame = pd.read_csv(FIXTURES / SOURCE / "measures.csv", dtype="str", keep_default_na=False)
    frame = frame.replace(changes).rename(columns=changes)
    frame.to_parquet(folder / "measures.parquet")
    return fixture_raw(SOURCE, folder=folder, replaced={"measures": "measures.parquet"})


def test_every_declared_indicator_has_rows(tmp_path: Path) -> None:
    raw = lait_raw(tmp_path)
    table = transform(raw, built_tables_with_durham())["observations"]
    assert set(table["indicator"]) == set(raw.declaration.indicators)


def test_a_dash_is_no_value_and_never_zero(tmp_path: Path) -> None:
    table = transform(lait_raw(tmp_path), built_tables_with_durham())["observations"]
    assert "E06000047" not in set(table["area_code"])
    assert table["value"].gt(0).all()


def test_names_become_codes_and_the_old_dorset_stays_apart(tmp_path: Path) -> None:
    table = transform(lait_raw(tmp_path), built_tables_with_durham())["observations"]
    row = row_of(table, "infant_mortality", "E08000025", "2016")
    assert row["value"] == pytest.approx(19.4)
    assert row_of(table, "infant_mortality", "E10000009", "2016")["value"] == 8
    assert "E06000059" not in set(table["area_code"])


def test_years_mean_what_each_measure_says(tmp_path: Path) -> None:
    table = transform(lait_raw(tmp_path), built_tables_with_durham())["observations"]
    periods = table.groupby("indicator")["period"].first()
    assert periods["under_18_conceptions"] == "2016"
    assert periods["care_leavers_neet"] == "2015/16"
    assert periods["children_killed_or_injured_on_roads"] == "2014-16"
    assert periods["alcohol_admissions_under_18"] == "2013/14-15/16"


def test_a_figure_of_england_that_is_no_rate_is_left_out(tmp_path: Path) -> None:
    raw = lait_raw(tmp_path)
    measures = pd.read_parquet(raw.path("measures"))
    youth = measures[measures["Short Desc"] == "FirstYJS"]
    assert "England" in set(youth["LA and Regions"])
    table = transform(raw, built_tables_with_durham())["observations"]
    entrants = table[table["indicator"] == "first_time_entrants_to_youth_justice"]
    assert ENGLAND not in set(entrants["area_code"])
    assert "E08000025" in set(entrants["area_code"])
    others = table[table["area_code"] == ENGLAND]["indicator"].unique()
    assert set(others) == set(raw.declaration.indicators) - {"first_time_entrants_to_youth_justice"}


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"Values": "Value"}, "column 'Values'"),
        ({"8": "n/a"}, "column 'Values': got 'n/a'"),
        ({"Birmingham": "Brum"}, "row 3, column 'LA and Regions': got 'Brum'"),
        ({"InfMort": "Infants"}, r"column 'Short Desc'.*InfMort"),
    ],
)
def test_refuses_another_layout(tmp_path: Path, changes: dict[str, str], match: str) -> None:
    with pytest.raises(SourceSchemaError, match=match):
        transform(lait_raw(tmp_path, **changes), built_tables_with_durham())


def built_tables_with_durham() -> dict[str, pd.DataFrame]:
    built = built_tables()
    durham = pd.DataFrame(
        [("E06000047", "County Durham", "unitary", "both", "E06000047", True)],
        columns=built["areas"].columns,
    )
    return built | {"areas": pd.concat([built["areas"], durham], ignore_index=True)}
