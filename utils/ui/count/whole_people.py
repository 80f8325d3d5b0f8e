"""Who spends all public money, for people of which age, and what of it prevents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd
import streamlit as st

from data.read.accounts import MoneyReader
from data.read.places import Place
from data.read.purpose import LATE, PREVENTION, purpose_amounts, sum_of
from data.read.whole_place import TOTAL, WholePlaceReader
from utils.narrative.whole_place import (
    AGES,
    SPENDERS,
    about,
    no_purpose_sentence,
    purpose_sentence,
    share_words,
    upstream_sentence,
)
from utils.ui.shared.prose import Html, bullets, join, paragraph, render_prose, strong
from utils.ui.shared.table_files import offer_table

HEALTH, PUBLIC_HEALTH = "health", "public_health_local"
#: Public health moved to councils in this year.
FIRST_PUBLIC_HEALTH: Final = "2013-14"
PURPOSE_NOTE: Final = (
    "Net current expenditure of councils, after income: Ministry of Housing, Communities and Local "
    "Government, revenue outturn (RS and RO3), Open Government Licence v3.0. A line is placed only "
    "where its name says what it is for; the NHS, schools and benefits are not in this table."
)


def render_spenders(reader: WholePlaceReader, place: Place, year: str, block: str) -> None:
    """How much each kind of public body spends."""
    people = reader.amount(place.members, year)
    if people is None:
        return
    st.header("Who spends it")
    sums = reader.by_spender(place.members, year, with_one_off=block == TOTAL)
    render_prose(
        _shares(sums, SPENDERS, people=people.population),
        paragraph("Money passed between bodies counts where it is spent. Shares are rounded."),
    )


def render_ages(reader: WholePlaceReader, place: Place, year: str, block: str) -> None:
    """People of which age the money is for."""
    people = reader.amount(place.members, year)
    if people is None:
        return
    with st.expander("Which ages is it for?"):
        sums = reader.by_age(place.members, year, with_one_off=block == TOTAL)
        render_prose(_shares(sums, AGES, people=people.population))


def render_purpose(reader: WholePlaceReader, money: MoneyReader, place: Place, year: str) -> None:
    """What of health money is public health, and of councils' care prevents or comes late."""
    people = reader.amount(place.members, year)
    health = reader.amount(place.members, year, HEALTH)
    if people is None or health is None:
        return
    lines = reader.lines(place.members, year)
    own = sum(line.amount for line in lines if line.item["item"] == PUBLIC_HEALTH)
    amounts = purpose_amounts(money, place.members, year)
    everything = sum(line.amount for line in amounts)
    with st.expander("How much is prevention, and how much late intervention?"):
        render_prose(
            paragraph(
                strong(
                    purpose_sentence(
                        sum_of(amounts, PREVENTION),
                        sum_of(amounts, LATE),
                        everything,
                        people=people.population,
                        year=year,
                    )
                    if amounts
                    else no_purpose_sentence(place.name, year)
                )
            ),
            paragraph(
                upstream_sentence(own / people.population, health.per_head)
                if year >= FIRST_PUBLIC_HEALTH
                else "Before 2013-14 public health was part of the NHS."
            ),
        )
        if not amounts:
            return
        table = pd.DataFrame(
            [
                {
                    "Service of councils": line.name,
                    "Can be called": line.purpose,
                    "£ per person": round(line.amount / people.population, 2),
                    "Per cent": round(line.amount / everything * 100, 1),
                    "Why": line.reason,
                }
                for line in amounts
            ]
        )
        title = f"Prevention and late intervention in accounts of councils, {place.name}, {year}"
        st.dataframe(table, hide_index=True, alt=title)
        st.caption(PURPOSE_NOTE)
        with st.container(horizontal=True):
            offer_table(table, title=title, notes=(PURPOSE_NOTE,), key="purpose")


def _shares(sums: dict[str, float], names: Mapping[str, str], *, people: float) -> Html:
    """£ per person and the share of each group."""
    whole = sum(sums.values())
    return bullets(
        join(
            strong(f"{names[group]}: "),
            f"{about(amount / people)} per person, {share_words(amount / whole)}",
        )
        for group, amount in sums.items()
    )
