"""What does a table of our own look like on the map? In staff mode alone."""

from __future__ import annotations

import streamlit as st

from utils.ui.own_table.my_place import render_my_place
from utils.ui.own_table.table_map import render_table_map
from utils.ui.own_table.upload import render_keeping

PARTS = {"Map a table": render_table_map, "Make a place of your own": render_my_place}

st.title("Map your own table")
st.write(
    "Put a table of councils, districts, small areas or points on the map, next to any measure of "
    "this atlas, or combine areas into a place of your own. Rows that cannot be placed are listed "
    "with the reason."
)
part = st.segmented_control(
    "What to do", list(PARTS), default="Map a table", required=True, key="own_table_part", wrap=True
)
PARTS[part]()
render_keeping()
