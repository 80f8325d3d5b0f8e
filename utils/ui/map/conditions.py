"""Up to three conditions on measures: where do all hold? Settled, asked for, and written to a link.

In an address a condition reads measure~ge~threshold or measure~le~threshold; a semicolon parts two.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from data.read.measures import Measure
from utils.markdown import plain_text
from utils.narrative.place import measure_title, unit_words
from utils.ui.shared.state import pop_query_param, report

PARAMETER: Final = "where"
MOST: Final = 3
NONE: Final = ""
SIGNS: Final[Mapping[str, str]] = {"ge": "at least", "le": "at most"}
#: The sign that a new condition starts with: towards the dark end of the map.
SIGN_OF_DARK: Final[Mapping[str, str]] = {"high": "ge", "low": "le"}
_KEPT: Final = "where_kept"


@dataclass(frozen=True)
class Asked:
    """A condition as chosen: a measure's name, the sign and the threshold."""

    measure: str
    sign: str
    threshold: float

    @property
    def text(self) -> str:
        """The condition as an address holds it."""
        return f"{self.measure}~{self.sign}~{self.threshold:.15g}"


def read_conditions(text: str, options: Mapping[str, Measure]) -> list[Asked]:
    """Read conditions from an address.

    Raises:
        ValueError: a condition is not of the form measure~sign~number, or names what is not here.
    """
    found = []
    for part in text.split(";"):
        pieces = part.split("~")
        if len(pieces) != MOST or pieces[0] not in options or pieces[1] not in SIGNS:
            raise ValueError(part)
        threshold = float(pieces[2])
        if not math.isfinite(threshold):
            raise ValueError(part)
        found.append(Asked(pieces[0], pieces[1], threshold))
    if len(found) > MOST:
        raise ValueError(text)
    return found


def write_conditions(conditions: Sequence[Asked]) -> str:
    """Write conditions as an address holds them."""
    return ";".join(condition.text for condition in conditions)


def resolve_conditions(
    options: Mapping[str, Measure], *, first: str, median: Callable[[str], float]
) -> list[Asked]:
    """Settle the conditions from the widgets, the visit so far and the address.

    Args:
        options: measures that exist at the level, by name.
        first: the measure of the first condition when nothing else is known.
        median: gives the median of a measure, which is a new condition's threshold.
    """
    _seed(options, first)
    found = []
    for number in range(1, MOST + 1):
        name, sign, threshold = (_key(number, part) for part in ("measure", "sign", "value"))
        if st.session_state.get(name, NONE) not in {NONE, *options}:
            st.session_state[name] = NONE
        chosen = st.session_state.setdefault(name, NONE)
        if chosen == NONE:
            continue
        if st.session_state.get(threshold) is None:
            st.session_state[threshold] = median(chosen)
        asked = Asked(
            chosen,
            st.session_state.setdefault(sign, SIGN_OF_DARK[options[chosen].dark_end]),
            float(st.session_state[threshold]),
        )
        found.append(asked)
    st.session_state[_KEPT] = found
    return found


def _seed(options: Mapping[str, Measure], first: str) -> None:
    """Before the widgets are there: what was kept, what the address asks for, or a condition."""
    if _key(1, "measure") in st.session_state:
        return
    start: list[Asked] = st.session_state.get(_KEPT, [])
    text = pop_query_param(PARAMETER)
    if text is not None:
        try:
            start = read_conditions(text, options)
        except ValueError:
            report(PARAMETER, text, "one condition on the measure above")
    for number, asked in enumerate(start, start=1):
        st.session_state[_key(number, "measure")] = asked.measure
        st.session_state[_key(number, "sign")] = asked.sign
        st.session_state[_key(number, "value")] = asked.threshold
    if not start:
        st.session_state[_key(1, "measure")] = first


def ask_conditions(options: Mapping[str, Measure]) -> None:
    """Ask for the conditions, a row each; a new measure starts from its median."""
    for number in range(1, MOST + 1):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.selectbox(
                f"Condition {number:d}",
                [NONE, *options],
                key=_key(number, "measure"),
                format_func=lambda option: measure_title(options[option]) if option else "None",
                on_change=_forget_threshold,
                args=(number,),
            )
            chosen = st.session_state[_key(number, "measure")]
            if chosen != NONE:
                _ask_threshold(number, options[chosen])


def _ask_threshold(number: int, measure: Measure) -> None:
    st.selectbox(
        f"Sign {number:d}",
        list(SIGNS),
        key=_key(number, "sign"),
        format_func=SIGNS.__getitem__,
        width=140,
    )
    st.number_input(
        plain_text(f"Threshold {number:d} ({unit_words(measure.unit)})"),
        key=_key(number, "value"),
        step=10.0**-measure.decimals,
        format=f"%.{measure.decimals}f",
        width=220,
    )


def _forget_threshold(number: int) -> None:
    st.session_state[_key(number, "value")] = None
    st.session_state.pop(_key(number, "sign"), None)


def _key(number: int, part: str) -> str:
    return f"where{number}_{part}"
