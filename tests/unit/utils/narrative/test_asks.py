from __future__ import annotations

from typing import Any

from data.read.store import Store
from tests.unit.data.asks_store import ask_reader
from utils.narrative.asks import PUT_AS, by_phase, by_work, count_asks, say_gaps

STORE = Store()


def dates(*years: int) -> list[dict[str, Any]]:
    return [
        {"year": year, "date": str(year), "item_order": order} for order, year in enumerate(years)
    ]


def test_asks_are_counted_with_those_of_which_something_came() -> None:
    asks = ask_reader().asks
    answered = [ask for ask in asks if ask.what_came]
    hard = [ask for ask in asks if ask.put_as == "difficulty"]
    assert 0 < len(hard) < len(asks)
    assert count_asks(asks) == (
        f"{len(asks)} requests. For {len(hard)} of them the source names a difficulty only. The "
        f"sources say what came of {len(answered)}."
    )
    assert count_asks(answered[:1]).startswith("1 request. For ")
    assert count_asks([]) == "There are no requests of this kind from this place."
    assert {ask.put_as for ask in asks} <= set(PUT_AS)


def test_reviews_are_apart_from_what_was_said_at_a_round_table() -> None:
    reviews, discussed = by_work(STORE.records("barriers"))
    assert {name: len(rows) for name, rows in reviews.items()} == {
        "Marks 2007": 1,
        "Hamer & Smithies 2002; Perkins 2009": 7,
        "Smith and others 2009 (systematic review)": 1,
        "Wanless 2004": 1,
    }
    assert sum(map(len, discussed.values())) == 7


def test_every_date_is_in_a_phase_even_beyond_the_record() -> None:
    found = by_phase(dates(2005, 2008, 2009, 2030))
    assert {name: list(years) for name, years in found.items()} == {
        "Before Total Place, 2005 to 2008": [2005, 2008],
        "Total Place, and the call for place-based budgets, 2009 to 2009": [2009],
        "Place-based budgets again, 2030 to 2030": [2030],
    }
    published = STORE.records("timeline")
    phases = by_phase(published)
    assert sum(len(rows) for years in phases.values() for rows in years.values()) == len(published)
    assert list(phases)[-1] == "Place-based budgets again, 2024 to 2026"


def test_dates_of_a_year_are_in_their_order_however_they_are_written() -> None:
    written = ["January 31, 2024", "16 January 2024", "January 2024"]
    rows: Any = [
        {"year": 2024, "date": date, "item_order": order} for order, date in enumerate(written)
    ]
    (years,) = by_phase(rows).values()
    assert [row["date"] for row in years[2024]] == written[::-1]


def test_years_without_a_date_are_said() -> None:
    assert say_gaps(dates(2008, 2009, 2012, 2014)) == (
        "There is no date for 2010 to 2011 and 2013."
    )
    assert say_gaps(dates(2008, 2009)) == ""
