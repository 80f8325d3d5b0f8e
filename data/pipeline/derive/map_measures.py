"""What the map can show at each level: measures, their values and their class breaks.

All of it is computed at build time, so that a page only reads the rows of a measure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.derive.map_breaks import KEYS, build_breaks
from data.pipeline.derive.map_small_areas import (
    BASIS,
    PLAIN,
    small_area_measures,
    small_area_values,
)
from data.pipeline.derive.map_values import COUNT, build_values, levels_of_areas
from data.pipeline.derive.map_whole import whole_measures
from data.pipeline.derive.spend_gaps import opening_periods
from data.read.statuses import DOUBTFUL
from utils.errors import CheckFailedError

MONEY_UNIT: Final = "GBP per person"
MEASURE_COLUMNS: Final = [
    "measure",
    "basis",
    "level",
    "kind",
    "item",
    "sex",
    "name",
    "unit",
    "decimals",
    "polarity",
    "limits",
    "verdict_confidence",
    "older_series_of",
    "dark_end",
    "ends",
    "periods",
    "opening_period",
    "source",
    "caveats",
]
DISTRICT: Final = "E07"
#: Money opens with the newest year that has a figure for this share of people.
COVERAGE: Final = 0.95
REGIONAL_TOTAL: Final = "All public spending identified with the region"
#: The functions of government in plain words.
FUNCTIONS: Final = {
    "general_public_services": "running government and general services",
    "defence": "defence",
    "public_order_safety": "police, fire, courts and prisons",
    "economic_affairs": "the economy, work, transport and farming",
    "environment_protection": "waste and the environment",
    "housing_community_amenities": "housing and community amenities",
    "health": "health",
    "recreation_culture_religion": "recreation, culture and religion",
    "education": "education",
    "social_protection": "benefits, pensions and social care",
    "total": None,
}
REGIONAL_CAVEATS: Final = (
    "Central government, local government and public corporations, current and capital spending.",
    "Only what can be said to benefit one region; not most of defence, nor debt interest.",
    "Published by region only, not for smaller areas.",
    "Methods changed between 2003-04 and 2004-05, 2008-09 and 2009-10, and 2012-13 and 2013-14.",
)


def build_map_tables(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Build `map_measures`, `map_values`, `spend_gaps`, `small_area_values` and `map_breaks`."""
    (values, gaps), small = build_values(tables), small_area_values(tables)
    local = _single_areas(values, small, tables["areas"])
    measures = _with_opening(_measures(tables, local, small), local, tables["populations"])
    return {
        "spend_gaps": gaps,
        "map_measures": measures,
        "map_values": values,
        "small_area_values": small,
        # What is doubtful would pull the classes of all other areas.
        "map_breaks": build_breaks(
            local[local["status"] != DOUBTFUL], measures=measures, values=values
        ),
    }


def _with_opening(
    measures: pd.DataFrame, local: pd.DataFrame, populations: pd.DataFrame
) -> pd.DataFrame:
    """Add the period with which a measure opens: of money, the newest that covers enough people."""
    money = local["measure"].str.startswith("spend:") & (local["level"] == "upper_tier")
    opening = opening_periods(local[money], populations=populations, coverage=COVERAGE)
    keys = zip(measures["measure"], measures["basis"], strict=True)
    newest = measures["periods"].str.rpartition(";")[2]
    found = pd.Series([opening.get(key) for key in keys], index=measures.index)
    return measures.assign(opening_period=found.fillna(newest))[MEASURE_COLUMNS]


def _single_areas(values: pd.DataFrame, small: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Values of every level's areas, without England and the places, which hold several."""
    years = small["period"].str[:4].astype("int64")
    local = pd.concat(
        [
            values.merge(levels_of_areas(areas), on="area_code"),
            small.assign(basis=BASIS, period_start=years),
        ],
        ignore_index=True,
    )
    return _drop_districtless(local[local["value"].notna()])


def _drop_districtless(local: pd.DataFrame) -> pd.DataFrame:
    """Leave out the lower tier of a measure without any district: unitary areas alone are none."""
    lower = local["level"] == "lower_tier"
    known = local.loc[lower & local["area_code"].str.startswith(DISTRICT), ["measure", "basis"]]
    named = local.set_index(["measure", "basis"]).index.isin(
        known.set_index(["measure", "basis"]).index
    )
    return local[~lower | named]


def _measures(
    tables: Mapping[str, pd.DataFrame], local: pd.DataFrame, small: pd.DataFrame
) -> pd.DataFrame:
    """Describe each measure at each level of which an area has a value."""
    wide = pd.concat(
        [
            _spend_measures(tables),
            _outcome_measures(tables),
            _regional_measures(tables),
            _in_both_bases(whole_measures()),
        ],
        ignore_index=True,
    )
    periods = _periods(local)
    is_small = periods["level"].isin(small["level"].unique())
    # A line newer than the deflator has no value in real terms, and so is no measure there.
    above = periods[~is_small].merge(wide, on=["measure", "basis"], validate="many_to_one")
    below = periods[is_small].merge(
        small_area_measures(tables, small), on=KEYS, validate="one_to_one"
    )
    return pd.concat([above, below], ignore_index=True)


def _periods(local: pd.DataFrame) -> pd.DataFrame:
    """Periods in which at least one area of the level has a value, oldest first."""
    once = local[[*KEYS, "period_start", "period"]].drop_duplicates([*KEYS, "period"])
    once = once.sort_values(["period_start", "period"])
    return once.groupby(KEYS, as_index=False).agg(periods=("period", ";".join))


def _spend_measures(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    sources = tables["spend"].groupby("service_line", as_index=False)["source"].first()
    rows = sources.merge(tables["service_lines"], on="service_line", validate="one_to_one")
    return _in_both_bases(
        rows.assign(
            measure="spend:" + rows["service_line"],
            kind="spend",
            item=rows["service_line"],
            caveats=rows["caution"],
        )
    )


def _regional_measures(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    rows = tables["regional_spend"].groupby("function", as_index=False)["source"].first()
    item = "regional:" + rows["function"]
    return _in_both_bases(
        rows.assign(
            measure=item,
            kind="regional",
            item=item,
            name=rows["function"].map(_regional_name),
            caveats="\n".join(REGIONAL_CAVEATS),
        )
    )


def _regional_name(function: str) -> str:
    """Name the spending of a function.

    Raises:
        CheckFailedError: the function has no plain words here.
    """
    if function not in FUNCTIONS:
        raise CheckFailedError(f"Regional spending: no name is given for function {function!r}.")
    words = FUNCTIONS[function]
    return f"{REGIONAL_TOTAL}: {words}" if words else REGIONAL_TOTAL


def _in_both_bases(rows: pd.DataFrame) -> pd.DataFrame:
    plain = {**PLAIN, "limits": rows.get("limits", PLAIN["limits"])}
    money = rows.assign(sex="persons", unit=MONEY_UNIT, decimals=0, polarity="neutral").assign(
        **plain, dark_end="high", ends=None
    )
    return pd.concat([money.assign(basis=basis) for basis in ("cash", "real")], ignore_index=True)


def _outcome_measures(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    present = tables["observations"][["indicator", "sex"]].drop_duplicates()
    rows = present.merge(tables["indicators"], on="indicator", validate="many_to_one")
    # A count says how big a place is, so it is no measure to compare places by.
    rows = rows[rows["rate_type"] != COUNT]
    return rows.assign(
        measure=rows["indicator"] + ":" + rows["sex"],
        basis=BASIS,
        kind="indicator",
        item=rows["indicator"],
    )
