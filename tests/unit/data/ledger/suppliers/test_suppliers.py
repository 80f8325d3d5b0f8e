from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.ledger.suppliers.suppliers import SUPPLIERS, resolve_suppliers
from utils.errors import InvalidInputError

NAMES = [
    "ABC North Ltd",
    "ABC North Limited",
    "A.B.C. (North) Ltd",
    "ABC South Ltd",
    "ABC North LLP",
    "Quillfeather Housing Solutions Ltd",
    "Quilfeather Housing Solutions Ltd",
    "Oak Hill Care Ltd",
    "Oak Hall Care Ltd",
    "Unit 1 Ltd",
    "Unit 2 Ltd",
    "Watercare Homes",
    "Water Care Homes",
    "J Zebedee",
    "REDACTED",
    "Kent County Council",
    "KENT COUNTY COUNCIL.",
    "",
]


def ids(names: list[Any]) -> dict[Any, str]:
    return {row["supplier"]: row["supplier_id"] for row in resolve_suppliers(names).to_pylist()}


def test_the_table_has_one_row_a_text_and_the_columns_said() -> None:
    table = resolve_suppliers([*NAMES, *NAMES, None])
    assert table.schema == SUPPLIERS
    assert sorted(map(str, table["supplier"].to_pylist())) == sorted([*NAMES, "None"])


def test_spellings_of_one_name_are_one_supplier() -> None:
    found = ids(NAMES)
    assert found["ABC North Ltd"] == found["ABC North Limited"] == found["A.B.C. (North) Ltd"]
    assert found["Watercare Homes"] == found["Water Care Homes"]
    assert found["Quillfeather Housing Solutions Ltd"] == found["Quilfeather Housing Solutions Ltd"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ABC North Ltd", "ABC South Ltd"),
        ("ABC North Ltd", "ABC North LLP"),
        ("Oak Hill Care Ltd", "Oak Hall Care Ltd"),
        ("Unit 1 Ltd", "Unit 2 Ltd"),
        ("Quill Care 2019 Ltd", "Quill Care 2018 Ltd"),
        ("Derby Care Homes Ltd", "Derbys Care Homes Leeds Ltd"),
        ("Ashford Care Homes Ltd", "Ashfield Care Homes Ltd"),
        ("Quill Children Services", "Quill Adult Services"),
        ("The Quill Foundation", "Quill Foundations Limited"),
        ("Newham Care Services Ltd", "Lewisham Care Services Ltd"),
    ],
)
def test_different_companies_are_not_merged(first: str, second: str) -> None:
    found = ids([first, second])
    assert found[first] != found[second]


def test_words_that_stand_in_other_names_are_no_slips() -> None:
    pair = ["Marsden Care Homes Ltd", "Marsdon Care Homes Ltd"]
    assert len(set(ids(pair).values())) == 1
    others = ["Marsden Bakery Ltd", "Marsdon Windows Ltd"]
    found = ids([*pair, *others])
    assert found[pair[0]] != found[pair[1]]


def test_a_name_cut_in_the_middle_of_a_word_joins_the_only_one_that_goes_on() -> None:
    whole = "Quillfeather Community Development Association"
    cut, other = "Quillfeather Community Developm", "Quillfeather Community Developments Group"
    assert len(set(ids([whole, cut]).values())) == 1
    assert len(set(ids([whole, cut, other]).values())) == 3


def test_individuals_and_nobody_are_shown_by_those_words_alone() -> None:
    rows = {row["supplier"]: row for row in resolve_suppliers(NAMES).to_pylist()}
    for text, shown, kind in (
        ("J Zebedee", "individuals", "individual"),
        ("REDACTED", "redacted", "redacted"),
    ):
        assert rows[text]["supplier_name"] == rows[text]["supplier_id"] == shown
        assert rows[text]["supplier_kind"] == kind
        assert rows[text]["body_id"] is None
    assert rows[""]["supplier_kind"] == "not_said"


def test_public_bodies_have_their_body() -> None:
    rows = {row["supplier"]: row for row in resolve_suppliers(NAMES).to_pylist()}
    for text in ("Kent County Council", "KENT COUNTY COUNCIL."):
        assert rows[text]["supplier_kind"] == "public_body"
        assert rows[text]["body_id"] == rows[text]["supplier_id"] == "council:E10000016"


def test_the_most_frequent_text_is_shown_then_the_shortest() -> None:
    names = ["Quill Homes Limited", "Quill Homes Limited", "QUILL HOMES LTD"]
    assert set(resolve_suppliers(names)["supplier_name"].to_pylist()) == {"Quill Homes Limited"}
    assert set(resolve_suppliers(names[1:])["supplier_name"].to_pylist()) == {"QUILL HOMES LTD"}


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False), st.lists(st.sampled_from(NAMES), max_size=30))
def test_the_order_of_the_names_makes_no_difference(order: random.Random, more: list[str]) -> None:
    names = [*NAMES, *more]
    shuffled = list(names)
    order.shuffle(shuffled)
    assert resolve_suppliers(shuffled).equals(resolve_suppliers(names))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=20), max_size=12))
def test_any_texts_are_resolved_without_loss(names: list[str]) -> None:
    table = resolve_suppliers(names)
    assert set(table["supplier"].to_pylist()) == set(names)
    assert table["supplier_id"].null_count == table["supplier_name"].null_count == 0
    assert all(0 <= score <= 100 for score in table["score"].to_pylist())


def test_a_cutoff_outside_its_range_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="cutoff"):
        resolve_suppliers(["Quill"], cutoff=101)
