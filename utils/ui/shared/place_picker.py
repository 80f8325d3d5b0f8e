"""Choosing a place or several, by any name people use for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from data.read.place_search import PlaceNames, search_places
from data.read.places import KIND_WORDS, Place, PlaceReader
from utils.formatting import join_words
from utils.ui.shared.state import choose, choose_many, notify

NO_PLACE: Final = ""
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
    wanted: Sequence[str], *, places: PlaceReader, names: PlaceNames
) -> tuple[list[str], list[str]]:
    """Turn ids and typed names into ids, each once and at most six.

    Returns:
        The ids in order, and a sentence about each thing asked for that is not among them.
    """
    resolved: list[str] = []
    sentences: list[str] = []
    for text in wanted:
        found, sentence = _resolve_one(text, places=places, names=names)
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


def _resolve_one(text: str, *, places: PlaceReader, names: PlaceNames) -> tuple[str, str]:
    if text in places.places:
        return place_key(places.place(text)), ""
    result = search_places(text, names=names)
    if not result.matches:
        return "", result.message
    first, *others = result.matches
    alone = not any(other.exact for other in others)
    if not others or (first.exact and alone):
        said = f"“{text}”: {first.reason}." if first.reason else ""
        return place_key(places.place(first.place_id)), said
    options = join_words([match_.name for match_ in result.matches[:4]])
    reason = f" ({first.reason})" if first.reason else ""
    return "", f"“{text}” can mean {options}{reason}. Choose one of them from the list."


def ask_places(labels: Mapping[str, str]) -> None:
    """Ask for two to six places; a name that is not in the list can be typed too."""
    st.multiselect(
        "Places to compare (two to six)",
        list(labels),
        key="places",
        format_func=lambda label: labels.get(label, label),
        max_selections=MOST,
        select_all=False,
        accept_new_options=True,
        placeholder="Type a council or place, such as Central Beds",
    )


def resolve_places(
    places: PlaceReader, names: PlaceNames, *, start: Place | None, nearest: str = ""
) -> list[Place]:
    """The places to compare, from the picker, the visit so far and the address.

    Args:
        places: the reader of places.
        names: names by which places are found.
        start: the place chosen on another page, which is compared first.
        nearest: the place most like it, beside which it is set where nothing else is chosen.
    """
    default: tuple[str, ...] = FIRST_PLACES
    if start is not None:
        default = (place_key(start), *([nearest] if nearest else []))
    resolved = choose_many(
        "places",
        default=default,
        resolve=lambda wanted: resolve(wanted, places=places, names=names),
    )
    return [places.place(place_id) for place_id in resolved]


def resolve_place(
    places: PlaceReader, names: PlaceNames, *, no_place: str = "no place"
) -> Place | None:
    """The one place of a page, from its picker, the visit so far and the address; None if none."""
    typed = st.session_state.get("place")
    if isinstance(typed, str) and typed and typed not in places.places:
        found, sentence = _resolve_one(typed, places=places, names=names)
        if sentence:
            notify(sentence)
        st.session_state["place"] = found or NO_PLACE
    options = [NO_PLACE, *places.places]
    chosen = choose("place", options, default=NO_PLACE, words=no_place)
    return places.places.get(chosen)


def ask_place(
    places: PlaceReader, labels: Mapping[str, str], *, no_place: str = "No place chosen"
) -> None:
    """Ask for a place; a name that is not in the list can be typed too."""
    options = [NO_PLACE, *labels]
    current = st.session_state.get("place", NO_PLACE)
    if current not in options:
        # A place of the programme that is an authority, asked for by its programme name.
        options.append(current)
    st.selectbox(
        "Find a place",
        options,
        key="place",
        format_func=lambda option: labels.get(option) or _other_name(places, option) or no_place,
        accept_new_options=True,
        width=300,
    )


def _other_name(places: PlaceReader, place_id: str) -> str:
    return places.places[place_id].name if place_id in places.places else place_id
