from __future__ import annotations

import pandas as pd
import pytest

from utils.config import PRICE_BASE_YEAR
from utils.errors import InvalidInputError
from utils.stats.deflators import deflate_to_base_year

#: HM Treasury, GDP deflator at market prices, 2023-24 = 100; the last year by the Office for Budget
#: Responsibility's growth of 3.7175 per cent.
PUBLISHED = {"2009-10": 70.7043, "2017-18": 80.5804, "2022-23": 94.4516, "2024-25": 103.7175}
DEFLATORS = pd.DataFrame({"financial_year": list(PUBLISHED), "deflator": list(PUBLISHED.values())})


def deflate(amounts: list[float], years: list[str], **named: str) -> list[float]:
    real = deflate_to_base_year(
        pd.Series(amounts), financial_year=pd.Series(years), deflators=DEFLATORS, **named
    )
    return [float(amount) for amount in real]


def test_worked_by_hand() -> None:
    # 1,000 x 103.7175 / 70.7043 and 1,000 x 103.7175 / 94.4516, by hand.
    assert deflate([1000.0, 1000.0], ["2009-10", "2022-23"]) == pytest.approx(
        [1466.919, 1098.102], abs=0.001
    )


def test_another_base_year_by_hand() -> None:
    # 1,000 x 80.5804 / 70.7043.
    assert deflate([1000.0], ["2009-10"], base_year="2017-18") == pytest.approx(
        [1139.682], abs=0.001
    )


def test_amounts_of_the_base_year_stay_as_they_are() -> None:
    assert deflate([-3.5, 0.0], [PRICE_BASE_YEAR] * 2) == [-3.5, 0.0]


def test_a_year_without_a_deflator_gives_no_real_amount() -> None:
    real = deflate([1.0, 1.0], ["2025-26", "2024-25"])
    assert pd.isna(real[0])
    assert real[1] == 1.0


def test_a_missing_base_year_is_refused_with_the_years_at_hand() -> None:
    with pytest.raises(
        InvalidInputError, match="base_year: got '2030-31', allowed: 2009-10 to 2024-25"
    ):
        deflate([1.0], ["2009-10"], base_year="2030-31")


def test_there_and_back_is_the_same() -> None:
    there = deflate([123.45], ["2009-10"], base_year="2017-18")
    assert deflate(there, ["2017-18"], base_year="2009-10") == pytest.approx([123.45])


def test_no_amounts_give_no_real_amounts() -> None:
    none = pd.Series([], dtype="float64")
    years = pd.Series([], dtype="str")
    assert deflate_to_base_year(none, financial_year=years, deflators=DEFLATORS).empty


def test_a_year_with_two_deflators_is_refused() -> None:
    twice = pd.concat([DEFLATORS, DEFLATORS.head(1)], ignore_index=True)
    with pytest.raises(InvalidInputError, match="column 'financial_year', row 4: got '2009-10'"):
        deflate_to_base_year(
            pd.Series([1.0]), financial_year=pd.Series(["2009-10"]), deflators=twice
        )
