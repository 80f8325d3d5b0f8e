"""What a count of payments is set beside: residents, the body's own outturn, the pilot's count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypedDict

from data.read.accounts import MoneyReader
from data.read.counts import CountReader
from data.read.facts import FactReader
from data.read.find_place.finder import PlaceFinder, find_place
from data.read.measures import MapReader
from data.read.places import Place, PlaceReader
from data.read.rows import CountsRow
from data.read.store import Store
from utils.errors import InvalidInputError

COUNCIL: Final = "council:"
MONTHS: Final = 12


class PeriodRow(TypedDict):
    """What of `LedgerCount.periods` is read here; amounts in GBP."""

    payer_id: str
    financial_year: str
    months: int | None
    amount: Decimal


@dataclass(frozen=True)
class Reached:
    """Payments of a body and year beside its outturn, in GBP."""

    payer_id: str
    financial_year: str
    months: int
    paid: Decimal
    outturn: float


@dataclass(frozen=True)
class Context:
    """The published tables that a count is set beside."""

    places: PlaceReader
    counts: CountReader

    @classmethod
    def read(cls) -> Context:
        """Open the published tables."""
        places = PlaceReader(MapReader(Store()))
        store = places.maps.store
        return cls(places, CountReader(places, FactReader(store), MoneyReader(store)))

    def place(self, text: str) -> Place:
        """The place that an id or a name names.

        Raises:
            InvalidInputError: there is none, or there are several; the message lists what is near.
        """
        if text in self.places.places:
            return self.places.place(text)
        near = [
            candidate
            for candidate in find_place(text, finder=PlaceFinder(self.places.maps.store)).candidates
            if candidate.place_id
        ]
        named = {
            candidate.place_id
            for candidate in near
            if candidate.exact and candidate.name == self.places.place(candidate.place_id).name
        }
        if len(named) == 1:
            return self.places.place(named.pop())
        known = dict.fromkeys(
            f"{self.places.place(candidate.place_id).name} ({candidate.place_id})"
            for candidate in near
        )
        raise InvalidInputError(
            argument="place",
            received=text,
            expected=", ".join(known)
            or "the name or GSS code of an upper-tier authority, or a place of the programme",
        )

    def residents(self, place: Place, year: str | None) -> float | None:
        """Residents of a place in a financial year; None where none are estimated."""
        return self.counts.residents(place, year) if year else None

    def published_totals(self, place: Place) -> list[CountsRow]:
        """What was published of all public spending of the place."""
        return self.counts.totals(place)

    def reached(self, periods: Sequence[PeriodRow]) -> list[Reached]:
        """Payments of councils beside their own outturn of the year.

        Args:
            periods: rows of `LedgerCount.periods`.
        """
        found = []
        for row in periods:
            code, year = row["payer_id"].removeprefix(COUNCIL), row["financial_year"]
            if not row["payer_id"].startswith(COUNCIL):
                continue
            total = self.counts.money.council_total(code, year)
            if total:
                found.append(
                    Reached(row["payer_id"], year, row["months"] or 0, row["amount"], total)
                )
        return found
