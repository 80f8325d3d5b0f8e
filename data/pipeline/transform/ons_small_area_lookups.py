"""Which MSOA and authority each small area lies in, and how LSOAs changed between censuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv
from data.pipeline.transform.shared.observations import mapped

CHANGES: Final = {"U": "unchanged", "S": "split", "M": "merged", "X": "irregular"}
#: File key, old and new code column, old and new area type.
LINKS: Final = (
    ("lsoa01_lsoa11", "lsoa01_code", "lsoa11_code", "lsoa01", "lsoa11"),
    ("lsoa11_lsoa21", "lsoa11_code", "lsoa21_code", "lsoa11", "lsoa21"),
)
COLUMNS: Final = ["area_code", "area_type", "msoa_code", "lower_tier_code", "upper_tier_code"]


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return `small_area_parents` and `lsoa_links`.

    `small_area_parents` has area_code, area_type, msoa_code (MSOA 2011; none for LSOAs of 2001
    and 2021), lower_tier_code and upper_tier_code (2024). An LSOA of 2001 whose successors lie in
    two authorities has no row. `lsoa_links` has old_code, new_code, old_type, new_type, change.

    Raises:
        SourceSchemaError: a column is missing or a change code is unknown.
    """
    links = pd.concat([_read_links(raw, *link) for link in LINKS], ignore_index=True)
    lsoa11 = _read_parents(raw, "lsoa11_ltla21", "lsoa11_code", "ltla21_code")
    msoa_of = read_csv(raw, "lsoa11_msoa11", required=["lsoa11_code", "msoa11_code"])
    lsoa11["msoa_code"] = lsoa11["area_code"].map(
        dict(zip(msoa_of["lsoa11_code"], msoa_of["msoa11_code"], strict=True))
    )
    msoa11 = _read_parents(raw, "msoa11_ltla21", "msoa11_code", "ltla21_code")
    msoa11["msoa_code"] = msoa11["area_code"]
    lsoa21 = _read_parents(raw, "lsoa11_lsoa21", "lsoa21_code", "ltla22_code")
    lsoa01 = _lsoa01_parents(links, lsoa11)
    parts = {"lsoa01": lsoa01, "lsoa11": lsoa11, "lsoa21": lsoa21, "msoa11": msoa11}
    parents = pd.concat(
        [part.assign(area_type=kind) for kind, part in parts.items()], ignore_index=True
    )
    return {"small_area_parents": _with_2024(parents, built), "lsoa_links": links}


def _read_links(
    raw: RawFiles, key: str, old: str, new: str, old_type: str, new_type: str
) -> pd.DataFrame:
    frame = read_csv(raw, key, required=[old, new, "change_code"])
    return pd.DataFrame(
        {
            "old_code": frame[old],
            "new_code": frame[new],
            "old_type": old_type,
            "new_type": new_type,
            "change": mapped(frame["change_code"], CHANGES, raw=raw, key=key),
        }
    )


def _read_parents(raw: RawFiles, key: str, code: str, authority: str) -> pd.DataFrame:
    frame = read_csv(raw, key, required=[code, authority]).drop_duplicates(code)
    return pd.DataFrame({"area_code": frame[code], "authority": frame[authority]})


def _lsoa01_parents(links: pd.DataFrame, lsoa11: pd.DataFrame) -> pd.DataFrame:
    authority = dict(zip(lsoa11["area_code"], lsoa11["authority"], strict=True))
    rows = links[links["old_type"] == "lsoa01"]
    rows = rows.assign(authority=rows["new_code"].map(authority))[["old_code", "authority"]]
    single = rows.drop_duplicates()
    unique = single[~single["old_code"].duplicated(keep=False)]
    return unique.rename(columns={"old_code": "area_code"})


def _with_2024(parents: pd.DataFrame, built: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Carry authorities of 2021 and 2022 to those of 2024."""
    changes = built["area_changes"]
    whole = changes[changes["change"].isin(["merged", "recoded"])]
    step = dict(zip(whole["old_code"], whole["new_code"], strict=True))
    areas = built["areas"][built["areas"]["is_current"].astype("bool")]
    lower = parents["authority"]
    # An authority of 2021 reached 2024 in a single step, or was already there.
    lower = lower.where(lower.isin(areas["area_code"]), lower.map(step))
    upper = dict(zip(areas["area_code"], areas["upper_tier_code"], strict=True))
    coded = parents.assign(lower_tier_code=lower, upper_tier_code=lower.map(upper))
    if "msoa_code" not in coded:
        coded["msoa_code"] = None
    return coded[COLUMNS].sort_values(["area_type", "area_code"], ignore_index=True)
