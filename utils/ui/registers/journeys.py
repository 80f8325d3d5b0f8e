"""Citizens' journeys as maps of stages: left to right where there is room, else top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from data.read.places import PlaceReader
from data.read.registers import RegisterReader, themes_of
from data.read.rows import JourneyStagesRow
from utils.narrative.registers import amount_words, counted
from utils.ui.registers.links import barriers_address, map_address, place_links, touch_link
from utils.ui.registers.rows import cited
from utils.ui.shared.prose import Html, bullets, join, link, paragraph, render_prose, strong

#: Cards beside each other, in the text's own colour, which stands out from every background. The
#: roles are written out, as Safari takes a list without marks for no list.
LIST: Final = Html(
    '<ol role="list" style="display:flex;flex-wrap:wrap;gap:0.75rem;list-style:none;padding:0">'
)
CARD: Final = Html(
    '<li role="listitem" style="flex:1 1 13rem;min-width:0;overflow-wrap:anywhere;margin:0;'
    'border:1px solid currentColor;border-radius:0.5rem;padding:0.5rem 0.75rem">'
)


def render_journeys(
    reader: RegisterReader, places: PlaceReader, journeys: Sequence[Sequence[JourneyStagesRow]]
) -> None:
    """Each journey with its stages in order, and what it leads to."""
    for stages in journeys:
        first = stages[0]
        st.subheader(f"{reader.name(first['place_id'])}: {first['cohort']}")
        cards = [
            _card(reader, places, row, number=number, of=len(stages))
            for number, row in enumerate(stages, start=1)
        ]
        render_prose(
            join(LIST, *cards, Html("</ol>")),
            paragraph(join("Topic: ", first["topic"], cited(first))),
        )
        links = place_links(reader, places, first["place_id"])
        if links:
            render_prose(bullets(links))


def _card(
    reader: RegisterReader, places: PlaceReader, row: JourneyStagesRow, *, number: int, of: int
) -> Html:
    """A stage: who acts, what happens, where it presses, what it costs, and where to go on."""
    cost = "no cost published" if row["amount"] is None else amount_words(row)
    lines = [
        join(strong("Agency: "), row["organisation"]),
        join(strong("Pressure point or finding: "), row["finding"]),
        join(strong("Cost: "), cost),
    ]
    links = [
        *(item for theme in themes_of(row) for item in _spend(places, theme)),
        *_barriers(reader, row["place_id"]),
        touch_link(row["line"], f"{row['cohort']}, {row['stage']}"),
    ]
    title = paragraph(f"Stage {number} of {of}", Html("<br>"), strong(row["stage"]))
    return join(CARD, title, *map(paragraph, lines), bullets(links), Html("</li>"))


def _spend(places: PlaceReader, theme: str) -> list[Html]:
    name = places.theme_names[theme]
    return [
        link(f"Spend lines of the theme: {name}", "compare?" + urlencode({"theme": theme})),
        link(f"Map of {name}", map_address(theme)),
    ]


def _barriers(reader: RegisterReader, place: str) -> list[Html]:
    number = len(reader.rows("barriers", place=place))
    if not number:
        return []
    words = f"{counted(number, 'barrier')} named in {reader.name(place)}"
    return [link(words, barriers_address(place))]
