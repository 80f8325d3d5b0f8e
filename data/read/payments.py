"""Reads the payments that places publish: counts made from payment files, put here by staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import pandas as pd
import yaml

from data.read.month_periods import MonthPeriod
from data.read.places import Place, PlaceReader
from data.read.rows import (
    LedgerBodiesRow,
    LedgerCountsRow,
    LedgerFilesRow,
    LedgerLinesRow,
    LedgerSuppliersRow,
    SourcesRow,
    SupplierKind,
)
from utils.config import LEDGER_WORDS_DIR
from utils.errors import InvalidInputError

#: Where the groups are declared, beside the rules that lead to them.
THEME_RULES: Final = LEDGER_WORDS_DIR / "theme_rules.yml"
#: Theme of payments for which none was found.
UNTHEMED: Final = "unassigned"
#: Counts whose suppliers are kept added up, as a visitor searches them again and again.
KEPT_COUNTS: Final = 32
#: Stands for all themes where a theme is asked for.
EVERY_THEME: Final = ""
NAMED: Final[frozenset[SupplierKind]] = frozenset({"organisation", "public_body"})


@dataclass(frozen=True)
class ThemeSum:
    """Payments of a theme: their sum in GBP, and how many they are."""

    theme: str
    amount: float
    payments: int


@dataclass(frozen=True)
class SupplierSum:
    """What a supplier was paid: in GBP, in how many payments, and for which themes."""

    name: str
    kind: SupplierKind
    amount: float
    payments: int
    themes: tuple[str, ...]

    @property
    def is_named(self) -> bool:
        """Whether it is one supplier, and not a line that holds many."""
        return self.kind in NAMED


@dataclass(frozen=True)
class PaymentReader:
    """Reads published payments."""

    places: PlaceReader

    def __hash__(self) -> int:
        """Equal data are equal readers."""
        return hash(self.places.maps.store.version)

    @cached_property
    def theme_names(self) -> dict[str, str]:
        """Names of the themes, and of the groups beside them."""
        rules = yaml.safe_load(THEME_RULES.read_text(encoding="utf-8"))
        groups = {key: str(group["name"]) for key, group in rules["groups"].items()}
        return dict(self.places.theme_names) | groups

    @cached_property
    def counts(self) -> list[LedgerCountsRow]:
        """Every published count, by the name of its place, the newest first."""
        rows = self.places.maps.store.records("ledger_counts")
        newest = sorted(rows, key=lambda row: (row["last_month"], row["first_month"]), reverse=True)
        return sorted(newest, key=lambda row: self.place_of(row).name)

    @property
    def sources(self) -> dict[str, SourcesRow]:
        """Each count as a source of its figures, titled as notes name it."""
        return {
            f"payments {row['place_id']} {row['period']}": SourcesRow(
                source=f"payments {row['place_id']} {row['period']}",
                title=f"{row['publisher']}, {row['dataset']}, {period_of(row).words}",
                publisher=row["publisher"],
                licence=row["licence"],
                citation=f"{row['publisher']}: {row['dataset']}",
                attribution=row["publisher"],
                landing_page=row["source_url"],
                retrieved=row["published_on"],
                caveats=row["note"],
            )
            for row in self.counts
        }

    def place_of(self, count: LedgerCountsRow) -> Place:
        """The place of a count."""
        return self.places.place(count["place_id"])

    @property
    def published_places(self) -> list[Place]:
        """The places that publish a count, by name."""
        return list({place.place_id: place for place in map(self.place_of, self.counts)}.values())

    def of_place(self, place: Place) -> list[LedgerCountsRow]:
        """The counts of a place, the newest first; of one with the same areas too."""
        return [row for row in self.counts if self.place_of(row).members == place.members]

    def find(self, place_id: str, period: str) -> LedgerCountsRow:
        """The count of a place and period.

        Raises:
            InvalidInputError: none is published.
        """
        for row in self.counts:
            if (row["place_id"], row["period"]) == (place_id, period):
                return row
        known = "; ".join(f"{row['place_id']}, {row['period']}" for row in self.counts)
        raise InvalidInputError(
            argument="place and period",
            received=f"{place_id}, {period}",
            expected=known or "none, as no place publishes payments",
        )

    def bodies(self, count: LedgerCountsRow) -> list[LedgerBodiesRow]:
        """The bodies that paid."""
        return self.places.maps.store.records("ledger_bodies", where=_of(count))

    def files(self, count: LedgerCountsRow) -> list[LedgerFilesRow]:
        """The files that were counted."""
        return self.places.maps.store.records("ledger_files", where=_of(count))

    def lines(self, count: LedgerCountsRow) -> list[LedgerLinesRow]:
        """The lines of a count: body, year, theme and kind."""
        return self.places.maps.store.records("ledger_lines", where=_of(count))

    def supplier_rows(self, count: LedgerCountsRow) -> list[LedgerSuppliersRow]:
        """What each supplier was paid, by body and theme."""
        return self.places.maps.store.records("ledger_suppliers", where=_of(count))

    def by_theme(self, count: LedgerCountsRow) -> Sequence[ThemeSum]:
        """Sums by theme, the largest first, and last what has no theme."""
        return self._theme_sums(count["place_id"], count["period"])

    def by_supplier(
        self, count: LedgerCountsRow, *, theme: str = EVERY_THEME
    ) -> Sequence[SupplierSum]:
        """Sums by supplier over all bodies, the largest first.

        Args:
            count: the count.
            theme: the only theme of payments that are added up, or `EVERY_THEME`.
        """
        return self._supplier_sums(count["place_id"], count["period"]).get(theme, ())

    @lru_cache(maxsize=KEPT_COUNTS)  # noqa: B019 - a reader lives as long as the process
    def _theme_sums(self, place_id: str, period: str) -> tuple[ThemeSum, ...]:
        sums: dict[str, ThemeSum] = {}
        for row in self.lines(self.find(place_id, period)):
            so_far = sums.get(row["theme"], ThemeSum(row["theme"], 0.0, 0))
            sums[row["theme"]] = ThemeSum(
                row["theme"],
                so_far.amount + row["counted_gbp"],
                so_far.payments + row["payments"],
            )
        ranked = sorted(sums.values(), key=lambda found: (found.theme == UNTHEMED, -found.amount))
        return tuple(ranked)

    @lru_cache(maxsize=KEPT_COUNTS)  # noqa: B019 - as above
    def _supplier_sums(self, place_id: str, period: str) -> dict[str, tuple[SupplierSum, ...]]:
        """Sums by supplier of each theme and of all, added up in one reading of the rows."""
        sums: dict[str, dict[tuple[SupplierKind, str], SupplierSum]] = {}
        for row in self.supplier_rows(self.find(place_id, period)):
            key = (row["supplier_kind"], row["supplier"])
            for theme in (EVERY_THEME, row["theme"]):
                own = sums.setdefault(theme, {})
                so_far = own.get(key, SupplierSum(key[1], key[0], 0.0, 0, ()))
                own[key] = SupplierSum(
                    so_far.name,
                    so_far.kind,
                    so_far.amount + row["counted_gbp"],
                    so_far.payments + row["payments"],
                    tuple(dict.fromkeys((*so_far.themes, row["theme"]))),
                )
        return {
            theme: tuple(sorted(own.values(), key=lambda found: (-found.amount, found.name)))
            for theme, own in sums.items()
        }


def search_suppliers(suppliers: Sequence[SupplierSum], words: str) -> list[SupplierSum]:
    """Suppliers that have a name with every one of some words in it."""
    wanted = words.casefold().split()
    return [
        supplier
        for supplier in suppliers
        if supplier.is_named and all(word in supplier.name.casefold() for word in wanted)
    ]


def period_of(count: LedgerCountsRow) -> MonthPeriod:
    """The months of a count."""
    return MonthPeriod(count["first_month"], count["last_month"])


def package_source(publisher: str, dataset: str, page: str) -> dict[str, str]:
    """A publisher's payments as the description of the published data names a source."""
    return {"title": f"{publisher}: {dataset}", "path": page}


def sources_of(counts: pd.DataFrame) -> list[dict[str, str]]:
    """The sources of published counts, each once, as `package_source` names them."""
    columns = (counts["publisher"], counts["dataset"], counts["source_url"])
    found = [package_source(*parts) for parts in zip(*columns, strict=True)]
    return [source for at, source in enumerate(found) if source not in found[:at]]


def _of(count: LedgerCountsRow) -> list[tuple[str, str, object]]:
    return [("place_id", "==", count["place_id"]), ("period", "==", count["period"])]
