"""Separates capital from revenue by the words of a payment's columns, where none says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

import pyarrow as pa

from data.ledger.core.phrases import plain_words
from utils.errors import InvalidInputError

CAPITAL, REVENUE, NOT_SAID = "capital", "revenue", "not said"
COLUMNS: Final = ("category", "purpose", "department")
#: Words with "capital" in them that are revenue, or no spending on assets at all.
_NOT_CAPITAL: Final = re.compile(
    r"\bcapital (?:charges?|financing|receipts?|income|adjustments?|gains?|letters?)\b"
    r"|\bnon capital\b|\brevenue expenditure funded from capital\b|\bhuman capital\b"
)
_CAPITAL: Final = re.compile(
    r"\b(?:capital|capex|cap exp|cap|capitalised|assets? under const\w*|work in progress"
    r"|wip|additions|refcus|fixed assets?|intangible assets?|acquisition of (?:land|assets?))\b"
)
#: "Revenues" and "Housing Revenue Account" name a service; HM Revenue a body.
_NOT_REVENUE: Final = re.compile(
    r"\b(?:housing revenue account|revenues|hm revenue|revenue and customs|inland revenue"
    r"|revenue and benefits|revenue services?|revenue grants? ria|collection fund revenue)\b"
)
_REVENUE: Final = re.compile(
    r"\b(?:revenue|opex|revenue expenditure|day to day|non capital|repairs and maintenance"
    r"|capital charges?|capital financing)\b"
)
SPEND_KINDS: Final = pa.schema(
    [*((name, pa.string()) for name in COLUMNS), ("spend_kind", pa.string())]
)


def spend_kind(
    *, category: str | None = None, purpose: str | None = None, department: str | None = None
) -> str:
    """Say capital or revenue from the words of three columns, else "not said".

    The first column that says one of them decides, in the order category, purpose, department; a
    column that says both says neither.
    """
    for text in (category, purpose, department):
        kind = _told(text or "")
        if kind != NOT_SAID:
            return kind
    return NOT_SAID


def assign_spend_kinds(combinations: pa.Table) -> pa.Table:
    """Say capital or revenue for distinct category, purpose and department; gaps stay gaps.

    Raises:
        InvalidInputError: a column is missing.
    """
    missing = [name for name in COLUMNS if name not in combinations.column_names]
    if missing:
        raise InvalidInputError(
            argument="combinations",
            received=combinations.column_names,
            expected=f"all of {COLUMNS}",
        )
    rows: Sequence[dict[str, str | None]] = combinations.select(list(COLUMNS)).to_pylist()
    named = [row | {"spend_kind": spend_kind(**row)} for row in rows]
    return pa.Table.from_pylist(named, schema=SPEND_KINDS)


@cache
def _told(text: str) -> str:
    plain = plain_words(text)
    capital = _CAPITAL.search(_NOT_CAPITAL.sub(" ", plain)) is not None
    revenue = _REVENUE.search(_NOT_REVENUE.sub(" ", plain)) is not None
    if capital == revenue:
        return NOT_SAID
    return CAPITAL if capital else REVENUE
