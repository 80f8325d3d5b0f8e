from __future__ import annotations

import pytest

from data.read.payments import SupplierSum, search_suppliers, sources_of
from tests.data.published import published
from utils.errors import InvalidInputError
from utils.ui.shared.loaders import load_payments

READER = load_payments()
SUPPLIERS = [
    SupplierSum("KIER Construction Ltd", "organisation", 5.0, 1, ()),
    SupplierSum("Durham Police", "public_body", 4.0, 1, ()),
    SupplierSum("Individuals", "individual", 3.0, 9, ()),
    SupplierSum("Suppliers not named here", "not_named", 2.0, 9, ()),
]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("kier", ["KIER Construction Ltd"]),
        ("construction  KIER", ["KIER Construction Ltd"]),
        ("durham", ["Durham Police"]),
        ("i", ["KIER Construction Ltd", "Durham Police"]),
        ("individuals", []),
        ("", ["KIER Construction Ltd", "Durham Police"]),
    ],
)
def test_every_word_must_be_in_a_name_and_only_named_suppliers_are_found(
    words: str, found: list[str]
) -> None:
    assert [one.name for one in search_suppliers(SUPPLIERS, words)] == found


def test_sums_by_theme_and_by_supplier_are_the_counts() -> None:
    for count in READER.counts:
        whole = count["counted_gbp"]
        assert sum(one.amount for one in READER.by_theme(count)) == pytest.approx(whole, abs=0.01)
        suppliers = READER.by_supplier(count)
        assert sum(one.amount for one in suppliers) == pytest.approx(whole, abs=0.01)
        amounts = [one.amount for one in suppliers]
        assert amounts == sorted(amounts, reverse=True)
        assert len({(one.kind, one.name) for one in suppliers}) == len(suppliers)


def test_what_has_no_theme_comes_last_however_much_it_is() -> None:
    for count in READER.counts:
        assert READER.by_theme(count)[-1].theme == "unassigned"


def test_an_unknown_count_is_refused_with_those_there_are() -> None:
    with pytest.raises(InvalidInputError, match="E06000047, 2024-10"):
        READER.find("E06000047", "1999-01")


def test_a_source_is_named_once() -> None:
    counts = published("ledger_counts")
    twice = counts.loc[[*counts.index, *counts.index]]
    assert sources_of(twice) == sources_of(counts)
    assert len(sources_of(counts)) == len(counts)
