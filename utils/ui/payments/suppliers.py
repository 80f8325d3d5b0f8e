"""Who was paid: a search, the suppliers paid most, people together, and all of it as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd
import streamlit as st

from data.read.payments import EVERY_THEME, PaymentReader, SupplierSum, period_of, search_suppliers
from data.read.rows import LedgerCountsRow
from utils.formatting import MISSING, lower_first
from utils.markdown import plain_text
from utils.narrative.payments import (
    PEOPLE,
    TOGETHER,
    count_title,
    found_note,
    suppliers_sentence,
    theme_name,
    together_words,
)
from utils.ui.payments.choices import THEME, PaymentChoices
from utils.ui.payments.sections import source_note
from utils.ui.registers.search import ask_search
from utils.ui.shared.prose import bullets, join, paragraph, render_prose, strong
from utils.ui.shared.table_files import offer_table

#: Rows of a table on the page; the file has all.
MOST_SHOWN: Final = 50


def render_suppliers(
    reader: PaymentReader, count: LedgerCountsRow, choices: PaymentChoices
) -> None:
    """A search over suppliers, those paid most, and what is paid to those who are not named."""
    st.header("Who was paid")
    names, words = reader.theme_names, choices.words
    with st.container(horizontal=True):
        _ask_theme(choices, names)
        ask_search("Search suppliers", "For example care, school or construction")
    suppliers = reader.by_supplier(count, theme=choices.theme)
    theme = theme_name(choices.theme, names) if choices.theme else ""
    found = search_suppliers(suppliers, words)
    shown = found[:MOST_SHOWN]
    whole = sum(supplier.amount for supplier in suppliers)
    said = suppliers_sentence(found, shown=len(shown), words=words, whole=whole, theme=theme)
    render_prose(paragraph(strong(said)))
    purpose = f" for {lower_first(theme)}" if theme else ""
    title = f"Suppliers {'found' if words else 'paid'}{purpose}, {count_title(count)} (£)"
    if shown:
        st.dataframe(
            supplier_table(shown, names).round({"£": 0}),
            hide_index=True,
            placeholder=MISSING,
            alt=title,
            column_config={
                "Supplier": st.column_config.TextColumn(width="medium"),
                "£": st.column_config.NumberColumn(format="localized", width="small"),
                "Payments": st.column_config.NumberColumn(format="localized", width="small"),
                "For": st.column_config.TextColumn(width="large"),
            },
        )
    _render_together(suppliers, purpose)
    filed, notes = (found, (found_note(words), PEOPLE)) if words else (suppliers, (PEOPLE,))
    # The words stay out of the title, where the name of a place would be taken for the payer's.
    with st.container(horizontal=True):
        offer_table(
            supplier_table(filed, names).assign(Period=period_of(count).words),
            title=title,
            notes=(*notes, source_note(count)),
            key="suppliers",
        )


def _ask_theme(choices: PaymentChoices, names: Mapping[str, str]) -> None:
    st.selectbox(
        "Paid for",
        (EVERY_THEME, *choices.themes),
        key=THEME,
        format_func=lambda theme: plain_text(theme_name(theme, names) if theme else "All themes"),
        width=320,
    )


def _render_together(suppliers: Sequence[SupplierSum], purpose: str) -> None:
    """What those are paid who are not named, for a theme if there is one."""
    lines = [supplier for supplier in suppliers if not supplier.is_named]
    if lines:
        render_prose(
            paragraph(strong(f"Not named{purpose}: "), PEOPLE),
            bullets(
                join(strong(f"{TOGETHER[supplier.kind]}: "), together_words(supplier))
                for supplier in lines
            ),
        )


def supplier_table(suppliers: Sequence[SupplierSum], names: Mapping[str, str]) -> pd.DataFrame:
    """Suppliers with what each was paid, in how many payments and for which themes."""
    return pd.DataFrame(
        {
            "Supplier": [TOGETHER.get(supplier.kind, supplier.name) for supplier in suppliers],
            "£": [round(supplier.amount, 2) for supplier in suppliers],
            "Payments": [supplier.payments for supplier in suppliers],
            "For": [
                ", ".join(theme_name(theme, names) for theme in supplier.themes)
                for supplier in suppliers
            ],
        }
    )
