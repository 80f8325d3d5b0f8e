"""Identifiable public spending by English region and function, in all and per head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, read_sheet, to_number
from data.pipeline.transform.shared.place import Place, place_of
from data.pipeline.transform.shared.regional_labels import (
    FIRST_DATA_ROW,
    code_functions,
    code_regions,
)
from utils.config import ENGLAND

EARLY_KEY = "parsed_1999_2003"
KEYS = ["region_code", "financial_year", "function"]


@dataclass(frozen=True)
class Release:
    """A database of the analysis: sheet, headings, unit, and the years taken from it."""

    key: str
    sheet: str
    function: str
    identifiable: str
    region: str
    years: tuple[str, ...]
    gbp_per_unit: float


RELEASES = (
    Release(
        key="cra_2010",
        sheet="CRA 2010 Chapter 9 DB final ",
        function="COFOG level 1",
        identifiable="ID or non-ID",
        region="NUTS 1 region",
        years=("2004-05", "2005-06", "2006-07", "2007-08", "2008-09"),
        gbp_per_unit=1e6,
    ),
    Release(
        key="cra_2014",
        sheet="CRA14 combined database",
        function="COFOG Level 0",
        identifiable="ID/non-ID",
        region="NUTS Region",
        years=("2009-10", "2010-11", "2011-12", "2012-13"),
        gbp_per_unit=1e3,
    ),
    Release(
        key="cra_2018",
        sheet="CRA 2018 database",
        function="COFOG Level 0",
        identifiable="ID/non-ID",
        region="NUTS Region",
        years=("2013-14", "2014-15", "2015-16", "2016-17", "2017-18"),
        gbp_per_unit=1e3,
    ),
)


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Build `regional_spend`: GBP and GBP per head; needs `populations`.

    The population is that of the middle of the financial year's first calendar year. Without one
    (before 2001) the amount stands and the figure per head is null, with status "missing".
    """
    parts = [_read_early(raw)]
    for release in RELEASES:
        rows = read_sheet(raw, release.key, sheet=release.sheet)
        parts.append(
            parse_database(
                rows,
                release=release,
                place=place_of(raw, release.key, sheet=release.sheet),
            )
        )
    spend = add_totals(pd.concat(parts, ignore_index=True))
    spend = per_head(spend, populations=built["populations"])
    return {"regional_spend": spend.assign(source=raw.declaration.source)}


def parse_database(
    rows: Sequence[Sequence[object]], *, release: Release, place: Place
) -> pd.DataFrame:
    """Add up one database's identifiable rows of English regions by main function.

    Returns:
        region_code, financial_year, function, amount_gbp.

    Raises:
        SourceSchemaError: a heading is absent, or a region, a function or a number is unknown.
    """
    header = [str(cell) for cell in rows[0]]
    needed = [release.function, release.identifiable, release.region, *release.years]
    lacking = [name for name in needed if name not in header]
    if lacking:
        raise place.refuse(
            row=1, column=", ".join(lacking), received=header, expected=f"all of {needed}"
        )
    frame = pd.DataFrame(list(rows[1:]), columns=header)[needed]
    frame["region_code"] = code_regions(frame[release.region], place=place)
    frame["slug"] = code_functions(frame[release.function], place=place)
    kept = frame[
        frame["region_code"].notna()
        & frame["slug"].notna()
        & (frame[release.identifiable].str.casefold() == "id")
    ]
    long = kept.melt(
        ["region_code", "slug"], list(release.years), "financial_year", "cell", ignore_index=False
    )
    amounts = pd.to_numeric(long["cell"].replace("", 0), errors="coerce")
    if amounts.isna().any():
        first = int(amounts.isna().to_numpy().argmax())
        raise place.refuse(
            row=int(long.index[first]) + FIRST_DATA_ROW,
            column=long["financial_year"].iloc[first],
            received=long["cell"].iloc[first],
            expected="a number or an empty cell",
        )
    long["amount_gbp"] = amounts * release.gbp_per_unit
    return _add_up(long.rename(columns={"slug": "function"}))


def add_totals(spend: pd.DataFrame) -> pd.DataFrame:
    """Add the rows of England (the sum of its regions) and of the function "total"."""
    england = _add_up(spend.assign(region_code=ENGLAND))
    both = pd.concat([spend, england], ignore_index=True)
    total = _add_up(both.assign(function="total"))
    return pd.concat([both, total], ignore_index=True).sort_values(KEYS, ignore_index=True)


def per_head(spend: pd.DataFrame, *, populations: pd.DataFrame) -> pd.DataFrame:
    """Divide by the population of the year's first calendar year; null where there is none."""
    people = populations[["area_code", "year", "population"]]
    joined = spend.assign(year=spend["financial_year"].str[:4].astype("int64")).merge(
        people,
        left_on=["region_code", "year"],
        right_on=["area_code", "year"],
        how="left",
        validate="many_to_one",
    )
    joined["amount_gbp_per_head"] = joined["amount_gbp"] / joined["population"]
    absent = joined["population"].isna()
    joined["status"] = pd.Series("computed", index=joined.index).mask(absent, "missing")
    return joined[[*KEYS, "amount_gbp", "amount_gbp_per_head", "status"]]


def _read_early(raw: RawFiles) -> pd.DataFrame:
    """Read 1999-00 to 2003-04, in GBP, from a table someone else parsed from the database."""
    frame = read_csv(
        raw, EARLY_KEY, required=["financial_year", "region_name", "hmt_function", "value_gbp"]
    )
    place = place_of(raw, EARLY_KEY)
    coded = frame.assign(
        amount_gbp=to_number(frame, "value_gbp", raw=raw, key=EARLY_KEY, missing=()),
        region_code=code_regions(frame["region_name"], place=place),
        function=code_functions(frame["hmt_function"], place=place),
    )
    return _add_up(coded.dropna(subset=["region_code", "function"]))


def _add_up(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.groupby(KEYS)["amount_gbp"].sum().reset_index()
