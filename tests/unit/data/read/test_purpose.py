"""Reading prevention and late intervention in accounts of councils."""

from __future__ import annotations

import pytest

from data.read.accounts import MoneyReader
from data.read.purpose import CANNOT_TELL, LATE, PLACED, PREVENTION, purpose_amounts, sum_of
from data.read.store import Store

BIRMINGHAM, LUTON, CENTRAL = "E08000025", "E06000032", "E06000056"
YEAR = "2024-25"


@pytest.fixture(scope="module")
def reader() -> MoneyReader:
    return MoneyReader(Store())


def spent(reader: MoneyReader, line: str, code: str) -> float:
    rows = reader.line_by_year((code,), line).set_index("financial_year")["amount_gbp"]
    return float(rows[YEAR])


def test_the_parts_add_up_to_public_health_and_social_care(reader: MoneyReader) -> None:
    amounts = purpose_amounts(reader, (LUTON,), YEAR)
    whole = sum(
        spent(reader, line, LUTON)
        for line in ("public_health", "children_social_care", "adult_social_care")
    )
    assert sum(line.amount for line in amounts) == pytest.approx(whole)
    late = spent(reader, "looked_after_children", LUTON)
    late += spent(reader, "drug_alcohol_treatment", LUTON)
    assert sum_of(amounts, LATE) == pytest.approx(late)
    prevention = spent(reader, "public_health", LUTON)
    prevention -= spent(reader, "drug_alcohol_public_health", LUTON)
    prevention += spent(reader, "drug_alcohol_prevention", LUTON)
    prevention += spent(reader, "early_years_centres", LUTON)
    assert sum_of(amounts, PREVENTION) == pytest.approx(prevention)


def test_several_authorities_are_added(reader: MoneyReader) -> None:
    both = purpose_amounts(reader, (LUTON, CENTRAL), YEAR)
    parts = [purpose_amounts(reader, (code,), YEAR) for code in (LUTON, CENTRAL)]
    for purpose in (PREVENTION, LATE, CANNOT_TELL):
        assert sum_of(both, purpose) == pytest.approx(sum(sum_of(part, purpose) for part in parts))


def test_without_a_return_or_before_the_lines_began_there_is_nothing(reader: MoneyReader) -> None:
    assert purpose_amounts(reader, (BIRMINGHAM,), YEAR) == ()
    assert purpose_amounts(reader, (LUTON, BIRMINGHAM), YEAR) == ()
    assert purpose_amounts(reader, (LUTON,), "2018-19") == ()


def test_every_line_that_is_placed_is_published_with_a_reason(reader: MoneyReader) -> None:
    for line in PLACED:
        assert reader.lines[line.line]["parent"]
        assert line.reason
        assert [reader.lines[inside]["parent"] for inside in line.less] == [line.line] * len(
            line.less
        )
