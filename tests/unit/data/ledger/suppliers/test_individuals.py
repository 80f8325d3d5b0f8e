from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.ledger.suppliers.individuals import is_bare_redaction, judge_supplier, shown_name

REDACTED = [
    "REDACTED",
    "Redacted - Personal Data",
    "REDACTED PERSONAL DATA",
    "Dedacted",
    "R E D A C T E D",
    "Name withheld",
    "Personal Information",
    "Individual",
    "Private individual",
    "Foster carer",
    "In-house foster carers payments",
    "Direct payment",
    "Direct Payment Client",
    "Payment to individual",
    "CONFIDENTIAL",
    "Service user",
    "Estate of Q Bloggs",
    "Redacted Consultancy Ltd",
]
PEOPLE = [
    "Mr Q Zebedee",
    "MISS D S ZEBEDEE",
    "Dr Zebedee & Partners",
    "Zebedee Mr Q",
    "ZEBEDEE J",
    "J ZEBEDEE",
    "Zebedee, J R",
    "Zebedee, John",
    "John Zebedee",
    "JOHN FOSTER",
    "Christian Brown",
    "David Chambers",
    "J K ZEBEDEE-SMYTHE",
    "A & D ZEBEDEE",
    "P S ZEBEDEE & L K ZEBEDEE",
    "Elizabeth & Richard Zebedee",
    "John Zebedee 004512",
    "Nagina Quillfeather",
    "Ottoline Zebedee t/a Bright Cakes",
    "ZEBEDEE QUILLFEATHER",
    "Claire Zebedee (Childminder)",
    "J N ZEBEDEE (DRY STONE WALLING)",
]
ORGANISATIONS = [
    "Smith & Sons Builders",
    "Mears",
    "Capita",
    "Veolia ES",
    "St John Ambulance",
    "Boots",
    "Marks and Spencer",
    "W H Smith",
    "John Lewis",
    "B & Q",
    "P & O Ferries",
    "Grant Thornton",
    "National Fostering Agency",
    "Foster Care Associates",
    "Individual Care Services",
    "Personalised Support",
    "Mr Zebedee Maths Limited",
    "J Zebedee Ltd",
    "Zebedee & Quillfeather",
    "Primrose Court",
    "Thames Water",
    "Quilled C.I.C.",
    "2 Quill Court t/a Mr Q Zebedee",
]


@pytest.mark.parametrize("text", REDACTED)
def test_redactions_are_individuals(text: str) -> None:
    found = judge_supplier(text)
    assert (found.kind, found.rule) == ("individual", "redacted or a group of people")


@pytest.mark.parametrize("text", PEOPLE)
def test_names_of_people_are_individuals(text: str) -> None:
    assert judge_supplier(text).kind == "individual"


@pytest.mark.parametrize("text", ORGANISATIONS)
def test_organisations_stay(text: str) -> None:
    assert judge_supplier(text).kind == "organisation"


@pytest.mark.parametrize(
    "text", ["", "  ", "n/a", "N/A", "Sundry Suppliers", "various", "***", "-"]
)
def test_nobody_is_not_said(text: str) -> None:
    assert judge_supplier(text).kind == "not_said"


def test_doubt_lowers_the_confidence() -> None:
    assert judge_supplier("Mr Q Zebedee").confidence == "high"
    assert judge_supplier("J Zebedee").confidence == "fair"
    assert judge_supplier("Zebedee Quillfeather").confidence == "low"


@given(
    st.sampled_from(["Mr", "mrs", "MISS", "Ms", "Dr"]),
    st.sampled_from(["Zebedee", "O'Quill", "Quillfeather-Smythe", "Ng"]),
    st.sampled_from(["", "J ", "Ottoline "]),
)
def test_a_title_before_a_name_is_always_folded(title: str, surname: str, first: str) -> None:
    assert judge_supplier(f"{title} {first}{surname}").kind == "individual"


@given(st.text())
def test_any_text_has_a_verdict(text: str) -> None:
    assert judge_supplier(text).kind in {"individual", "organisation", "not_said"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Quill Academy Group Ltd (John Zebedee)", "Quill Academy Group Ltd"),
        ("QUILL DRIVING SCHOOL - J ZEBEDEE", "QUILL DRIVING SCHOOL"),
        ("2 Quill Court T/A Mr Q Zebedee", "2 Quill Court"),
        ("Quill  Care   (North) Ltd", "Quill Care (North) Ltd"),
        (
            "QUILL CARE LTD \u2013 T/A WARROW NURSING HOME",
            "QUILL CARE LTD, trading as WARROW NURSING HOME",
        ),
        ("Quill Care Ltd (t/a Warrow Care Home)", "Quill Care Ltd, trading as Warrow Care Home"),
        ("Quill Care Ltd T/A Ottoline Zebedee", "Quill Care Ltd"),
        ("Quill Care Ltd formerly Warrow Care Home", "Quill Care Ltd"),
        ("Quill House T/A Warrow Care Home", "Quill House"),
    ],
)
def test_a_shown_name_leaves_out_the_person_in_it(text: str, shown: str) -> None:
    assert shown_name(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Calder Cyrenians",
        "Warrow YC (Youth Zone)",
        "FERRAND CONSTRUCION TRADING AS",
        "Tarn Executive",
    ],
)
def test_a_word_of_an_organisation_anywhere_outweighs_a_doubt(text: str) -> None:
    assert judge_supplier(text).kind == "organisation"


@pytest.mark.parametrize("text", ["John Zebedee (Youth Zone)", "Mr Q Zebedee Construcion"])
def test_a_title_or_a_given_name_is_no_doubt(text: str) -> None:
    assert judge_supplier(text).kind == "individual"


@pytest.mark.parametrize("text", ["REDACTED", "Redacted Consultancy Ltd", "Redacted Supplier"])
def test_a_redaction_without_a_word_of_persons_is_bare(text: str) -> None:
    assert is_bare_redaction(text)


@pytest.mark.parametrize("text", ["Redacted - Personal Data", "Redacted individual", "Oak Ltd"])
def test_a_redaction_of_persons_is_not_bare(text: str) -> None:
    assert not is_bare_redaction(text)
