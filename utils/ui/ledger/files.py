"""The first step of counting a visitor's own ledgers: files in, and what was read of each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pandas as pd
import streamlit as st

from data.ledger.core.overlaps import Overlap
from data.ledger.report.overlap_words import overlap_lines
from data.ledger.workspace import WorkFolder
from utils.errors import InvalidInputError
from utils.formatting import format_count
from utils.markdown import plain_text
from utils.ui.shared.command import LEDGER, run_command
from utils.ui.shared.offer import offer_file
from utils.ui.shared.prose import bullets, join, paragraph, render_prose, strong
from utils.ui.shared.table_files import offer_table
from utils.ui.staff.audit import AuditError, record

WORK: Final = "ledger_work"
REPORTS: Final = "files.json"
MEGABYTES: Final = 2_000
NOT_THERE: Final = (
    "No file has arrived yet. Choose one, wait until it is listed without a bar, and press again."
)
Reports = list[dict[str, Any]]


def current_work() -> WorkFolder:
    """This visit's work; a visit that has none gets an empty folder."""
    if WORK not in st.session_state or not st.session_state[WORK].folder.exists():
        st.session_state[WORK] = WorkFolder.open()
    work: WorkFolder = st.session_state[WORK]
    return work


def read_reports(work: WorkFolder) -> Reports:
    """What was found when the files were last read; nothing before that."""
    path = work.read / REPORTS
    if not path.exists():
        return []
    reports: Reports = json.loads(path.read_text(encoding="utf-8"))
    return reports


def render_files(work: WorkFolder) -> None:
    """Ask for files, read them, and show what each holds."""
    _ask_files(work)
    if not work.inputs:
        st.info(
            "Put payment files here as bodies publish them: CSV, TSV, XLS, XLSX, XLSB, ODS, or "
            "these in a ZIP. Nothing is changed in them, and they are removed when you close "
            "the work."
        )
        return
    render_prose(
        paragraph(strong(f"{format_count(len(work.inputs), 'file', 'files')} in this work")),
        bullets(f"{path.name} ({path.stat().st_size:,} bytes)" for path in work.inputs),
    )
    if st.button("Read the files", type="primary", icon=":material/play_arrow:"):
        read_inputs(work)
    reports = read_reports(work)
    if reports:
        _render_reports(reports)


def _ask_files(work: WorkFolder) -> None:
    with st.form("ledger_upload", clear_on_submit=True, border=False):
        files = st.file_uploader(
            "Payment files", accept_multiple_files=True, max_upload_size=MEGABYTES
        )
        pressed = st.form_submit_button("Add to the work")
        if pressed and not files:
            st.info(NOT_THERE)
        elif pressed:
            try:
                for path in files:
                    record("upload", result="taken", file=path.name, bytes=path.size)
                    work.add(path.name, path.getvalue())
            except AuditError as error:
                st.error(plain_text(str(error)))
                return
            finally:
                work.forget_results()
            st.rerun()
    with st.expander("Open, save or close the work"):
        _render_keeping(work)


def _render_keeping(work: WorkFolder) -> None:
    saved = st.file_uploader("Saved work", key="ledger_saved", max_upload_size=MEGABYTES)
    if saved is not None and st.button("Open it in place of this one"):
        other = WorkFolder.open()
        try:
            record("upload", result="taken", file=saved.name, bytes=saved.size)
            other.load(saved.getvalue())
        except (AuditError, InvalidInputError) as error:
            other.close()
            st.error(plain_text(str(error)))
        else:
            work.close()
            st.session_state[WORK] = other
            st.rerun()
    if work.inputs:
        offer_file(
            "Save the work as one file",
            data=work.save,
            file_name="total-place-atlas_ledger-work.zip",
            mime="application/zip",
        )
    if st.button("Close the work and remove its files", icon=":material/delete:"):
        work.close()
        del st.session_state[WORK]
        st.rerun()


def read_inputs(work: WorkFolder) -> None:
    """Read every file of the work anew, with its mappings."""
    work.forget_results()
    bar = st.progress(0.0, "Reading the files")
    files = [str(path) for path in work.inputs]

    def tell(line: str) -> None:
        done = next((at for at, file in enumerate(files) if line.startswith(Path(file).name)), 0)
        bar.progress(done / len(files), plain_text(line))

    job = run_command(
        LEDGER,
        ["check", "--json", "--progress", "--work", str(work.read),
         "--mappings", str(work.mappings), *files],
        tell=tell,
    )  # fmt: skip
    bar.empty()
    if job.error:
        st.error(plain_text(job.error))
        return
    (work.read / REPORTS).write_text(job.output, encoding="utf-8")


def _render_reports(reports: Reports) -> None:
    st.header("What was read")
    table = reports_table(reports)
    st.dataframe(table, hide_index=True, placeholder="", alt="What was read of each file")
    offer_table(
        table, title="What was read of each file", notes=(), key="ledger_files", with_address=False
    )
    for report in reports:
        warnings = [report["refused"]] if report["refused"] else told_of(report)
        if warnings:
            render_prose(paragraph(strong(report["file"])), bullets(warnings))


def told_of(report: dict[str, Any]) -> list[str]:
    """Warnings of a file and of its sheets."""
    found = list(report["warnings"])
    if report["same_as"]:
        found.append(f"It has the same bytes as {report['same_as']} and adds nothing.")
    found += overlap_lines([Overlap.from_dict(overlap) for overlap in report["overlaps"]])
    found += report["answer_notes"]
    for sheet in report["sheets"]:
        where = f"Sheet {sheet['sheet']}: " if sheet["sheet"] else ""
        found += [where + text for text in sheet["warnings"]]
    return found


def reports_table(reports: Reports) -> pd.DataFrame:
    """Rows, payments and sums of each file; rows read are the sum of the three kinds of rows."""
    return pd.DataFrame(
        [
            {
                "File": report["file"],
                "Payer": report["payer"] or "not given",
                "Rows": report["rows"],
                "Payments": report["payments"],
                "Rejected": report["rejected"],
                "Not payments": sum(report["not_payments"].values()),
                "£": report["amount"],
                "Negative": report["negative_rows"],
                "First date": report["first_date"] or "",
                "Last date": report["last_date"] or "",
                "Read whole": "yes" if report["whole"] else "no",
            }
            for report in reports
        ]
    )


def render_state(work: WorkFolder, reports: Reports) -> None:
    """Say in a line where the work stands."""
    payments = sum(report["payments"] for report in reports)
    rejected = sum(report["rejected"] for report in reports)
    render_prose(
        paragraph(
            join(
                strong("This work: "),
                f"{format_count(len(work.inputs), 'file', 'files')}, "
                f"{format_count(payments, 'payment', 'payments')} read, "
                f"{format_count(rejected, 'row', 'rows')} rejected.",
            )
        )
    )
