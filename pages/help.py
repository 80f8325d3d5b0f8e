"""How do I use the atlas, what do its words mean, what is new, and who can use it?"""

from __future__ import annotations

import streamlit as st

from utils.ui.help.sections import help_address, render_help
from utils.ui.shared.state import show_notices, write_address

st.title("Help and glossary")
render_help()
show_notices()
write_address(help_address(), defaults={"about": "guide"})
