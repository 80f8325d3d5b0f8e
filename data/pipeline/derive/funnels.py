"""Funnel plots of every indicator with counts: control limits, and how each place lies in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from data.pipeline.derive.place_values import place_groups
from data.pipeline.transform.shared.combine import summed_counts
from data.pipeline.transform.shared.rates import PERCENT, rate_multiplier
from utils.config import ENGLAND
from utils.errors import CheckFailedError
from utils.stats.funnels import funnel_limits, funnel_points

BY: Final = ["indicator", "period", "sex"]
COUNTS: Final = ["numerator", "denominator"]
#: Rates that are counts over people; standardised ones are not.
KINDS: Final = {"crude_rate": "rate", "proportion": "proportion"}
UPPER_TIER: Final = ("upper_tier", "both")
STEPS: Final = 40
LIMITS: Final = ["lower_95", "upper_95", "lower_998", "upper_998"]
LINE_COLUMNS: Final = ["measure", "period", "denominator", "average", *LIMITS]
POINT_COLUMNS: Final = ["measure", "period", "area_code", *COUNTS, "value", "signal"]


def build_funnels(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Build `funnel_lines` and `funnel_points`.

    The average is England's own value. Areas are the upper tier of 2024 and the programme's places
    of several authorities, whose counts are added.
    """
    indicators = tables["indicators"].set_index("indicator")
    counted = tables["observations"].dropna(subset=COUNTS)
    # Control limits show what chance would give; of a model or a full count they say nothing.
    counted = counted[counted["indicator"].map(indicators["limits"]) == "chance"]
    kinds = counted["indicator"].map(indicators["rate_type"]).map(KINDS)
    counted = counted[kinds.notna() & (counted["denominator"] > 0)]
    england = _england_shares(counted)
    lines, points = [], []
    for key, part in _areas(tables, counted).groupby(BY):
        indicator, period, sex = (str(label) for label in key)
        share = england.get((indicator, period, sex))
        if share is None:
            continue
        kind = KINDS[str(indicators.loc[indicator, "rate_type"])]
        is_share = kind == "proportion"
        unit = str(indicators.loc[indicator, "unit"])
        multiplier = float(PERCENT) if is_share else rate_multiplier(unit)
        average = share * multiplier
        steps = np.geomspace(part["denominator"].min(), part["denominator"].max(), STEPS)
        line = funnel_limits(denominator=steps, average=average, kind=kind, multiplier=multiplier)
        point = funnel_points(data=part, average=average, kind=kind, multiplier=multiplier)
        measure = f"{indicator}:{sex}"
        lines.append(line.assign(measure=measure, period=period))
        points.append(point.assign(measure=measure, period=period))
    if not lines:
        raise CheckFailedError("No indicator has counts of both areas and England for a funnel.")
    return {
        "funnel_lines": pd.concat(lines, ignore_index=True)[LINE_COLUMNS],
        "funnel_points": pd.concat(points, ignore_index=True)[POINT_COLUMNS],
    }


def _england_shares(counted: pd.DataFrame) -> dict[tuple[str, str, str], float]:
    """England's events over those at risk, by indicator, period and sex."""
    rows = counted[counted["area_code"] == ENGLAND]
    return {
        (row["indicator"], row["period"], row["sex"]): row["numerator"] / row["denominator"]
        for row in rows.to_dict("records")
    }


def _areas(tables: Mapping[str, pd.DataFrame], counted: pd.DataFrame) -> pd.DataFrame:
    """Counts of authorities, and of places of several authorities that all have them."""
    areas = tables["areas"]
    upper = areas[areas["is_current"] & areas["level"].isin(UPPER_TIER)]["area_code"]
    single = counted[counted["area_code"].isin(upper)]
    groups = place_groups(tables["place_members"])
    unions = summed_counts(single, members=groups, counts=COUNTS, by=BY)
    return pd.concat([single, unions], ignore_index=True)[["area_code", *BY, *COUNTS]]
