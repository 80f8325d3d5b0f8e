"""Sets estimates beside published figures that were not used to make them."""

from __future__ import annotations

from typing import Final

import pandas as pd

from data.pipeline.derive.whole_place.totals import TOTAL, add_up_places

BENEFIT, COUNT, NHS = "benefit", "count", "nhs"
#: The year taken for a count whose source names none: the programme's.
NO_LINE: Final = "none"
PROGRAMME_YEAR: Final = "2009-10"
EVERYBODY: Final = "all"
MEASURES: Final = {"total_public_spend": "GBP", "spend_per_head": "GBP per person"}
COLUMNS: Final = [
    "kind",
    "place_id",
    "financial_year",
    "item",
    "line",
    "unit",
    "estimate",
    "lower",
    "upper",
    "published",
    "difference",
    "note",
]
NO_YEAR: Final = "The source names no year; 2009-10 is taken."


def compare_benefits(shared: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    """What drivers alone give, beside what an area is known to have received.

    Args:
        shared: item, area_code, financial_year, amount_gbp, measured_gbp, shared_gbp, with `error`.
        items: The declared items, by item.

    Returns:
        The columns of `whole_place_comparisons`; `place_id` is the area's code.
    """
    whole = items.index[items["account_covers"] == "all"]
    known = shared[
        shared["item"].isin(whole)
        & (shared["measured_gbp"] == shared["amount_gbp"])
        & (shared["amount_gbp"] > 0)
    ]
    rows = known.assign(
        kind=BENEFIT, published=known["amount_gbp"].astype("float64"), note=None, line=NO_LINE
    )
    return _with_difference(_of_areas(rows))


def compare_trusts(shared: pd.DataFrame, trusts: pd.DataFrame) -> pd.DataFrame:
    """NHS money of areas, beside what their primary care trusts spent or were allocated.

    Args:
        shared: item, area_code, financial_year, shared_gbp, with `error`.
        trusts: Rows of `trust_money`.

    Returns:
        The columns of `whole_place_comparisons`; `line` is what the published money is.
    """
    keys = ["area_code", "financial_year"]
    rows = shared[shared["item"] == NHS].merge(
        trusts[[*keys, "money_basis", "trusts", "amount_gbp"]],
        on=keys,
        suffixes=("_shared", ""),
        validate="one_to_many",
    )
    rows = rows.assign(
        kind=NHS, published=rows["amount_gbp"], note=rows["trusts"], line=rows["money_basis"]
    )
    return _with_difference(_of_areas(rows))


def _of_areas(rows: pd.DataFrame) -> pd.DataFrame:
    """Add what drivers alone give of an item in an area, with its range."""
    estimate = rows["shared_gbp"].astype("float64")
    return rows.assign(
        place_id=rows["area_code"],
        unit="GBP",
        estimate=estimate,
        lower=estimate * (1 - rows["error"]),
        upper=estimate * (1 + rows["error"]),
    )


def compare_counts(
    totals: pd.DataFrame, counts: pd.DataFrame, members: pd.DataFrame
) -> pd.DataFrame:
    """Totals of places of the programme, beside each total that the programme's counts published.

    Args:
        totals: Rows of `whole_place` of areas, with population.
        counts: The programme's counts.
        members: place_id and area_code.

    Returns:
        The columns of `whole_place_comparisons`; `line` is that of the count.
    """
    published = counts[
        counts["measure"].isin(MEASURES)
        & counts["is_plottable"]
        & counts["organisation"].fillna(EVERYBODY).eq(EVERYBODY)
        & counts["place_id"].isin(members["place_id"])
    ]
    rows = published.assign(year=published["financial_year"].fillna(PROGRAMME_YEAR))
    places = add_up_places(totals[totals["block"] == TOTAL], members)
    joined = rows.merge(
        places, left_on=["place_id", "year"], right_on=["place_id", "financial_year"], how="inner"
    )
    people = joined["population"].where(joined["measure"] == "spend_per_head", 1)
    named = joined["financial_year_x"].notna()
    compared = joined.assign(
        kind=COUNT,
        item=TOTAL,
        unit=joined["measure"].map(MEASURES),
        estimate=joined["amount_gbp"] / people,
        lower=joined["lower_gbp"] / people,
        upper=joined["upper_gbp"] / people,
        published=joined["amount"],
        financial_year=joined["year"],
        note=pd.Series(NO_YEAR, index=joined.index).mask(named, None),
    )
    return _with_difference(compared)


def _with_difference(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(difference=rows["estimate"] / rows["published"] - 1)[COLUMNS]
