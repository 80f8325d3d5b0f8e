"""What every row of a figure says of it besides the figure: unit, prices, interval, status, gap."""

from __future__ import annotations

from typing import Final

from data.read.whole_place import REAL
from utils.config import PRICE_BASE_YEAR
from utils.ui.server.api.declared import PRICES_OF, Column, Row

ESTIMATE: Final = "range of the estimate"
CONFIDENCE: Final = "95% confidence interval"
UNIT_COLUMNS: Final = (
    Column("unit", "Unit of the figure and its interval.", is_nullable=False),
    Column("price_basis", "Price basis.", is_nullable=False),
    PRICES_OF,
)
INTERVAL_COLUMNS: Final = (
    Column("lower", "Lower end of the interval.", "number"),
    Column("upper", "Upper end of the interval.", "number"),
    Column("interval", "What the interval is; empty where there is none."),
)
STATUS: Final = Column("status", "What the figure is: published, estimated in part and so on.")
GAP_REASON: Final = Column("gap_reason", "Why there is no figure; empty where there is one.")


def unit_cells(unit: str, basis: str) -> Row:
    """Cells of `UNIT_COLUMNS`."""
    return {"unit": unit, "price_basis": basis, "prices_of": prices_of(basis)}


def interval_cells(lower: float | None, upper: float | None, *, words: str) -> Row:
    """Cells of `INTERVAL_COLUMNS`; an end that is known alone is given, but is no interval.

    Args:
        lower: the lower end; None where it is not known.
        upper: the upper end.
        words: what the interval is.
    """
    is_known = lower is not None and upper is not None
    return {"lower": lower, "upper": upper, "interval": words if is_known else None}


def prices_of(basis: str) -> str | None:
    """Year in whose prices money of a basis is; none unless it is in real terms."""
    return PRICE_BASE_YEAR if basis == REAL else None
