"""Reads all identifiable public spending of a place: in all, by block, by item, by who spends."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import pandas as pd

from data.read.areas import region_codes
from data.read.prices import real_factors
from data.read.rows import (
    SpendingBlocksRow,
    SpendingDriversRow,
    SpendingItemsRow,
    WholePlaceComparisonsRow,
    WholePlaceErrorsRow,
)
from data.read.store import Store

#: How measures of the map that are parts of this count begin.
PREFIX: Final = "whole:"
TOTAL: Final = "total"
WITHOUT_ONE_OFF: Final = "total_without_one_off"
COUNT, BENEFIT, NHS = "count", "benefit", "nhs"
REAL: Final = "real"
#: Where the totals of regions are from.
SOURCE: Final = "hmt_country_regional_analysis"
SAME_YEAR: Final = "same year"
ANY_ITEM: Final = "any"
RESIDENTS: Final = "residents"
KEPT_PLACES: Final = 64
ACCOUNTS: Final = "accounts"
#: What a driver is, in words.
DRIVER_KINDS: Final[Mapping[str, str]] = {
    ACCOUNTS: "accounts of bodies here",
    "recipients": "people who receive it",
    "need": "people near to need",
    RESIDENTS: "residents alone, as there is nothing better",
}
#: Of a figure of which accounts show less than this share, most is estimated.
HALF: Final = 0.5
#: An item that reaches this share of a place's money in some year is large.
LARGE: Final = 0.03
#: Between sources, and a part of an account that is of a table by place.
SEPARATOR: Final = ";"
PLACE_ACCOUNT: Final = re.compile(r"place_accounts:(\w+)")
NUMBERS: Final = ["amount_gbp", "measured_gbp", "lower_gbp", "upper_gbp", "population"]


@dataclass(frozen=True)
class WholeAmount:
    """Public spending of a place in a year, in GBP, with its range and what of it is measured."""

    amount: float
    measured: float
    lower: float
    upper: float
    population: float

    @property
    def per_head(self) -> float:
        """GBP a resident."""
        return self.amount / self.population

    @property
    def lower_per_head(self) -> float:
        """Lower end of the range, GBP a resident."""
        return self.lower / self.population

    @property
    def upper_per_head(self) -> float:
        """Upper end of the range, GBP a resident."""
        return self.upper / self.population

    @property
    def measured_share(self) -> float:
        """Share of the amount that accounts of the place show, 0 to 1."""
        return self.measured / self.amount if self.measured else 0.0

    def scaled(self, factor: float) -> WholeAmount:
        """The same in other prices."""
        return WholeAmount(
            amount=self.amount * factor,
            measured=self.measured * factor,
            lower=self.lower * factor,
            upper=self.upper * factor,
            population=self.population,
        )


@dataclass(frozen=True)
class ItemLine:
    """One item of a place in a year: what it comes to, and by what it was shared out."""

    item: SpendingItemsRow
    amount: float
    measured: float
    spread: float
    drivers: tuple[str, ...]
    driver_years: tuple[str, ...]


@dataclass(frozen=True)
class WholePlaceReader:
    """Reads the count of all public money."""

    store: Store

    def __hash__(self) -> int:
        """Equal data are equal readers."""
        return hash(self.store.version)

    @cached_property
    def blocks(self) -> dict[str, SpendingBlocksRow]:
        """Every block by its short name, in the order shown."""
        rows = sorted(self.store.records("spending_blocks"), key=lambda row: row["item_order"])
        return {row["block"]: row for row in rows}

    @cached_property
    def items(self) -> dict[str, SpendingItemsRow]:
        """Every item by its short name."""
        return {row["item"]: row for row in self.store.records("spending_items")}

    @cached_property
    def drivers(self) -> dict[str, SpendingDriversRow]:
        """Every driver by its short name."""
        return {row["driver"]: row for row in self.store.records("spending_drivers")}

    @cached_property
    def errors(self) -> dict[tuple[str, str], WholePlaceErrorsRow]:
        """How far drivers lie from the truth, by item (or any) and driver."""
        rows = self.store.records("whole_place_errors")
        return {(row["item"], row["driver"]): row for row in rows}

    def error(self, item: str, driver: str) -> WholePlaceErrorsRow:
        """The error of a driver for an item: its own, the driver's, or that of residents."""
        for key in ((item, driver), (ANY_ITEM, driver)):
            if key in self.errors:
                return self.errors[key]
        return self.errors[ANY_ITEM, RESIDENTS]

    @cached_property
    def _totals(self) -> dict[tuple[str, str], pd.DataFrame]:
        """Amounts of areas by year and block."""
        rows = self.store.read("whole_place").groupby(["financial_year", "block"])
        return {
            (str(year), str(block)): part.set_index("area_code")[NUMBERS]
            for (year, block), part in rows
        }

    @cached_property
    def _numbers(self) -> dict[tuple[str, str], dict[str, tuple[float, ...]]]:
        """The same as numbers by area: a page asks for some 80 amounts, each of a few areas."""
        return {
            key: dict(
                zip(rows.index.astype(str), rows.itertuples(index=False, name=None), strict=True)
            )
            for key, rows in self._totals.items()
        }

    @cached_property
    def years(self) -> tuple[str, ...]:
        """Every year of the count, oldest first."""
        return tuple(sorted({year for year, _ in self._totals}))

    def amount(self, codes: Sequence[str], year: str, block: str = TOTAL) -> WholeAmount | None:
        """What is spent in areas together; None where a year or an area has no figure.

        Ranges of areas are added, as their errors may be alike.
        """
        areas = self._numbers.get((year, block), {})
        if not codes or any(code not in areas for code in codes):
            return None
        return WholeAmount(*map(sum, zip(*(areas[code] for code in codes), strict=True)))

    def mainly_estimated(self, block: str, year: str) -> frozenset[str]:
        """Areas of whose amount accounts show less than half; regions are as published."""
        rows = self._totals.get((year, block))
        if rows is None:
            return frozenset()
        is_range = rows["lower_gbp"] < rows["upper_gbp"]
        below = rows["measured_gbp"] < HALF * rows["amount_gbp"].abs()
        return frozenset(rows.index[is_range & below].astype(str))

    def by_block(self, codes: Sequence[str], year: str) -> dict[str, WholeAmount]:
        """What is spent in areas together, by block, in the order shown."""
        found = {name: self.amount(codes, year, name) for name in self.blocks}
        return {name: amount for name, amount in found.items() if amount is not None}

    def priced(self, found: WholeAmount, year: str, *, basis: str) -> WholeAmount:
        """An amount of a year in cash, or in prices of the price base."""
        return found.scaled(self.in_real_terms(1, year)) if basis == REAL else found

    def real_by_year(self, codes: Sequence[str], block: str = TOTAL) -> dict[str, WholeAmount]:
        """What is spent in areas together in every year, in prices of the price base."""
        found = {year: self.amount(codes, year, block) for year in self.years}
        return {
            year: self.priced(amount, year, basis=REAL)
            for year, amount in found.items()
            if amount is not None
        }

    def year_or_newest(self, year: str | None) -> str:
        """A year if it is asked for and the count has it, else the newest."""
        return year if year in self.years else self.years[-1]

    @lru_cache(maxsize=KEPT_PLACES)  # noqa: B019 - one reader lives as long as the process
    def lines(self, codes: tuple[str, ...], year: str) -> tuple[ItemLine, ...]:
        """Every item of areas together, largest first."""
        where = [("financial_year", "==", year), ("area_code", "in", list(codes))]
        rows = self.store.read("whole_place_items", where=where)
        found = [
            ItemLine(
                item=self.items[str(item)],
                amount=float(part["amount_gbp"].sum()),
                measured=float(part["measured_gbp"].sum()),
                spread=float(part["range_gbp"].sum()),
                drivers=tuple(part["driver"].unique()),
                driver_years=tuple(part["driver_year"].unique()),
            )
            for item, part in rows.groupby("item")
        ]
        return tuple(sorted(found, key=lambda line: -line.amount))

    @lru_cache(maxsize=KEPT_PLACES)  # noqa: B019 - one reader lives as long as the process
    def driver_changes(self, codes: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
        """Item, year and new driver, wherever a large item is shared out by another from a year on.

        A step between two such years may come from the driver and not from the money.
        """
        rows = self.store.read("whole_place_items", where=[("area_code", "in", list(codes))])
        years = rows.groupby("financial_year")["amount_gbp"].sum()
        shares = rows.groupby(["item", "financial_year"])["amount_gbp"].sum() / years
        large = {str(item) for item, share in shares.groupby("item").max().items() if share > LARGE}
        found = []
        for item in sorted(large):
            own = rows[rows["item"] == item].sort_values("financial_year")
            drivers = own.groupby("financial_year")["driver"].agg(lambda part: sorted(set(part)))
            before: list[str] | None = None
            for year, drivers_of_year in drivers.items():
                if before is not None and drivers_of_year != before:
                    names = ", ".join(self.drivers[name]["name"] for name in drivers_of_year)
                    found.append((self.items[item]["name"], str(year), names))
                before = drivers_of_year
        return tuple(sorted(found, key=lambda change: change[1]))

    @cached_property
    def _region_of(self) -> dict[str, str]:
        return region_codes(self.store)

    @lru_cache(maxsize=KEPT_PLACES)  # noqa: B019 - one reader lives as long as the process
    def region_total(self, codes: tuple[str, ...], year: str, item: str) -> float:
        """GBP of an item in the regions that areas lie in, as the Treasury published it."""
        regions = sorted({self._region_of[code] for code in codes})
        rows = self.store.read(
            "regional_segments",
            columns=["amount_gbp"],
            where=[
                ("financial_year", "==", year),
                ("item", "==", item),
                ("region_code", "in", regions),
            ],
        )
        return float(rows["amount_gbp"].sum())

    @lru_cache(maxsize=KEPT_PLACES)  # noqa: B019 - one reader lives as long as the process
    def account_sources(self, codes: tuple[str, ...], year: str, item: str) -> tuple[str, ...]:
        """Sources of the accounts that an item has; of tables by place, those with a row here."""
        row = self.items[item]
        declared = (row["account_sources"] or "").split(SEPARATOR)
        named = PLACE_ACCOUNT.findall(row["account"] or "")
        rows = self._place_accounts
        own = (rows["item"].isin(named) | rows["body_group"].isin(named)) & (
            (rows["financial_year"] == year) & rows["area_code"].isin(codes)
        )
        elsewhere = set(rows["source"]) - set(rows.loc[own, "source"])
        return tuple(source for source in declared if source and source not in elsewhere)

    @cached_property
    def _place_accounts(self) -> pd.DataFrame:
        columns = ["area_code", "financial_year", "item", "body_group", "source"]
        return self.store.read("place_accounts", columns=columns)

    def old_accounts(self, codes: tuple[str, ...], year: str) -> tuple[str, ...]:
        """First calendar years of the accounts that took the place of missing ones.

        Where most areas have no accounts of the year for an item, no return of a body is missing.
        """
        return tuple(
            sorted(
                {
                    old
                    for line in self.lines(codes, year)
                    if {self.drivers[name]["driver_kind"] for name in line.drivers} == {ACCOUNTS}
                    and line.item["item"] in self._usual_accounts(year)
                    for old in line.driver_years
                    if old.isdecimal()
                }
            )
        )

    @lru_cache(maxsize=KEPT_PLACES)  # noqa: B019 - one reader lives as long as the process
    def _usual_accounts(self, year: str) -> frozenset[str]:
        """Items for which most areas that accounts are used for have those of the year."""
        rows = self.store.read(
            "whole_place_items",
            columns=["item", "driver", "driver_year"],
            where=[("financial_year", "==", year)],
        )
        kinds = rows["driver"].map(lambda name: self.drivers[name]["driver_kind"])
        own = rows[kinds == ACCOUNTS]
        shares = (own["driver_year"] == SAME_YEAR).groupby(own["item"]).mean()
        return frozenset(shares.index[shares > HALF].astype(str))

    def by_age(
        self, codes: tuple[str, ...], year: str, *, with_one_off: bool = True
    ) -> dict[str, float]:
        """GBP by the age of those an item is for, largest first."""
        return self._grouped(codes, year, lambda line: line.item["ages"], with_one_off=with_one_off)

    def by_spender(
        self, codes: tuple[str, ...], year: str, *, with_one_off: bool = True
    ) -> dict[str, float]:
        """GBP by kind of public body, largest first."""
        return self._grouped(
            codes, year, lambda line: line.item["spender"], with_one_off=with_one_off
        )

    def _grouped(
        self,
        codes: tuple[str, ...],
        year: str,
        group: Callable[[ItemLine], str],
        *,
        with_one_off: bool,
    ) -> dict[str, float]:
        sums: dict[str, float] = {}
        for line in self.lines(codes, year):
            if with_one_off or not self.blocks[line.item["block"]]["one_off"]:
                sums[group(line)] = sums.get(group(line), 0) + line.amount
        return dict(sorted(sums.items(), key=lambda pair: -pair[1]))

    def in_real_terms(self, amount: float, year: str) -> float:
        """An amount of a year in prices of the price base."""
        return amount * real_factors(self.store)[year]

    def comparisons(self, *, kind: str) -> list[WholePlaceComparisonsRow]:
        """Estimates beside published figures of a kind, in the order of the record."""
        return [row for row in self._comparisons if row["kind"] == kind]

    @cached_property
    def _comparisons(self) -> list[WholePlaceComparisonsRow]:
        rows = self.store.records("whole_place_comparisons")
        return sorted(rows, key=lambda row: (row["place_id"], row["financial_year"], row["item"]))
