"""Which sources drivers and accounts are made of."""

from __future__ import annotations

import pandas as pd
import pytest

from data.pipeline.derive.whole_place.sources import sources_of
from utils.errors import InvalidInputError

TABLES = {
    "spend": pd.DataFrame({"service_line": ["police"], "source": ["outturn"]}),
    "driver_values": pd.DataFrame(
        {
            "driver": [
                "nhs_weighted_population",
                "nhs_registered_population",
                "low_income",
                "low_income",
            ],
            "source": ["nhs", "nhs", "indices", "benefits"],
        }
    ),
    "place_accounts": pd.DataFrame(
        {"item": ["a", "b"], "body_group": ["nhs", "nhs"], "source": ["y", "x"]}
    ),
}


@pytest.mark.parametrize(
    ("made_of", "expected"),
    [
        ("", ""),
        ("residents", "ons_population"),
        ("ages:65+", "ons_population"),
        ("spend:police", "outturn"),
        ("spend:police|place_accounts:a", "outturn;y"),
        ("spend:police;residents", "outturn;ons_population"),
        ("driver_values:low_income", "benefits;indices"),
        ("place_accounts:nhs", "x;y"),
        ("nhs_need", "nhs;ons_population"),
    ],
)
def test_sources_are_those_of_the_rows(made_of: str, expected: str) -> None:
    assert sources_of(made_of, TABLES) == expected


@pytest.mark.parametrize("made_of", ["moon", "spend:moon"])
def test_what_is_made_of_nothing_known_is_refused(made_of: str) -> None:
    with pytest.raises(InvalidInputError, match="moon"):
        sources_of(made_of, TABLES)
