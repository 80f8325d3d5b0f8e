"""What was asked of government, each ask resting on rows of the programme's registers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
import yaml

from utils.config import PROGRAMME_DIR
from utils.errors import SourceSchemaError

ASKS_FILE: Final = PROGRAMME_DIR / "programme_asks.yml"
#: How the record puts an ask: as what should be, as what would be needed, as what could be done, or
#: only as a difficulty, in which case it holds no request.
PUT_AS: Final = ("should", "needed", "possible", "difficulty")
#: Registers whose rows may say what came of an ask.
OUTCOME_TABLES: Final = ("timeline", "barriers", "deep_dives")
REQUIRED: Final = frozenset({"ask", "category", "put_as", "barriers"})
OPTIONAL: Final = frozenset({"place", "what_came", "outcomes"})


def read_asks() -> list[dict[str, Any]]:
    """Read the declared asks."""
    declared: list[dict[str, Any]] = yaml.safe_load(ASKS_FILE.read_text(encoding="utf-8"))
    return declared


def build_asks(
    declared: Sequence[Mapping[str, Any]],
    registers: Mapping[str, pd.DataFrame],
    *,
    places: Collection[str],
    source: str,
) -> pd.DataFrame:
    """Build `asks`; who said so is taken from the barriers that an ask rests on.

    Args:
        declared: the asks as `read_asks` gives them.
        registers: the tables `barriers`, `timeline` and `deep_dives`.
        places: ids of the places of the programme.
        source: short name of the source.

    Raises:
        SourceSchemaError: an entry has other parts than it should, an unknown place, category or
            line, rests on nothing, or stands twice; names file, entry, what came and what may.
    """
    barriers = registers["barriers"].set_index("line")
    stated = {line for name in OUTCOME_TABLES for line in registers[name]["line"]}
    rows = []
    known: set[str] = set()
    for number, parts in enumerate(declared, start=1):
        entry = _Entry(number, parts, source)
        entry.require_layout()
        entry.require("ask", parts["ask"] not in known, expected="each ask once")
        known.add(parts["ask"])
        entry.require("put_as", parts["put_as"] in PUT_AS, expected=f"one of {list(PUT_AS)}")
        lines = entry.lines("barriers", set(barriers.index), "a line of the barriers")
        entry.require("barriers", bool(lines), expected="at least one line of the barriers")
        entry.require_place(barriers.loc[lines], places)
        rows.append(entry.row(barriers.loc[lines], entry.outcomes(stated)))
    return pd.DataFrame(rows)


@dataclass(frozen=True)
class _Entry:
    number: int
    parts: Mapping[str, Any]
    source: str

    def require(
        self, column: str, holds: object, *, expected: str, received: object = None
    ) -> None:
        if not holds:
            raise SourceSchemaError(
                source=self.source,
                file=ASKS_FILE.name,
                row=self.number,
                column=column,
                received=self.parts.get(column) if received is None else received,
                expected=expected,
            )

    def require_layout(self) -> None:
        received = set(self.parts)
        self.require(
            "parts of the entry",
            received >= REQUIRED and received <= REQUIRED | OPTIONAL,
            received=sorted(received),
            expected=f"{sorted(REQUIRED)} and perhaps {sorted(OPTIONAL)}",
        )

    def require_place(self, rests_on: pd.DataFrame, places: Collection[str]) -> None:
        """Refuse a place or a category that is not known, or not that of the barriers."""
        place = self.parts.get("place")
        own = rests_on["place_id"].dropna().unique().tolist()
        if place is not None:
            self.require("place", place in places, expected=f"one of {sorted(places)}")
            self.require("place", own == [place], expected=f"the one place of its barriers: {own}")
        categories = sorted(set(rests_on["category"]))
        expected = f"a category of its barriers: {categories}"
        self.require("category", self.parts["category"] in categories, expected=expected)

    def lines(self, column: str, known: Collection[str], what: str) -> list[str]:
        found = self.parts.get(column) or []
        self.require(column, isinstance(found, list), expected="a list of lines")
        unknown = [line for line in found if line not in known]
        self.require(column, not unknown, received=unknown, expected=what)
        self.require(column, len(set(found)) == len(found), expected="each line once")
        return found

    def outcomes(self, stated: Collection[str]) -> list[str]:
        found = self.lines("outcomes", stated, f"a line of one of {list(OUTCOME_TABLES)}")
        self.require(
            "what_came",
            bool(found) == bool(self.parts.get("what_came")),
            received={column: self.parts.get(column) for column in ("what_came", "outcomes")},
            expected="a sentence with the lines that it restates, or neither",
        )
        return found

    def row(self, rests_on: pd.DataFrame, outcomes: Sequence[str]) -> dict[str, str | None]:
        return {
            "line": f"ask-{self.number:03d}",
            "ask": self.parts["ask"],
            "category": self.parts["category"],
            "place_id": self.parts.get("place"),
            "asked_by": "; ".join(rests_on["who_raised"].unique()),
            "put_as": self.parts["put_as"],
            "barrier_lines": ";".join(rests_on.index),
            "what_came": self.parts.get("what_came"),
            "outcome_lines": ";".join(outcomes) or None,
            "source": self.source,
        }
