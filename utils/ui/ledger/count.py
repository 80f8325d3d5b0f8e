"""The fourth step: the count for a place, with its shares, its lines and what is behind each."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Mapping
from typing import Final

import pandas as pd
import streamlit as st

from data.ledger.workspace import WorkFolder
from data.read.places import PlaceReader
from utils.formatting import format_count, format_pounds
from utils.markdown import Markdown, plain_text
from utils.ui.ledger.files import Reports
from utils.ui.ledger.overlaps import ask_overlaps
from utils.ui.shared.command import LEDGER, run_command
from utils.ui.shared.offer import offer_file
from utils.ui.shared.place_picker import selectable
from utils.ui.shared.prose import bullets, paragraph, render_prose, strong
from utils.ui.shared.table_files import offer_table
from utils.ui.staff.audit import AuditError, record

RULES: Final = {"population": "by residents", "need": "by residents weighed by deprivation"}
MOST_BEHIND: Final = 500
LINE_COLUMNS: Final = {
    "body": "Body",
    "financial_year": "Year",
    "theme": "Theme",
    "spend_kind": "Kind",
    "payments": "Payments",
    "amount": "Paid, £",
    "estimated": "Theme estimated, £",
    "transfers": "Transfers, £",
    "internal": "Within the body, £",
    "possible": "Possible transfers, £",
    "share": "Share",
    "in_place": "In the place, £",
    "grade": "Grade",
}

COMMON_COLUMNS: Final = {
    "supplier_name": "Supplier",
    "theme": "Theme",
    "body": "Body",
    "amount": "£",
    "payments": "Payments",
}
BEHIND_COLUMNS: Final = {
    "file": "File",
    "sheet": "Sheet",
    "row": "Row",
    "paid_on": "Paid on",
    "supplier_name": "Supplier",
    "amount": "£",
    "role": "In the count as",
    "rule": "Rule of its theme",
}


def render_count(work: WorkFolder, reports: Reports, places: PlaceReader) -> None:
    """Ask for the place and shares, count, and show the count."""
    if not any(report["payments"] for report in reports):
        st.info("Read files with payments first; then they can be counted for a place.")
        return
    labels = selectable(places)
    settings = work.read_settings()
    keys = list(labels)
    place = st.selectbox(
        "Count for",
        keys,
        index=keys.index(settings["place"]) if settings.get("place") in keys else 0,
        format_func=labels.__getitem__,
    )
    rule = st.segmented_control(
        "Bodies wider than the place are shared out",
        list(RULES),
        default=settings.get("rule", "population"),
        format_func=RULES.__getitem__,
        required=True,
    )
    shares = _ask_shares(work, settings.get("shares", {}))
    all_answered = ask_overlaps(work, reports)
    if st.button("Count", type="primary", icon=":material/calculate:", disabled=not all_answered):
        work.write_settings({"place": place, "rule": rule, "shares": shares})
        # Drawn anew, so that the shares of the bodies found can be put right.
        try:
            record("count", result="started", place=place)
            if _count(work, place=place, rule=rule, shares=shares):
                st.rerun()
        except AuditError as error:
            st.error(plain_text(str(error)))
    if (work.count / "count.parquet").exists():
        _render_result(work)


def _ask_shares(work: WorkFolder, kept: dict[str, float]) -> dict[str, float]:
    """Ask for shares of bodies of the last count, where the rule's is not to hold."""
    path = work.count / "bodies.parquet"
    if not path.exists():
        return kept
    given = {}
    with st.expander("Shares of the bodies"):
        for body in pd.read_parquet(path).to_dict("records"):
            share = st.number_input(
                plain_text(f"{body['name']}: {float(body['share']):.4f}, {body['share_rule']}"),
                min_value=0.0,
                max_value=1.0,
                value=kept.get(body["payer_id"]),
                step=0.01,
                format="%.4f",
                placeholder="as the rule gives it",
                help=plain_text(body["basis"]),
                key=f"share_{body['payer_id']}",
            )
            if share:
                given[body["payer_id"]] = share
    return given


def _count(work: WorkFolder, *, place: str, rule: str, shares: dict[str, float]) -> bool:
    with st.spinner("Counting"):
        given = [part for body, share in shares.items() for part in ("--share", f"{body}={share}")]
        out = work.count.with_name("count-new")
        job = run_command(
            LEDGER,
            ["count", "--json", "--work", str(work.read), "--mappings", str(work.mappings),
             "--place", place, "--rule", rule, "--out", str(out), *given,
             *(str(path) for path in work.inputs)],
            tell=lambda _: None,
        )  # fmt: skip
    try:
        record("count", result="failed" if job.error else "done", place=place)
    except AuditError:
        shutil.rmtree(out, ignore_errors=True)
        raise
    if job.error:
        st.error(plain_text(job.error))
        return False
    work.forget_count()
    out.rename(work.count)
    return True


def _render_result(work: WorkFolder) -> None:
    report = (work.count / "report.md").read_text(encoding="utf-8")
    lines = pd.read_parquet(work.count / "count.parquet")
    names = pd.read_parquet(work.count / "bodies.parquet").set_index("payer_id")["name"]
    whole = lines["in_place"].sum()
    render_prose(
        paragraph(
            strong(f"{format_pounds(float(whole))} in the place"),
            f", in {format_count(len(lines), 'line', 'lines')} of "
            f"{format_count(len(names), 'body', 'bodies')}.",
        )
    )
    _render_left_out(work)
    # Two parts of the report say it in sentences: transfers, what kinds of money it is.
    st.markdown(Markdown("\n\n".join(report.split("\n\n")[1:3])))
    themes = dict(zip(lines["theme"], lines["theme_name"], strict=True))
    lines = lines.assign(
        body=lines["payer_id"].map(names),
        theme=lines["theme_name"],
    )
    shown = lines[list(LINE_COLUMNS)].rename(columns=LINE_COLUMNS)
    st.dataframe(
        shown,
        hide_index=True,
        placeholder="",
        alt="The count",
        column_config={
            name: st.column_config.NumberColumn(format="localized")
            for name in LINE_COLUMNS.values()
            if "£" in name or name == "Payments"
        },
    )
    with st.container(horizontal=True):
        offer_table(shown, title="The count", notes=(), key="ledger_count", with_address=False)
        offer_file(
            "Everything, with its data package",
            data=lambda: packed(work),
            file_name="total-place-atlas_ledger-count.zip",
            mime="application/zip",
        )
    _render_behind(work, lines)
    _render_common(work, names, themes)
    with st.expander("The report"):
        st.markdown(Markdown(report))


def _render_left_out(work: WorkFolder) -> None:
    """How many payments were read, and how many of them are counted in another file."""
    reports: Reports = json.loads((work.count / "files.json").read_text(encoding="utf-8"))
    read = sum(report["payments"] for report in reports)
    left_out = sum(report["left_out"] for report in reports)
    if left_out:
        render_prose(
            paragraph(
                f"{format_count(read, 'payment', 'payments')} read, {read - left_out:,} counted: "
                f"{left_out:,} left out, as another file has them or the same sum."
            )
        )


def _render_behind(work: WorkFolder, lines: pd.DataFrame) -> None:
    """The payments behind a line, each with its file and row."""
    st.subheader("What is behind a line")
    labels = {
        row["line"]: f"{row['body']}, {row['financial_year'] or 'no year given'}, "
        f"{row['theme']}, {row['spend_kind']}"
        for row in lines.to_dict("records")
    }
    line = st.selectbox("Line", list(labels), format_func=labels.__getitem__)
    behind = pd.read_parquet(work.count / "payments.parquet", filters=[("line", "==", line)])
    payments = format_count(len(behind), "payment", "payments")
    render_prose(bullets([f"{payments}; at most {MOST_BEHIND} are shown, all are in the file."]))
    shown = behind[list(BEHIND_COLUMNS)].rename(columns=BEHIND_COLUMNS)
    st.dataframe(
        shown.head(MOST_BEHIND), hide_index=True, placeholder="", alt="Payments behind the line"
    )


def _render_common(work: WorkFolder, names: pd.Series[str], themes: Mapping[str, str]) -> None:
    """Organisations that several bodies pay for the same theme."""
    common = pd.read_parquet(work.count / "common_suppliers.parquet")
    if common.empty:
        return
    st.subheader("Paid by several bodies for the same theme")
    named = common.assign(body=common["payer_id"].map(names), theme=common["theme"].map(themes))
    shown = named[list(COMMON_COLUMNS)]
    table = shown.rename(columns=COMMON_COLUMNS)
    st.dataframe(
        table, hide_index=True, placeholder="", alt="Organisations that several bodies pay"
    )
    offer_table(table, title="Paid by several bodies", notes=(), key="common", with_address=False)


def packed(work: WorkFolder) -> bytes:
    """The whole count as a single file."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(work.count.iterdir()):
            archive.write(path, path.name)
    return held.getvalue()
