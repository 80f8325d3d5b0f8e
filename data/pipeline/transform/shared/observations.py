"""Brings rows of indicators from any source into the table `observations`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from data.pipeline.extract.declarations import SourceDeclaration
from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import FIRST_DATA_LINE
from data.pipeline.transform.shared.fill import fill_upper_tier
from data.pipeline.transform.shared.periods import SingleYear, parse_period
from data.pipeline.transform.shared.rates import CONFIDENCE
from data.pipeline.transform.shared.recode import keep_english_areas, recode_areas
from utils.config import ENGLAND
from utils.errors import InvalidInputError, SourceSchemaError

COLUMNS: Final = [
    "indicator",
    "area_code",
    "period",
    "period_start",
    "period_end",
    "sex",
    "value",
    "lower_cl",
    "upper_cl",
    "confidence",
    "numerator",
    "denominator",
    "verdict_england",
    "status",
    "method",
    "source",
]
KEYS: Final = ["indicator", "area_code", "period", "sex"]
NUMBERS: Final = ["value", "lower_cl", "upper_cl", "numerator", "denominator"]
SEXES: Final = {"Male": "male", "Female": "female", "Persons": "persons"}
VERDICTS: Final = {
    "Better": "better",
    "Similar": "similar",
    "Worse": "worse",
    "Higher": "higher",
    "Lower": "lower",
    "Higher 99.8": "higher",
    "Lower 99.8": "lower",
    "Not compared": None,
}


def observations(
    frame: pd.DataFrame,
    *,
    raw: RawFiles,
    built: Mapping[str, pd.DataFrame],
    key: str,
    single_year: SingleYear = "calendar",
) -> pd.DataFrame:
    """Filter, recode, label and complete rows of indicators.

    Rows of areas outside England are left out, codes are those of 2024 where the area is the same,
    and upper-tier areas without a row are filled from their districts as each indicator's
    `aggregation` allows.

    Args:
        frame: indicator, area_code, period (publisher's label), sex, value; where known also
            lower_cl, upper_cl, numerator, denominator, verdict_england, status, method.
        raw: its declaration names the indicators and how each may be added up.
        built: areas, area_changes and populations.
        key: file key, for messages.
        single_year: what a bare year in a period label means.

    Raises:
        SourceSchemaError: a period label is unknown, an indicator is not declared, or two rows
            have the same indicator, area, period and sex.
    """
    rows = _complete(keep_english_areas(frame), raw=raw)
    rows = _with_periods(rows, raw=raw, key=key, single_year=single_year)
    rows = recode_areas(rows, built=built, keys=KEYS)
    _refuse_duplicates(rows, raw=raw, key=key)
    filled = fill_upper_tier(rows, declaration=raw.declaration, built=built)
    taken = pd.MultiIndex.from_frame(rows[KEYS])
    new = filled[~pd.MultiIndex.from_frame(filled[KEYS]).isin(taken)]
    rows = as_declared(pd.concat([rows, new], ignore_index=True), declaration=raw.declaration)
    both = rows["lower_cl"].notna() & rows["upper_cl"].notna()
    rows["confidence"] = np.where(both, CONFIDENCE, np.nan)
    for name in ("verdict_england", "method"):
        rows[name] = rows[name].astype("object").where(rows[name].notna(), None)
    return rows[COLUMNS].sort_values(KEYS, ignore_index=True)


def as_declared(rows: pd.DataFrame, *, declaration: SourceDeclaration) -> pd.DataFrame:
    """Let what is declared of an indicator win over a published verdict.

    Of a neutral indicator no value is better or worse: such a verdict becomes the side on which
    the value lies of England's. Where limits do not express chance there is no verdict at all.

    Args:
        rows: indicator, area_code, period, sex, value and verdict_england.
        declaration: names each indicator's polarity and limits.
    """
    meanings = {name: declaration.indicators[name] for name in rows["indicator"].unique()}
    neutral = rows["indicator"].map(
        {meaning: m.polarity == "neutral" for meaning, m in meanings.items()}
    )
    untested = rows["indicator"].map(
        {meaning: m.limits != "chance" for meaning, m in meanings.items()}
    )
    verdicts = rows["verdict_england"].astype("object")
    judged = neutral.astype("bool") & verdicts.isin(["better", "worse"])
    by = ["indicator", "period", "sex"]
    england = rows[rows["area_code"] == ENGLAND].set_index(by)["value"]
    beside = england.reindex(pd.MultiIndex.from_frame(rows[by])).to_numpy()
    sides = pd.Series(
        np.select([rows["value"] > beside, rows["value"] < beside], ["higher", "lower"], "similar"),
        index=rows.index,
    ).where(np.isfinite(beside), None)
    verdicts = verdicts.mask(judged, sides).mask(untested.astype("bool"), None)
    return rows.assign(verdict_england=verdicts)


def mapped(
    values: pd.Series,
    mapping: Mapping[Any, object],
    *,
    raw: RawFiles,
    key: str,
) -> pd.Series:
    """Translate a column of known texts.

    Args:
        values: a column of a file as read, its index still that of the file's rows.
        mapping: what may come, and what it becomes.
        raw: names the source and its file.
        key: file key.

    Raises:
        SourceSchemaError: a text is not in the mapping; names the first such and its line.
    """
    unknown = ~values.isin(list(mapping))
    if unknown.any():
        raise SourceSchemaError(
            source=raw.declaration.source,
            file=raw.declaration.files[key].path,
            row=int(values.index[unknown][0]) + FIRST_DATA_LINE,
            column=str(values.name),
            received=str(values[unknown].iloc[0]),
            expected=f"one of {sorted(map(str, mapping))}",
        )
    return values.astype("object").map(mapping)


def _complete(frame: pd.DataFrame, *, raw: RawFiles) -> pd.DataFrame:
    """Add the columns a source does not give; a row without a value was suppressed."""
    rows = frame.copy()
    for name in NUMBERS:
        rows[name] = rows[name].astype("float64") if name in rows else np.nan
    for name in ("verdict_england", "method"):
        rows[name] = rows[name].astype("object") if name in rows else None
    if "status" not in rows:
        rows["status"] = "published"
    rows["status"] = rows["status"].where(rows["value"].notna(), "suppressed")
    return rows.assign(source=raw.declaration.source)


def _with_periods(
    rows: pd.DataFrame, *, raw: RawFiles, key: str, single_year: SingleYear
) -> pd.DataFrame:
    labels = rows["period"].astype("str")
    try:
        known = {label: parse_period(label, single_year=single_year) for label in labels.unique()}
    except InvalidInputError as error:
        raise SourceSchemaError(
            source=raw.declaration.source,
            file=raw.declaration.files[key].path,
            column="period",
            received=str(error),
            expected="a known form of period",
        ) from error
    return rows.assign(
        period=labels.map({label: period.label for label, period in known.items()}),
        period_start=labels.map({label: period.start for label, period in known.items()}),
        period_end=labels.map({label: period.end for label, period in known.items()}),
    )


def _refuse_duplicates(rows: pd.DataFrame, *, raw: RawFiles, key: str) -> None:
    twice = rows.duplicated(KEYS)
    undeclared = ~rows["indicator"].isin(raw.declaration.indicators.keys())
    for bad, expected in ((twice, "one row each"), (undeclared, "a declared indicator")):
        if bad.any():
            raise SourceSchemaError(
                source=raw.declaration.source,
                file=raw.declaration.files[key].path,
                column=", ".join(KEYS),
                received=tuple(rows.loc[bad, KEYS].iloc[0]),
                expected=expected,
            )
