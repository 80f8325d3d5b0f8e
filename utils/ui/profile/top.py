"""The top of a place's page: what it is, the tiles, and the places most like it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from data.read.comparisons import CompareReader
from data.read.places import KIND_WORDS, Place
from data.read.whole_place import WholePlaceReader
from utils.formatting import join_words
from utils.narrative.tiles import Tile, place_tiles
from utils.narrative.whole_place import about
from utils.ui.passports.pages import card_url
from utils.ui.profile.choices import ProfileChoices
from utils.ui.shared.answer_tiles import render_answer_tiles
from utils.ui.shared.kept import draw_kept
from utils.ui.shared.place_picker import place_key
from utils.ui.shared.prose import Html, join, link, paragraph, render_prose, strong

#: Chips that fit above the answer; the rest is below.
MOST_CHIPS = 5


def render_top(
    reader: CompareReader, whole: WholePlaceReader, place: Place, choices: ProfileChoices
) -> tuple[Tile, ...]:
    """Say what the place is, and give the answer in tiles, which are returned."""
    tiles = draw_kept(
        "place_top", choices.address, lambda: _say_place(reader, whole, place, choices)
    )
    render_answer_tiles(tiles, of=place.name)
    return tiles


def _say_place(
    reader: CompareReader, whole: WholePlaceReader, place: Place, choices: ProfileChoices
) -> tuple[Tile, ...]:
    """Say what the place is; return the tiles that go below."""
    year, basis = whole.year_or_newest(choices.asked_year), choices.basis
    where = card_url(place, theme=choices.theme, basis=basis, period=choices.year, whole_year=year)
    render_prose(
        paragraph(
            join(f"{_identity(reader, place)} ", link("Where these figures are from", where))
        ),
        _similar(reader, whole, place, year=year, basis=basis),
    )
    return place_tiles(reader.places, reader.comparators, whole, place, year=year, basis=basis)


def _identity(reader: CompareReader, place: Place) -> str:
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
    return ". ".join(dict.fromkeys(part for part in parts if part)) + "."


def _similar(
    reader: CompareReader, whole: WholePlaceReader, place: Place, *, year: str, basis: str
) -> Html:
    """The places most like it with their public money, each leading to a comparison."""
    comparator, _ = reader.comparators.find(place, "neighbours")
    if comparator is None:
        return Html()
    amounts = {
        code: about(whole.priced(amount, year, basis=basis).per_head)
        for code in comparator.members[:MOST_CHIPS]
        if (amount := whole.amount((code,), year))
    }
    return place_chips(
        reader, place, comparator.members[:MOST_CHIPS], amounts, title="Similar places"
    )


def place_chips(
    reader: CompareReader,
    place: Place,
    codes: Sequence[str],
    amounts: Mapping[str, str],
    *,
    title: str = "",
) -> Html:
    """Places with an amount each, side by side; each leads to a comparison.

    Args:
        reader: the reader of places side by side.
        place: whom they are compared with.
        codes: their codes, in order.
        amounts: what is said of each by its code; nothing of those that are left out.
        title: what they are, where no heading says it.
    """
    chips = []
    for code in codes:
        words = f"{reader.comparators.name(code)} {amounts.get(code, '')}".rstrip()
        address = "compare?" + urlencode({"places": f"{place_key(place)},{code}"})
        chips.append(Html("<li>{}</li>").format(link(words, address)))
    return join(
        Html('<div class="chips">'),
        strong(title) if title else "",
        Html("<ul>{}</ul></div>").format(join(*chips)),
    )
