"""The deflator's years, its base and what is refused."""

from pathlib import Path

import pandas as pd
import pytest

from data.pipeline.extract.declarations import SourceDeclaration, SourceFile
from data.pipeline.extract.raw import RawFiles
from data.pipeline.transform.hmt_gdp_deflator import transform
from utils.errors import SourceSchemaError

GOOD = "year,gdpdeflator\n2021,88.5\n2022,94.0\n2023,100\n"


def deflators(folder: Path, text: str) -> pd.DataFrame:
    (folder / "index.csv").write_text(text, encoding="utf-8")
    declaration = SourceDeclaration(
        source="hmt_gdp_deflator",
        title="t",
        publisher="p",
        licence="OGL-UK-3.0",
        citation="c",
        landing_page="https://example.org",
        attribution="a",
        retrieved="2026-11-21",
        files={"index": SourceFile(path="index.csv")},
    )
    return transform(RawFiles(declaration, folder), {})["deflators"]


def test_a_year_is_the_financial_year_that_begins_in_it(tmp_path: Path) -> None:
    frame = deflators(tmp_path, GOOD)
    assert frame["financial_year"].tolist() == ["2021-22", "2022-23", "2023-24"]
    assert frame["deflator"].tolist() == [88.5, 94.0, 100.0]


def test_the_turn_of_the_century_is_written_as_00(tmp_path: Path) -> None:
    years = "".join(f"{year},50\n" for year in range(1999, 2023))
    frame = deflators(tmp_path, f"year,gdpdeflator\n{years}2023,100\n")
    assert frame["financial_year"].iloc[0] == "1999-00"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("2023,100", "2023,99", "2023-24 = 99", id="wrong base"),
        pytest.param("2023,100", "2024,100", "row 4.*year", id="gap in years"),
        pytest.param("2022,94.0", "2021,94.0", "row 3.*year", id="year twice"),
        pytest.param("94.0", "none", "row 3.*gdpdeflator.*none", id="text"),
        pytest.param("94.0", "", "row 3.*gdpdeflator", id="blank"),
        pytest.param("94.0", "-1", "row 3.*gdpdeflator", id="negative"),
        pytest.param("gdpdeflator", "index", "gdpdeflator", id="column"),
    ],
)
def test_what_is_not_as_declared_is_refused(
    tmp_path: Path, before: str, after: str, expected: str
) -> None:
    with pytest.raises(SourceSchemaError, match=expected):
        deflators(tmp_path, GOOD.replace(before, after))
