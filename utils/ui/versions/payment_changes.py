"""Which counts of payments a candidate adds, changes or withdraws, with the rows that show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pandas as pd

from data.read.payment_words import VAT
from data.read.payments import UNTHEMED, PaymentReader, SupplierSum, ThemeSum, period_of
from data.read.rows import LedgerCountsRow
from utils.errors import InvalidInputError
from utils.formatting import format_pounds
from utils.narrative.payments import theme_name
from utils.ui.payments.suppliers import supplier_table

#: Suppliers that a table on the page has; the file has all.
LARGEST: Final = 20
NONE: Final = "none"


@dataclass(frozen=True)
class ShownCount:
    """A count as the public sees it, or would see it."""

    reader: PaymentReader
    count: LedgerCountsRow

    @property
    def rows(self) -> tuple[object, ...]:
        """Every row of it, of all tables."""
        read, count = self.reader, self.count
        return (
            count,
            read.bodies(count),
            read.files(count),
            read.lines(count),
            read.supplier_rows(count),
        )

    @cached_property
    def named(self) -> dict[tuple[str, str], SupplierSum]:
        """The suppliers that are named, by kind and name, the one paid most first."""
        found = self.reader.by_supplier(self.count)
        return {(each.kind, each.name): each for each in found if each.is_named}

    @cached_property
    def themes(self) -> dict[str, ThemeSum]:
        """Sums by theme."""
        return {found.theme: found for found in self.reader.by_theme(self.count)}

    @property
    def facts(self) -> dict[str, str]:
        """What it is of, and how much."""
        count, least = self.count, self.count["threshold_gbp"]
        return {
            "Place": f"{self.reader.place_of(count).name} ({count['place_id']})",
            "Publisher": count["publisher"],
            "Data set": count["dataset"],
            "Period": period_of(count).words,
            "Sum": format_pounds(count["counted_gbp"]),
            "Number of payments": f"{count['payments']:,}",
            "Suppliers named": f"{len(self.named):,}",
            "VAT": VAT[count["vat_basis"]],
            "Smallest payment in the data": "not said" if least is None else format_pounds(least),
            "Rows that could not be read": f"{count['rejected_rows']:,}",
            "Licence": count["licence"],
            "The publisher's page": count["source_url"],
            "Page of the copy that was read": count["copy_url"] or NONE,
            "What the publisher says is left out": count["note"] or NONE,
        }


@dataclass(frozen=True)
class CountChange:
    """A count before and now; None where there is none."""

    before: ShownCount | None
    now: ShownCount | None

    @property
    def title(self) -> str:
        """Whether it is new, changed or withdrawn, and of which place and period."""
        kind = "Withdrawn" if self.now is None else "Changed" if self.before else "New"
        facts = self._facts(self.now or self.before)
        return f"{kind}: {facts['Place']}, {facts['Period']}"

    @property
    def fact_rows(self) -> list[list[str]]:
        """What it is of, and how much, before and now."""
        before, now = self._facts(self.before), self._facts(self.now)
        return [[name, before.get(name, NONE), now.get(name, NONE)] for name in now or before]

    @property
    def theme_rows(self) -> list[list[str]]:
        """Sum and number of payments for each theme, before and now."""
        before = self.before.themes if self.before else {}
        now = self.now.themes if self.now else {}
        either = self.now or self.before
        names = either.reader.theme_names if either else {}
        return [
            [theme_name(theme, names), _sum(before.get(theme)), _sum(now.get(theme))]
            for theme in dict.fromkeys((*now, *before))
        ]

    @property
    def supplier_rows(self) -> list[list[str]]:
        """The suppliers paid most of those that would be named, before and now."""
        before = self.before.named if self.before else {}
        now = self.now.named if self.now else {}
        return [
            [supplier.name, _sum(before.get(key)), _sum(supplier)]
            for key, supplier in list(now.items())[:LARGEST]
        ]

    @property
    def new_names(self) -> int:
        """How many names would be shown that the count before does not show."""
        before = self.before.named if self.before else {}
        return len(self.now.named.keys() - before.keys()) if self.now else 0

    def names_frame(self) -> pd.DataFrame:
        """Every name that would be shown, with what it was paid, and whether it is shown now."""
        if self.now is None:
            return supplier_table([], {})
        before = self.before.named if self.before else {}
        table = supplier_table(list(self.now.named.values()), self.now.reader.theme_names)
        return table.assign(
            **{"Shown before": ["yes" if key in before else "no" for key in self.now.named]}
        )

    @staticmethod
    def _facts(shown: ShownCount | None) -> dict[str, str]:
        return shown.facts if shown else {}


def count_changes(before: PaymentReader | None, now: PaymentReader) -> Iterator[CountChange]:
    """The counts that are new, changed or withdrawn, by place and period.

    Args:
        before: reads what is published; None where no payments are.
        now: reads the candidate.

    Raises:
        InvalidInputError: the candidate has a place or a theme that is not known.
    """
    old, new = _shown(before), _shown(now)
    for key in sorted(old.keys() | new.keys()):
        change = CountChange(old.get(key), new.get(key))
        if not (change.before and change.now and change.before.rows == change.now.rows):
            _require_themes(change.now)
            yield change


def _shown(reader: PaymentReader | None) -> dict[tuple[str, str], ShownCount]:
    if reader is None:
        return {}
    return {(row["place_id"], row["period"]): ShownCount(reader, row) for row in reader.counts}


def _require_themes(shown: ShownCount | None) -> None:
    """Refuse themes without a name, which no page of the public could show."""
    if shown is None:
        return
    read, count = shown.reader, shown.count
    known = {UNTHEMED, *read.theme_names}
    for row in (*read.lines(count), *read.supplier_rows(count)):
        if row["theme"] not in known:
            raise InvalidInputError(
                argument=f"theme of {count['place_id']}, {count['period']}",
                received=row["theme"],
                expected=", ".join(sorted(known)),
            )


def _sum(found: SupplierSum | ThemeSum | None) -> str:
    return f"{format_pounds(found.amount)} in {found.payments:,}" if found else NONE
