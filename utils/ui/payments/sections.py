"""The page on published payments: the answer, themes, and what they can be set beside."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st

from data.read.accounts import MoneyReader
from data.read.payment_words import NOT_ALIKE
from data.read.payments import PaymentReader, period_of
from data.read.rows import LedgerBodiesRow, LedgerCountsRow
from data.read.whole_place import WholeAmount, WholePlaceReader
from utils.charts.payments import themes_chart
from utils.formatting import format_pounds
from utils.markdown import plain_text
from utils.narrative.payments import (
    amount_words,
    count_title,
    months_words,
    paid_sentence,
    place_sentence,
    scope_sentences,
    source_words,
    themes_sentence,
)
from utils.ui.passports.pages import payments_url
from utils.ui.payments.choices import PERIOD, PaymentChoices
from utils.ui.payments.links import payments_link
from utils.ui.shared.chart_view import render_chart
from utils.ui.shared.prose import bullets, join, link, paragraph, render_prose, strong
from utils.ui.shared.table_files import offer_table

HOW: Final = "Your council can show its payments here: ask whoever runs this site."
COUNCIL: Final = "council:"


def render_no_payments(reader: PaymentReader, choices: PaymentChoices) -> None:
    """Say which places publish payments, and whom a council asks."""
    name = choices.place.name if choices.place else ""
    names = [place.name for place in reader.published_places]
    render_prose(
        paragraph(place_sentence(name, names)),
        bullets(
            join(payments_link(reader, count), f": {amount_words(count)}")
            for count in reader.counts
        ),
        paragraph(HOW),
    )


def render_answer(reader: PaymentReader, count: LedgerCountsRow) -> None:
    """How much, how many, when and by whom; what it is and what it is not."""
    bodies = reader.bodies(count)
    address = payments_url(place=count["place_id"], period=count["period"])
    render_prose(
        paragraph(
            strong(paid_sentence(count, bodies)),
            " ",
            themes_sentence(reader.by_theme(count), reader.theme_names),
        ),
        paragraph(
            " ".join(scope_sentences(count, bodies)), " ", link(source_words(count), address)
        ),
    )


def render_themes(reader: PaymentReader, count: LedgerCountsRow) -> None:
    """What was paid for each theme."""
    render_chart(
        themes_chart(
            reader.by_theme(count),
            reader.theme_names,
            title=count_title(count),
            period=period_of(count).words,
            notes=(source_note(count),),
        ),
        key="payments_themes",
    )


def source_note(count: LedgerCountsRow) -> str:
    """Source and licence, as every chart and table names them."""
    return (
        f"Source: {count['publisher']}, {count['dataset']}, {period_of(count).words}, "
        f"{count['licence']}, {count['source_url']}."
    )


def render_beside(
    reader: PaymentReader, money: MoneyReader, whole: WholePlaceReader, count: LedgerCountsRow
) -> None:
    """The payments, each council's own outturn, and all public money, and why none is a share."""
    st.header("Beside other figures of the place")
    table = beside_table(reader, money, whole, count)
    place, period = reader.place_of(count).name, period_of(count).words
    title = f"Payments beside other figures, {place}, {period} (£, cash)"
    render_prose(
        bullets(
            join(
                strong(f"{row['What']}: "),
                row["Amount"],
                f" (between {row['Between']})" if row["Between"] else "",
                f", {row['Period']}",
            )
            for row in table.to_dict("records")
        ),
        paragraph(NOT_ALIKE),
    )
    with st.container(horizontal=True):
        offer_table(table, title=title, notes=(NOT_ALIKE, source_note(count)), key="paid_beside")


def beside_table(
    reader: PaymentReader, money: MoneyReader, whole: WholePlaceReader, count: LedgerCountsRow
) -> pd.DataFrame:
    """What stands beside a count of payments, in words."""
    year, bodies = count["financial_year"], reader.bodies(count)
    rows = [("Payments counted here", months_words(period_of(count)), count["counted_gbp"], "")]
    rows += [row for body in bodies if (row := _outturn(money, body, year)) is not None]
    if year in whole.years:
        amount = whole.amount(reader.place_of(count).members, year)
        if amount is not None:
            rows.append(
                (
                    "All public money of the place, an estimate",
                    f"{year}, 12 months",
                    float(amount.amount),
                    _range(amount),
                )
            )
    shown = [(what, when, format_pounds(value), extent) for what, when, value, extent in rows]
    return pd.DataFrame(shown, columns=["What", "Period", "Amount", "Between"])


def _outturn(
    money: MoneyReader, body: LedgerBodiesRow, year: str
) -> tuple[str, str, float, str] | None:
    if not body["payer_id"].startswith(COUNCIL):
        return None
    total = money.council_total(body["payer_id"].removeprefix(COUNCIL), year)
    if total is None:
        return None
    what = f"Net revenue outturn of {body['paying_body']}, all services"
    return what, f"{year}, 12 months", total, ""


def _range(amount: WholeAmount) -> str:
    return f"{format_pounds(float(amount.lower))} and {format_pounds(float(amount.upper))}"


def ask_period(choices: PaymentChoices) -> None:
    """Ask for the period where a place has several."""
    if len(choices.counts) > 1:
        st.selectbox(
            "Period",
            list(choices.counts),
            key=PERIOD,
            format_func=lambda period: plain_text(period_of(choices.counts[period]).words),
            width=260,
        )
