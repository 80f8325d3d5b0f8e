"""Says what a supplier is (a care home, a school, a builder) by declared words of its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import pyarrow as pa

from data.ledger.core.declared import read_declared
from data.ledger.core.phrases import phrases_pattern, plain_words
from utils.config import LEDGER_WORDS_DIR

TRADES_FILE: Final = LEDGER_WORDS_DIR / "supplier_trades.yml"
#: The trade of whoever is folded into "individuals" or is redacted; it names nobody.
PERSON: Final = "person"
PERSONS: Final = ("individual", "redacted")
KEPT: Final = 1 << 18


@dataclass(frozen=True)
class _Trades:
    bodies: dict[str, str]
    words: tuple[tuple[str, re.Pattern[str]], ...]


def with_trades(suppliers: pa.Table) -> pa.Table:
    """Suppliers with a column `supplier_trade`; null where the name says none.

    Args:
        suppliers: as in `suppliers.SUPPLIERS`.
    """
    rows = suppliers.select(["supplier_name", "supplier_kind", "body_id"]).to_pylist()
    trades = [
        PERSON
        if row["supplier_kind"] in PERSONS
        else find_trade(row["supplier_name"] or "", body_id=row["body_id"] or "")
        for row in rows
    ]
    return suppliers.append_column("supplier_trade", pa.array(trades, pa.string()))


@lru_cache(maxsize=KEPT)
def find_trade(name: str, *, body_id: str = "") -> str | None:
    """The trade of a name, by the kind of public body it is or by its words.

    Args:
        name: an organisation's name.
        body_id: kind and name of the public body that it is, such as "police:kent".
    """
    declared = _declared()
    body = declared.bodies.get(body_id) or declared.bodies.get(body_id.partition(":")[0])
    if body is not None:
        return body
    plain = plain_words(name)
    return next((trade for trade, words in declared.words if words.search(plain)), None)


@cache
def _declared() -> _Trades:
    read = read_declared(TRADES_FILE)["trades"]
    bodies = {kind: entry["id"] for entry in read for kind in entry.get("bodies", [])}
    words = tuple(
        (entry["id"], phrases_pattern(entry["words"], f"supplier trade {entry['id']!r}"))
        for entry in read
        if entry["words"]
    )
    return _Trades(bodies, words)


def trade_names() -> frozenset[str]:
    """Every declared trade, and that of persons."""
    declared = _declared()
    return frozenset({PERSON, *declared.bodies.values(), *(trade for trade, _ in declared.words)})
