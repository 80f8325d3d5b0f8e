from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.ledger.core.dates import DAY_FIRST, MONTH_FIRST, SERIAL_START, find_order, read_date
from data.ledger.core.dates import financial_year as year_of
from data.ledger.core.periods import year_of_period

DAYS = st.dates(min_value=date(1995, 4, 1), max_value=date(2060, 1, 1))


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("21/10/2024", date(2024, 10, 21)),
        ("1/4/2023", date(2023, 4, 1)),
        ("01.04.23", date(2023, 4, 1)),
        ("01 04 2023", date(2023, 4, 1)),
        ("05-Apr-2024", date(2024, 4, 5)),
        (" 23-Apr-2024", date(2024, 4, 23)),
        ("18-Dec-23", date(2023, 12, 18)),
        ("05-APR-24", date(2024, 4, 5)),
        ("5th April 2024", date(2024, 4, 5)),
        ("Friday, 5 April 2024", date(2024, 4, 5)),
        ("April 5, 2024", date(2024, 4, 5)),
        ("3 Sept 2021", date(2021, 9, 3)),
        ("2023-04-19", date(2023, 4, 19)),
        ("2023/04/19", date(2023, 4, 19)),
        ("2023-04-19T00:00:00Z", date(2023, 4, 19)),
        ("2023-04-19 00:00:00", date(2023, 4, 19)),
        ("19/04/2023 00:00", date(2023, 4, 19)),
        ("20230419", date(2023, 4, 19)),
        ("19042023", date(2023, 4, 19)),
        ("45154", date(2023, 8, 16)),
        ("45154.0", date(2023, 8, 16)),
        (45154, date(2023, 8, 16)),
        (45154.75, date(2023, 8, 16)),
        (date(2023, 8, 16), date(2023, 8, 16)),
        (datetime(2023, 8, 16, 11, 30), date(2023, 8, 16)),  # noqa: DTZ001
    ],
)
def test_what_publishers_write_is_read(cell: object, day: date) -> None:
    assert read_date(cell) == (day, "", False)


@pytest.mark.parametrize(
    "cell",
    ["31/02/2023", "32/01/2023", "TBC", "2023", "12", "Apr-24", "1/2", "", True, 5, "9" * 99],
)
def test_what_is_no_date_is_not_guessed_at(cell: object) -> None:
    assert read_date(cell).day is None
    assert read_date(cell).problem


def test_one_day_above_twelve_decides_the_column() -> None:
    assert find_order(["01/08/2020", "15/08/2020"]).order == DAY_FIRST
    found = find_order(["08/01/2020", "8/15/2020"])
    assert (found.order, found.decided) == (MONTH_FIRST, True)
    assert read_date("08/01/2020", found.order).day == date(2020, 8, 1)


def test_a_column_that_nothing_decides_is_day_first_and_says_so() -> None:
    found = find_order(["01/02/2020", "03/03/2020", "05-Apr-2020", "", 45154])
    assert (found.order, found.decided, found.open) == (DAY_FIRST, False, 1)


def test_a_date_with_one_reading_is_read_against_the_order_and_marked() -> None:
    assert read_date("8/15/2020", DAY_FIRST) == (date(2020, 8, 15), "", True)
    found = find_order(["13/01/2020", "14/01/2020", "01/15/2020"])
    assert (found.order, found.against) == (DAY_FIRST, 1)


@given(DAYS)
def test_every_way_of_writing_a_day_gives_it_back(day: date) -> None:
    written = [
        day.strftime(form)
        for form in ("%d/%m/%Y", "%d-%b-%Y", "%d %B %Y", "%Y-%m-%d", "%Y%m%d", "%d.%m.%y")
    ]
    days = {read_date(text).day for text in written if day.year < 2060}
    days |= {read_date(day.strftime("%m/%d/%Y"), MONTH_FIRST).day}
    days |= {read_date((day - SERIAL_START).days).day}
    assert days == {day}


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_says_why_not(text: str) -> None:
    found = read_date(text)
    assert (found.day is None) == bool(found.problem)


def test_the_financial_year_begins_in_april() -> None:
    assert year_of(date(2024, 3, 31)) == "2023-24"
    assert year_of(date(2024, 4, 1)) == "2024-25"
    assert year_of(date(1999, 12, 31)) == "1999-00"


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("2023-24", "2023-24"),
        ("FY 2023/2024", "2023-24"),
        ("P3 2023/24", "2023-24"),
        ("April 2023", "2023-24"),
        ("Mar-24", "2023-24"),
        ("2023 6 JUNE", "2023-24"),
        ("2024 1", "2023-24"),
        ("northam_2024-02.csv", "2023-24"),
        ("Transparency Report December 2023", "2023-24"),
        ("202304", None),
        ("Payments over £500", None),
        ("12/2023-45", None),
        ("", None),
    ],
)
def test_words_about_a_period_tell_the_year_or_nothing(words: str, year: str | None) -> None:
    assert year_of_period(words) == year
