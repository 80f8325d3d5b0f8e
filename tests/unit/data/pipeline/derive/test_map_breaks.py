from __future__ import annotations

import pandas as pd
import pytest

from data.pipeline.derive.map_breaks import build_breaks
from geo.breaks import SCHEMES
from utils.config import ENGLAND


def breaks_around(england_2019: float) -> pd.Series[str]:
    """Breaks of two years of 1 to 10 and 11 to 20; England has a value in the first alone."""
    rows = [("2019", float(number)) for number in range(1, 11)]
    rows += [("2020", float(number)) for number in range(11, 21)]
    local = pd.DataFrame(rows, columns=["period", "value"]).assign(
        measure="pay:persons", basis="as published", level="region"
    )
    measures = local[["measure", "basis", "level"]].head(1).assign(decimals=0, unit="GBP")
    england = pd.DataFrame(
        {
            "measure": "pay:persons",
            "basis": "as published",
            "period": ["2019", "2020"],
            "area_code": ENGLAND,
            "value": [england_2019, None],
        }
    )
    built = build_breaks(local, measures=measures, values=england)
    return built.set_index(["scheme", "period"])["breaks"]


@pytest.fixture
def breaks() -> pd.Series[str]:
    return breaks_around(8.0)


def test_every_scheme_has_breaks_in_every_period_and_one_is_for_all(
    breaks: pd.Series[str],
) -> None:
    expected = {(scheme, period) for scheme in SCHEMES for period in ("2019", "2020")}
    assert set(breaks.index) == expected | {("fixed", "all")}
    assert all(breaks.str.count(";") <= 3)


def test_fixed_breaks_are_of_all_years_and_others_of_their_own(breaks: pd.Series[str]) -> None:
    assert breaks["fixed", "all"] == "5.0;9.0;13.0;17.0"
    assert breaks["quantile", "2019"] == "3.0;5.0;7.0;9.0"
    assert breaks["quantile", "2020"] == "13.0;15.0;17.0;19.0"
    assert breaks["tercile", "2019"] == "4.0;8.0"


def test_deviations_are_counted_from_england_or_else_from_the_mean(
    breaks: pd.Series[str],
) -> None:
    # The deviation of ten numbers in a row is 3.03: 8 less 4.54, less 1.51, and 8 and 1.51 more;
    # 8 and 4.54 is above the greatest value.
    assert breaks["std", "2019"] == "4.0;7.0;10.0"
    # Around the mean of 15.5: 10.96 is at the least value, then 13.99, 17.01 and 20.04.
    assert breaks["std", "2020"] == "14.0;18.0"


def test_a_total_of_england_is_no_centre() -> None:
    # Around the mean of 5.5 and not around 55: 0.96 is below the least value, then 3.99 and 7.01.
    assert breaks_around(55.0)["std", "2019"] == "4.0;8.0"


def test_a_decile_is_a_class_of_its_own_in_every_scheme_but_thirds() -> None:
    local = pd.DataFrame(
        {
            "period": "2025",
            "value": [float(number) for number in range(1, 11) for _ in range(number)],
        }
    ).assign(measure="decile:persons", basis="as published", level="lsoa")
    measures = local[["measure", "basis", "level"]].head(1).assign(decimals=0, unit="decile")
    none = pd.DataFrame(columns=["measure", "basis", "period", "area_code", "value"])
    built = build_breaks(local, measures=measures, values=none).set_index("scheme")["breaks"]
    assert set(built.drop("tercile")) == {"2.0;3.0;4.0;5.0;6.0;7.0;8.0;9.0;10.0"}
    assert built["tercile"].count(";") == 1
