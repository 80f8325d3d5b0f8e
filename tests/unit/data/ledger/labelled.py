"""Labelled payments with the theme that the product gives them, and how many are right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa

from data.ledger.count.theme_rules import COLUMNS
from data.ledger.count.themes import UNASSIGNED, assign_themes
from data.ledger.suppliers.trades import PERSON, PERSONS, find_trade

FILES: Final = Path("tests/fixtures/ledger")
DRAWS: Final = 2_000
#: Ends of an interval of 95%.
ENDS: Final = (0.025, 0.975)


def answered(file: str) -> pd.DataFrame:
    """The labelled rows with the theme that the product gives, and whether it is right."""
    rows = pd.read_csv(FILES / file, dtype=str, keep_default_na=False)
    rows["supplier_trade"] = [_trade(row) for row in rows.to_dict("records")]
    schema = pa.schema([(name, pa.string()) for name in COLUMNS])
    keys = rows.assign(body_kind="council")[list(COLUMNS)]
    found = assign_themes(pa.Table.from_pandas(keys, schema=schema, preserve_index=False))
    rows["found"] = found["theme"].to_pylist()
    rows["right"] = [
        one in labels.split("|") for one, labels in zip(rows["found"], rows["themes"], strict=True)
    ]
    return rows


def _trade(row: Mapping[str, Any]) -> str | None:
    if row["supplier_kind"] in PERSONS:
        return PERSON
    return find_trade(row["supplier"], body_id=row["body_id"])


@dataclass(frozen=True)
class Share:
    """A share of rows or of money, and the interval in which draws of councils have it."""

    share: float
    low: float
    high: float


def coverage(rows: pd.DataFrame, *, by_gbp: bool) -> Share:
    """The share that has a theme; by GBP the mean of the councils' shares."""
    return _share(rows, rows["found"] != UNASSIGNED, by_gbp=by_gbp)


def precision(rows: pd.DataFrame, *, by_gbp: bool) -> Share:
    """The share of what has a theme that is right; by GBP the mean of the councils' shares."""
    told = rows[rows["found"] != UNASSIGNED]
    return _share(told, told["right"], by_gbp=by_gbp)


def _share(rows: pd.DataFrame, chosen: pd.Series, *, by_gbp: bool) -> Share:
    """Credits count by rows, but take nothing off a council's money."""
    weight = rows["amount"].astype(float).clip(lower=0.0) if by_gbp else pd.Series(1.0, rows.index)
    sums = pd.DataFrame({"part": weight * chosen, "whole": weight})
    councils = sums.groupby(rows["publisher"]).sum().to_numpy()
    if by_gbp:
        councils = councils / councils[:, [1]]
    draws = np.random.default_rng(0).integers(len(councils), size=(DRAWS, len(councils)))
    drawn = councils[draws].sum(axis=1)
    low, high = np.quantile(drawn[:, 0] / drawn[:, 1], ENDS)
    part, whole = councils.sum(axis=0)
    return Share(float(part / whole), float(low), float(high))
