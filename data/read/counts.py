"""Reads a place's count: what was published of its public money, and what can be counted now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import pandas as pd

from data.read.accounts import MoneyReader
from data.read.areas import region_codes
from data.read.confidence import Grade, grade_return
from data.read.facts import FactReader
from data.read.places import Place, PlaceReader
from data.read.rows import CountsRow

ALL_BODIES: Final = "all"
TOTAL_SPEND, PER_HEAD = "total_public_spend", "spend_per_head"
#: What is said of a region beside the count: functions that councils' returns do not reach.
REGIONAL: Final[Mapping[str, str]] = {
    "health": "Health",
    "social_protection": "Pensions, benefits and social care",
    "public_order_safety": "Police, courts, prisons and fire",
    "education": "Education",
    "total": "All identifiable public spending",
}
#: What reaches people through councils. Council tax benefit is left out: it comes back as council
#: tax, from which services are paid, so it would be counted twice.
BENEFITS: Final = ("housing_benefit",)
#: The year of the programme's own counts.
PROGRAMME_YEAR: Final = "2008-09"


@dataclass(frozen=True)
class CountLine:
    """A line of the count of a place.

    Attributes:
        what: kind of body, or of payment.
        kind: service or benefits.
        amount: GBP; None where a return is missing.
        per_head: GBP a resident; None likewise.
        grade: how far it can be trusted, by `confidence.RULE`.
        notes: what was noted of it.
    """

    what: str
    kind: Literal["service", "benefits"]
    amount: float | None
    per_head: float | None
    grade: Grade
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parts:
    """A published total with the parts that the same source names.

    Attributes:
        total: the row of the total.
        named: rows of the parts.
        rest: GBP that the source names no body for; less than nothing if parts exceed the total.
    """

    total: CountsRow
    named: tuple[CountsRow, ...]
    rest: float


@dataclass(frozen=True)
class CountReader:
    """Reads counts of places."""

    places: PlaceReader
    facts: FactReader
    money: MoneyReader

    def __hash__(self) -> int:
        """Equal data are equal readers."""
        return hash(self.money.store.version)

    def totals(self, place: Place) -> list[CountsRow]:
        """Every published amount of all public spending of a place, in the order of the record."""
        return [
            row
            for row in self.places.counts(place)
            if row["measure"] in {TOTAL_SPEND, PER_HEAD} and row["organisation"] == ALL_BODIES
        ]

    def parts(self, place: Place) -> list[Parts]:
        """Published totals whose own source names parts of it by body."""
        rows = [row for row in self.places.counts(place) if row["measure"] == TOTAL_SPEND]
        found = []
        for total in rows:
            if total["organisation"] != ALL_BODIES:
                continue
            named = tuple(
                row
                for row in rows
                if row["organisation"] != ALL_BODIES
                and row["place_id"] == total["place_id"]
                and row["source_title"] == total["source_title"]
                and row["financial_year"] == total["financial_year"]
            )
            if named:
                rest = total["amount"] - sum(row["amount"] for row in named)
                found.append(Parts(total, named, rest))
        return found

    def per_head(self, row: CountsRow, place: Place) -> float | None:
        """A published amount over the residents of its year, or of the programme's year.

        None for a place whose boundaries are not those of the count, and where none are known.
        """
        if row["unit"] == "GBP per person":
            return row["amount"]
        if place.place_id != row["place_id"] and len(place.members) != len(
            self.places.place(row["place_id"]).members
        ):
            return None
        people = self.residents(place, row["financial_year"] or PROGRAMME_YEAR)
        return None if people is None else row["amount"] / people

    def residents(self, place: Place, year: str) -> float | None:
        """Residents in the middle of a financial year's first calendar year."""
        return self.facts.residents_of(place.members, year=int(year[:4]))

    def lines(self, place: Place, year: str) -> list[CountLine]:
        """What can be counted of a place in a year: services by kind of body, then benefits.

        Levies are left out: the bodies that receive them count them as services.
        """
        people = self.residents(place, year)
        accounts = self.money.accounts(place.members, year)
        found = [
            CountLine(
                what=account.body,
                kind="service",
                amount=account.total,
                per_head=_over(account.total, people),
                grade=grade_return(
                    amount=account.total,
                    methods=set(account.methods),
                    statuses=set(account.statuses),
                ),
                notes=account.notes,
            )
            for account in accounts
            if account.methods
        ]
        if year in self.money.flow_years:
            councils = next((account for account in accounts if account.body == "council"), None)
            for flow in BENEFITS:
                amount = councils.uses.get(flow) if councils else None
                if amount is not None and councils is not None:
                    grade = grade_return(
                        amount=amount,
                        methods=set(councils.methods),
                        statuses=set(councils.statuses),
                    )
                    found.append(CountLine(flow, "benefits", amount, _over(amount, people), grade))
        return found

    def counted(self, lines: list[CountLine]) -> float | None:
        """All lines together in GBP; None where any is missing."""
        amounts = [line.amount for line in lines]
        known = [amount for amount in amounts if amount is not None]
        return sum(known) if known and len(known) == len(amounts) else None

    @cached_property
    def _regions(self) -> dict[str, str]:
        return region_codes(self.money.store)

    @cached_property
    def region_names(self) -> dict[str, str]:
        """Name of every region."""
        rows = self.money.store.records("areas", where=[("level", "==", "region")])
        return {row["area_code"]: row["area_name"] for row in rows}

    @cached_property
    def _regional(self) -> pd.DataFrame:
        return self.money.store.read("regional_spend")

    def regional_years(self) -> list[str]:
        """Years of the regional analysis with amounts per head, oldest first."""
        frame = self._regional
        return sorted(frame[frame["amount_gbp_per_head"].notna()]["financial_year"].unique())

    def regional(self, place: Place, year: str) -> dict[str, dict[str, float]]:
        """GBP a head by function in each region that a place lies in.

        Nothing for a year that the analysis does not cover.
        """
        regions = dict.fromkeys(self._regions[member] for member in place.members)
        frame = self._regional
        found: dict[str, dict[str, float]] = {}
        for region in regions:
            rows = frame[(frame["region_code"] == region) & (frame["financial_year"] == year)]
            per_head = dict(zip(rows["function"], rows["amount_gbp_per_head"], strict=True))
            known = {
                column: per_head[column] for column in REGIONAL if pd.notna(per_head.get(column))
            }
            if known:
                found[self.region_names[region]] = known
        return found


def _over(amount: float | None, people: float | None) -> float | None:
    return None if amount is None or not people else amount / people
