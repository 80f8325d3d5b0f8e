"""Figures reported of place-based budgets: kept as they are, each with a source."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.pipeline.extract.declarations import read_declaration
from data.pipeline.extract.raw import RawFiles
from data.pipeline.transform.place_budget_reports import transform
from utils.config import SOURCES_DIR
from utils.errors import SourceSchemaError

HEAD = "programme,place,measure,value,unit,period,source,url"
ROWS = [
    "Whole-place budgets,England,net benefit,9400-20600,GBP million,5 years,EY for LGA,",
    "Integrated settlement,Greater Manchester,total,630,GBP million,2025-26,Report,https://a.org",
]


def made(tmp_path: Path, lines: list[str]) -> pd.DataFrame:
    declaration = read_declaration(SOURCES_DIR / "place_budget_reports.yml")
    path = tmp_path / declaration.files["facts"].path
    path.parent.mkdir(parents=True)
    path.write_text("\n".join(lines), encoding="utf-8")
    return transform(RawFiles(declaration, tmp_path), {})["place_budgets"]


def test_figures_and_ranges_are_kept_as_reported(tmp_path: Path) -> None:
    table = made(tmp_path, [HEAD, *ROWS])
    assert table["line"].tolist() == ["budget-001", "budget-002"]
    assert table["reported_value"].tolist() == ["9400-20600", "630"]
    assert table["source_url"].isna().tolist() == [True, False]


def test_a_figure_without_a_source_is_refused_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(SourceSchemaError, match=r"row 3, column 'source': got 'nothing'"):
        made(tmp_path, [HEAD, ROWS[0], ROWS[1].replace("Report", "")])
