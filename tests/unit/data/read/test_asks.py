from __future__ import annotations

from tests.unit.data.asks_store import ask_reader

READER = ask_reader()


def test_every_ask_comes_with_the_rows_it_rests_on_and_their_sources() -> None:
    assert READER.asks
    for one in READER.asks:
        assert one.barriers
        assert all(row["source_title"] for row in one.barriers)
        assert bool(one.what_came) == bool(one.outcomes)


def test_what_came_of_an_ask_is_told_by_rows_of_several_registers() -> None:
    (one,) = (one for one in READER.asks if "load of reporting" in one.text)
    event, figure = one.outcomes
    assert "event" in event
    assert figure["amount"] == 4700
    assert one.asked_by == "Eric Pickles"


def test_an_ask_of_several_places_is_found_under_each() -> None:
    (one,) = (one for one in READER.asks if "share savings" in one.text)
    assert one.places == (
        "birmingham",
        "dorset_bournemouth_and_poole",
        "whole_place_community_budgets",
    )
    for place in one.places:
        assert one in READER.by_category(place=place)["finance"]
    assert "finance" not in READER.by_category(place="leicester_and_leicestershire")


def test_asks_by_category_leave_none_out_and_can_be_narrowed() -> None:
    found = READER.by_category()
    assert sum(map(len, found.values())) == len(READER.asks)
    assert list(READER.by_category(category="regulation")) == ["regulation"]
    assert READER.by_category(place="kent", category="evidence") == {}
