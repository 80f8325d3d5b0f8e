"""Dedicated schools grant by upper-tier area: what councils were paid, and what was recouped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, read_sheet, to_number
from data.pipeline.transform.shared.place import Place, place_of
from data.pipeline.transform.shared.upper_tier import account_rows, refuse_first, to_upper_tier

KEY: Final = "grant"
NUMBERS_KEY: Final = "council_numbers"
COMBINED_KEY: Final = "combined"
NUMBER: Final = "dfe_la_number"
BLOCKS: Final = ("schools", "central", "high_needs", "early_years")
BEFORE: Final = tuple(f"{block}_before" for block in BLOCKS)
AFTER: Final = tuple(f"{block}_after" for block in BLOCKS)
TOTALS: Final = {BEFORE: "total_before_recoupment", AFTER: "total_after_recoupment"}
#: Totals of 2019-20 are in thousands; the rest of its cells were rounded from millions.
ROUNDING_GBP: Final = 5_000
#: Years of the combined workbook that are of the same edition; sheet, and GBP of its unit.
COMBINED: Final = {
    "2019-20": ("Allocations_1920", 1e6),
    "2020-21": ("Allocations_2021", 1.0),
    "2021-22": ("Allocations_2122", 1.0),
}
#: Columns of the combined workbook's blocks, before and after.
COMBINED_COLUMNS: Final = {
    **dict(zip(BEFORE, range(2, 6), strict=True)),
    **dict(zip(AFTER, range(7, 11), strict=True)),
}
#: Counties split into several councils since: their grant belongs to no one area of 2024.
SPLIT_COUNTIES: Final = ("E10000006", "E10000009", "E10000021")
IN_THE_OUTTURN: Final = (
    "Paid to the council, whose outturn of education holds what it spends of it."
)
NOTES: Final = {
    "dsg_schools_maintained": (
        f"After recoupment: schools that the council maintains. {IN_THE_OUTTURN}"
    ),
    "dsg_schools_academies": (
        "Recouped for academies, which the department pays itself; in no council's accounts."
    ),
    "dsg_central": f"Central school services. {IN_THE_OUTTURN}",
    "dsg_high_needs_council": f"After deductions. {IN_THE_OUTTURN}",
    "dsg_high_needs_direct": (
        "Deducted for places in academies and elsewhere that the department pays itself; in no "
        "council's accounts."
    ),
    "dsg_early_years": IN_THE_OUTTURN,
}


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return `place_accounts`; needs `areas` and `area_changes`.

    Raises:
        SourceSchemaError: a column or council is unknown, an amount is no number, the councils do
            not add up to England's row, the blocks not to the total, or the department's combined
            workbook has another amount.
    """
    grant = read_grant(raw)
    place = place_of(raw, KEY)
    check_sums(grant, place=place)
    _compare(grant, raw)
    councils = grant[grant[NUMBER].notna()]
    codes = _codes(councils[NUMBER], raw)
    upper = to_upper_tier(codes, built=built, place=place, left_out=SPLIT_COUNTIES)
    amounts = items(councils.assign(area_code=upper).dropna(subset=["area_code"]))
    return {
        "place_accounts": account_rows(
            amounts,
            raw=raw,
            body_group="schools",
            money_basis="grant",
            people="resident",
            grade="measured",
        )
    }


def read_grant(raw: RawFiles) -> pd.DataFrame:
    """One row a year and council, and one a year of England, which has no number; GBP."""
    columns = [*BEFORE, *AFTER, *TOTALS.values()]
    frame = read_csv(raw, KEY, required=["year", NUMBER, "local_authority", *columns])
    place = place_of(raw, KEY)
    amounts = {one: to_number(frame, one, raw=raw, key=KEY, missing=()) for one in columns}
    for one, values in amounts.items():
        refuse_first(frame[one], bad=values.isna(), place=place, expected="an amount")
    england = frame["local_authority"].eq("England")
    bad = england != frame[NUMBER].isna()
    refuse_first(frame[NUMBER], bad=bad, place=place, expected="a number, but for England")
    twice = frame.duplicated(["year", NUMBER])
    refuse_first(frame[NUMBER], bad=twice, place=place, expected="each council once a year")
    return frame[["year", NUMBER, "local_authority"]].assign(**amounts)


def check_sums(grant: pd.DataFrame, *, place: Place) -> None:
    """Blocks add up to totals, and councils to England's row, in every year.

    Raises:
        SourceSchemaError: names the row, or the year and column.
    """
    for blocks, total in TOTALS.items():
        apart = (grant[list(blocks)].sum(axis=1) - grant[total]).abs()
        expected = "the sum of its blocks"
        refuse_first(grant[total], bad=apart > ROUNDING_GBP, place=place, expected=expected)
    columns = [*BEFORE, *AFTER, *TOTALS.values()]
    printed = grant[grant[NUMBER].isna()].set_index("year")[columns]
    summed = grant[grant[NUMBER].notna()].groupby("year")[columns].sum()
    for year, sums in summed.iterrows():
        for column in columns:
            whole = printed[column].get(str(year))
            if whole is None or abs(sums[column] - whole) > ROUNDING_GBP:
                raise place.refuse(
                    column=column, received=whole, expected=f"{sums[column]:.0f} in {year}"
                )


def items(grant: pd.DataFrame) -> pd.DataFrame:
    """Turn blocks before and after into items that never overlap and add up to the grant before.

    Args:
        grant: area_code, year and the blocks, GBP.

    Returns:
        area_code, financial_year, item, amount_gbp, note.
    """
    made = {
        "dsg_schools_maintained": grant["schools_after"],
        "dsg_schools_academies": grant["schools_before"] - grant["schools_after"],
        "dsg_central": grant["central_before"],
        "dsg_high_needs_council": grant["high_needs_after"],
        "dsg_high_needs_direct": grant["high_needs_before"] - grant["high_needs_after"],
        "dsg_early_years": grant["early_years_before"],
    }
    keys = grant[["area_code"]].assign(financial_year=grant["year"])
    parts = [
        keys.assign(item=item, amount_gbp=amounts, note=NOTES[item])
        for item, amounts in made.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _codes(numbers: pd.Series[float], raw: RawFiles) -> pd.Series[str]:
    """ONS codes of the department's three-digit numbers."""
    lookup = read_csv(raw, NUMBERS_KEY, required=[NUMBER, "ons_code"], text=["ons_code"])
    known = lookup.dropna(subset=[NUMBER, "ons_code"]).drop_duplicates([NUMBER, "ons_code"])
    place = place_of(raw, NUMBERS_KEY)
    twice = known.duplicated(NUMBER)
    refuse_first(known[NUMBER], bad=twice, place=place, expected="one code for each number")
    codes = numbers.map(dict(zip(known[NUMBER], known["ons_code"], strict=True)))
    expected = f"a number in {place.file}"
    refuse_first(numbers, bad=codes.isna(), place=place_of(raw, KEY), expected=expected)
    return codes.rename("ons_code")


def _compare(grant: pd.DataFrame, raw: RawFiles) -> None:
    """Set every council's blocks beside the department's own combined workbook."""
    for year, (sheet, unit) in COMBINED.items():
        rows = read_sheet(raw, COMBINED_KEY, sheet=sheet)
        ours = grant[(grant["year"] == year) & grant[NUMBER].notna()]
        compare_year(rows, ours, unit=unit, place=place_of(raw, COMBINED_KEY, sheet=sheet))


def compare_year(
    rows: Sequence[Sequence[object]], grant: pd.DataFrame, *, unit: float, place: Place
) -> None:
    """Set the blocks of one year's councils beside a sheet of the combined workbook.

    Args:
        rows: of the sheet; those of councils begin with the council's number.
        grant: dfe_la_number and the blocks, GBP.
        unit: GBP of the sheet's unit.
        place: the sheet, for the message.

    Raises:
        SourceSchemaError: an amount differs by more than a pound, or a council is not in the sheet.
    """
    ours = {float(one[NUMBER]): one for one in grant.to_dict("records")}
    seen = set()
    for line, row in enumerate(rows, start=1):
        number = str(row[0]).removesuffix(".0")
        council = ours.get(float(number)) if number.isdigit() else None
        if council is None:
            continue
        seen.add(float(number))
        for column, position in COMBINED_COLUMNS.items():
            if abs(float(str(row[position])) * unit - council[column]) > 1:
                expected = f"{council[column]:.0f}"
                raise place.refuse(
                    row=line, column=column, received=row[position], expected=expected
                )
    if seen != set(ours):
        raise place.refuse(
            received=f"{len(seen)} councils", expected=f"rows of {sorted(set(ours) - seen)}"
        )
