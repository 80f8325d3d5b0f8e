"""What a count of a place comes to: its bodies, lines and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

import pyarrow as pa

from data.ledger.count.apportion import Share
from data.ledger.count.themes import UNASSIGNED

NOTHING: Final = Decimal("0.00")


@dataclass(frozen=True)
class CountedBody:
    """A body whose ledger is in the count, and the share of it that belongs to the place."""

    payer_id: str
    name: str
    kind: str
    share: Share


@dataclass(frozen=True)
class Line:
    """A line of the count, in GBP; the columns are explained in `package.MEANINGS`."""

    line: str
    payer_id: str
    financial_year: str | None
    theme: str
    spend_kind: str
    payments: int
    amount: Decimal
    transfers: Decimal
    internal: Decimal
    possible: Decimal
    sure: Decimal
    estimated: Decimal
    counted: Decimal
    share: Decimal
    in_place: Decimal
    grade: str


@dataclass(frozen=True)
class LedgerCount:
    """A count of a place.

    Attributes:
        bodies: bodies by their id.
        lines: lines in the order of their keys.
        periods: first and last date, months and money by body and year.
        suppliers: money by body and supplier, individuals together.
        common: organisations that several bodies pay for the same theme.
        dimensions: money by body, year, theme, service heading and stage.
        without_theme: the columns of which most money has no theme, the largest first.
        payments: file of the payments with their lines.
        payments_written: how many they are.
    """

    bodies: Mapping[str, CountedBody]
    lines: Sequence[Line]
    periods: pa.Table
    suppliers: pa.Table
    common: pa.Table
    dimensions: pa.Table
    without_theme: pa.Table
    payments: Path
    payments_written: int

    @property
    def unassigned(self) -> Decimal:
        """Share of the counted money in the place that has no theme; zero of nothing."""
        return self.part(UNASSIGNED)

    def part(self, theme: str) -> Decimal:
        """Share of the counted money in the place, without signs, that has a theme."""
        whole = sum((abs(line.in_place) for line in self.lines), NOTHING)
        own = sum((abs(line.in_place) for line in self.lines if line.theme == theme), NOTHING)
        return own / whole if whole else NOTHING

    @property
    def estimated(self) -> Decimal:
        """Share of all money paid, without signs, whose theme is an estimate."""
        whole = sum((abs(line.amount) for line in self.lines), NOTHING)
        own = sum((abs(line.estimated) for line in self.lines), NOTHING)
        return own / whole if whole else NOTHING
