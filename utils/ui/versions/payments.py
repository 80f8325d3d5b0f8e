"""The payments that a candidate would show to the public, for a second person to check."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import streamlit as st

from data.export.neutral import write_safe_csv
from data.read.measures import MapReader
from data.read.payments import PaymentReader
from data.read.places import PlaceReader
from data.read.store import Store
from data.versions.candidate import candidate_store, published_version
from utils.config import PUBLISHED_DIR
from utils.errors import AtlasError
from utils.markdown import plain_text
from utils.narrative.payments import PEOPLE, TOGETHER, together_words
from utils.ui.shared.framed_table import framed_table, table_row
from utils.ui.shared.offer import offer_file
from utils.ui.shared.prose import bullets, join, paragraph, render_prose, strong
from utils.ui.versions.payment_changes import LARGEST, CountChange, ShownCount, count_changes

#: Counts that are shown in full; more are named.
MOST_COUNTS: Final = 20
COUNTS: Final = "ledger-counts"
FACTS: Final = ("What", "Before", "Now")
THEMES: Final = ("Theme", "Before: sum, payments", "Now: sum, payments")
SUPPLIERS: Final = ("Supplier", "Before: sum, payments", "Now: sum, payments")


def render_payments(folder: Path = PUBLISHED_DIR) -> None:
    """Show each count of payments that is new, changed or withdrawn; nothing where none is."""
    try:
        now = _reader(candidate_store(folder))
        before = _reader(Store(folder)) if published_version(folder) else None
        changes = list(count_changes(before, now)) if now else []
        if not changes:
            return
        st.header("Payments to be shown to the public")
        for at, change in enumerate(changes[:MOST_COUNTS]):
            _render_change(change, at)
        _render_rest(changes[MOST_COUNTS:])
    except (AtlasError, OSError) as error:
        st.error(plain_text(f"The payments of this candidate cannot be shown. {error}"))


def _reader(store: Store) -> PaymentReader | None:
    return PaymentReader(PlaceReader(MapReader(store))) if COUNTS in store.resources else None


def _render_change(change: CountChange, at: int) -> None:
    st.subheader(plain_text(change.title))
    _render_rows(change, FACTS, change.fact_rows, label="What it is of")
    if change.now is None:
        render_prose(paragraph("It would no longer be shown, nor would any of its suppliers."))
        return
    _render_rows(change, THEMES, change.theme_rows, label="Sums by theme")
    _render_names(change, change.now, at)


def _render_names(change: CountChange, now: ShownCount, at: int) -> None:
    named = len(now.named)
    together = [each for each in now.reader.by_supplier(now.count) if not each.is_named]
    render_prose(
        paragraph(
            strong(f"Suppliers that would be named: {named:,}"),
            f", of which {change.new_names:,} are not named in this count now. {PEOPLE}",
        ),
        bullets(
            join(strong(f"{TOGETHER[each.kind]}: "), together_words(each)) for each in together
        ),
    )
    _render_rows(change, SUPPLIERS, change.supplier_rows, label="Suppliers paid most")
    if named > LARGEST:
        st.caption(f"The {LARGEST:d} paid most of {named:,}; the file has all.")
    offer_file(
        "All names to be shown (CSV)",
        data=lambda: write_safe_csv(change.names_frame()),
        file_name=f"candidate-names-{now.count['place_id']}-{now.count['first_month']}.csv",
        mime="text/csv",
        key=f"candidate_names_{at}",
    )


def _render_rest(changes: Sequence[CountChange]) -> None:
    if changes:
        render_prose(
            paragraph(f"{len(changes):,} more counts change. Stage fewer at once to check them:"),
            bullets(change.title for change in changes),
        )


def _render_rows(
    change: CountChange, columns: Sequence[str], rows: Sequence[Sequence[str]], *, label: str
) -> None:
    """A table with the columns before and now, or with now alone where nothing was before."""
    kept = range(len(columns)) if change.before else (0, len(columns) - 1)
    body = join(*(table_row([row[at] for at in kept]) for row in rows))
    heads = [columns[at] for at in kept]
    render_prose(framed_table(heads, body, label=f"{label}. {change.title}"))
