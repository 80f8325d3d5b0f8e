"""What do our own ledgers add up to? In staff mode alone."""

from __future__ import annotations

import streamlit as st

from utils.ui.ledger.columns import render_columns
from utils.ui.ledger.count import render_count
from utils.ui.ledger.files import current_work, read_reports, render_files, render_state
from utils.ui.ledger.publication import render_publication
from utils.ui.ledger.rejected import render_rejected
from utils.ui.shared.loaders import load_payments, load_places

STEPS = {
    "files": "1. Files",
    "columns": "2. Columns",
    "rejected": "3. Rows",
    "count": "4. Count",
    "publish": "5. Publish",
}

work = current_work()

st.title("What do our own ledgers add up to?")
step = st.segmented_control(
    "Step",
    list(STEPS),
    default="files",
    key="ledger_step",
    format_func=STEPS.__getitem__,
    required=True,
    wrap=True,
)
reports = read_reports(work)
if step != "files":
    render_state(work, reports)
if step == "files":
    render_files(work)
elif step == "columns":
    render_columns(work, reports)
elif step == "rejected":
    render_rejected(work, reports)
elif step == "count":
    render_count(work, reports, load_places())
else:
    render_publication(work, reports, load_payments())
