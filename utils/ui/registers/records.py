"""Records as a table that scrolls in a frame of its own, and as files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from utils.narrative.records import COLUMNS, Record, records_frame
from utils.narrative.registers import counted
from utils.narrative.sources import RECORD
from utils.ui.registers.links import touch_link
from utils.ui.shared.framed_table import RECORDS, framed_table, table_row
from utils.ui.shared.kept import draw_kept
from utils.ui.shared.prose import Html, join, link, render_prose, strong
from utils.ui.shared.table_files import offer_table

CAUTION: Final = (
    "Each figure is as its source states it. Sources disagree, and count different years and "
    "places, so no figures are added up or averaged."
)
EMPTY: Final = "There is no record of this kind from this place."


def render_records(
    groups: Mapping[str, Sequence[Record]], *, title: str, name: str, address: Mapping[str, str]
) -> None:
    """Show records as a table with a link to each source, and offer them as files.

    Args:
        groups: records by the heading they stand under; "" for no heading.
        title: what the table has.
        name: short name of the buttons of its files.
        address: all choices of the page, as parameters of its address.
    """
    records = list({record.line: record for own in groups.values() for record in own}.values())
    if not records:
        st.info(EMPTY)
        return

    def draw() -> None:
        st.caption(f"{counted(len(records), 'record')}. {CAUTION}")
        render_prose(framed_table(list(COLUMNS.values()), _body(groups), label=title, look=RECORDS))

    draw_kept(f"records_{name}", address, draw)
    with st.container(horizontal=True):
        offer_table(
            records_frame(records), title=title, notes=(CAUTION,), key=name, sources=(RECORD,)
        )


def _body(groups: Mapping[str, Sequence[Record]]) -> Html:
    rows: list[Html] = []
    for heading, records in groups.items():
        if heading:
            rows.append(
                Html(
                    '<tr><th scope="rowgroup" colspan="{}" class="record-group">{}</th></tr>'
                ).format(len(COLUMNS), heading)
            )
        rows += [table_row(_cells(record)) for record in records]
    return join(*rows)


def _cells(record: Record) -> list[Html]:
    source = (
        link(record.source, record.address) if record.address else Html("{}").format(record.source)
    )
    warning = (
        join(" ", strong("Contradictory."), f" {record.contradicts}")
        if record.contradicts
        else Html()
    )
    return [
        Html("{}").format(record.figure),
        join(record.what, warning, touch_link(record.line, record.what)),
        Html("{}").format(record.place),
        Html("{}").format(record.year),
        Html("{}").format(record.gains),
        source,
    ]
