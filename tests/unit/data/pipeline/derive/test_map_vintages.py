from __future__ import annotations

import pandas as pd
import pytest

from data.pipeline.derive.map_vintages import vintage_links

CODES = pd.Index([f"E0100000{number}" for number in range(1, 8)])
ONE, TWO, THREE, FOUR, FIVE, SIX, SEVEN = CODES
EARLIER = [
    (ONE, ONE, "unchanged"),
    ("E01000090", TWO, "split"),
    ("E01000090", THREE, "split"),
    ("E01000091", FOUR, "merged"),
    ("E01000092", FOUR, "merged"),
    ("E01000093", FIVE, "irregular"),
    ("E01000094", SIX, "irregular"),
    ("E01000095", SIX, "irregular"),
]
LATER = [
    (ONE, ONE, "unchanged"),
    (TWO, "E01000080", "merged"),
    (THREE, "E01000080", "merged"),
    (FOUR, "E01000081", "split"),
    (FOUR, "E01000082", "split"),
    (FIVE, "E01000083", "irregular"),
    (SIX, "E01000084", "irregular"),
    (SIX, "E01000085", "irregular"),
]
IRREGULAR = "A gap: borders changed irregularly between {} and {}."


def links() -> pd.DataFrame:
    columns = ["old_code", "new_code", "change"]
    earlier = pd.DataFrame(EARLIER, columns=columns).assign(old_type="lsoa01", new_type="lsoa11")
    later = pd.DataFrame(LATER, columns=columns).assign(old_type="lsoa11", new_type="lsoa21")
    return pd.concat([earlier, later], ignore_index=True)


@pytest.mark.parametrize(
    ("area_type", "origins", "part", "several", "years"),
    [
        (
            "lsoa01",
            [ONE, "E01000090", "E01000090", None],
            "The value of the 2001 area E01000090, of which it was part.",
            "A gap: made of several areas of 2001.",
            (2001, 2011),
        ),
        (
            "lsoa21",
            [ONE, "E01000080", "E01000080", None],
            "The value of the 2021 area E01000080, of which it is part.",
            "A gap: split into several areas by 2021.",
            (2011, 2021),
        ),
    ],
)
def test_an_area_takes_the_value_of_the_one_it_is_or_lies_in(
    area_type: str,
    origins: list[str | None],
    part: str,
    several: str,
    years: tuple[int, int],
) -> None:
    found = vintage_links(links(), area_type=area_type, codes=CODES)
    assert list(found.index) == list(CODES)
    taken = [None if pd.isna(value) else value for value in found["origin"]]
    assert taken == [*origins, None, None, None]
    notes = [None if pd.isna(value) else value for value in found["note"]]
    assert notes == [
        None,
        part,
        part,
        several,
        IRREGULAR.format(*years),
        IRREGULAR.format(*years),
        "A gap: no link to an area of the other year is published.",
    ]
