"""What is to be mapped of a table, and how: each choice with its own control."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from data.own_table.beside import measures_at
from data.own_table.gazetteer import LEVEL_ORDER, LEVELS_WORDS
from data.own_table.reading import OwnTable
from data.own_table.recognise import CODE, NAME, POINT, Where
from data.own_table.request import COUNT, MEAN, RATE, ROWS_COUNTED, SCHEMES, SUM
from utils.ui.own_table.upload import Held
from utils.ui.shared.loaders import load_maps
from utils.ui.shared.words import BASES

NONE: Final = ""
KINDS: Final = {
    NONE: "I do not know: never put areas together",
    COUNT: "Counts, which add up (people, pounds, cases)",
    RATE: "Rates, which do not (per cent, per person, scores)",
}
DUPLICATES: Final = {
    NONE: "List them and map neither",
    SUM: "Add them up",
    MEAN: "Take their mean",
}
#: Values of a column among which rows can be chosen.
MOST_TEXTS: Final = 200


def ask_arguments(held: Held) -> list[str]:
    """Ask what to map; returns the arguments of the command for it, without file and folder."""
    left, right = st.columns(2)
    with left:
        where = _ask_where(held)
        level = _ask_level(where)
        only = _ask_only(held.table)
    with right:
        value = _ask_value(held, where)
        kind, duplicates = _ask_gathering() if value else (NONE, NONE)
        scheme = st.selectbox(
            "Classes", list(SCHEMES), format_func=lambda option: SCHEMES[option].capitalize()
        )
    named = {
        "--value": value,
        "--kind": kind,
        "--duplicates": duplicates,
        "--level": level,
        "--scheme": scheme,
        "--sheet": held.table.sheet,
    }
    # With "=", a name that begins with a dash is no option.
    return [f"{key}={text}" for key, text in named.items() if text] + _where(where) + only


def _ask_where(held: Held) -> Where:
    others = [Where(NAME, (name,)) for name in held.table.columns]
    options = list(dict.fromkeys([*held.where, *others]))
    return st.selectbox(
        "Where each row is",
        options,
        format_func=lambda option: option.words,
        help="Codes and names of former areas are known too. Points are placed by small area.",
    )


def _ask_level(where: Where) -> str:
    first = "Upper-tier areas" if where.kind == POINT else "The level that fits most rows"
    return st.selectbox(
        "Areas to map",
        [NONE, *LEVEL_ORDER],
        format_func=lambda level: LEVELS_WORDS[level].capitalize() if level else first,
    )


def _ask_value(held: Held, where: Where) -> str:
    columns = [name for name in held.numbers if name not in where.columns]
    return st.selectbox(
        "What to map", [*columns, NONE], format_func=lambda column: column or ROWS_COUNTED
    )


def _ask_gathering() -> tuple[str, str]:
    kind = st.selectbox("What its figures are", list(KINDS), format_func=KINDS.__getitem__)
    options = [duplicate for duplicate in DUPLICATES if not (kind == RATE and duplicate == SUM)]
    duplicates = st.selectbox(
        "Several rows of one area", options, format_func=DUPLICATES.__getitem__
    )
    return kind, duplicates


def _ask_only(table: OwnTable) -> list[str]:
    """Ask for what rows must say: published tables often hold several years together."""
    few = {name: sorted(set(table.column(name))) for name in table.columns}
    options = [name for name, texts in few.items() if 1 < len(texts) <= MOST_TEXTS]
    if not options:
        return []
    column = st.selectbox(
        "Only rows that say", [NONE, *options], format_func=lambda option: option or "Use all rows"
    )
    if not column:
        return []
    text = st.selectbox(
        "this in that column", few[column], format_func=lambda option: option or "blank"
    )
    return [f"--only={column}", f"--says={text}"]


def _where(where: Where) -> list[str]:
    if where.kind == POINT:
        return [f"--east={where.columns[0]}", f"--north={where.columns[1]}"]
    return [f"--{'code' if where.kind == CODE else 'name'}={where.columns[0]}"]


def ask_measure(level: str) -> list[str]:
    """Ask for a published measure of the level to set beside the table's figures."""
    options = measures_at(load_maps(), level)
    titles = {
        key: f"{option.name}, {option.unit}"
        + (f" ({BASES[option.basis]})" if option.basis in BASES else "")
        for key, option in options.items()
    }
    measure = st.selectbox(
        "Compare it with one of our measures",
        [NONE, *titles],
        format_func=lambda title: titles.get(title, "None"),
        key=f"own_measure_{level}",
    )
    if not measure:
        return []
    periods: Sequence[str] = options[measure].periods[::-1]
    opening = periods.index(options[measure].opening_period)
    period = st.selectbox("Period of that measure", periods, index=opening)
    return [f"--measure={measure}", f"--period={period}"]
