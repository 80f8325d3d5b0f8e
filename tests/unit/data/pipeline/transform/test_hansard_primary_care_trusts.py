"""Money of primary care trusts, as answered in Parliament."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.pipeline.extract.declarations import read_declarations
from data.pipeline.extract.raw import RawFiles
from data.pipeline.transform.hansard_primary_care_trusts import KEY, transform
from utils.errors import SourceSchemaError

SOURCE = "hansard_primary_care_trusts"
HEAD = "year,body,council_area,measure,value,unit,source,url"
ROWS = (
    "2010-11,East PCT,Birmingham,net operating cost,700,GBP thousand,Hansard,https://a",
    "2010-11,West PCT,Birmingham,net operating cost,500,GBP thousand,Hansard,https://a",
    "2010-11,Bristol PCT,Bristol,revenue allocation,90,GBP thousand,Hansard,https://b",
    "2008-09,England,,revenue allocation per head,1449,GBP per head,Hansard,https://c",
)
AREAS = pd.DataFrame(
    {
        "area_code": ["E08000025", "E06000023"],
        "area_name": ["Birmingham", "Bristol, City of"],
        "level": "both",
        "is_current": True,
    }
)


def transformed(folder: Path, *rows: str) -> pd.DataFrame:
    declaration = read_declarations()[SOURCE]
    raw = RawFiles(declaration, folder)
    path = folder / declaration.files[KEY].path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    return transform(raw, {"areas": AREAS})["trust_money"]


def test_trusts_of_one_council_add_up_and_figures_per_head_are_left_out(tmp_path: Path) -> None:
    made = transformed(tmp_path, *ROWS).set_index("area_code")
    assert len(made) == 2
    birmingham = made.loc["E08000025"]
    assert birmingham["amount_gbp"] == 1_200_000
    assert birmingham["trusts"] == "East PCT; West PCT"
    assert birmingham["money_basis"] == "expenditure"
    assert made.loc["E06000023", "money_basis"] == "allocation"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Birmingham", "Brum", "row 2, column 'council_area': got 'Brum'"),
        ("net operating cost", "profit", "row 2, column 'measure': got 'profit'"),
        ("GBP thousand", "GBP", "row 2, column 'unit': got 'GBP'"),
        (",700,", ",,", "row 2, column 'value'"),
    ],
)
def test_what_is_unknown_is_refused_by_row_and_column(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    with pytest.raises(SourceSchemaError) as caught:
        transformed(tmp_path, ROWS[0].replace(old, new))
    assert words in str(caught.value)
