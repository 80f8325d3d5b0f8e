"""Reads what the NHS paid general practices of a place, which is part of its NHS money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from data.read.store import Store

SUMS = ["practices", "patients", "weighted_patients", "amount_gbp"]


@dataclass(frozen=True)
class PracticeMoney:
    """Payments to the practices of a place in a year, in GBP, and the people they are for."""

    practices: float
    patients: float
    weighted_patients: float
    amount: float

    @property
    def per_patient(self) -> float:
        """GBP a registered patient."""
        return self.amount / self.patients


@dataclass(frozen=True)
class PracticeReader:
    """Reads payments to general practice by area of the practice."""

    store: Store

    @cached_property
    def _rows(self) -> pd.DataFrame:
        return self.store.read("gp_payments")

    def by_year(self, codes: Sequence[str]) -> dict[str, PracticeMoney]:
        """Payments of areas together, oldest year first; of years in which all have practices."""
        own = self._rows[self._rows["area_code"].isin(list(codes))]
        sums = own.groupby("financial_year")[SUMS].sum()
        complete = own.groupby("financial_year")["area_code"].nunique() == len(set(codes))
        return {
            str(year): PracticeMoney(*map(float, row))
            for year, row in zip(
                sums.index[complete], sums.loc[complete, SUMS].to_numpy(), strict=True
            )
        }
