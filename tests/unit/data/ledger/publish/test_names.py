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
    "Quillfeather Infrastructure Services",
    "Quillfeather Health Care",
    "Churchill Garden Inn",
    "Alexander Court Care Centre",
    "George Quillfeather Church of England Primary S",
    "Percy Quillfeather Foundation",
    "Leonard Cheshire Disability",
    "Barnardo's North West",
    "Hilton Garden Inn",
    "Active Luton",
    "Coventry Haven",
    "Mencap",
    "Rachel Care Home",
    "Ivy Court Nursing Home",
    "UNISON",
    "Odd Quill Community Interest Company",
    "EE",
    "CPC Heritage Restoration",
    "Housing 21",
    "42 Quill Row Chambers",
    "Quill#Quill Specialist Recruitment Limited",
    "Partnering in Property Management L",
    "Quillfeather Limted",
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
    "Ottoline Quillfeather Trust",
    "The trustees of Ottoline Quillfeather",
    "Ottoline Quillfeather School of Dance",
    "Ottoline Quillfeather Dance Academy",
    "Ottoline Quillfeather Veterinary Hospital",
    "Ottoline Quillfeather College of Beauty",
    "Melanie Zebedee College of Beauty",
    "Melanie Zebedee Animal Hospital",
    "Ottoline Quillfeather Care",
    "Quillfeather Ottoline Day Nursery",
    "Ottoline Quillfeather Group",
    "Rachel Quillfeather Care Home",
    "Rachel Ottoline Care Home",
    "J Rachel Care Home",
    "Mrs Zebedee Nursery School",
    "J Zebedee Primary School",
    "JD Quillfeather Care Home",
    "JRS Chambers",
    "Rachel House",
    "Talbot Taxis",
    "Crystal & Co",
    "Amber Support Services",
    "Charity Quillfeather",
    "Ottoline Church",
    "Dell Quillfeather Taxis",
    "Lucille Stockton Nursery",
    "Grace Crabtree Childcare",
    "Daisy Childcare",
    "Mencap Rachel Zebedee",
    "Macintyre Ottoline",
    "paypal ottolineq1",
    "www.ottolinequillfeather.co.uk",
    "20 Talbot Street",
    "12 Quill Road Supported Living",
    "14",
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


def test_who_receives_the_post_is_not_shown() -> None:
    name = "Zebedee Care Ltd c/o Ottoline Quillfeather"
    assert published_supplier("organisation", name) == ("organisation", "Zebedee Care Ltd")
    kind, shown = published_supplier("organisation", "C/O Ottoline Quillfeather Ltd")
    assert (kind, shown) == ("not_named", FOLDED["not_named"])


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
