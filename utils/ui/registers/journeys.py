"""Citizens' journeys as maps of stages: left to right where there is room, else top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

from data.read.places import PlaceReader
from data.read.registers import RegisterReader, themes_of
from data.read.rows import JourneyStagesRow
from utils.narrative.registers import amount_words, counted, say_costs
from utils.ui.registers.links import barriers_address, map_address, place_links, touch_link
from utils.ui.registers.rows import cited
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
    """Each journey in a line, with its stages below it; a journey alone is open."""
    render_prose(
        *(_journey(reader, places, stages, is_open=len(journeys) == 1) for stages in journeys)
    )


def _journey(
    reader: RegisterReader,
    places: PlaceReader,
    stages: Sequence[JourneyStagesRow],
    *,
    is_open: bool,
) -> Html:
    first, number = stages[0], len(stages)
    name = reader.name(first["place_id"])
    cards = [
        _card(places, row, number=place, of=number) for place, row in enumerate(stages, start=1)
    ]
    return folded(
        join(strong(f"{name}: {first['cohort']}"), f" ({counted(number, 'stage')})"),
        join(LIST, *cards, Html("</ol>")),
        paragraph(join("Topic: ", first["topic"], cited(first), ". ", say_costs(stages))),
        bullets(
            [*place_links(reader, places, first["place_id"]), *_barriers(reader, first["place_id"])]
        ),
        is_open=is_open,
    )


def _card(places: PlaceReader, row: JourneyStagesRow, *, number: int, of: int) -> Html:
    """A stage: what was found, who acts, what it costs where that is known, and links."""
    lines: list[str] = [row["finding"], join(strong("Agency: "), row["organisation"])]
    if amount_words(row):
        lines.append(join(strong("Cost: "), amount_words(row)))
    links = [
        *(item for theme in themes_of(row) for item in _spend(places, theme)),
        touch_link(row["line"], f"{row['cohort']}, {row['stage']}"),
    ]
    title = paragraph(f"Stage {number} of {of}", Html("<br>"), strong(row["stage"]))
    return join(CARD, title, *map(paragraph, lines), bullets(links), Html("</li>"))


def _spend(places: PlaceReader, theme: str) -> list[Html]:
    name = places.theme_names[theme]
    return [
        link(f"Spending lines of the theme: {name}", "compare?" + urlencode({"theme": theme})),
        link(f"Map of {name}", map_address(theme)),
    ]


def _barriers(reader: RegisterReader, place: str) -> list[Html]:
    number = len(reader.rows("barriers", place=place))
    if not number:
        return []
    words = f"{counted(number, 'barrier')} named in {reader.name(place)}"
    return [link(words, barriers_address(place))]
