"""The workbook's formulas, worked out anew, give what the atlas gives."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any, Final
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import numpy as np
import pytest

from data.export.plan_workbook import write_plan_workbook
from utils.errors import InvalidInputError

NAMES: Final = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
SHEETS: Final = ("Result", "Numbers", "Terms")
Cell = str | float
Cells = dict[tuple[str, str], Cell]
#: Rows of the results above the first body.
LAST_HEAD: Final = 3

#: 200 people, half take part, at 1,000 each; 0.1 a year, half avoided, a fifth anyway; 50,000 each.
JOB: dict[str, Any] = {
    "title": "A made plan",
    "rate": 0.035,
    "numbers": [
        {"label": label, "value": value, "low": value, "high": value, "source": "made"}
        for label, value in (
            ("People", 200),
            ("Take-up", 0.5),
            ("Cost", 1000),
            ("Baseline", 0.1),
            ("Effect", 0.5),
            ("Deadweight", 0.2),
            ("Cashable", 0.3),
        )
    ],
    "terms": [
        {
            "label": "Key worker",
            "body": "The NHS",
            "kind": "cost",
            "factors": [0, 1, 2],
            "remainders": [],
            "amount": 1.0,
            "units": 1.0,
            "uprate": 1.0,
            "correction": 1.0,
            "profile": [1, 0, 0],
        },
        {
            "label": "Years in care",
            "body": "Councils",
            "kind": "fiscal",
            "factors": [0, 1, 3, 4, 5],
            "remainders": [5],
            "amount": 40_000.0,
            "units": 1.0,
            "uprate": 1.25,
            "correction": 1.0,
            "cashable": 6,
            "profile": [0, 1, 0.5],
        },
    ],
    "middles": [{"label": "Councils: is spared", "value": 270_000, "low": 1, "high": 2}],
    "notes": [["Source", "made"]],
}


def read_cells(content: bytes) -> tuple[Cells, Cells]:
    """Cells by sheet and address: with their formulas, and with the values that are stored."""
    formulas: Cells = {}
    stored: Cells = {}
    with ZipFile(io.BytesIO(content)) as book:
        shared = ET.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314 - our own file
        texts = ["".join(entry.itertext()) for entry in shared.findall("m:si", NAMES)]
        for number, sheet in enumerate(SHEETS, 1):
            root = ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314
            for cell in root.iterfind(".//m:c", NAMES):
                held = cell.findtext("m:v", namespaces=NAMES) or ""
                value: Cell = texts[int(held)] if cell.get("t") == "s" else float(held)
                formula = cell.findtext("m:f", namespaces=NAMES)
                at = (sheet, str(cell.get("r")))
                stored[at] = value
                formulas[at] = value if formula is None else f"={formula}"
    return formulas, stored


def evaluate(cells: Mapping[tuple[str, str], Cell], sheet: str, address: str) -> float:
    """Work a cell out from the formulas it rests on."""
    held = cells[(sheet, address)]
    if isinstance(held, float):
        return held
    product = re.fullmatch(r"=SUMPRODUCT\((\w+):(\w+),(\w+):(\w+)\)", held)
    if product:
        one, other = (
            [evaluate(cells, sheet, part) for part in between(*pair)]
            for pair in (product.groups()[:2], product.groups()[2:])
        )
        return float(np.dot(one, other))

    def value(match: re.Match[str]) -> str:
        return repr(evaluate(cells, match["sheet"] or sheet, match["cell"].replace("$", "")))

    plain = re.sub(r"(?:(?P<sheet>[A-Z][a-z]+)!)?(?P<cell>\$?[A-Z]+\$?\d+)", value, held[1:])
    assert re.fullmatch(r"[-+*/^().\de]+", plain)
    return float(eval(plain.replace("^", "**")))  # noqa: S307 - digits and signs alone


def between(first: str, last: str) -> list[str]:
    """Addresses from one to another in a row, of columns with one letter."""
    return [f"{chr(letter)}{first[1:]}" for letter in range(ord(first[0]), ord(last[0]) + 1)]


def results(cells: Cells) -> dict[str, float]:
    """Present values by label, worked out from the formulas."""
    labels = {
        address: str(label)
        for (sheet, address), label in cells.items()
        if sheet == "Result" and address.startswith("A") and int(address[1:]) > LAST_HEAD
    }
    return {label: evaluate(cells, "Result", f"B{at[1:]}") for at, label in labels.items()}


def test_formulas_give_the_case_by_hand() -> None:
    found = results(read_cells(write_plan_workbook(JOB))[0])
    assert found["The NHS: pays"] == pytest.approx(-100_000)
    assert found["Councils: is spared"] == pytest.approx(286_587.785, abs=0.001)
    assert found["All public bodies: net"] == pytest.approx(186_587.785, abs=0.001)


def test_a_changed_number_changes_the_result() -> None:
    cells, _ = read_cells(write_plan_workbook(JOB))
    assert cells[("Numbers", "A6")] == "Effect"
    cells[("Numbers", "B6")] = 0.25
    assert results(cells)["Councils: is spared"] == pytest.approx(286_587.785 / 2, abs=0.001)


def test_what_can_be_taken_out_of_budgets_follows_its_number() -> None:
    cells, _ = read_cells(write_plan_workbook(JOB))
    label = "Councils: of that, out of budgets"
    assert results(cells)[label] == pytest.approx(0.3 * 286_587.785, abs=0.001)
    assert cells[("Numbers", "A8")] == "Cashable"
    cells[("Numbers", "B8")] = 0.6
    assert results(cells)[label] == pytest.approx(0.6 * 286_587.785, abs=0.001)


def test_unit_cost_prices_and_correction_have_cells_of_their_own() -> None:
    cells, _ = read_cells(write_plan_workbook(JOB))
    assert [cells[("Terms", f"{column}3")] for column in "DEFGH"] == [40_000, 1, 1.25, 1, 1]
    cells[("Terms", "G3")] = 0.6
    assert results(cells)["Councils: is spared"] == pytest.approx(0.6 * 286_587.785, abs=0.001)


def test_the_middle_of_the_draws_is_printed_beside_the_likely_case() -> None:
    cells, _ = read_cells(write_plan_workbook(JOB))
    row = next(at[1][1:] for at, held in cells.items() if held == "Councils: is spared")
    assert [cells[("Result", f"{column}{row}")] for column in "CDE"] == [270_000, 1, 2]


def test_values_shown_before_a_recalculation_are_the_same() -> None:
    formulas, stored = read_cells(write_plan_workbook(JOB))
    for at in formulas:
        if isinstance(formulas[at], str) and str(formulas[at]).startswith("="):
            assert stored[at] == pytest.approx(evaluate(formulas, *at)), at


def test_what_is_no_plan_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="rate"):
        write_plan_workbook({**JOB, "rate": "high"})
