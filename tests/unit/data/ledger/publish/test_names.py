from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.ledger.publish.names import FOLDED, LONGEST, may_be_named, published_supplier, tidy
from data.ledger.suppliers.individual_words import person_words
from tests.unit.data.ledger.suppliers.test_individuals import PEOPLE

TRADES = ["Taxis", "Childcare", "Plumbing", "Consultancy", "Solicitors", "Services", "& Sons"]
NAMED = [
    "Kiely Bros Ltd.",
    "M Zebedee Builders Limited",
    "East Durham College",
    "St Oswald's Hospice",
    "Alzheimer`s Society",
    "National Autistic Society",
    "Ashbourne Lodge Care Home",
    "Zebedee LLP",
]
NOT_NAMED = [
    "Victoria Robinson Childcare",
    "J & J Clark & Sons",
    "Zebedee & Quillfeather",
    "Quillfeather Associates",
    "Zebedee Bus Hire",
    "Dave's Minibuses",
    "DAVES MINIBUSES",
    "2 Quill Court t/a Mr Q Zebedee",
    "Melanie Zebedee School of Dance",
    "Cochranes",
    "...",
    "",
]


@pytest.mark.parametrize("name", NAMED)
def test_companies_institutions_and_ordinary_words_are_named(name: str) -> None:
    assert may_be_named(name)


@pytest.mark.parametrize("name", [*NOT_NAMED, *PEOPLE])
def test_what_may_be_a_persons_name_is_not(name: str) -> None:
    assert not may_be_named(name)
    kind, shown = published_supplier("organisation", name)
    assert (kind, shown) == ("not_named", FOLDED["not_named"])


@given(
    first=st.sampled_from(sorted(person_words().given)),
    last=st.text("bcdfgkqxz", min_size=3, max_size=9),
    trade=st.sampled_from(TRADES),
    upper=st.booleans(),
)
def test_no_given_name_with_a_trade_is_named(
    *, first: str, last: str, trade: str, upper: bool
) -> None:
    name = f"{first} {last} {trade}"
    assert not may_be_named(name.upper() if upper else name.title())


@pytest.mark.parametrize("kind", ["individual", "redacted", "not_said"])
def test_people_and_what_the_publisher_took_out_are_one_line_whatever_is_said(kind: str) -> None:
    assert published_supplier(kind, "Mr Q Zebedee Ltd") == (kind, FOLDED[kind])


def test_a_public_body_keeps_its_name() -> None:
    assert published_supplier("public_body", "Durham Police.") == ("public_body", "Durham Police")


@given(st.text())
def test_a_name_is_one_line_that_can_be_shown(text: str) -> None:
    shown = tidy(text)
    assert len(shown) <= LONGEST
    assert shown.isprintable()
    assert shown == " ".join(shown.split())
    assert tidy(shown) == shown
