"""The third step: every row that could not be read, with its reason."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.ledger.workspace import WorkFolder
from utils.formatting import format_count
from utils.ui.ledger.files import Reports
from utils.ui.shared.prose import paragraph, render_prose
from utils.ui.shared.table_files import offer_table

MOST_SHOWN = 1_000
COLUMNS = {"file": "File", "sheet": "Sheet", "row": "Row", "reason": "Why", "text": "The row"}


def render_rejected(work: WorkFolder, reports: Reports) -> None:
    """List rejected rows, and rows that are no payments, so that nothing is lost from sight."""
    if not reports:
        st.info("Read the files first; then rows that could not be read are shown here.")
        return
    table = rejected_table(work)
    if table.empty:
        st.success("No row was rejected.")
    else:
        shown = table.head(MOST_SHOWN)
        more = f" The first {MOST_SHOWN:,} are shown." if len(table) > MOST_SHOWN else ""
        render_prose(
            paragraph(f"{format_count(len(table), 'row was', 'rows were')} rejected.{more}")
        )
        st.dataframe(shown, hide_index=True, placeholder="", alt="Rejected rows")
        offer_table(
            table, title="Rejected rows", notes=(), key="ledger_rejected", with_address=False
        )
    seen = pd.DataFrame(
        [
            {"File": report["file"], "Sheet": row["sheet"], "Row": row["row"], "What": row["kind"],
             "The row": row["text"]}
            for report in reports
            for sheet in report["sheets"]
            for row in sheet["seen"]
        ]
    )  # fmt: skip
    if not seen.empty:
        st.subheader("Rows that are no payments")
        st.dataframe(seen, hide_index=True, placeholder="", alt="Rows that are no payments")


def rejected_table(work: WorkFolder) -> pd.DataFrame:
    """Every rejected row of the work."""
    parts = [pd.read_parquet(path) for path in sorted((work.read / "rejected").glob("*.parquet"))]
    whole = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(COLUMNS))
    return whole[list(COLUMNS)].rename(columns=COLUMNS)
