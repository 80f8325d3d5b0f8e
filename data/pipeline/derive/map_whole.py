"""All public spending per person as measures of the map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from data.pipeline.derive.whole_place.totals import TOTAL, WITHOUT_ONE_OFF, add_up_places
from data.pipeline.transform.shared.whole_place import read_declared
from utils.stats.deflators import deflate_to_base_year

PREFIX: Final = "whole:"
MEASURED: Final = "measured"
SOURCE: Final = "hmt_country_regional_analysis"
NAMES: Final = {
    TOTAL: "All public spending (part estimated)",
    WITHOUT_ONE_OFF: "All public spending without Covid, energy and cost-of-living support "
    "(part estimated)",
    MEASURED: "Public spending measured in accounts of the area",
}
CAVEATS: Final = (
    (
        "All public spending that HM Treasury identifies with a region, benefits, pensions and "
        "investment included; not defence or debt interest."
    ),
    (
        "The Treasury publishes regions only. An area has its share by accounts of bodies there, "
        "by a count of people, or by residents. In nearly all areas less than half is measured."
    ),
    "Nothing smaller than councils and counties: no published figure would share it further.",
    "Methods changed between 2008-09 and 2009-10, and 2012-13 and 2013-14.",
)
MEASURED_CAVEATS: Final = (
    (
        "What accounts of councils, police, fire, the NHS and schools show for the area, as far as "
        "it is part of all public spending. Years differ in which accounts are available."
    ),
)
HUNDRED: Final = 100


def whole_values(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Spending per person of areas, regions, England and places, in cash and in real terms."""
    rows = tables["whole_place"]
    everything = pd.concat([rows, _places(rows, tables["place_members"])], ignore_index=True)
    measured = everything[everything["block"] == TOTAL].assign(
        block=MEASURED, amount_gbp=lambda part: part["measured_gbp"], lower_gbp=np.nan
    )
    frame = pd.concat([everything, measured], ignore_index=True)
    return pd.concat(
        [_in_basis(frame, basis, tables["deflators"]) for basis in ("cash", "real")],
        ignore_index=True,
    )


def _places(rows: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Rows of places of several areas, under their own id."""
    sizes = members.groupby("place_id")["area_code"].nunique()
    several = members[members["place_id"].map(sizes) > 1]
    return add_up_places(rows, several).rename(columns={"place_id": "area_code"})


def _in_basis(frame: pd.DataFrame, basis: str, deflators: pd.DataFrame) -> pd.DataFrame:
    per_head = {
        name: frame[column] / frame["population"]
        for name, column in {
            "value": "amount_gbp",
            "lower_cl": "lower_gbp",
            "upper_cl": "upper_gbp",
        }.items()
    }
    if basis == "real":
        years = frame["financial_year"]
        per_head = {
            name: deflate_to_base_year(values, financial_year=years, deflators=deflators)
            for name, values in per_head.items()
        }
    # A region's amount is the Treasury's own, and what is measured is no estimate.
    exact = (frame["lower_gbp"] == frame["upper_gbp"]) | (frame["block"] == MEASURED)
    share = (frame["measured_gbp"] / frame["amount_gbp"] * HUNDRED).round()
    note = share.map(lambda value: f"{value:.0f}% measured in accounts of the area.")
    return pd.DataFrame(
        {
            "measure": PREFIX + frame["block"],
            "basis": basis,
            "period": frame["financial_year"],
            "period_start": frame["financial_year"].str[:4].astype("int64"),
            "area_code": frame["area_code"],
            "value": per_head["value"],
            "lower_cl": per_head["lower_cl"].mask(exact),
            "upper_cl": per_head["upper_cl"].mask(exact),
            "verdict_england": None,
            "status": "computed",
            "note": note.mask(exact | (frame["amount_gbp"] <= 0), None),
        }
    )


def whole_measures() -> pd.DataFrame:
    """Describe each measure, without its price basis."""
    blocks = read_declared("blocks")
    names = {
        **NAMES,
        **dict(zip(blocks["block"], blocks["name"] + " (part estimated)", strict=True)),
    }
    return pd.DataFrame(
        [
            {
                "measure": PREFIX + block,
                "kind": "whole",
                "item": PREFIX + block,
                "name": name,
                "limits": "modelled",
                "source": SOURCE,
                "caveats": "\n".join(MEASURED_CAVEATS if block == MEASURED else CAVEATS),
            }
            for block, name in names.items()
        ]
    )
