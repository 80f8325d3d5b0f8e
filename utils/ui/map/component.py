"""Puts the map on a page: a component whose program is fetched once and fed with values alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final

import streamlit as st

from geo.layers import MapMessage
from utils.ui.server.addresses import script_url
from utils.ui.shared.data_request import is_data_request

# Streamlit sends this text with every message, so it only fetches the program, which a browser
# keeps for good. Its line break shows Streamlit that it is no path.
LOADER: Final = (
    'const f=c=>AtlasMap.show(c.parentElement,c.data,v=>c.setTriggerValue("act",v)).remove;\n'
    "export default c=>window.AtlasMap?f(c):"
    'import(new URL("{url}",document.baseURI).href).then(()=>f(c))'
)
_map = st.components.v2.component(
    "place_map", js=LOADER.format(url=script_url()), isolate_styles=False
)


#: How long the rest of the page waits for the map. A browser gathers what comes within 10 ms and
#: draws it all at once; after this gap it has drawn the map and draws the rest later. Measured, the
#: map stands a fifth sooner so, and the rest of the page 30 ms later.
HEAD_START_SECONDS: Final = 0.03


def render_map(
    message: MapMessage,
    *,
    key: str,
    on_event: Callable[[dict[str, Any]], None],
    head_start: bool = True,
) -> None:
    """Show the map before what follows it on the page, and pass on what the visitor does.

    Args:
        message: what to draw.
        key: stable key of the component, so that it is never mounted anew.
        on_event: called with {"area": code} after a click, {"inside": code} after a double click,
            and {"period": label}, {"level": name} or {"view": name} after a choice below the map.
        head_start: whether what follows on the page waits until the map is drawn.
    """
    if is_data_request():
        return

    def pass_on() -> None:
        # A browser that speaks of the tools but not of the map itself leaves no state to read.
        event = st.session_state.get(key, {}).get("act")
        if isinstance(event, dict):
            on_event(event)

    _map(key=key, data=message.pack(), on_act_change=pass_on)
    if head_start:
        time.sleep(HEAD_START_SECONDS)
