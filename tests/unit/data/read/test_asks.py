from __future__ import annotations

from tests.unit.data.asks_store import ask_reader

READER = ask_reader()


def test_every_ask_comes_with_the_rows_it_rests_on_and_their_sources() -> None:
    assert READER.asks
    for ask in READER.asks:
        assert ask.barriers
        assert all(row["source_title"] for row in ask.barriers)
        assert bool(ask.what_came) == bool(ask.outcomes)


def test_what_came_of_an_ask_is_told_by_rows_of_several_registers() -> None:
    (ask,) = (candidate for candidate in READER.asks if "load of reporting" in candidate.text)
    event, figure = ask.outcomes
    assert "event" in event
    assert figure["amount"] == 4700
    assert ask.asked_by == "Eric Pickles"


def test_an_ask_of_several_places_is_found_under_each() -> None:
    (ask,) = (candidate for candidate in READER.asks if "share savings" in candidate.text)
    assert ask.places == (
        "birmingham",
        "dorset_bournemouth_and_poole",
        "whole_place_community_budgets",
    )
    for place in ask.places:
        assert ask in READER.by_category(place=place)["finance"]
    assert "finance" not in READER.by_category(place="leicester_and_leicestershire")


def test_asks_by_category_leave_none_out_and_can_be_narrowed() -> None:
    found = READER.by_category()
    assert sum(map(len, found.values())) == len(READER.asks)
    assert list(READER.by_category(category="regulation")) == ["regulation"]
    assert READER.by_category(place="kent", category="evidence") == {}
