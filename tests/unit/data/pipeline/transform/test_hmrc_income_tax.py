"""Income tax of councils of 2021 on areas of 2024."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.pipeline.extract.declarations import read_declaration
from data.pipeline.extract.raw import RawFiles
from data.pipeline.transform.hmrc_income_tax import transform
from tests.unit.data.pipeline.transform.health_built import built_tables
from utils.config import SOURCES_DIR
from utils.errors import SourceSchemaError

LINES = [
    "code,total_tax_count,total_tax_amount",
    'E12000005,470,"2,130"',
    'E08000025,417,"1,830"',
    "E10000031,60,300",
    "E07000218,20,100",
    "E07000219,40,200",
    "E08000016,90,310",
    "E08000020,95,357",
    "E09000012,150,900",
    "E06000059,[Not available],[Not available]",
    "E07000026,40,140",
    "E07000028,45,160",
    "E10000023,300,1500",
    "W06000015,180,800",
]


def made(tmp_path: Path, lines: list[str]) -> pd.DataFrame:
    declaration = read_declaration(SOURCES_DIR / "hmrc_income_tax.yml")
    path = tmp_path / declaration.files["councils"].path
    path.parent.mkdir(parents=True)
    path.write_text("\n".join(lines), encoding="utf-8")
    built = built_tables()
    region = built["areas"]["area_code"].map({"E08000025": "E12000005", "E10000031": "E12000005"})
    built["areas"] = built["areas"].assign(region_code=region)
    table = transform(RawFiles(declaration, tmp_path), built)["income_tax"]
    return table.set_index("area_code")


def test_published_areas_recoded_counties_and_sums_of_districts(tmp_path: Path) -> None:
    table = made(tmp_path, LINES)
    assert table["amount_gbp"]["E08000025"] == 1_830e6
    assert table["taxpayers"]["E08000025"] == 417_000
    assert (table["amount_gbp"]["E10000031"], table["status"]["E10000031"]) == (300e6, "published")
    assert (table["amount_gbp"]["E06000063"], table["status"]["E06000063"]) == (300e6, "computed")
    assert table["amount_gbp"]["E06000065"] == 1_500e6
    assert table["amount_gbp"]["E08000037"] == 357e6
    assert len(table) == 8


def test_what_is_not_given_is_missing(tmp_path: Path) -> None:
    table = made(tmp_path, LINES)
    assert pd.isna(table["amount_gbp"]["E06000059"])
    assert table["status"]["E06000059"] == "missing"


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ('"1,830"', "many", "row 3, column 'total_tax_amount': got 'many'"),
        ("E09000012,", "E09999999,", "row 9, column 'code': got 'E09999999'"),
        ("E09000012,150,900", "W06000016,1,1", r"rows of \['E09000012'\]"),
        ('"2,130"', '"2,500"', "row 2, column 'total_tax_amount'.*the sum of the region"),
    ],
)
def test_bad_input_is_refused(tmp_path: Path, old: str, new: str, match: str) -> None:
    lines = [line.replace(old, new) for line in LINES]
    assert lines != LINES
    with pytest.raises(SourceSchemaError, match=match):
        made(tmp_path, lines)
