"""Where published payments are from, and their other files."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from data.read.passports.payments import payments_passport
from data.read.payments import PaymentReader, period_of
from data.read.rows import LedgerCountsRow
from utils.narrative.payments import GRADES_MEAN, NOT_SPENDING, count_title, theme_name
from utils.ui.passports.pages import payments_url
from utils.ui.payments.links import payments_link
from utils.ui.payments.sections import HOW, source_note
from utils.ui.shared.more import render_more
from utils.ui.shared.prose import bullets, join, link, paragraph, render_prose, strong
from utils.ui.shared.table_files import offer_table


def render_source(reader: PaymentReader, count: LedgerCountsRow) -> None:
    """The source on the page, then every line of the count as a file, and the other places."""
    st.header("Where this is from")
    passport = payments_passport(reader, place=count["place_id"], period=count["period"])
    render_prose(
        bullets(
            [
                join(
                    strong("Source: "),
                    link(f"{count['publisher']}, {count['dataset']}", count["source_url"]),
                    f". Licence: {count['licence']}.",
                ),
                *passport.caveats,
                link(
                    "Every step, each file and its hash",
                    payments_url(place=count["place_id"], period=count["period"]),
                ),
            ]
        )
    )
    render_prose(paragraph("Every line of the count, by body, year, theme and kind:"))
    with st.container(horizontal=True):
        offer_table(
            line_table(reader, count, reader.theme_names),
            title=f"Every line of the count, {count_title(count)} (£)",
            notes=(NOT_SPENDING, GRADES_MEAN, source_note(count)),
            key="payment_lines",
        )
    others = [other for other in reader.counts if other != count]
    render_more(
        "Other places and periods, and how to show your own council's",
        lambda: render_prose(
            bullets(payments_link(reader, other) for other in others), paragraph(HOW)
        ),
        key="other_payments",
    )


def line_table(
    reader: PaymentReader, count: LedgerCountsRow, names: Mapping[str, str]
) -> pd.DataFrame:
    """The lines of a count: body, year, theme and kind, with how far each can be trusted."""
    period = period_of(count).words
    bodies = {row["payer_id"]: row["paying_body"] for row in reader.bodies(count)}
    return pd.DataFrame(
        [
            {
                "Body": bodies[row["payer_id"]],
                "Period": period,
                "Financial year": row["financial_year"],
                "Theme": theme_name(row["theme"], names),
                "Capital or revenue": row["spend_kind"],
                "Payments": row["payments"],
                "Paid": row["paid_gbp"],
                "Transfers": row["transfers_gbp"],
                "Within the body": row["internal_gbp"],
                "Counted": row["counted_gbp"],
                "In the place": row["in_place_gbp"],
                "Grade": row["line_grade"],
            }
            for row in reader.lines(count)
        ]
    )
