from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.reading import address, choose, open_app, shown_text

BIRMINGHAM, BEDS = "E08000025", "central_bedfordshire_and_luton"


def open_count(**address: str) -> AppTest:
    """Open the page as a link does."""
    return open_app(page="count.py", **address)


def test_all_public_money_is_said_first_with_its_range_and_what_is_measured() -> None:
    app = open_count(place=BIRMINGHAM, whole_year="2022-23")
    assert not app.exception
    text = shown_text(app)
    assert "All public bodies together spent about £13,000 per person in Birmingham" in text
    assert "of it is measured" in text
    assert "The Department for Work and Pensions: " in text
    assert "estimate £8.92 billion, between" in text
    assert "published £7.3 billion to £7.5 billion (2 published figures)" in text


def test_one_off_support_is_left_out_with_one_control() -> None:
    with_it = shown_text(open_count(place=BIRMINGHAM, whole_year="2020-21"))
    app = open_count(place=BIRMINGHAM, whole_year="2020-21", one_off="without")
    assert "without one-off support for Covid" in shown_text(app)
    assert "without one-off support for Covid" not in with_it
    assert address(app)["one_off"] == "without"


def test_the_year_of_one_look_does_not_become_that_of_another() -> None:
    app = open_count(place=BIRMINGHAM)
    choose(app, "look", "money")
    choose(app, "look", "whole")
    assert "per person in Birmingham in 2024-25" in shown_text(app)
    own = open_count(place=BIRMINGHAM)
    choose(own, "look", "count")
    assert "We can count £2.588 billion in Birmingham in 2008-09" in shown_text(own)


def test_a_place_of_few_people_is_not_compared() -> None:
    text = shown_text(open_count(place="E06000053"))
    assert "as too few people live there" in text
    assert "Spending per resident says little where few people live" in text


def test_a_missing_return_is_said() -> None:
    text = shown_text(open_count(place=BIRMINGHAM))
    assert "sent no accounts for 2024-25 for part of the money" in text
    assert "their accounts of 2022-23" in text
    assert "made no return" not in shown_text(open_count(place="E10000016"))


def test_a_place_of_several_authorities_shows_them() -> None:
    text = shown_text(open_count(place=BEDS, whole_year="2009-10"))
    assert "about £7,700 per person in Central Bedfordshire and Luton in 2009-10" in text
    assert "published £6,853 per person; estimate £7,750" in text
    assert "Compared with its region and its authorities" in text
    assert "its region and its authorities, 2009-10" in text
    assert "names them for single authorities, and Central Bedfordshire and Luton is made" in text


def test_without_a_place_england_and_the_pilots_are_shown_in_the_order_of_their_names() -> None:
    app = open_count()
    assert not app.exception
    text = shown_text(app)
    assert "per person in England in 2024-25" in text
    assert "Choose a place above" in text


def test_the_count_says_how_much_of_what_was_published_it_reaches() -> None:
    text = shown_text(open_count(place=BIRMINGHAM, look="count"))
    assert "We can count £2.588 billion in Birmingham in 2008-09, including schools" in text
    assert "that is 35% to 37% of the published totals" in text
    assert "do not average them" in text
    assert "Jobcentre Plus: £699 million (10%)" in text
    assert "Not named by the source: about £1.1 billion (15% of the total)" in text
    assert "No page explains it" in text
    assert "Some include others, so do not add these rows up" in text
    assert "From the sources on Total Place: " in text
    assert "averages of a whole region, not of this place" in text
    assert "missing does not mean zero" in text


def test_every_count_has_its_basis_status_and_confidence_on_its_face() -> None:
    text = shown_text(open_count(place="worcestershire", look="count"))
    assert "it includes benefits and pensions; the source does not say" in text
    assert "provisional: the count was not finished" in text
    assert "Confidence: low" in text


def test_a_place_without_a_published_total_is_told_so_and_still_counted() -> None:
    text = shown_text(open_count(place="E08000035", look="count"))
    assert "No total of all public spending in Leeds was published" in text
    assert "We can count" in text


def test_a_year_without_a_return_is_a_gap() -> None:
    text = shown_text(open_count(place=BIRMINGHAM, look="count", money_year="2023-24"))
    assert "We cannot give a total for Birmingham" in text


def test_all_public_money_is_drawn_before_the_accounts_of_local_bodies() -> None:
    app = open_count(place=BIRMINGHAM, look="money", money_year="2022-23")
    assert not app.exception
    text = shown_text(app)
    assert "All public money: who spends it, on what, for whom: Birmingham, 2022-23" in text
    assert text.index("All public money\n") < text.index("Councils, police, fire and transport")
    assert "Work and pensions: £" in text


@pytest.mark.parametrize("drawn", ["flow", "treemap", "tree"])
def test_the_money_is_drawn_and_listed(drawn: str) -> None:
    app = open_count(place=BIRMINGHAM, look="money", drawn=drawn, money_year="2008-09")
    assert not app.exception
    text = shown_text(app)
    assert "£140.9 million is counted twice" in text
    assert "£52.66 million Transport bodies (transfer, also in the receiver's account" in text
    assert address(app).get("drawn", "flow") == drawn


def test_accounts_that_are_not_whole_are_not_drawn() -> None:
    text = shown_text(open_count(place=BIRMINGHAM, look="money", money_year="2023-24"))
    assert "details>" not in text
    assert "incomplete in 2023-24: No return from Birmingham" in text
    assert "Show as" not in text


def test_a_line_shows_its_parts_and_what_was_planned() -> None:
    app = open_count(place=BEDS, look="money", line="drug_alcohol_public_health")
    (table,) = (element.value for element in app.dataframe)
    assert list(table.columns) == [
        "Year",
        "Net outturn",
        "Gross spending",
        "Income",
        "Budget (a plan)",
    ]
    assert "Drug and alcohol treatment, adults: £" in shown_text(app)


def test_overlaps_show_their_evidence_and_strength() -> None:
    text = shown_text(open_count(look="overlaps"))
    assert "24 organisations" in text
    assert "51 benefits" in text
    assert "Strength: published finding" in text
    assert "a question to ask, not proof of waste" in text
    own = shown_text(open_count(place=BIRMINGHAM, look="overlaps"))
    assert "Strength: inferred from lines" in own
    assert "In other places:" in own


def test_without_a_place_the_page_asks_for_one() -> None:
    assert "Find a council, town, ward or postcode" in shown_text(open_count(look="count"))


def test_a_link_to_an_unknown_year_says_so() -> None:
    text = shown_text(open_count(place=BIRMINGHAM, whole_year="1999-00"))
    assert "asks for the year of all public money “1999-00”, which is not here" in text


def test_nhs_money_is_set_beside_primary_care_trusts() -> None:
    text = shown_text(open_count(place=BIRMINGHAM, whole_year="2010-11"))
    assert "How close is it to what primary care trusts spent?" in text
    assert "within the range of the estimate in 1 of 1; the estimate is 4% below it" in text
    assert "what primary care trusts spent?" not in shown_text(open_count(place=BEDS))


def test_general_practice_is_said_for_each_registered_patient_and_as_a_part() -> None:
    text = shown_text(open_count(place=BIRMINGHAM, whole_year="2022-23"))
    words = "General practices in Birmingham were paid £152 per registered patient in 2022-23"
    assert f"{words} (England £165)" in text
    assert "part of NHS money and is not added to it" in text


def test_general_practice_of_a_year_without_payments_names_the_year_it_has() -> None:
    text = shown_text(open_count(place=BEDS, whole_year="2009-10"))
    assert "General practices in Central Bedfordshire and Luton were paid £" in text
    assert "per registered patient in 2014-15 (England £141)" in text
