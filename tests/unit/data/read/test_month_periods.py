from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.read.month_periods import MonthPeriod
from utils.errors import InvalidInputError


@pytest.mark.parametrize(
    ("text", "words", "months", "year"),
    [
        ("2024-10", "October 2024", 1, "2024-25"),
        ("2024-03", "March 2024", 1, "2023-24"),
        ("2024-04 to 2025-03", "April 2024 to March 2025", 12, "2024-25"),
        ("2023-09 to 2023-11", "September to November 2023", 3, "2023-24"),
        ("2099-12 to 2100-01", "", 0, ""),
    ],
)
def test_a_period_has_words_months_and_a_year(
    text: str, words: str, months: int, year: str
) -> None:
    if not words:
        with pytest.raises(InvalidInputError):
            MonthPeriod.read(text)
        return
    period = MonthPeriod.read(text)
    assert (period.words, period.months, period.financial_year) == (words, months, year)


@given(year=st.integers(2000, 2098), first=st.integers(0, 11), more=st.integers(0, 11))
def test_months_of_one_financial_year_are_written_and_read_alike(
    year: int, first: int, more: int
) -> None:
    last = min(first + more, 11)
    months = [f"{year + (at + 3) // 12}-{(at + 3) % 12 + 1:02d}" for at in (first, last)]
    period = MonthPeriod(*months)
    assert MonthPeriod.read(str(period)) == period
    assert period.months == last - first + 1
    assert period.financial_year == f"{year}-{(year + 1) % 100:02d}"


@given(st.text())
def test_any_other_text_is_refused_with_what_is_allowed(text: str) -> None:
    try:
        period = MonthPeriod.read(text)
    except InvalidInputError as error:
        assert "2024-10" in str(error)  # noqa: PT017 - a text may be a period by chance
    else:
        assert str(period) in {text.strip(), text.strip()[:7]}
