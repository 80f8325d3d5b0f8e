"""Identifiable public spending by English region: by function, and by segment since 2008-09."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, read_sheet, to_number
from data.pipeline.transform.hmt_country_regional_analysis.databases import parse_database
from data.pipeline.transform.hmt_country_regional_analysis.items import (
    join_items,
    place_segments,
)
from data.pipeline.transform.hmt_country_regional_analysis.releases import RELEASES, Release
from data.pipeline.transform.shared.place import place_of
from data.pipeline.transform.shared.regional_labels import code_functions, code_regions
from utils.config import ENGLAND
from utils.errors import CheckFailedError

EARLY_KEY: Final = "parsed_1999_2003"
KEYS: Final = ["region_code", "financial_year", "function"]
#: The programme's first year, from which segments are placed. Older ones are added up by function.
FIRST_YEAR_OF_SEGMENTS: Final = "2008-09"
#: One row of `regional_segments` besides its year and amount.
SEGMENT: Final = ["region_code", "department", "segment", "function", "subfunction", "sector"]


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Build `regional_spend` and `regional_segments`; needs `populations`.

    The population is that of the middle of the financial year's first calendar year. Without one
    (before 2001) the amount is given and the figure per head is null, with status "missing".

    Raises:
        SourceSchemaError: a database is not as declared, or a segment has no rule.
        CheckFailedError: a database does not give a figure per head that its publisher printed.
    """
    by_function = [_read_early(raw)]
    segments = []
    for release in RELEASES:
        place = place_of(raw, release.key, sheet=release.sheet)
        rows = read_sheet(raw, release.key, sheet=release.sheet)
        found = parse_database(rows, release=release, place=place)
        check_published(found, release=release, populations=built["populations"])
        used = found[found["financial_year"].isin(release.years)]
        by_function.append(
            _add_up(used.assign(function=used["main_function"])[[*KEYS, "amount_gbp"]])
        )
        placed = place_segments(used[used["financial_year"] >= FIRST_YEAR_OF_SEGMENTS], place=place)
        segments.append(join_items(placed))
    spend = add_totals(pd.concat(by_function, ignore_index=True))
    source = raw.declaration.source
    return {
        "regional_spend": per_head(spend, populations=built["populations"]).assign(source=source),
        "regional_segments": _join(segments).assign(source=source),
    }


def check_published(found: pd.DataFrame, *, release: Release, populations: pd.DataFrame) -> None:
    """Compare England's spending per head with what the publisher printed of this database.

    Raises:
        CheckFailedError: a figure differs by a pound or more.
    """
    people = populations[populations["area_code"] == ENGLAND].set_index("year")["population"]
    for year, printed in release.published.items():
        total = found.loc[found["financial_year"] == year, "amount_gbp"].sum()
        received = total / people[int(year[:4])]
        if round(received) != printed:
            raise CheckFailedError(
                f"{release.key}: England's identifiable spending per head in {year} comes to "
                f"{received:.1f}, and the publisher printed {printed}."
            )


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


def _join(segments: list[pd.DataFrame]) -> pd.DataFrame:
    rows = pd.concat(segments, ignore_index=True)
    keys = [*SEGMENT, "item", "financial_year"]
    return rows.groupby(keys)["amount_gbp"].sum().reset_index()


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
