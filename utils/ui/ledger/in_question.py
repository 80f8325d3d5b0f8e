"""Shows the payments of which it is asked how they are counted, before anybody answers."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st

from data.ledger.workspace import IN_QUESTION, WorkFolder
from utils.formatting import format_count
from utils.ui.shared.prose import paragraph, render_prose
from utils.ui.shared.table_files import offer_table

MOST_SHOWN: Final = 500
COLUMNS: Final = {
    "first": "One file",
    "second": "The other file",
    "reason": "In question as",
    "file": "File",
    "sheet": "Sheet",
    "row": "Row",
    "paid_on": "Paid on",
    "supplier_name": "Supplier",
    "amount": "£",
    "reference": "Reference",
}


def render_in_question(work: WorkFolder) -> None:
    """Show the payments that reading the files listed, and offer them as a file."""
    path = work.read / IN_QUESTION
    if not path.exists():
        return
    texts = dict.fromkeys(("sheet", "reference", "supplier_name"), "string")
    table = pd.read_csv(path, dtype=texts)[list(COLUMNS)].rename(columns=COLUMNS)
    with st.expander("The payments in question"):
        listed = format_count(len(table), "payment is", "payments are")
        render_prose(
            paragraph(
                f"{listed} listed, those that may be the same beside each other; of many only the "
                f"first. At most {MOST_SHOWN} are shown, all that are listed are in the file."
            )
        )
        st.dataframe(
            table.head(MOST_SHOWN), hide_index=True, placeholder="", alt="Payments in question"
        )
        offer_table(
            table,
            title="Payments in question",
            notes=(),
            key="ledger_in_question",
            with_address=False,
        )
