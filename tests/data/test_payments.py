"""The payments that are published: they add up, name nobody, and say whose they are."""

from __future__ import annotations

import pandas as pd
import pytest

from data.ledger.core.names import legal_form
from data.ledger.count.theme_rules import group_ids
from data.ledger.publish.names import FOLDED, may_be_named
from data.ledger.publish.provenance import Provenance
from data.ledger.suppliers.individual_words import person_words
from data.ledger.suppliers.individuals import judge_supplier
from data.read.store import Store
from tests.data.published import published

KEY = ["place_id", "period"]
PENNY = 0.01
LAYERS = ("ledger_counts", "ledger_files", "ledger_bodies", "ledger_lines", "ledger_suppliers")


def sums(table: str, column: str) -> pd.Series[float]:
    return published(table).groupby(KEY)[column].sum().sort_index()


def test_payments_add_up_by_theme_by_supplier_by_body_and_by_file() -> None:
    whole = sums("ledger_counts", "counted_gbp")
    for table in ("ledger_bodies", "ledger_lines", "ledger_suppliers"):
        assert (sums(table, "counted_gbp") - whole).abs().max() < PENNY, table
    paid = sums("ledger_counts", "paid_gbp")
    for table in ("ledger_bodies", "ledger_lines", "ledger_files"):
        assert (sums(table, "paid_gbp") - paid).abs().max() < PENNY, table
    number = sums("ledger_counts", "payments")
    for table in ("ledger_bodies", "ledger_lines", "ledger_files"):
        assert sums(table, "payments").equals(number), table


def test_by_theme_what_lines_and_suppliers_say_is_the_same() -> None:
    key = [*KEY, "payer_id", "theme"]
    lines = published("ledger_lines").groupby(key)["counted_gbp"].sum()
    suppliers = published("ledger_suppliers").groupby(key)["counted_gbp"].sum()
    assert lines.sub(suppliers, fill_value=0).abs().max() < PENNY


def test_what_has_no_theme_is_what_the_count_says() -> None:
    lines = published("ledger_lines")
    without = lines[lines["theme"] == "unassigned"].groupby(KEY)["counted_gbp"].sum()
    said = published("ledger_counts").set_index(KEY)["unthemed_gbp"].sort_index()
    assert (without.reindex(said.index, fill_value=0) - said).abs().max() < PENNY


def test_nobody_is_named() -> None:
    suppliers = published("ledger_suppliers")
    for kind, name in FOLDED.items():
        assert set(suppliers.loc[suppliers["supplier_kind"] == kind, "supplier"]) <= {name}
    named = set(suppliers.loc[suppliers["supplier_kind"] == "organisation", "supplier"])
    assert len(named) > 1_000
    assert [name for name in sorted(named) if not may_be_named(name)] == []
    assert [name for name in sorted(named) if judge_supplier(name).kind == "individual"] == []
    titles = person_words().plain_titles
    plain = [name for name in named if not legal_form(name)]
    assert [name for name in plain if not titles.isdisjoint(name.casefold().split())] == []


def test_no_other_column_holds_the_name_of_a_supplier() -> None:
    """What a payment was for may name a person, so no published column says it."""
    assert published("ledger_suppliers").columns.tolist() == [
        "place_id", "period", "payer_id", "supplier_kind", "supplier", "theme", "counted_gbp",
        "payments",
    ]  # fmt: skip
    texts = published("ledger_lines").select_dtypes(include=["str", "object"]).columns.tolist()
    assert texts == [
        "place_id", "period", "payer_id", "financial_year", "theme", "spend_kind", "line_grade",
    ]  # fmt: skip


def test_each_says_whose_it_is_of_when_and_on_what_terms() -> None:
    for row in Store().records("ledger_counts"):
        said = Provenance.read(
            publisher=row["publisher"],
            dataset=row["dataset"],
            period=row["period"],
            licence=row["licence"],
            source_url=row["source_url"],
            copy_url=row["copy_url"] or "",
            note=row["note"] or "",
        )
        assert (said.period.first, said.period.last) == (row["first_month"], row["last_month"])
        assert said.period.financial_year == row["financial_year"]


@pytest.mark.parametrize("table", LAYERS)
def test_rows_are_of_a_published_count_of_a_known_place(table: str) -> None:
    counts = set(published("ledger_counts")[KEY].itertuples(index=False, name=None))
    assert set(published(table)[KEY].itertuples(index=False, name=None)) == counts
    places = set(published("areas")["area_code"]) | set(published("places")["place_id"])
    assert {place for place, _ in counts} <= places


def test_themes_are_known() -> None:
    known = {*published("themes")["theme"], *group_ids(), "unassigned"}
    assert set(published("ledger_lines")["theme"]) <= known
    assert set(published("ledger_suppliers")["theme"]) <= known


def test_known_figures_of_the_files() -> None:
    """Sums of the files themselves, added up without this program."""
    counted = published("ledger_counts").set_index(KEY)[["counted_gbp", "payments"]]
    assert counted.loc[("E06000047", "2024-10")].tolist() == [61_920_248.11, 5_377]
    assert counted.loc[("E06000032", "2024-04")].tolist() == [22_528_387.45, 5_078]
    assert counted.loc[("E08000023", "2023-09")].tolist() == [32_049_274.37, 4_100]
