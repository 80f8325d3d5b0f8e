from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.reading import open_app, prose_with, shown_text


def open_profile(place: str = "", *, more: bool = True, **address: str) -> AppTest:
    """Open the page as a link does."""
    if place:
        address["place"] = place
    return open_app(page="profile.py", more=more, **address)


def test_without_a_place_the_page_says_what_to_do() -> None:
    app = open_profile()
    assert not app.exception
    assert "Find a council, town, ward or postcode" in shown_text(app)


@pytest.mark.parametrize(
    "place",
    ["E08000025", "birmingham", "central_bedfordshire_and_luton", "kent", "E10000016", "E06000053"],
)
def test_every_kind_of_place_has_a_profile(place: str) -> None:
    app = open_profile(place)
    assert not app.exception
    assert [header.value for header in app.header] == [
        "All public money",
        "Health and other outcomes",
        "Inequality inside the place",
        "What partners found",
        "Similar places",
    ]
    parts = [expander.label for expander in app.get("expander")]
    assert "What councils, police and fire spend, compared with similar places" in parts
    assert {"How it changed", "People by age", "Sources"} <= set(parts)


def test_what_is_behind_more_is_not_drawn_until_it_is_opened() -> None:
    closed, opened = open_profile("E08000025", more=False), open_profile("E08000025")
    assert len(closed.get("vega_lite_chart")) < len(opened.get("vega_lite_chart"))
    assert "Spend by service" not in shown_text(closed)


def test_all_public_money_is_said_first_with_its_range_and_what_is_measured() -> None:
    app = open_profile("E08000025", money_year="2018-19", basis="cash")
    bodies = [part.proto.body for part in app.main if part.type in {"html", "markdown"}]
    first = next(body for body in bodies if "per person in Birmingham" in body)
    assert "in Birmingham in 2018-19, in cash: between £" in first
    assert "of it is measured" in prose_with(app, "All public bodies together spent")
    assert "count?place=E08000025&amp;look=whole&amp;whole_year=2018-19" in first
    assert "HM Treasury" in shown_text(app)


def test_all_public_money_is_of_its_newest_year_where_none_is_chosen() -> None:
    app = open_profile("E08000025")
    text = shown_text(app)
    assert "per person in Birmingham in 2024-25: between £" in text
    assert "All public spending by kind, Birmingham, 2024-25" in text
    bodies = [part.proto.body for part in app.main if part.type in {"html", "markdown"}]
    assert any("figure=card" in body and "whole_year=2024-25" in body for body in bodies)


def test_all_public_money_is_in_the_prices_chosen() -> None:
    text = shown_text(open_profile("E08000025", money_year="2012-13", basis="real"))
    assert "in Birmingham in 2012-13, in 2024-25 prices" in text


def test_what_the_oldest_year_does_not_show_apart_is_said() -> None:
    text = shown_text(open_profile("E08000025", money_year="2008-09"))
    assert "social care includes housing benefit too" in text


def test_identity_names_members_residents_and_programme() -> None:
    app = open_profile("central_bedfordshire_and_luton")
    text = prose_with(app, " residents in mid-")
    assert "Luton and Central Bedfordshire" in text
    assert text.startswith("5")
    assert "Total Place pilot" in text


def test_inequality_of_several_authorities_is_not_pooled() -> None:
    text = shown_text(open_profile("central_bedfordshire_and_luton"))
    assert "cannot be combined" in text


def test_a_theme_governs_every_section_and_the_money_first() -> None:
    app = open_profile("E08000025", theme="children_and_families")
    assert not app.exception
    assert app.header[0].value == "Public money: children and families"
    money = prose_with(app, "Schools and early years: about £")
    assert "of it is measured; the rest is an estimate." in money
    assert "most similar places" in money
    text = shown_text(app)
    assert "Children and families: public spending by kind, Birmingham, 2024-25" in text
    assert "Children's social care" in " ".join(str(table.value) for table in app.table)
    assert "there are no figures by deprivation inside Birmingham" in text
    assert "children and families in Birmingham" in prose_with(app, "children and families in B")
    assert "Schools and early years, 2024-25, part estimated, per person." in text


def test_a_theme_without_a_kind_of_all_public_money_shows_its_services() -> None:
    app = open_profile("E10000016", theme="drugs_and_alcohol")
    assert not app.exception
    text = shown_text(app)
    assert "No kind of all public money is about drugs and alcohol alone." in text
    assert "Drug and alcohol services (public health), 2024-25, per person." in text
    assert any("Public health" in table.value.index for table in app.table)


@pytest.mark.parametrize("place", ["E08000025", "central_bedfordshire_and_luton", "E06000053"])
def test_every_theme_can_be_shown(place: str) -> None:
    app = open_profile(place, more=False)
    for theme in app.selectbox(key="theme").options:
        app.selectbox(key="theme").set_value(theme)
        assert not app.run().exception, theme


def test_the_year_of_spending_is_one_choice() -> None:
    app = open_profile("E08000025", money_year="2012-13", more=False)
    text = shown_text(app)
    assert "Public money per person, 2012-13, in 2024-25 prices" in text
    assert "All public spending by kind, Birmingham, 2012-13" in text
    assert "All public money, 2012-13, in 2024-25 prices, part estimated, per person." in text
    assert app.selectbox(key="money_year").value == "2012-13"


def test_a_year_that_the_count_lacks_is_said() -> None:
    text = shown_text(open_profile("E08000025", money_year="2007-08", more=False))
    assert "All public money is counted from 2008-09 to 2024-25, not for 2007-08." in text


def test_the_tenths_say_why_they_are_older_than_the_tile() -> None:
    text = shown_text(open_profile("E08000025", more=False))
    assert "The newest slope index is of 2022-24." in text
    assert "was last published for 2014-16" in text


def test_neighbours_lead_to_a_comparison() -> None:
    app = open_profile("E08000025")
    body = next(
        block.proto.body
        for block in app.get("html")
        if "statistical nearest neighbours" in block.proto.body
    )
    assert body.count("compare?places=E08000025%2C") == 15


def test_a_typed_name_is_found() -> None:
    app = open_app(page="profile.py", place="Central Beds")
    assert app.session_state["place"] == "E06000056"
    assert [title.value for title in app.title] == ["Central Bedfordshire"]


def test_a_name_of_several_places_offers_them() -> None:
    app = open_app(page="profile.py", place="Bedfordshire")
    assert app.session_state["place"] == ""
    text = shown_text(app)
    assert "split in 2009" in text
    assert "Central Bedfordshire (former council" in text or "Bedfordshire (" in text


def test_a_choice_among_several_is_taken() -> None:
    app = open_app(page="profile.py", place="Bedfordshire")
    offered = next(
        block.proto.body
        for block in app.get("html")
        if "Bedfordshire (former council, Bedford)" in block.proto.body
    )
    assert 'href="profile?place=E06000055"' in offered


@pytest.mark.parametrize(
    ("typed", "place", "said"),
    [
        ("sw1a 1aa", "E09000033", "is a postcode in Westminster"),
        ("Astley Bridge", "E08000001", "is a ward in Bolton"),
        ("E07000150", "E06000061", "Corby is part of North Northamptonshire since 2021"),
    ],
)
def test_a_part_of_a_place_is_found_and_said(typed: str, place: str, said: str) -> None:
    app = open_app(page="profile.py", place=typed)
    assert app.session_state["place"] == place
    assert said in shown_text(app)


def test_a_link_with_a_later_code_is_read_as_the_code_in_use() -> None:
    app = open_profile("e08000039")
    assert app.session_state["place"] == "E08000019"


def test_an_unknown_place_falls_back_and_says_so() -> None:
    app = open_profile("atlantis")
    assert not app.exception
    assert "atlantis" in shown_text(app)
