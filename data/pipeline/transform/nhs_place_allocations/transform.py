"""Money of integrated care boards spread over practices, and added up by upper-tier area."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, to_number
from data.pipeline.transform.nhs_place_allocations.boards import read_boards
from data.pipeline.transform.shared.place import Place, place_of
from data.pipeline.transform.shared.upper_tier import (
    account_rows,
    driver_rows,
    refuse_first,
    to_upper_tier,
)

KEY: Final = "practices"
CHECK_KEY: Final = "cross_check"
REGISTERED: Final = "pop"
WEIGHTED: Final = "Final WP"
PRIMARY_CARE: Final = "Final PMC WP"
#: The weights by which each item is spread: those by which NHS England sets its target.
WEIGHTS: Final = {
    "nhs_core": WEIGHTED,
    "nhs_specialised_delegated": WEIGHTED,
    "nhs_primary_medical": PRIMARY_CARE,
    "nhs_pharmacy_optical_dental": REGISTERED,
    "nhs_running_cost": REGISTERED,
}
#: The tool of this year weighs no population for primary medical care.
NO_PRIMARY_CARE_WEIGHTS: Final = "2022-23"
#: The other reckoning is written in tenths of a thousand pounds.
CHECK_ROUNDING_GBP: Final = 50.0
SPREAD: Final = "The boards' allocations spread over practices by {}, by area of the practice."
WEIGHT_WORDS: Final = {
    WEIGHTED: "weighted population",
    PRIMARY_CARE: "population weighted for primary medical care",
    REGISTERED: "registered population",
}
NOTES: Final = {
    ("2022-23", "nhs_core"): (
        "Adjusted recurrent baseline with Covid and elective money. Specialised services, running "
        "costs, capital and central budgets are left out."
    ),
    ("2023-24", "nhs_core"): (
        "With Covid, elective, discharge and capacity money. Specialised services, capital and "
        "central budgets are left out."
    ),
    ("2024-25", "nhs_core"): (
        "With elective and discharge money. Specialised services, capital and central budgets are "
        "left out."
    ),
    ("2025-26", "nhs_core"): (
        "With elective, discharge and former development money, so more than in earlier years. "
        "Capital and central budgets are left out."
    ),
}
METHODS: Final = {
    "nhs_weighted_population": (
        WEIGHTED,
        "Registered people weighted by need, by area of the practice.",
    ),
    "nhs_registered_population": (
        REGISTERED,
        "People registered with practices, by area of the practice.",
    ),
}


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return `place_accounts` and `driver_values`; needs `areas` and `area_changes`.

    Raises:
        SourceSchemaError: a column, area or board is unknown, a year's practices and boards do not
            agree, or the result differs from the reckoning by others.
    """
    practices = read_practices(raw, built)
    spread = spread_over_practices(practices, read_boards(raw), place=place_of(raw, KEY))
    _compare(spread, raw)
    return {
        "place_accounts": _accounts(spread, raw),
        "driver_values": pd.concat(
            [
                driver_rows(
                    _count(practices, column), raw=raw, driver=driver, unit="people", method=method
                )
                for driver, (column, method) in METHODS.items()
            ],
            ignore_index=True,
        ),
    }


def read_practices(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """One row a practice and year: its board, district of 2021, upper tier of 2024 and weights."""
    text = ["year", "Practice_Code", "ICB", "LAD"]
    columns = [REGISTERED, WEIGHTED, PRIMARY_CARE]
    frame = read_csv(raw, KEY, required=[*text, *columns], text=text)
    place = place_of(raw, KEY)
    numbers = {one: to_number(frame, one, raw=raw, key=KEY, missing=()) for one in columns}
    early = frame["year"] == NO_PRIMARY_CARE_WEIGHTS
    numbers[PRIMARY_CARE] = numbers[PRIMARY_CARE].mask(early, numbers[REGISTERED])
    for one, values in numbers.items():
        bad = values.isna() | (values < 0)
        refuse_first(frame[one], bad=bad, place=place, expected="a number of people")
    twice = frame.duplicated(["year", "Practice_Code"])
    expected = "each practice once a year"
    refuse_first(frame["Practice_Code"], bad=twice, place=place, expected=expected)
    return frame[text].assign(
        area_code=to_upper_tier(frame["LAD"], built=built, place=place), **numbers
    )


def spread_over_practices(
    practices: pd.DataFrame, boards: pd.DataFrame, *, place: Place
) -> pd.DataFrame:
    """Spread every board's amount over its practices by the item's weight.

    Args:
        practices: year, ICB and the weights.
        boards: financial_year, item, board, amount_gbp.
        place: the file of practices, for the message.

    Returns:
        The practices, once an item: financial_year, item, LAD, ICB, area_code, amount_gbp.

    Raises:
        SourceSchemaError: a board has no practice, or a practice's board no allocation.
    """
    known = boards[["financial_year", "board"]].drop_duplicates()
    theirs = pd.MultiIndex.from_frame(practices[["year", "ICB"]])
    ours = pd.MultiIndex.from_frame(known)
    expected = f"a board with an allocation in the year: {sorted(set(boards['board']))}"
    refuse_first(
        practices["ICB"], bad=pd.Series(~theirs.isin(ours)), place=place, expected=expected
    )
    silent = ours.difference(theirs)
    if len(silent):
        raise place.refuse(column="ICB", received=None, expected=f"practices of {silent[0]}")
    joined = practices.merge(
        boards, left_on=["year", "ICB"], right_on=["financial_year", "board"], validate="m:m"
    )
    weight = pd.Series(0.0, index=joined.index)
    for item, column in WEIGHTS.items():
        weight = weight.mask(joined["item"] == item, joined[column])
    of_board = weight.groupby([joined["financial_year"], joined["item"], joined["board"]])
    amount = joined["amount_gbp"] * weight / of_board.transform("sum")
    columns = ["financial_year", "item", "LAD", "ICB", "area_code", "amount_gbp"]
    return joined.assign(amount_gbp=amount)[columns]


def _accounts(spread: pd.DataFrame, raw: RawFiles) -> pd.DataFrame:
    keys = ["area_code", "financial_year", "item"]
    amounts = spread.groupby(keys, as_index=False)["amount_gbp"].sum()
    notes = [
        f"{SPREAD.format(_weight_words(year, item))} {NOTES.get((year, item), '')}".strip()
        for year, item in zip(amounts["financial_year"], amounts["item"], strict=True)
    ]
    return account_rows(
        amounts.assign(note=notes),
        raw=raw,
        body_group="nhs",
        money_basis="allocation",
        people="registered",
        grade="measured",
    )


def _weight_words(year: str, item: str) -> str:
    column = WEIGHTS[item]
    no_weights = column == PRIMARY_CARE and year == NO_PRIMARY_CARE_WEIGHTS
    return WEIGHT_WORDS[REGISTERED if no_weights else column]


def _count(practices: pd.DataFrame, column: str) -> pd.DataFrame:
    year = practices["year"].str[:4].astype("int64")
    by_area = practices.assign(year=year).groupby(["area_code", "year"], as_index=False)
    return by_area.agg(value=(column, "sum"))


def _compare(spread: pd.DataFrame, raw: RawFiles) -> None:
    """Set the sums of districts beside those that others reckoned."""
    total = "nhs_total_gbp_k"
    frame = read_csv(raw, CHECK_KEY, required=["year", "LAD", total])
    place = place_of(raw, CHECK_KEY)
    theirs = to_number(frame, total, raw=raw, key=CHECK_KEY, missing=()) * 1e3
    keys = ["financial_year", "LAD"]
    ours = spread.groupby(keys)["amount_gbp"].sum()
    items = spread.groupby(keys)["item"].nunique()
    named = pd.MultiIndex.from_frame(frame[["year", "LAD"]])
    apart = (theirs - ours.reindex(named).to_numpy()).abs()
    allowed = CHECK_ROUNDING_GBP * (items.reindex(named).to_numpy() + 1)
    bad = apart.isna() | (apart > allowed)
    expected = "the amount reckoned here, within rounding"
    refuse_first(frame[total], bad=bad, place=place, expected=expected)
    if len(ours) != len(frame):
        raise place.refuse(received=f"{len(frame)} rows", expected=f"{len(ours)} rows")
