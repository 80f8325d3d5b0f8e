from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.pipeline.extract.declarations import SourceDeclaration, SourceFile
from data.pipeline.extract.raw import RawFiles
from data.pipeline.transform.mhclg_revenue_budget import transform as mhclg_revenue_budget
from data.pipeline.transform.mhclg_revenue_budget.transform import (
    AMOUNT,
    BudgetLine,
    add_up_lines,
    budget_lines,
)
from data.pipeline.transform.mhclg_revenue_outturn import declared as outturn_declared
from data.pipeline.transform.mhclg_revenue_outturn.flows import Wording
from utils.errors import SourceSchemaError

DRUG, ALCOHOL = "Drug misuse", "Alcohol misuse"
LINE = BudgetLine(
    service_line="drug_alcohol_public_health",
    wordings=(Wording(first_year="2013-14", last_year="2014-15", labels=(DRUG, ALCOHOL)),),
)


@pytest.fixture(autouse=True)
def one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mhclg_revenue_budget, "budget_lines", lambda: (LINE,))


def raw(folder: Path = Path()) -> RawFiles:
    declaration = SourceDeclaration(
        source="mhclg_revenue_budget",
        title="t",
        publisher="p",
        licence="OGL-UK-3.0",
        citation="c",
        landing_page="https://example.org",
        attribution="a",
        retrieved="2026-11-21",
        files={"lines": SourceFile(path="lines.csv")},
    )
    return RawFiles(declaration, folder)


def rows(*amounts: tuple[str, str, str, float | None]) -> pd.DataFrame:
    frame = pd.DataFrame(amounts, columns=["financial_year", "ecode", "line_label", "amount_gbp"])
    return frame.assign(authority_name="Council " + frame["ecode"])


def test_labels_are_added_up_a_council_and_year() -> None:
    found = add_up_lines(
        raw(), rows(("2013-14", "E1", DRUG, 2000.0), ("2013-14", "E1", ALCOHOL, 500.0))
    )
    assert found["amount_gbp"].tolist() == [2500.0]
    assert found["is_gap"].tolist() == [False]


def test_a_missing_part_is_a_gap_but_a_council_that_never_has_the_line_has_zero() -> None:
    found = add_up_lines(
        raw(),
        rows(
            ("2013-14", "E1", DRUG, 2000.0),
            ("2013-14", "E1", ALCOHOL, None),
            ("2014-15", "E1", DRUG, 2000.0),
            ("2014-15", "E1", ALCOHOL, 1.0),
            ("2013-14", "E2", DRUG, None),
            ("2013-14", "E2", ALCOHOL, None),
        ),
    ).set_index(["ecode", "financial_year"])
    assert found.loc[("E1", "2013-14"), "is_gap"]
    assert not found.loc[("E2", "2013-14"), "is_gap"]
    assert found.loc[("E2", "2013-14"), "amount_gbp"] == 0


def test_a_label_that_a_year_lacks_is_refused() -> None:
    with pytest.raises(SourceSchemaError, match=r"no row 'Alcohol misuse' in \['2013-14'\]"):
        add_up_lines(raw(), rows(("2013-14", "E1", DRUG, 2000.0)))
    with pytest.raises(SourceSchemaError, match="in any year"):
        add_up_lines(raw(), rows(("2019-20", "E1", DRUG, 2000.0)))


def test_an_amount_that_is_no_number_is_refused_with_its_row(tmp_path: Path) -> None:
    header = f"financial_year,ecode,authority_name,line_label,{AMOUNT}"
    (tmp_path / "lines.csv").write_text(f"{header}\n2013-14,E1,C,{DRUG},many\n", encoding="utf-8")
    with pytest.raises(SourceSchemaError, match="row 2, column"):
        mhclg_revenue_budget.transform(raw(tmp_path), {})


def test_the_declared_lines_are_lines_of_the_outturn() -> None:
    known = {line.service_line for line in outturn_declared.service_lines()}
    declared = budget_lines()
    assert {line.service_line for line in declared} <= known
    assert all(line.wordings for line in declared)
