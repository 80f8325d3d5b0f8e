"""Barriers: categories as cards, their lists, the evidence and the timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from data.read.registers import RegisterReader, places_in
from data.read.rows import BarriersRow, Category, PlaceBudgetsRow
from utils.charts.recurrence import recurrence_chart
from utils.narrative.asks import by_phase, by_work, say_gaps
from utils.narrative.place_budgets import (
    group_words,
    period_words,
    place_words,
    reported_words,
    source_address,
    source_title,
)
from utils.narrative.registers import CATEGORIES, counted, named_in, recurrence
from utils.narrative.tiles import Tile
from utils.ui.barriers.choices import BarrierChoices, ask_categories_again, ask_filter
from utils.ui.registers.links import touch_link
from utils.ui.registers.rows import cited, dated, source_link
from utils.ui.shared.chart_view import render_chart
from utils.ui.shared.kept import draw_kept
from utils.ui.shared.more import render_more
from utils.ui.shared.prose import (
    Html,
    bullets,
    folded,
    join,
    link,
    paragraph,
    render_prose,
    strong,
)
from utils.ui.shared.tiles import render_tiles

LIMITS: Final = (
    "sources of the time say that these got in the way. No figure here is a measured effect, and a "
    "barrier that no source names is not here."
)

BUDGETS: Final = (
    "Single figures from reports, each with its source; there is no published table. Where no "
    "address of an article is known, the link leads to the publisher's front page. Benefits of "
    "business cases were expected, not measured, and sources disagree on settlements. No source "
    "found names the five pilots of the Budget of November 2025."
)


def render_barriers(reader: RegisterReader, choices: BarrierChoices) -> None:
    """Categories as cards, or the barriers of a category or place as a list."""
    if choices.is_list:
        _render_list(reader, choices)
    else:
        categories = reader.categories()
        st.header("Barriers by category")
        render_tiles([_card(name, rows) for name, rows in categories.items()])
        render_more(
            "Which categories were named in most places",
            lambda: _render_recurrence(reader, categories),
            key="recurrence",
        )
    _render_limits()


def _card(name: Category, rows: Sequence[BarriersRow]) -> Tile:
    """A category with one example: the first that names a place, else the first."""
    example = next((row for row in rows if row["place_id"]), rows[0])
    return Tile(
        subject=name,
        label=CATEGORIES[name],
        figure=counted(len(rows), "barrier"),
        meaning=f"For example: {example['barrier']} ({example['who_raised']}).",
        address="barriers?" + urlencode({"category": name}),
        door=f"{CATEGORIES[name]}: {named_in(places_in(rows))}",
    )


def _render_recurrence(
    reader: RegisterReader, categories: Mapping[Category, Sequence[BarriersRow]]
) -> None:
    render_prose(
        bullets(
            recurrence(CATEGORIES[name], len(rows), places_in(rows))
            for name, rows in categories.items()
        )
    )
    render_chart(
        recurrence_chart(
            {CATEGORIES[name]: len(rows) for name, rows in categories.items()},
            {CATEGORIES[name]: place_names(reader, rows) for name, rows in categories.items()},
        ),
        key="recurrence",
    )


def _render_list(reader: RegisterReader, choices: BarrierChoices) -> None:
    ask_categories_again()
    ask_filter(reader)
    draw_kept("barriers", choices.address, lambda: _list_barriers(reader, choices))


def _list_barriers(reader: RegisterReader, choices: BarrierChoices) -> None:
    shown = {
        name: [row for row in rows if not choices.place or row["place_id"] == choices.place]
        for name, rows in reader.categories().items()
        if not choices.category or name == choices.category
    }
    for name, rows in shown.items():
        if rows:
            st.header(f"{CATEGORIES[name]} ({len(rows)})")
            render_prose(*(_entry(reader, row) for row in rows))
    if not any(shown.values()):
        st.info("No source names a barrier of this category in this place.")


def _entry(reader: RegisterReader, row: BarriersRow) -> Html:
    """A barrier in a line; who raised it, where, and its source open below it."""
    details = [join(strong("Raised by: "), row["who_raised"])]
    if row["place_id"]:
        details.append(join(strong("Place: "), reader.name(row["place_id"])))
    source = join(source_link(row), touch_link(row["line"], row["barrier"]))
    return folded(row["barrier"], bullets([*details, join(strong("Source: "), source)]))


def place_names(reader: RegisterReader, rows: Sequence[BarriersRow]) -> list[str]:
    """Names of the places in which barriers were named, in their order by name."""
    return sorted({reader.name(row["place_id"]) for row in rows if row["place_id"]})


def render_known(reader: RegisterReader) -> None:
    """What reviews and a discussion say of working in partnership, each with its source."""
    reviews, discussed = by_work(reader.rows("barriers"))
    st.header("Reviews of partnership working")
    _render_works(reviews)
    st.header("A discussion of the time")
    _render_works(discussed)
    _render_limits()


def _render_works(works: Mapping[str, Sequence[BarriersRow]]) -> None:
    """Each work with what it says, and the article through which it is cited."""
    titles = dict.fromkeys(row["source_title"] for rows in works.values() for row in rows)
    render_prose(
        paragraph(f"Cited through an article, not from the works themselves: {'; '.join(titles)}."),
        *(
            folded(
                f"{name} ({counted(len(rows), 'statement')})",
                bullets(join(row["barrier"], cited(row)) for row in rows),
                is_open=len(rows) == 1,
            )
            for name, rows in works.items()
        ),
    )


def _render_limits() -> None:
    render_prose(paragraph(strong("What this cannot tell: "), LIMITS))


def render_timeline(reader: RegisterReader) -> None:
    """What happened when: phases of the programme, which open year by year."""
    dates = reader.rows("timeline")
    phases = by_phase(dates)
    st.header("What happened when")
    render_prose(
        paragraph(f"{len(dates)} dates, each with its source. {say_gaps(dates)}"),
        *(
            folded(
                join(strong(phase), f" ({counted(sum(map(len, years.values())), 'date')})"),
                *(
                    join(
                        Html("<h3>{}</h3>").format(year),
                        bullets(dated(row) for row in rows),
                    )
                    for year, rows in years.items()
                ),
            )
            for phase, years in phases.items()
        ),
    )


def render_place_budgets(rows: Sequence[PlaceBudgetsRow]) -> None:
    """What was reported of place-based budgets since the pilots, by kind."""
    st.header("Place-based budgets since then")
    render_prose(paragraph(BUDGETS))
    kinds = dict.fromkeys(map(group_words, rows))
    render_prose(
        *(
            folded(
                join(strong(kind), f" ({counted(len(own), 'figure')})"),
                bullets(_budget(row) for row in own),
            )
            for kind in kinds
            if (own := [row for row in rows if group_words(row) == kind])
        )
    )


def _budget(row: PlaceBudgetsRow) -> Html:
    """A figure as reported, with its source."""
    text = f"{place_words(row)}: {reported_words(row)}, {period_words(row)}. "
    return join(text, link(source_title(row), source_address(row)))
