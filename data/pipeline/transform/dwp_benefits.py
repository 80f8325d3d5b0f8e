"""Benefits paid in Birmingham by year, and households on universal credit by upper-tier area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, read_sheet, to_number
from data.pipeline.transform.shared.place import Place, place_of
from data.pipeline.transform.shared.upper_tier import (
    account_rows,
    driver_rows,
    refuse_first,
    to_upper_tier,
)

MONEY_KEY: Final = "birmingham"
HOUSEHOLDS_KEY: Final = "universal_credit_households"
TOTAL: Final = "TOTAL"
ITEMS: Final = {
    "aa": "attendance_allowance",
    "ca": "carers_allowance",
    "dla": "disability_living_allowance",
    "esa": "employment_and_support_allowance",
    "hb": "housing_benefit",
    "is": "income_support",
    "jsa": "jobseekers_allowance",
    "pc": "pension_credit",
    "pip": "personal_independence_payment",
    "sp": "state_pension",
    "uc": "universal_credit",
    "wfp": "winter_fuel_payment",
}
OTHER: Final = "other_benefits"
OTHER_NOTE: Final = (
    "The year's total less the benefits listed: small benefits and, before 2013-14, council tax "
    "benefit."
)
#: Notes of single years: on the year's other benefits, or on every row.
OTHER_NOTES: Final = {"2018-19": "Holds universal credit, which this year does not list apart."}
YEAR_NOTES: Final = {
    "2005-06": "Pension credit is missing and not in the total of the year.",
    "2018-19": "Universal credit is not listed apart; it is among other benefits.",
}
GBP_PER_UNIT: Final = 1e6
SHEET: Final = "Data Sheet 0"
MONTH: Final = "May 2025 (p)"
YEAR: Final = 2025
METHOD: Final = "Households on universal credit in May 2025 (provisional), districts added up."
#: By how much altering small numbers may set the whole apart from its parts.
DISCLOSURE: Final = 1e-3


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return `place_accounts` and `driver_values`; needs `areas` and `area_changes`.

    Raises:
        SourceSchemaError: a column, benefit or council is missing or unknown, or an amount is no
            number or does not fit the total.
    """
    rows = read_sheet(raw, HOUSEHOLDS_KEY, sheet=SHEET)
    households = parse_households(
        rows, areas=built["areas"], place=place_of(raw, HOUSEHOLDS_KEY, sheet=SHEET)
    )
    return {
        "place_accounts": _accounts(raw, built),
        "driver_values": driver_rows(
            households.assign(year=YEAR),
            raw=raw,
            driver="universal_credit_households",
            unit="households",
            method=METHOD,
        ),
    }


def _accounts(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    text = ["year", "area_code", "benefit"]
    frame = read_csv(raw, MONEY_KEY, required=[*text, "gbp_m"], text=text)
    place = place_of(raw, MONEY_KEY)
    known = [*ITEMS, TOTAL]
    bad = ~frame["benefit"].isin(known)
    refuse_first(frame["benefit"], bad=bad, place=place, expected=f"one of {known}")
    pounds = to_number(frame, "gbp_m", raw=raw, key=MONEY_KEY, missing=()) * GBP_PER_UNIT
    refuse_first(frame["gbp_m"], bad=pounds.isna(), place=place, expected="an amount")
    coded = frame.assign(
        area_code=to_upper_tier(frame["area_code"], built=built, place=place), amount_gbp=pounds
    )
    amounts = add_other(coded.rename(columns={"year": "financial_year"}), place=place)
    return account_rows(
        amounts,
        raw=raw,
        body_group="benefits",
        money_basis="expenditure",
        people="resident",
        grade="secondary",
    )


def add_other(amounts: pd.DataFrame, *, place: Place) -> pd.DataFrame:
    """Replace the year's total by what it holds beside the benefits listed.

    Args:
        amounts: area_code, financial_year, benefit (the total among them), amount_gbp.
        place: the file, for the message.

    Returns:
        area_code, financial_year, item, amount_gbp, note.

    Raises:
        SourceSchemaError: a year has no total, or its benefits are more than it.
    """
    keys = ["area_code", "financial_year"]
    whole = amounts[amounts["benefit"] == TOTAL].set_index(keys)["amount_gbp"]
    listed = amounts[amounts["benefit"] != TOTAL]
    parts_sum = listed.groupby(keys)["amount_gbp"].sum()
    rest = whole.reindex(parts_sum.index) - parts_sum
    bad = rest[~(rest >= 0)]
    if len(bad):
        raise place.refuse(
            column="gbp_m",
            received=bad.iloc[0],
            expected=f"a total of {bad.index[0]} and its parts",
        )
    other = rest.rename_axis(keys).reset_index(name="amount_gbp")
    reason = other["financial_year"].map(OTHER_NOTES)
    other = other.assign(item=OTHER, note=(OTHER_NOTE + " " + reason.fillna("")).str.strip())
    parts = listed.assign(
        item=listed["benefit"].map(ITEMS), note=listed["financial_year"].map(YEAR_NOTES)
    )
    columns = [*keys, "item", "amount_gbp", "note"]
    return pd.concat([parts[columns], other[columns]], ignore_index=True)


def parse_households(
    rows: Sequence[Sequence[object]], *, areas: pd.DataFrame, place: Place
) -> pd.DataFrame:
    """Households by upper-tier area from rows of names and numbers.

    Councils of Scotland and Wales, and households whose council is unknown, are left out.

    Args:
        rows: of the sheet.
        areas: the table of areas, by whose names councils are found.
        place: the sheet, for the message.

    Returns:
        area_code, value (households).

    Raises:
        SourceSchemaError: another month, a council is missing, twice there or without a number, or
            the councils do not add up to the total.
    """
    if not any(str(row[-1]) == MONTH for row in rows):
        raise place.refuse(column="Month", received="another month", expected=MONTH)
    numbers: dict[str, float] = {}
    for line, row in enumerate(rows, start=1):
        name, cell = str(row[2]), row[3]
        if not name or cell == "":
            continue
        if name in numbers or not isinstance(cell, int | float):
            raise place.refuse(row=line, column=MONTH, received=[name, cell], expected="one number")
        numbers[name] = float(cell)
    whole = numbers.pop("Total", float("nan"))
    if not abs(sum(numbers.values()) - whole) <= DISCLOSURE * whole:
        raise place.refuse(
            column=MONTH, received=whole, expected=f"a total of about {sum(numbers.values()):.0f}"
        )
    current = areas[
        areas["is_current"].astype("bool") & areas["level"].isin(["both", "lower_tier"])
    ]
    values = current["area_name"].map(numbers)
    if values.isna().any():
        lacking = sorted(current.loc[values.isna(), "area_name"])
        raise place.refuse(column=MONTH, received=lacking[:5], expected="a row of every council")
    summed = values.groupby(current["upper_tier_code"]).sum()
    return summed.rename_axis("area_code").reset_index(name="value")
