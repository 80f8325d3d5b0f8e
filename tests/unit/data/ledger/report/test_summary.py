"""The report of a count: which months, by year, with the notes on its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.ledger.cli import main
from data.ledger.count.context import Context
from tests.unit.data.ledger.ledger_files import write
from utils.errors import InvalidInputError

HEAD = "Body Name,Payment Date,Supplier,Net Amount"


def report(folder: Path, *rows: str, place: str = "E06000032") -> str:
    file = write(folder / "payments.csv", HEAD, *rows)
    main(["count", str(file), "--place", place, "--out", str(folder / "out")])
    return (folder / "out" / "report.md").read_text(encoding="utf-8")


def paid(date: str, amount: str, supplier: str = "Tall Oak Tree Care Ltd") -> str:
    return f"Luton Borough Council,{date},{supplier},{amount}"


def test_the_months_are_said_first_and_years_have_tables_of_their_own(tmp_path: Path) -> None:
    text = report(
        tmp_path,
        paid("02/04/2024", "10.00"),
        paid("30/05/2024", "5.00"),
        paid("01/03/2024", "7.00"),
    )
    assert "- Luton council: 2 April 2024 to 30 May 2024, payments in 2 of the 12 months" in text
    assert "GBP 7.00 (2023-24), GBP 15.00 (2024-25)" in text
    assert text.index("### 2023-24") < text.index("### 2024-25")
    assert "all years together" in text


def test_one_year_has_one_table_and_one_body_pays_no_other(tmp_path: Path) -> None:
    text = report(tmp_path, paid("02/04/2024", "10.00"), paid("03/04/2024", "5.00"))
    assert "###" not in text
    assert "in Luton, without what a body paid itself." in text


def test_what_was_noted_in_reading_is_below_its_file(tmp_path: Path) -> None:
    total = "Total,,,99.00"
    text = report(tmp_path, paid("02/04/2024", "10.00"), paid("03/04/2024", "5.00"), total)
    files = text.partition("## Files")[2].partition("## Bodies")[0]
    assert "  - Row 4 gives a total of 99.00, but the rows above it come to 15.00" in files


def test_a_place_is_named_or_given_by_its_code() -> None:
    context = Context.read()
    assert context.place("Luton") == context.place("E06000032")
    assert context.place("durham").place_id == "durham"


@pytest.mark.parametrize(
    ("text", "said"),
    [("Newport", "Isle of Wight (E06000046)"), ("Atlantis", "the name or GSS code of an")],
)
def test_a_place_that_is_none_is_refused_with_what_is_near(text: str, said: str) -> None:
    with pytest.raises(InvalidInputError, match="place: got") as refused:
        Context.read().place(text)
    assert said in str(refused.value)
