"""How many organisations of other councils are named, and that none of their people is.

`suppliers_of_other_councils.csv` has the 266 names of organisations without a legal form, public
bodies aside, on the pages read (16,000 letters each) of payment files of 14 councils, none of which
the rules were written from, with the first amount paid to each. They were labelled before the rules
were changed. Of the half "frozen", by the parity of the name's SHA-256, only totals were looked at
until the rules were finished: before, 51 of its 120 were named, 30% by money. The 22 names that may
be a person's are made up in the pattern of those found there.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.ledger.publish.names import may_be_named, published_supplier
from data.ledger.suppliers.suppliers import resolve_suppliers

FIXTURES = Path("tests/fixtures/ledger")
NAMED = {"organisation", "public_body"}


@pytest.fixture(scope="module")
def outside() -> pd.DataFrame:
    rows = pd.read_csv(FIXTURES / "suppliers_of_other_councils.csv")
    found = {row["supplier"]: row for row in resolve_suppliers(rows["supplier"]).to_pylist()}
    rows["published"] = [
        published_supplier(found[text]["supplier_kind"], found[text]["supplier_name"])[0]
        for text in rows["supplier"]
    ]
    return rows


@pytest.mark.parametrize(
    ("half", "number", "share", "by_money"), [("open", 146, 0.63, 0.95), ("frozen", 120, 0.6, 0.75)]
)
def test_most_organisations_are_named(
    outside: pd.DataFrame, half: str, number: int, share: float, by_money: float
) -> None:
    firms = outside[(outside["kind"] == "organisation") & (outside["half"] == half)]
    named = firms[firms["published"].isin(NAMED)]
    assert len(firms) == number
    assert len(named) / len(firms) >= share
    assert named["amount"].sum() / firms["amount"].sum() >= by_money


def test_few_organisations_are_folded_as_people(outside: pd.DataFrame) -> None:
    firms = outside[outside["kind"] == "organisation"]
    folded = firms[firms["published"] == "individual"]
    assert len(folded) / len(firms) <= 0.04
    assert folded["amount"].sum() / firms["amount"].sum() <= 0.02


def test_nobody_is_named(outside: pd.DataFrame) -> None:
    people = outside[outside["kind"] == "person"]
    assert len(people) == 22
    assert people.loc[people["published"].isin(NAMED), "supplier"].tolist() == []


def test_nobody_would_be_named_who_was_taken_for_an_organisation() -> None:
    """Folding people and naming organisations are two guards, each of which is enough."""
    labelled = pd.read_csv(FIXTURES / "labelled_suppliers.csv")
    people = labelled.loc[labelled["kind"] == "individual", "supplier"]
    assert len(people) == 142
    assert [name for name in people if may_be_named(name)] == []


def test_firms_are_named_without_their_legal_form_too() -> None:
    """Before the rules for what takes many people 56 of 157 were, 32% by money."""
    labelled = pd.read_csv(FIXTURES / "labelled_suppliers.csv")
    firms = labelled[labelled["kind"] == "organisation"]
    named = firms[firms["supplier"].map(may_be_named)]
    assert len(named) / len(firms) >= 0.45
    assert named["amount"].sum() / firms["amount"].sum() >= 0.8
