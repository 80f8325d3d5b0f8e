"""Keeps the rows of English areas and carries their codes to those of 2024."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

#: Unitaries, districts, metropolitan districts, London boroughs, counties, regions, England.
#: Left out by this rule: wards, former regional groupings, combined authorities, statistical
#: regions, areas joined for disclosure control, and the rest of the United Kingdom.
ENGLISH_PREFIXES: Final = ("E06", "E07", "E08", "E09", "E10", "E12", "E92")


def keep_english_areas(frame: pd.DataFrame, *, column: str = "area_code") -> pd.DataFrame:
    """Keep rows of England, its regions and its authorities; see `ENGLISH_PREFIXES`."""
    return frame[frame[column].astype("str").str.startswith(ENGLISH_PREFIXES)]


def successors_of_same_area(changes: pd.DataFrame) -> dict[str, str]:
    """Map each old code to the code of 2024 that stands for the same area.

    Those are areas recoded, and counties that became one unitary whole (Buckinghamshire, North
    Yorkshire, Somerset). Areas merged or split keep their old code and are not in the mapping.

    Args:
        changes: table `area_changes` with old_code, new_code, change.
    """
    single = changes[~changes["old_code"].duplicated(keep=False)]
    same = (single["change"] == "recoded") | (
        single["old_code"].str.startswith("E10") & (single["change"] == "merged")
    )
    pairs = single[same]
    step = dict(zip(pairs["old_code"], pairs["new_code"], strict=True))
    return {code: _last(code, step) for code in step}


def recode_areas(
    frame: pd.DataFrame, *, built: Mapping[str, pd.DataFrame], keys: Sequence[str]
) -> pd.DataFrame:
    """Write 2024 codes over older ones where the area is the same.

    Where a publisher gives the same figure under the old and the new code, the row that came under
    the new code stays.

    Args:
        frame: rows with `area_code`.
        built: holds `area_changes`.
        keys: columns that name a row, `area_code` among them.
    """
    mapping = successors_of_same_area(built["area_changes"])
    changed = frame["area_code"].isin(mapping.keys())
    new_codes = frame["area_code"].map(mapping).where(changed, frame["area_code"])
    recoded = frame.assign(area_code=new_codes, _changed=changed)
    both = recoded.duplicated(list(keys), keep=False) & recoded["_changed"]
    known = recoded.loc[~recoded["_changed"], list(keys)]
    superseded = both & pd.MultiIndex.from_frame(recoded[list(keys)]).isin(
        pd.MultiIndex.from_frame(known)
    )
    return recoded[~superseded].drop(columns="_changed").reset_index(drop=True)


def _last(code: str, step: Mapping[str, str]) -> str:
    seen = {code}
    while step.get(code) is not None and step[code] not in seen:
        code = step[code]
        seen.add(code)
    return code
