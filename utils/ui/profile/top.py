"""The top of a place's page: what it is, the tiles, and the places most like it."""

from __future__ import annotations

from urllib.parse import urlencode

from data.read.comparisons import CompareReader
from data.read.places import KIND_WORDS, Place
from data.read.whole_place import WholePlaceReader
from utils.formatting import join_words
from utils.narrative.tiles import place_tiles
from utils.narrative.whole_place import about
from utils.ui.passports.links import where_from
from utils.ui.profile.choices import ProfileChoices
from utils.ui.shared.place_picker import place_key
from utils.ui.shared.prose import Html, join, link, paragraph, render_prose, strong
from utils.ui.shared.tiles import render_tiles

#: Chips that fit above the answer; the rest is below.
MOST_CHIPS = 5


def render_top(
    reader: CompareReader, whole: WholePlaceReader, place: Place, choices: ProfileChoices
) -> None:
    """Say what the place is, and give the answer in tiles."""
    render_prose(_identity(reader, place), _similar(reader, whole, place))
    render_tiles(place_tiles(reader.places, reader.comparators, whole, place))
    render_prose(
        where_from(
            [place],
            theme=choices.theme,
            basis=choices.basis,
            period=choices.year,
            whole_year=whole.years[-1],
        )
    )


def _identity(reader: CompareReader, place: Place) -> Html:
    """Residents, members and part in the programme, in a line."""
    facts = reader.comparators.facts
    year = facts.newest_population_year
    people = facts.residents_of(place.members, year=year)
    parts = [f"{people:,.0f} residents in mid-{year}" if people else ""]
    if len(place.members) > 1:
        parts.append(join_words([reader.comparators.name(code) for code in place.members]))
    else:
        parts.append(reader.comparators.name(reader.comparators.region(place.members[0])))
    parts += [KIND_WORDS[entry.kind] for entry in reader.places.programme_of(place)]
    return paragraph(". ".join(dict.fromkeys(part for part in parts if part)) + ".")


def _similar(reader: CompareReader, whole: WholePlaceReader, place: Place) -> Html:
    """The places most like it with their public money, each leading to a comparison."""
    comparator, _ = reader.comparators.find(place, "neighbours")
    if comparator is None:
        return Html()
    year = whole.years[-1]
    chips = []
    for code in comparator.members[:MOST_CHIPS]:
        amount = whole.amount((code,), year)
        name = reader.comparators.name(code)
        words = f"{name} {about(amount.per_head)}" if amount else name
        address = "compare?" + urlencode({"places": f"{place_key(place)},{code}"})
        chips.append(Html("<li>{}</li>").format(link(words, address)))
    return join(
        Html('<div class="chips">'),
        strong("Similar places"),
        Html("<ul>{}</ul></div>").format(join(*chips)),
    )
