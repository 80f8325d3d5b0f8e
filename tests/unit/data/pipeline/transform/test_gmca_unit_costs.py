"""Unit costs from sheets with heads over two rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from data.pipeline.transform.gmca_unit_costs import parse_sheet
from data.pipeline.transform.shared.place import Place
from utils.errors import SourceSchemaError

PLACE = Place("gmca_unit_costs", "costs.xlsx", "Health")
HEAD = [
    "Outcome category",
    "Outcome detail",
    "Cost code",
    "Cost / saving detail",
    "Unit",
    "Agency bearing the cost",
    "",
    *["Fiscal value", "", "", "Economic value", "", "", "Social value", "", ""],
    "Original source",
    "RAG assessment",
    "Comment",
    "v.1.4 revisions",
    "",
]
SECOND = ["", "", "", "", "", "Level 1", "Level 2"] + [
    "Estimated cost/saving",
    "Year",
    "Updated cost/ saving",
] * 3
ROW: list[Any] = [
    "HEALTH",
    "A&E",
    "HE4.0",
    "A&E attendance\n(all scenarios)",
    "Per incident",
    "NHS",
    "Clinical Commissioning Group",
    *[114.0, "2013/14", 117.5, "", "", "", "", "", ""],
    "Reference costs 2013-14",
    "G",
    "",
    "",
    "",
]


def sheet(*rows: list[Any]) -> list[list[Any]]:
    return [HEAD, [*SECOND, *[""] * (len(HEAD) - len(SECOND))], *rows]


def test_a_cost_has_its_body_its_kinds_of_value_and_its_quality() -> None:
    (found,) = parse_sheet(sheet(ROW, [""] * len(HEAD)), place=PLACE)
    assert found == {
        "code": "HE4.0",
        "cost_category": "Health",
        "outcome": "A&E",
        "name": "A&E attendance (all scenarios)",
        "unit": "Per incident",
        "body": "NHS",
        "body_part": "Clinical Commissioning Group",
        "fiscal_gbp": 117.5,
        "economic_gbp": None,
        "social_gbp": None,
        "quality": "good",
        "citation": "Reference costs 2013-14",
        "note": None,
    }


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda rows: rows[0].__setitem__(2, "Code"), "allowed: Cost code"),
        (lambda rows: rows[1].__setitem__(9, "Updated"), "Updated cost/saving"),
        (lambda rows: rows[2].__setitem__(17, "B"), "one of"),
        (lambda rows: rows[2].__setitem__(12, "n/a"), "column 'economic_gbp': got 'n/a'"),
    ],
)
def test_what_is_laid_out_otherwise_is_refused_with_its_cell(
    change: Callable[[list[list[Any]]], None], said: str
) -> None:
    rows = [list(row) for row in sheet(ROW)]
    change(rows)
    with pytest.raises(SourceSchemaError, match=said):
        list(parse_sheet(rows, place=PLACE))
