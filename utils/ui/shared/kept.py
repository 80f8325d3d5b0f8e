"""Parts of a page that are made once for each choice and then sent again as they were.

A page shows what its address says and what is published. So a part is known by its name, the
address of its page and the version of the data. What is kept is serialised: each visit gets a copy
of its own, and nothing that is done with it can change another's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any, Final, TypeVar, cast
from urllib.parse import urlencode

import streamlit as st

from utils.ui.shared.alone import key_alone
from utils.ui.shared.asked_chart import mark_found
from utils.ui.shared.chart_links import inside_kept_part
from utils.ui.shared.data_request import is_data_request
from utils.ui.shared.loaders import load_maps

Made = TypeVar("Made")
#: Parts that are kept: those used last. The bytes of all are bounded by `server.maxCacheDataSize`.
MOST_KEPT: Final = 2_000
#: Of each part that was ever made Streamlit keeps a lock, so after so many all are dropped.
MOST_MADE: Final = 20_000
_MADE: Final = count(1)


def draw_kept(part: str, address: Mapping[str, str], draw: Callable[[], Made]) -> Made:
    """Draw a part of a page, or send again what was drawn for the same choices.

    The part has no widgets, and depends on nothing but the choices of its page.

    Args:
        part: name of the part, alone of its kind on all pages.
        address: all choices of the page, as parameters of its address.
        draw: draws it; what it returns is returned again each time, as a copy.
    """
    if is_data_request() or key_alone():
        # A table or a tile of it may be all that is asked for.
        return draw()

    def draw_once() -> tuple[Made, list[str]]:
        with inside_kept_part(address) as drawn:
            return draw(), drawn.tables

    version, theme = load_maps().store.version, st.context.theme.type
    made, tables = _kept(f"{version} {theme} {part}?{urlencode(address)}", draw_once)
    for table in tables:
        mark_found(table)
    return cast("Made", made)


@st.cache_data(max_entries=MOST_KEPT, show_spinner=False)
def _kept(key: str, _draw: Callable[[], Any]) -> Any:  # noqa: ANN401, ARG001 - any part, by its key
    if next(_MADE) % MOST_MADE == 0:
        _kept.clear()
    return _draw()
