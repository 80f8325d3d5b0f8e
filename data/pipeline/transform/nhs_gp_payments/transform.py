"""What the NHS paid general practices, by the area that their building is in."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, to_number
from data.pipeline.transform.nhs_gp_payments.postcodes import find_councils
from data.pipeline.transform.shared.place import place_of
from data.pipeline.transform.shared.upper_tier import refuse_first, small_to_upper_tier
from utils.config import ENGLAND
from utils.errors import CheckFailedError

KEY, POSTCODES_KEY, SMALL_AREAS_KEY = "payments", "postcodes", "small_areas"
TEXT: Final = ["year", "practice_code", "postcode"]
#: Columns of the file, and what they are called here.
NUMBERS: Final = {
    "registered_patients": "patients",
    "weighted_patients": "weighted_patients",
    "total_nhs_payments_gbp": "amount_gbp",
}
KEYS: Final = ["area_code", "financial_year"]
#: Of a year's payments, the share of practices whose council may stay unknown.
MOST_UNPLACED: Final = 0.01


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return `gp_payments`; needs `areas` and `small_area_parents`.

    Raises:
        SourceSchemaError: a column is missing, a practice is twice in a year, or a number is none.
        CheckFailedError: too much of a year's money is of practices that cannot be placed.
    """
    practices = read_practices(raw)
    councils = find_councils(practices["postcode"], _lines(raw), _councils(raw, built))
    placed = practices.assign(area_code=practices["postcode"].map(councils))
    require_placed(placed)
    regions = built["areas"].set_index("area_code")["region_code"]
    return {"gp_payments": add_up(placed, regions=regions).assign(source=raw.declaration.source)}


def read_practices(raw: RawFiles) -> pd.DataFrame:
    """One row a practice and year: postcode, patients, weighted patients and GBP paid."""
    frame = read_csv(raw, KEY, required=[*TEXT, *NUMBERS], text=TEXT)
    place = place_of(raw, KEY)
    twice = frame.duplicated(["year", "practice_code"])
    refuse_first(
        frame["practice_code"], bad=twice, place=place, expected="each practice once a year"
    )
    numbers = {
        name: to_number(frame, column, raw=raw, key=KEY, missing=())
        for column, name in NUMBERS.items()
    }
    for column, name in NUMBERS.items():
        refuse_first(frame[column], bad=numbers[name].isna(), place=place, expected="a number")
    labels = frame[TEXT].rename(columns={"year": "financial_year"})
    return labels.assign(**numbers)


def _lines(raw: RawFiles) -> list[str]:
    with gzip.open(raw.path(POSTCODES_KEY), "rt", encoding="ascii") as file:
        return file.readlines()


def _councils(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> list[str]:
    """Upper tier of each small area, by its number in the list of postcodes."""
    frame = read_csv(raw, SMALL_AREAS_KEY, required=["idx", "lsoa21cd"], text=["lsoa21cd"])
    place = place_of(raw, SMALL_AREAS_KEY)
    unordered = frame["idx"] != range(len(frame))
    refuse_first(frame["idx"], bad=unordered, place=place, expected="numbers from 0 on, in order")
    upper = small_to_upper_tier(frame["lsoa21cd"], area_type="lsoa21", built=built, place=place)
    return upper.tolist()


def require_placed(placed: pd.DataFrame) -> None:
    """Refuse a year in which too much money is of practices whose council is unknown.

    Raises:
        CheckFailedError: names the year and the share.
    """
    unknown = placed["amount_gbp"].where(placed["area_code"].isna(), 0)
    shares = (
        unknown.groupby(placed["financial_year"]).sum()
        / placed.groupby("financial_year")["amount_gbp"].sum()
    )
    if (shares > MOST_UNPLACED).any():
        raise CheckFailedError(
            f"Payments to general practice: in {shares.idxmax()} {shares.max():.1%} is of "
            f"practices whose postcode is in no council; at most {MOST_UNPLACED:.0%} is allowed."
        )


def add_up(placed: pd.DataFrame, *, regions: pd.Series[str]) -> pd.DataFrame:
    """Add practices up by area, region and England; England has those of no known area too.

    Args:
        placed: a row a practice and year: area_code (null where it is unknown), financial_year,
            patients, weighted_patients, amount_gbp.
        regions: region of each area, by its code.
    """
    above = [
        placed.assign(area_code=placed["area_code"].map(regions)),
        placed.assign(area_code=ENGLAND),
    ]
    sums = {name: (name, "sum") for name in NUMBERS.values()}
    rows = pd.concat([placed, *above], ignore_index=True).groupby(KEYS, as_index=False)
    found = rows.agg(practices=("practice_code", "count"), **sums)
    return found.assign(amount_gbp_per_patient=found["amount_gbp"] / found["patients"])
