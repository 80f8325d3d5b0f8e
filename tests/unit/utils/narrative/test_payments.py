from __future__ import annotations

from typing import Any, cast

import pytest

from data.read.payments import SupplierSum, ThemeSum
from data.read.rows import LedgerBodiesRow, LedgerCountsRow
from utils.narrative.payments import (
    count_title,
    paid_sentence,
    place_sentence,
    scope_sentences,
    source_words,
    suppliers_sentence,
    themes_sentence,
)

BODY = cast(LedgerBodiesRow, {})
NAMES = {"older_people": "Older people", "housing": "Housing"}


def count_of(**changes: Any) -> LedgerCountsRow:  # noqa: ANN401 - cells of a row
    row = {
        "publisher": "Ann Council",
        "dataset": "Payments",
        "first_month": "2024-10",
        "last_month": "2024-12",
        "threshold_gbp": None,
        "vat_basis": "not said",
        "payments": 1_200,
        "counted_gbp": 2_500_000.0,
        "in_place_gbp": 2_500_000.0,
        "transfers_gbp": 0.0,
        "internal_gbp": 0.0,
        "possible_gbp": 0.0,
        "outside_payments": 0,
        "outside_gbp": 0.0,
        "rejected_rows": 0,
        "note": "",
    }
    return cast(LedgerCountsRow, row | changes)


def test_one_body_is_named_and_several_are_counted() -> None:
    assert count_title(count_of()) == "Payments, Ann Council, October to December 2024"
    assert paid_sentence(count_of(), [BODY]) == (
        "Ann Council paid £2.5 million in 1,200 payments in October to December 2024."
    )
    assert paid_sentence(count_of(), [BODY, BODY]).startswith("2 bodies paid")


def test_what_is_in_it_and_what_is_not_is_said_as_far_as_it_is_known() -> None:
    (said,) = scope_sentences(count_of(), [BODY])
    assert said.startswith(
        "It is 3 months of the payment file of one body (no column of the file says whether with "
        "VAT). "
        "This is not all that was spent: "
    )
    month = count_of(last_month="2024-10", threshold_gbp=500.0, vat_basis="net")
    (said,) = scope_sentences(month, [BODY])
    assert (
        "one month of the payment file of one body (payments of £500 or more, without VAT)" in said
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"transfers_gbp": 5.0, "internal_gbp": 2.0}, "£7 that these bodies paid to one another"),
        ({"in_place_gbp": 1_000_000.0}, "£1 million of it is the place's own, by the share"),
        ({"possible_gbp": 3.0}, "£3 may be counted twice"),
        ({"outside_payments": 4, "outside_gbp": 9.0}, "4 of the payments (£9) have a date outside"),
        ({"rejected_rows": 1}, "1 row could not be read and is not in it."),
        ({"rejected_rows": 6}, "6 rows could not be read and are not in it."),
    ],
)
def test_each_doubt_is_said_where_there_is_one(changes: dict[str, Any], said: str) -> None:
    first, second = scope_sentences(count_of(**changes), [BODY])
    assert said not in first
    assert said in second


def test_the_largest_theme_and_what_has_none() -> None:
    sums = [
        ThemeSum("older_people", 60.0, 1),
        ThemeSum("housing", 20.0, 1),
        ThemeSum("unassigned", 20.0, 2),
    ]
    assert themes_sentence(sums, NAMES) == (
        "The largest share was paid for older people: £60, 60% of the money. 20% of it has no "
        "theme."
    )
    assert themes_sentence(sums[2:], NAMES) == "No theme was found for any of it."
    back = [ThemeSum("housing", -5.0, 1)]
    assert themes_sentence(back, NAMES) == "No theme was found for any of it."


def test_suppliers_are_counted_and_a_search_repeats_its_words() -> None:
    found = [SupplierSum(f"Firm {at}", "organisation", 10.0, 1, ()) for at in range(3)]
    assert suppliers_sentence(found, shown=3, words="", whole=60.0) == (
        "3 suppliers named here were paid £30, 50% of the money."
    )
    assert suppliers_sentence(found, shown=2, words="firm", whole=60.0) == (
        "3 suppliers have “firm” in the name, paid £30. The 2 paid most are shown; the files "
        "have all."
    )
    assert suppliers_sentence(found[:1], shown=1, words="firm", whole=0.0).startswith(
        "1 supplier has"
    )
    assert suppliers_sentence([], shown=0, words="x", whole=1.0) == (
        "No supplier named here has “x” in the name. One who has may be among those not named."
    )
    assert "of the money" not in suppliers_sentence(found, shown=3, words="", whole=0.0)


def test_suppliers_of_a_theme_are_set_against_the_money_for_it() -> None:
    found = [SupplierSum("Firm", "organisation", 10.0, 1, ())]
    assert suppliers_sentence(found, shown=1, words="", whole=20.0, theme="Housing") == (
        "1 supplier named here was paid £10 for housing, 50% of the money for this theme."
    )
    assert suppliers_sentence(found, shown=1, words="fi", whole=20.0, theme="Housing") == (
        "1 supplier has “fi” in the name, paid £10 for housing."
    )
    assert suppliers_sentence([], shown=0, words="", whole=20.0, theme="Housing") == (
        "No supplier named here was paid for housing."
    )
    assert suppliers_sentence([], shown=0, words="x", whole=1.0, theme="Housing").startswith(
        "No supplier named here and paid for housing has “x” in the name."
    )


def test_the_link_to_the_source_says_where_the_publisher_has_words_on_vat() -> None:
    assert source_words(count_of()) == "Where this is from"
    assert source_words(count_of(note="Most are without VAT.")).endswith("says of VAT")


def test_a_place_without_payments_is_said() -> None:
    assert place_sentence("", []) == "No place publishes payments here yet."
    assert place_sentence("Kent", []) == "No place publishes payments here yet."
    assert place_sentence("", ["Luton"]) == (
        "What councils paid their suppliers, in places that show it here:"
    )
    assert place_sentence("Kent", ["Luton"]).startswith("Kent publishes no payments here yet.")
