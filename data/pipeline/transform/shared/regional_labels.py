"""Regions and functions as the country and regional analysis words them, and their codes."""

from __future__ import annotations

import pandas as pd

from data.pipeline.transform.shared.place import Place

#: Line 1 of a sheet is its header.
FIRST_DATA_ROW = 2
REGIONS = {
    "north east": "E12000001",
    "north west": "E12000002",
    "yorkshire and the humber": "E12000003",
    "east midlands": "E12000004",
    "west midlands": "E12000005",
    "east": "E12000006",
    "london": "E12000007",
    "south east": "E12000008",
    "south west": "E12000009",
}
#: Rows that are not of an English region, left out on purpose.
NOT_ENGLISH = frozenset(
    {"scotland", "wales", "northern ireland", "outside uk", "not identifiable", "non-regional"}
)
#: The ten main functions, as COFOG (the classification of the functions of government) has them.
FUNCTIONS = {
    "1": "general_public_services",
    "2": "defence",
    "3": "public_order_safety",
    "4": "economic_affairs",
    "5": "environment_protection",
    "6": "housing_community_amenities",
    "7": "health",
    "8": "recreation_culture_religion",
    "9": "education",
    "10": "social_protection",
}
#: Headings outside the ten functions: never part of a region's identifiable spending.
NOT_FUNCTIONS = frozenset({"eu transactions", "departmental unallocated provision"})


def code_regions(names: pd.Series[str], *, place: Place) -> pd.Series[str]:
    """Turn region names, however spelt, into codes; areas outside England become null.

    Raises:
        SourceSchemaError: a name is neither a region nor a known area outside England.
    """
    plain = names.astype("str").str.casefold().str.removeprefix("england_").str.strip()
    unknown = ~plain.isin([*REGIONS, *NOT_ENGLISH])
    _refuse_first(unknown, names=names, place=place, expected=f"a region of {[*REGIONS]}")
    return plain.map(REGIONS)


def code_functions(names: pd.Series[str], *, place: Place) -> pd.Series[str]:
    """Turn function headings, "of which" parts among them, into the ten main functions.

    Raises:
        SourceSchemaError: a heading has no number of a main function and is not known to lack it.
    """
    text = names.astype("str").str.casefold().str.strip()
    slugs = text.str.extract(r"^(\d+)\.", expand=False).map(FUNCTIONS)
    unknown = slugs.isna() & ~text.isin(list(NOT_FUNCTIONS))
    _refuse_first(unknown, names=names, place=place, expected=f"one of {[*FUNCTIONS.values()]}")
    return slugs


def _refuse_first(
    bad: pd.Series[bool], *, names: pd.Series[str], place: Place, expected: str
) -> None:
    if bad.any():
        first = int(bad.to_numpy().argmax())
        raise place.refuse(
            row=first + FIRST_DATA_ROW,
            column=str(names.name),
            received=names.iloc[first],
            expected=expected,
        )
