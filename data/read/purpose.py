"""Reads what of councils' health and care money is by its name prevention or late intervention.

Only lines whose name says so are placed; family support, safeguarding or home care may be either.
The lines are in the returns since 2023-24 alone, and in no account of another body.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import pandas as pd

from data.read.accounts import MoneyReader

PREVENTION: Final = "prevention"
LATE: Final = "late intervention"
CANNOT_TELL: Final = "cannot tell"
PurposeName = Literal["prevention", "late intervention", "cannot tell"]


@dataclass(frozen=True)
class PurposeLine:
    """A service line whose name says its purpose, less lines inside it whose purpose is another."""

    line: str
    purpose: PurposeName
    name: str
    reason: str
    less: tuple[str, ...] = ()


PLACED: Final = (
    PurposeLine(
        "public_health",
        PREVENTION,
        "Public health without drug and alcohol services",
        "Keeping people well is what its grant is for",
        less=("drug_alcohol_public_health",),
    ),
    PurposeLine(
        "drug_alcohol_prevention",
        PREVENTION,
        "Drug and alcohol prevention, adults",
        "Named prevention in the return",
    ),
    PurposeLine(
        "early_years_centres",
        PREVENTION,
        "Sure Start children's centres and early years",
        "Open to all families with young children, before any need for care",
    ),
    PurposeLine(
        "drug_alcohol_treatment",
        LATE,
        "Drug and alcohol treatment, adults",
        "Named treatment in the return",
    ),
    PurposeLine(
        "looked_after_children",
        LATE,
        "Looked-after children",
        "Paid once a child lives in the care of the council",
    ),
)
#: The money that is looked through: lines that hold all of those placed.
WITHIN: Final = ("public_health", "children_social_care", "adult_social_care")


@dataclass(frozen=True)
class PurposeAmount:
    """What a place spends on a line, in GBP; of a part of the returns whose purpose is shown."""

    name: str
    purpose: PurposeName
    reason: str
    amount: float


def purpose_amounts(
    reader: MoneyReader, members: Sequence[str], year: str
) -> tuple[PurposeAmount, ...]:
    """Lines by purpose, then the rest; nothing where a return or the year lacks one of them."""
    needed = {*WITHIN, *(line.line for line in PLACED), *(one for p in PLACED for one in p.less)}
    amounts = {line: _amount(reader, members, line, year) for line in needed}
    known = {line: amount for line, amount in amounts.items() if amount is not None}
    if len(known) < len(needed):
        return ()
    placed = [
        PurposeAmount(
            line.name,
            line.purpose,
            line.reason,
            known[line.line] - sum(known[inside] for inside in line.less),
        )
        for line in PLACED
    ]
    rest = sum(known[line] for line in WITHIN) - sum(line.amount for line in placed)
    name = "The rest of public health and social care"
    return (*placed, PurposeAmount(name, CANNOT_TELL, "The returns do not say", rest))


def sum_of(amounts: Sequence[PurposeAmount], purpose: PurposeName) -> float:
    """GBP of a purpose."""
    return sum(line.amount for line in amounts if line.purpose == purpose)


def _amount(reader: MoneyReader, members: Sequence[str], line: str, year: str) -> float | None:
    """GBP of a line in a year; None where a return, a member or the year is missing."""
    rows = reader.line_by_year(members, line).set_index("financial_year")["amount_gbp"]
    if year not in rows.index or pd.isna(rows[year]):
        return None
    return float(rows[year])
