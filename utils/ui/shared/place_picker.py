"""Choosing a place or several, by any name, postcode or code of them or of a part of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from data.read.find_place.candidate import Candidate
from data.read.find_place.finder import PlaceFinder, find_place
from data.read.places import KIND_WORDS, Place, PlaceReader
from utils.formatting import join_words
from utils.markdown import plain_text
from utils.narrative.found_place import say_found
from utils.ui.shared.state import ask, choose, choose_many, notify, pop_query_param

NO_PLACE: Final = ""
_OFFERED: Final = "offered"
FEWEST: Final = 2
MOST: Final = 6
#: What the page shows to a visitor who has chosen nothing yet: a large pilot beside a small place.
FIRST_PLACES: Final = ("E08000025", "central_bedfordshire_and_luton")


def selectable(places: PlaceReader) -> dict[str, str]:
    """Label of every place that can be chosen: unions of the programme, then single authorities.

    A programme place that is an authority is offered once, as that authority.
    """
    single = {entry.members[0]: entry for entry in places.programme if len(entry.members) == 1}
    found = {}
    for key, place in places.places.items():
        if place.kind != "authority" and len(place.members) == 1:
            continue
        role = place if place.kind != "authority" else single.get(key)
        found[key] = f"{place.name} ({KIND_WORDS[role.kind]})" if role else place.name
    return found


def place_key(place: Place) -> str:
    """The id under which a place is offered."""
    return place.members[0] if len(place.members) == 1 else place.place_id


def resolve(
    wanted: Sequence[str], *, places: PlaceReader, finder: PlaceFinder
) -> tuple[list[str], list[str]]:
    """Turn ids and typed names into ids, each once and at most six.

    Returns:
        The ids in order, and a sentence about each thing asked for that is not among them.
    """
    resolved: list[str] = []
    sentences: list[str] = []
    for text in wanted:
        found, sentence = _resolve_one(text, places=places, finder=finder)
        if sentence:
            sentences.append(sentence)
        shared = _sharing(places, found, resolved)
        if found in resolved:
            sentences.append(f"{places.place(found).name} is there already; a place is shown once.")
        elif shared:
            sentences.append(
                f"{places.place(found).name} and {shared} share an authority, so they cannot be "
                f"compared with one another. {places.place(found).name} was left out."
            )
        elif found:
            resolved.append(found)
    if len(resolved) > MOST:
        left_out = join_words([places.place(place_id).name for place_id in resolved[MOST:]])
        sentences.append(
            f"{len(resolved)} places are too many to compare; at most {MOST} are shown. "
            f"Left out: {left_out}. Take one away to see another."
        )
    return resolved[:MOST], sentences


def _sharing(places: PlaceReader, found: str, resolved: Sequence[str]) -> str:
    """Name of the place already chosen that shares an authority with another; nothing if none."""
    if not found:
        return ""
    own = set(places.place(found).members)
    others = (places.place(place_id) for place_id in resolved)
    return next((other.name for other in others if own & set(other.members)), "")


def _resolve_one(text: str, *, places: PlaceReader, finder: PlaceFinder) -> tuple[str, str]:
    """The place that a text names, and a sentence about it; else what it can mean is offered."""
    if text in places.places:
        return place_key(places.place(text)), ""
    found = find_place(text, finder=finder)
    if found.chosen and found.chosen.place_id:
        place = places.place(found.chosen.place_id)
        return place_key(place), say_found(text, found, shown=place.name)
    st.session_state[_OFFERED] = [one for one in found.candidates if one.place_id]
    return "", say_found(text, found, shown="")


def pop_offered() -> list[Candidate]:
    """What a typed text or an address may have meant by a place, once."""
    offered: list[Candidate] = st.session_state.pop(_OFFERED, [])
    return offered


def offer_places(places: PlaceReader) -> None:
    """Offer once, as buttons that add a place, what the text that was just typed can mean."""
    offered = pop_offered()
    if not offered:
        return
    with st.container(horizontal=True):
        for number, candidate in enumerate(offered):
            key = place_key(places.place(candidate.place_id))
            st.button(
                plain_text(candidate.label),
                key=f"offered_{number}",
                on_click=_add_place,
                args=(key,),
            )


def _add_place(place_id: str) -> None:
    st.session_state["places"] = [*st.session_state.get("places", []), place_id]


def ask_places(labels: Mapping[str, str]) -> None:
    """Ask for two to six places; what is not in the list can be typed too."""
    st.multiselect(
        "Places to compare (two to six)",
        list(labels),
        key="places",
        format_func=lambda label: labels.get(label, label),
        max_selections=MOST,
        select_all=False,
        accept_new_options=True,
        placeholder="Type a council, town or postcode",
    )


def resolve_places(
    places: PlaceReader, finder: PlaceFinder, *, start: Place | None, nearest: str = ""
) -> list[Place]:
    """The places to compare, from the picker, the visit so far and the address.

    Args:
        places: the reader of places.
        finder: finds a place by what is typed.
        start: the place chosen on another page, which is compared first.
        nearest: the place most like it, beside which it is set where nothing else is chosen.
    """
    default: tuple[str, ...] = FIRST_PLACES
    if start is not None:
        default = (place_key(start), *([nearest] if nearest else []))
    resolved = choose_many(
        "places",
        default=default,
        resolve=lambda wanted: resolve(wanted, places=places, finder=finder),
    )
    return [places.place(place_id) for place_id in resolved]


def resolve_place(
    places: PlaceReader, finder: PlaceFinder, *, no_place: str = "no place"
) -> Place | None:
    """The place of a page, from the visit so far and the address; None if none."""
    _read_asked(places, finder)
    options = [NO_PLACE, *places.places]
    chosen = choose("place", options, default=NO_PLACE, words=no_place)
    return places.places.get(chosen)


def _read_asked(places: PlaceReader, finder: PlaceFinder) -> None:
    """Read a former code, or another name of a place, in the address as the place it means."""
    asked = pop_query_param("place")
    if asked is None:
        return
    if asked in places.places:
        ask("place", asked)
        return
    place_id, sentence = _resolve_one(asked, places=places, finder=finder)
    if place_id or st.session_state[_OFFERED]:
        if sentence:
            notify(sentence)
        ask("place", place_id)
    else:
        # Reported as any choice is that an address cannot have.
        ask("place", asked)
