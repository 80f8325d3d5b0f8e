"""The published data with asks built anew from the declared ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from data.pipeline.transform.total_place.asks import OUTCOME_TABLES, build_asks, read_asks
from data.read.asks import AskReader
from data.read.registers import RegisterReader
from data.read.store import Store
from data.versions.schema import conform, read_tables


@dataclass(frozen=True)
class StoreWithAsks(Store):
    """The published data, but for the asks."""

    def records(
        self, table: str, *, where: Sequence[tuple[str, str, object]] | None = None
    ) -> list[dict[str, Any]]:
        """Rows as published, or the asks as built."""
        if table != "asks":
            return super().records(table, where=where)
        registers = {name: self.read(name) for name in OUTCOME_TABLES}
        places = set(self.read("places")["place_id"])
        asks = build_asks(read_asks(), registers, places=places, source="total_place")
        rows: list[dict[str, Any]] = conform(read_tables()["asks"], asks).to_pylist()
        return rows


def ask_reader() -> AskReader:
    """A reader of the asks as built."""
    return AskReader(RegisterReader(StoreWithAsks()))
