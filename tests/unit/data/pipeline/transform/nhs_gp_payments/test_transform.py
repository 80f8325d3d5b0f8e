"""Payments to general practices added up by area."""

from __future__ import annotations

import gzip
from pathlib import Path

import pandas as pd
import pytest

from data.pipeline.extract.declarations import read_declarations
from data.pipeline.extract.raw import RawFiles
from data.pipeline.transform.nhs_gp_payments.transform import require_placed, transform
from utils.config import ENGLAND
from utils.errors import CheckFailedError, SourceSchemaError

HEAD = "year,practice_code,postcode,registered_patients,weighted_patients,total_nhs_payments_gbp"
BUILT = {
    "areas": pd.DataFrame({"area_code": ["E1", "E2"], "region_code": ["E12000001", "E12000002"]}),
    "small_area_parents": pd.DataFrame(
        {"area_code": ["S1", "S2"], "area_type": "lsoa21", "upper_tier_code": ["E1", "E2"]}
    ),
}
ROWS = (
    "2022-23,P1,A1 1AA,100,110,20000",
    "2022-23,P2,A1 1AB,300,290,40000",
    "2022-23,P3,B1 1AA,50,50,9000",
    "2022-23,P4,Z9 9ZZ,1,1,150",
)


def transformed(
    folder: Path, *rows: str, index: str = "idx,lsoa21cd\n0,S1\n1,S2\n"
) -> pd.DataFrame:
    declaration = read_declarations()["nhs_gp_payments"]
    texts = {
        "payments": "\n".join([HEAD, *rows]) + "\n",
        "postcodes": "A11,AA0;AB0\nB11,AA1\n",
        "small_areas": index,
    }
    for key, text in texts.items():
        path = folder / declaration.files[key].path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(text.encode()))
    return transform(RawFiles(declaration, folder), BUILT)["gp_payments"]


def test_areas_regions_and_england_have_payments_for_each_registered_patient(
    tmp_path: Path,
) -> None:
    made = transformed(tmp_path, *ROWS).set_index("area_code")
    assert made.loc["E1", ["practices", "patients", "amount_gbp"]].tolist() == [2, 400, 60000]
    assert made.loc["E1", "amount_gbp_per_patient"] == 150
    assert made.loc["E12000002", "amount_gbp"] == 9000
    assert made.loc[ENGLAND, "amount_gbp"] == 69150
    assert set(made.index) == {"E1", "E2", "E12000001", "E12000002", ENGLAND}


def test_a_practice_twice_in_a_year_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceSchemaError, match=r"row 3, column 'practice_code': got 'P1'"):
        transformed(tmp_path, ROWS[0], ROWS[0])


def test_an_amount_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceSchemaError, match="total_nhs_payments_gbp"):
        transformed(tmp_path, "2022-23,P1,A1 1AA,100,110,")


def test_small_areas_out_of_order_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceSchemaError, match="numbers from 0 on"):
        transformed(tmp_path, *ROWS, index="idx,lsoa21cd\n1,S1\n0,S2\n")


def test_a_year_with_much_money_that_is_nowhere_is_refused() -> None:
    placed = pd.DataFrame(
        {"financial_year": "2014-15", "area_code": ["E1", None], "amount_gbp": [98.0, 2.0]}
    )
    with pytest.raises(CheckFailedError, match=r"2014-15 2\.0%"):
        require_placed(placed)
