"""The data of published payments have the same choices as the page, and say the months."""

from __future__ import annotations

from data.read.payments import search_suppliers
from tests.unit.utils.ui.server.figures.visits import LUTON
from utils.ui.server.figures.page_run import run_page
from utils.ui.shared.data_request import DataRequest, Figure
from utils.ui.shared.loaders import load_payments, load_places
from utils.ui.shared.table_files import describe_rows

READER = load_payments()


def figures_of(**choices: str) -> dict[str, Figure]:
    request = DataRequest()
    run_page("payments", choices, request)
    assert request.refusals == []
    return request.figures


def test_the_data_of_a_search_are_the_suppliers_found_and_each_row_says_the_months() -> None:
    (count,) = READER.of_place(load_places().place(LUTON))
    suppliers = READER.by_supplier(count)
    every = figures_of(place=LUTON)["suppliers"].table
    assert len(every) == len(suppliers)
    found = figures_of(place=LUTON, q="NHS")["suppliers"]
    assert found.table["Supplier"].tolist() == [
        supplier.name for supplier in search_suppliers(suppliers, "NHS")
    ]
    assert 0 < len(found.table) < len(every)
    assert found.notes[0].startswith("Only suppliers with “NHS” in the name.")
    assert figures_of(place=LUTON, q="zzzz")["suppliers"].table.empty


def test_files_of_one_month_say_the_month() -> None:
    figures = figures_of(place=LUTON)
    for key in ("suppliers", "payments_themes", "payment_lines"):
        rows = describe_rows(figures[key].table, figures[key].title)
        assert set(rows["Period"]) == {"April 2024"}, key
        assert "Year" not in rows
