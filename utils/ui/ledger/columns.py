"""The second step: which column means what, to be looked at and put right."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from data.ledger.columns.mappings import Mapping, save_mapping
from data.ledger.columns.vocabulary import MEANINGS
from data.ledger.workspace import WorkFolder
from utils.errors import AtlasError
from utils.markdown import plain_text
from utils.ui.ledger.files import Reports, read_inputs
from utils.ui.shared.prose import paragraph, render_prose, strong

NOT_USED: Final = ""


def render_columns(work: WorkFolder, reports: Reports) -> None:
    """Choose a sheet, look at its columns, correct them, and have the files read again."""
    sheets = {
        f"{file_report['file']}" + (f", sheet {sheet['sheet']}" if sheet["sheet"] else ""): (
            file_report,
            sheet,
        )
        for file_report in reports
        for sheet in file_report["sheets"]
        if sheet["columns"]
    }
    if not sheets:
        st.info("Read the files first; then their columns are shown here.")
        return
    name = st.selectbox("File", list(sheets))
    report, sheet = sheets[name]
    render_prose(
        paragraph(
            strong("How it was read: "),
            f"header in row {sheet['header_row'] or 'none'}; {report['encoding'] or 'workbook'}; "
            f"amounts {sheet['amount_kind']}; dates {sheet['date_order'] or 'none'}; payer "
            f"{report['payer'] or 'not given'} (from {report['payer_from'] or 'nothing'}).",
        )
    )
    with st.form(f"mapping_{report['file_id']}_{sheet['sheet']}"):
        meanings = {column["name"]: _ask(column) for column in sheet["columns"]}
        payer = st.text_input("Whose ledger it is", value=report["payer"])
        publisher = st.text_input("Publisher, to remember this by", value=report["payer"])
        if st.form_submit_button("Remember this and read again", type="primary"):
            _remember(work, sheet, meanings=meanings, payer=payer, publisher=publisher)


def _ask(column: dict[str, Any]) -> str:
    """Ask for the meaning of a column; says how sure the guess is, and why."""
    options = [NOT_USED, *MEANINGS]
    examples = ", ".join(str(example) for example in column["examples"][:3])
    chosen: str = st.selectbox(
        plain_text(f"{column['position']:d}. {column['name']} ({column['confidence']:.0%} sure)"),
        options,
        index=options.index(column["meaning"]) if column["meaning"] in options else 0,
        format_func=lambda option: option.replace("_", " ") or "not used",
        help=plain_text(f"{column['why']}. Such as: {examples}"),
    )
    return chosen


def _remember(
    work: WorkFolder,
    sheet: dict[str, Any],
    *,
    meanings: dict[str, str],
    payer: str,
    publisher: str,
) -> None:
    try:
        mapping = Mapping(
            publisher=publisher,
            header=tuple(column["name"] for column in sheet["columns"]),
            columns={name: meaning for name, meaning in meanings.items() if meaning},
            payer=payer,
        )
        save_mapping(mapping, work.mappings)
    except AtlasError as error:
        st.error(plain_text(str(error)))
        return
    read_inputs(work)
    st.rerun()
