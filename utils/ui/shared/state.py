"""The visitor's choices: kept across pages, written to the address, and checked before use.

The names of the parameters are a public contract: links that people have shared depend on them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from math import isfinite
from typing import Final, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from utils.formatting import shorten
from utils.markdown import plain_text
from utils.ui.shared.data_request import refuse

Choice = TypeVar("Choice", bound=str)
#: Every parameter an address may carry, and what it is called in a message.
PARAMETERS: Final[Mapping[str, str]] = {
    "theme": "theme",
    "show": "measure",
    "year": "year",
    "basis": "price basis",
    "programme": "programme overlay",
    "place": "place or area code",
    "level": "area level",
    "inside": "place to look into",
    "area": "area code",
    "view": "kind of map",
    "show2": "second measure",
    "year2": "second year",
    "classes": "class scheme",
    "mark": "marking of unsure classes",
    "where": "condition",
    "places": "places to compare",
    "against": "comparator",
    "set": "group of your own",
    "outcome": "outcome",
    "money_year": "year of spending",
    "whole_year": "year of all public money",
    "since": "first year of the change",
    "part": "part of the page",
    "sex": "sex",
    "small": "measure of small areas",
    "inner": "authority inside the place",
    "of": "outcome between places",
    "over": "overlay of the small areas",
    "tab": "tab below the map",
    "line": "service line",
    "adjust": "way spending is shown",
    "near": "places it is compared with",
    "when": "period of the outcome",
    "record": "place of the record",
    "topic": "theme of the record",
    "shelf": "part of the record",
    "arranged": "arrangement of the figures",
    "row": "row of the record",
    "kind": "kind of record",
    "paid": "period of payments",
    "for": "theme of payments",
    "q": "words of the search",
    "look": "part of the count",
    "one_off": "one-off support",
    "beside": "outcome beside tax and spending",
    "drawn": "way the money is drawn",
    "at": "position of the map",
    "about": "part of the help",
    "strand": "part of the barriers and asks",
    "category": "category of barriers",
    "asked": "kind of question",
    "question": "question",
    "answer": "part of the answer",
    "treated": "places that worked together",
    "effect": "outcome asked about",
    "start": "first period after the start",
    "until": "last period used",
    "pool": "areas compared with",
    "joint": "outcome over all programmes",
    "do": "scenario",
    "numbers": "number of your own",
    "horizon": "years looked at",
    "chart": "chart",
    "more": "open parts of the page",
}
#: A link to a chart: its name, and the parts of the page in which it is.
CHART: Final = "chart"
OPEN_PARTS: Final = "more"
#: Where the chart is kept that the address asks for in this run.
LINKED_CHART: Final = "linked_chart"
#: How the names begin under which the parts of conditions are kept.
CONDITIONS: Final = "where"
_KEPT: Final = "choices"
_OPENS_WITH: Final = "_opens_with"
_NOTICES: Final = "notices"
_FROM_ADDRESS: Final = "asked_for"
#: Where the map was moved to: zoom, latitude and longitude.
AT: Final = "at"
#: What is said at most of a link that asks for much that is not here.
MOST_NOTICES: Final = 8
LONGEST_NOTICE: Final = 400
#: South, north, west and east end of the positions that the map takes, as its program has them.
BOUNDS: Final = (49.86, 55.82, -6.42, 1.77)


def choose(
    key: str, options: Collection[Choice], *, default: Choice, words: str, is_long: bool = False
) -> Choice:
    """Settle a choice before its widget is drawn, and seed the widget with it.

    The widget's own value comes first, then what the visitor chose on another page, then the
    address. A value from the address that is not among the options falls back and is reported.

    Args:
        key: parameter name, which is also the widget's key.
        options: allowed values; "" may be one of them and stands for no choice.
        default: the value when nothing else is known.
        words: how the default is called in the report.
        is_long: the widget has many options, which are sent again whenever it is given a value. So
            it opens with `opening_choice`, and is given no value that it shows anyway.
    """
    kept: dict[str, str] = st.session_state.setdefault(_KEPT, {})
    asked = pop_query_param(key)
    if asked is not None and asked not in options:
        report(key, asked, words)
    for candidate in (st.session_state.get(key), kept.get(key), asked):
        found = next((option for option in options if option == candidate), None)
        if found is not None:
            resolved = found
            break
    else:
        resolved = default
    kept[key] = resolved
    if is_long:
        opening = st.session_state.setdefault(key + _OPENS_WITH, resolved)
        if st.session_state.get(key, opening) == resolved:
            return resolved
    st.session_state[key] = resolved
    return resolved


def opening_choice(key: str) -> str:
    """The value with which a widget opens in a visit, whatever is chosen later."""
    opening: str = st.session_state[key + _OPENS_WITH]
    return opening


def choose_text(key: str, *, longest: int) -> str:
    """Take words that a visitor typed, or that the address asks for, and seed their widget.

    Args:
        key: parameter name, which is also the widget's key.
        longest: characters at most; a longer text of an address is left out and reported.
    """
    asked = pop_query_param(key)
    if asked is not None and len(asked) > longest:
        notify(
            f"The link asks for {PARAMETERS[key]} of {len(asked):,} characters; at most {longest} "
            "are searched for, so it was left out."
        )
        asked = None
    typed = st.session_state.get(key)
    resolved: str = (typed if isinstance(typed, str) else asked or "").strip()
    st.session_state[key] = resolved
    return resolved


def asks_for(*names: str) -> bool:
    """Whether the address asks for any of some parameters that were not taken yet."""
    return bool(_query_params().keys() & set(names))


def take_together(names: Collection[str]) -> None:
    """Forget what was chosen under names of which the address asks for others only.

    A link into a list says which list it means, so that what was chosen before must not narrow it.
    To be called before any of the choices is resolved.
    """
    if not asks_for(*names):
        return
    kept: dict[str, object] = st.session_state.setdefault(_KEPT, {})
    for name in set(names) - _query_params().keys():
        st.session_state.pop(name, None)
        kept.pop(name, None)


def choose_many(
    key: str,
    *,
    default: Sequence[str],
    resolve: Callable[[Sequence[str]], tuple[list[str], list[str]]],
) -> list[str]:
    """Settle a choice of several before its widget is drawn, and seed the widget with it.

    The widget's own values come first, then those of another page, then the address's, where they
    are separated by commas.

    Args:
        key: parameter name, which is also the widget's key.
        default: the values when nothing else is known.
        resolve: returns the values that are possible, in order, and sentences about the others.
    """
    kept: dict[str, list[str]] = st.session_state.setdefault(_KEPT, {})
    asked = pop_query_param(key)
    wanted = default if asked is None else [part for part in asked.split(",") if part]
    for candidate in (st.session_state.get(key), kept.get(key)):
        if isinstance(candidate, list):
            wanted = candidate
            break
    resolved, sentences = resolve(wanted)
    for text in sentences:
        notify(text)
    st.session_state[key] = kept[key] = resolved
    return resolved


def saved_choice(key: str) -> str:
    """What the visitor chose under a name on another page; nothing where no choice was made."""
    kept: dict[str, str] = st.session_state.get(_KEPT, {})
    return kept.get(key, "")


def notify(text: str) -> None:
    """Note a sentence that the visitor is shown once."""
    st.session_state.setdefault(_NOTICES, []).append(text)


def follow_address() -> None:
    """Take every choice anew from the address where Back or Forward led the visitor to it.

    To be called once in a run, before any choice is resolved. Otherwise choices come from widgets
    and from the visit so far, so that they go along from page to page.
    """
    context = get_script_run_ctx()
    if context is None or not context.is_history_navigation:
        return
    forget_choices()


def forget_choices() -> None:
    """Forget every choice of the visit, so that the address alone counts."""
    parts = [name for name in map(str, st.session_state) if name.startswith(CONDITIONS)]
    for name in (*PARAMETERS, *parts, _FROM_ADDRESS):
        st.session_state.pop(name, None)
    st.session_state[_KEPT] = {}


def take_choices(choices: Mapping[str, str]) -> None:
    """Take choices as if the address asked for them, whatever the visitor chose before.

    Args:
        choices: values by parameter name; names that are not known are reported.
    """
    kept: dict[str, object] = st.session_state.setdefault(_KEPT, {})
    for name in choices:
        st.session_state.pop(name, None)
        kept.pop(name, None)
    _query_params().update(_known(choices))


def _known(asked: Mapping[str, str]) -> dict[str, str]:
    """What an address may carry; anything else is reported."""
    for name in sorted(asked.keys() - PARAMETERS.keys()):
        notify(
            f"The link includes “{shorten(name)}”, which this atlas does not know; it was left out."
        )
    at = asked.get(AT, "")
    if at and not is_position(at):
        report(AT, at, "the map as it opens")
    return {name: value for name, value in asked.items() if name in PARAMETERS}


def is_position(text: str) -> bool:
    """Whether a text is a zoom, a latitude and a longitude in England, as the map writes them.

    >>> is_position("7,52.483,-1.89"), is_position("abc"), is_position("7,52.4")
    (True, False, False)
    >>> is_position("7,48.86,2.35")
    False
    """
    try:
        zoom, latitude, longitude = map(float, text.split(","))
    except ValueError:
        return False
    south, north, west, east = BOUNDS
    return isfinite(zoom) and south <= latitude <= north and west <= longitude <= east


def _query_params() -> dict[str, str]:
    """What the address asked for when the session began or was returned to; each is used once."""
    if _FROM_ADDRESS not in st.session_state:
        st.session_state[_FROM_ADDRESS] = _known(dict(st.query_params.items()))
    found: dict[str, str] = st.session_state[_FROM_ADDRESS]
    return found


def pop_query_param(key: str) -> str | None:
    """What the address asked for under a name, the first time it is wanted."""
    return _query_params().pop(key, None)


def ask(key: str, value: str) -> None:
    """Take a value as if the address asked for it, unless it asks for another."""
    _query_params().setdefault(key, value)


def rename_asked(old: str, new: str) -> None:
    """Read a part of the address under another name, unless the address has that name too."""
    value = pop_query_param(old)
    if value is not None:
        ask(new, value)


def report(key: str, asked: str, words: str) -> None:
    """Note that something the address asked for is not here, and what is shown instead."""
    notify(
        f"The link asks for the {PARAMETERS[key]} “{shorten(asked)}”, which is not here; showing "
        f"{words}."
    )


def show_notices() -> None:
    """Show the visitor once what in the link could not be followed."""
    texts: list[str] = st.session_state.pop(_NOTICES, [])
    refuse([shorten(text, LONGEST_NOTICE) for text in texts[:MOST_NOTICES]])
    for text in texts[:MOST_NOTICES]:
        st.warning(plain_text(shorten(text, LONGEST_NOTICE)))
    others = len(texts) - MOST_NOTICES
    if others > 0:
        st.warning(plain_text(f"{others:,} more parts of the link could not be followed."))


def write_address(choices: Mapping[str, str], *, defaults: Mapping[str, str]) -> None:
    """Put the choices into the address; defaults stay out, so that it is short."""
    wanted = {
        name: value for name, value in choices.items() if value and value != defaults.get(name)
    }
    now = dict(st.query_params.items())
    if is_position(now.get(AT, "")):
        # The map itself writes there where it was moved to.
        wanted[AT] = now[AT]
    if st.session_state.get(LINKED_CHART):
        wanted |= {name: now[name] for name in (CHART, OPEN_PARTS) if name in now}
    if now != wanted:
        st.query_params.from_dict(wanted)
