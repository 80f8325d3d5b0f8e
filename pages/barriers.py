"""What stops partners, what was asked of government, and what happened when?"""

from __future__ import annotations

import streamlit as st

from utils.ui.barriers.choices import ask_barriers, resolve_barriers
from utils.ui.barriers.sections import render_asks, render_barriers, render_known, render_timeline
from utils.ui.barriers.self_assessment import render_self_assessment
from utils.ui.registers.sections import render_search
from utils.ui.shared.loaders import load_asks, load_registers
from utils.ui.shared.state import show_notices, write_address

reader = load_registers()

st.title("What stops partners from working as one place?")
choices = resolve_barriers(reader)
ask_barriers(reader, choices)
show_notices()
if not render_search(reader):
    if choices.strand == "barriers":
        render_barriers(reader, choices)
    elif choices.strand == "asks":
        render_asks(load_asks(), choices)
    elif choices.strand == "known":
        render_known(reader)
    elif choices.strand == "timeline":
        render_timeline(reader)
    else:
        render_self_assessment(reader)
write_address(choices.address, defaults=choices.defaults)
