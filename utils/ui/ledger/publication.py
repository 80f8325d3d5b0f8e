"""The last step: the count is put among the published data, as a candidate that others look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import streamlit as st

from data.ledger.publish.provenance import (
    LICENCES,
    LONGEST,
    LONGEST_ADDRESS,
    LONGEST_NOTE,
    Provenance,
)
from data.ledger.workspace import WorkFolder
from data.read.payments import PaymentReader
from data.versions.candidate import VersionError
from utils.config import PUBLISHED_DIR
from utils.errors import InvalidInputError
from utils.markdown import plain_text
from utils.narrative.payments import PEOPLE, count_title
from utils.ui.ledger.files import Reports
from utils.ui.shared.command import LEDGER, NOT_ALL, run_command
from utils.ui.shared.prose import link, paragraph, render_prose, strong
from utils.ui.staff.door import current_person
from utils.ui.versions.acting import act, render_said
from utils.ui.versions.deciding import why_closed

WHAT: Final = (
    "The count is shown to the public at Where our money went: what was paid by theme and by "
    "supplier, beside other figures of the place. "
)
NEXT: Final = "Look at it and publish it at "
#: Labels of the form by the command's parameters, by which it keeps what is typed, too.
LABELS: Final = {
    "publisher": "Publisher",
    "dataset": "What the publisher calls the data",
    "period": "Period, such as 2024-10 or 2024-04 to 2025-03",
    "licence": "Licence",
    "source-url": "The publisher's page",
    "copy-url": "Page of the copy that was read, if it is another",
    "threshold": "Smallest payment in the data, £",
    "note": "What the publisher says is left out",
}


def render_publication(
    work: WorkFolder, reports: Reports, reader: PaymentReader, folder: Path = PUBLISHED_DIR
) -> None:
    """Ask whose payments they are, then stage the count; or take a published one back."""
    if why_closed(folder):
        render_said()
        st.info(plain_text(why_closed(folder)))
        return
    if (work.count / "count.parquet").exists():
        _ask(work, reports, folder)
    else:
        render_said()
        st.info("Count the files for a place first; then the count can be published here.")
    _ask_withdrawal(reader, folder)


def _ask(work: WorkFolder, reports: Reports, folder: Path) -> None:
    render_prose(
        paragraph(strong("Publish this count. "), WHAT, PEOPLE),
        paragraph(NEXT, link("Check new data", "new_data"), "."),
    )
    payer = next((report["payer"] for report in reports if report["payments"]), "")
    with st.form("ledger_publication"):
        st.text_input(LABELS["publisher"], payer, max_chars=LONGEST, key="said_publisher")
        st.text_input(
            LABELS["dataset"],
            placeholder="Payments to suppliers over £500",
            max_chars=LONGEST,
            key="said_dataset",
        )
        st.text_input(LABELS["period"], _months(reports), key="said_period")
        st.selectbox(LABELS["licence"], LICENCES, key="said_licence")
        st.text_input(
            LABELS["source-url"], max_chars=LONGEST_ADDRESS, key="said_source-url",
            placeholder="https://",
        )  # fmt: skip
        st.text_input(
            LABELS["copy-url"],
            max_chars=LONGEST_ADDRESS,
            key="said_copy-url",
        )
        st.text_input(LABELS["threshold"], key="said_threshold")
        st.text_area(LABELS["note"], max_chars=LONGEST_NOTE, key="said_note")
        # It comes where the button was when it was pressed, so it is in view.
        render_said()
        st.form_submit_button(
            "Stage for publication", type="primary", on_click=_stage, args=(work.count, folder)
        )


def _months(reports: Reports) -> str:
    """The months from the first to the last payment, where all have a date."""
    dates = [
        date for report in reports for date in (report["first_date"], report["last_date"]) if date
    ]
    if not dates:
        return ""
    first, last = min(dates)[:7], max(dates)[:7]
    return first if first == last else f"{first} to {last}"


def _ask_withdrawal(reader: PaymentReader, folder: Path) -> None:
    if not reader.counts:
        return
    with st.expander("Take back a published count"):
        at = st.selectbox(
            "Count",
            range(len(reader.counts)),
            format_func=lambda number: plain_text(count_title(reader.counts[number])),
        )
        count = reader.counts[at]
        st.button(
            "Stage without it",
            icon=":material/undo:",
            on_click=_withdraw,
            args=(count["place_id"], count["period"], folder),
        )


def _stage(count: Path, folder: Path) -> None:
    said = {name: str(st.session_state[f"said_{name}"]) for name in LABELS}
    act(
        "count publication",
        lambda: _publish(count, said, folder),
        step="stage",
        publisher=said["publisher"],
        period=said["period"],
    )


def _publish(count: Path, said: Mapping[str, str], folder: Path) -> str:
    """Stage a count with what the form says of it.

    Raises:
        VersionError: a part of the form is missing or wrong, by its label; or nothing was staged.
    """
    try:
        Provenance.read(**{name.replace("-", "_"): text for name, text in said.items()})
    except InvalidInputError as error:
        name = error.argument
        raise VersionError(LABELS[name] + str(error).removeprefix(name)) from error
    options = [f"--{name}={text}" for name, text in said.items()]
    return _run(["publish", str(count), *options], folder)


def _withdraw(place: str, period: str, folder: Path) -> None:
    options = [f"--place={place}", f"--period={period}"]
    act(
        "count publication",
        lambda: _run(["withdraw", *options], folder),
        step="withdraw",
        place=place,
        period=period,
    )


def _run(command: Sequence[str], folder: Path) -> str:
    """Stage with the command, in the name of the person; gives the sentence to say of it.

    Raises:
        VersionError: nothing was staged.
    """
    person = current_person()
    maker = (person.name or person.subject) if person else "somebody who did not sign in"
    job = run_command(LEDGER, [*command, f"--made-by={maker}", f"--to={folder}", "--json"])
    if job.error:
        raise VersionError(job.error)
    if job.code == NOT_ALL:
        return "It is staged, but checks of it failed, so it cannot be published as it is."
    return "It is staged. Others can look at it now, at Check new data."
