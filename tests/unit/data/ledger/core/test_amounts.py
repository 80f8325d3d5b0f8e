from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.ledger.core.amounts import COMMON, Money, is_blank, read_amount, split_stuck
from data.ledger.rows.batches import AMOUNT, _money

MONEY = st.decimals(min_value=-(10**12), max_value=10**12, places=2)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        (" £5,139.60 ", "5139.60"),
        ("77,041", "77041.00"),
        (".95", "0.95"),
        ("-.95", "-0.95"),
        ("5.", "5.00"),
        ("(1,234.50)", "-1234.50"),
        ("£(1,234.50)", "-1234.50"),
        ("(£1,234.50)", "-1234.50"),
        ("1,234.50-", "-1234.50"),
        ("-£9,732.73", "-9732.73"),
        ("£-9,732.73", "-9732.73"),
        ("£ -9,732.73", "-9732.73"),
        ("\u22121,000.00", "-1000.00"),
        ("\u20131,000.00", "-1000.00"),
        ("1 234.50", "1234.50"),
        ("1\u00a0234.50", "1234.50"),
        ("\u00a0£400.00\u00a0", "400.00"),
        ("Â£400.00", "400.00"),
        ("\ufffd400.00", "400.00"),
        ("GBP 12.30", "12.30"),
        ("12.30 GBP", "12.30"),
        ("12.30 CR", "-12.30"),
        ("12.30CR", "-12.30"),
        ("12.30 DR", "12.30"),
        ("'12.30", "12.30"),
        ("1.00001", "1.00"),
        ("99,999,999,999,999.99", "99999999999999.99"),
        (" £-   ", "0.00"),
        ("-", "0.00"),
        (537.8, "537.80"),
        (559.8000000000001, "559.80"),
        (0.1 + 0.2, "0.30"),
        (4500, "4500.00"),
        (-12.5, "-12.50"),
    ],
)
def test_what_publishers_write_is_read_to_the_penny(cell: object, amount: str) -> None:
    money = read_amount(cell)
    assert (money.amount, money.parts) == (Decimal(amount), False)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("34619.786", "34619.7860"),
        ("0.005", "0.0050"),
        (12.345, "12.3450"),
        ("-0.00005", "-0.0001"),
    ],
)
def test_parts_of_a_penny_are_kept_and_said_to_be_there(cell: object, amount: str) -> None:
    assert read_amount(cell) == Money(Decimal(amount), parts=True)


@pytest.mark.parametrize(
    ("cell", "amount", "short"),
    [
        ("1.2E+06", "1200000", True),
        ("1E+05", "100000", True),
        ("-4.5e+02", "-450", True),
        ("1.23456E+02", "123.456", False),
        ("-1.4210854715202004e-14", "0", False),
    ],
)
def test_scientific_notation_is_read_and_lost_digits_are_said(
    cell: str, amount: str, *, short: bool
) -> None:
    money = read_amount(cell)
    assert (money.amount, money.short) == (Decimal(amount), short)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "  ",
        "n/a",
        "13,797.47 CDW Limited",
        "1,23.45",
        "5,00",
        "1.234,56",
        "1.2.3",
        "--5",
        "-(5.00)",
        "(-5.00)",
        "-5.00-",
        "CR -5.00",
        "CR 5.00 CR",
        "(5.00",
        "5.00)",
        "12%",
        "#DIV/0!",
        "01/04/2023",
        "£",
        "½",
        "9" * 70,
        True,
        None,
        float("nan"),
        float("inf"),
        10**17,
        10**14,
        "100,000,000,000,000",
        "100000000000000.00",
    ],
)
def test_what_is_no_amount_is_not_guessed_at(cell: object) -> None:
    money = read_amount(cell)
    assert money.amount is None
    assert money.problem


@pytest.mark.parametrize("cell", ["$12.00", "€12.00", "12.00 EUR", "USD 12", "12 euros"])
def test_other_currencies_are_never_taken_for_pounds(cell: str) -> None:
    money = read_amount(cell)
    assert money.amount is None
    assert "another currency" in money.problem


def test_a_text_of_more_than_sixty_characters_is_not_an_amount() -> None:
    longest = "5.0".rjust(60, "0")
    assert read_amount(longest).amount == 5
    money = read_amount(f"0{longest}")
    assert money.amount is None
    assert money.problem.startswith(f"'0{longest[:-1]}' is no amount")


@pytest.mark.parametrize(
    ("cell", "blank"),
    [(None, True), ("", True), (" \t\n", True), ("0", False), (" -", False), (0, False)],
)
def test_a_cell_of_nothing_but_spaces_is_blank(cell: object, *, blank: bool) -> None:
    assert is_blank(cell) is blank


@given(MONEY)
def test_every_way_of_writing_an_amount_gives_it_back(amount: Decimal) -> None:
    size = abs(amount)
    plain, grouped = f"{size:.2f}", f"{size:,.2f}"
    negative = amount < 0
    written = [
        f"{'-' if negative else ''}{column}"
        for column in (plain, grouped, f"£{grouped}", f" £{plain} ", f"GBP {grouped}")
    ]
    if negative:
        written += [
            f"({grouped})",
            f"£({plain})",
            f"{grouped}-",
            f"{plain} CR",
            f"\u2212£{grouped}",
        ]
    assert {read_amount(text).amount for text in written} == {amount}


@given(st.floats(min_value=-1e9, max_value=1e9))
def test_a_float_is_read_to_a_hundredth_of_a_penny(number: float) -> None:
    money = read_amount(number)
    assert money.amount is not None
    assert abs(money.amount - Decimal(repr(number))) <= Decimal("0.00005")


@given(st.text(max_size=80))
def test_any_text_is_an_amount_or_says_why_not(text: str) -> None:
    money = read_amount(text)
    assert (money.amount is None) == bool(money.problem)


@given(st.from_regex(COMMON, fullmatch=True) | st.from_regex(AMOUNT) | st.text(max_size=12))
def test_reading_by_the_column_and_by_the_cell_know_the_same_usual_amounts(text: str) -> None:
    amounts, usual = _money(pa.array([text]))
    if usual[0].as_py():
        assert read_amount(text).amount == amounts[0].as_py()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("13,797.47 CDW Limited", ("13797.47", "CDW Limited")),
        ("-0.06  Mitre Care Ltd", ("-0.06", "Mitre Care Ltd")),
        ("590.00\nJunction Nine Ltd", ("590.00", "Junction Nine Ltd")),
        ("10.00 4 Hills Ltd", ("10.00", "4 Hills Ltd")),
    ],
)
def test_an_amount_stuck_to_a_name_is_parted(text: str, parts: tuple[str, str]) -> None:
    assert split_stuck(text) == (Decimal(parts[0]), parts[1])


@pytest.mark.parametrize(
    "text", ["24 Albert Road", "3 Win Investor", "13,797.4 CDW", "100.00", "100.00 123", "1.234 A"]
)
def test_a_name_that_begins_with_a_number_is_left_alone(text: str) -> None:
    assert split_stuck(text) is None
