"""Where did the money of a place go, by the payments it publishes?"""

from __future__ import annotations

import streamlit as st

from utils.markdown import plain_text
from utils.narrative.payments import count_title
from utils.ui.payments.choices import resolve_payments
from utils.ui.payments.sections import (
    ask_period,
    render_answer,
    render_beside,
    render_no_payments,
    render_themes,
)
from utils.ui.payments.source import render_source
from utils.ui.payments.suppliers import render_suppliers
from utils.ui.shared.loaders import load_finder, load_money, load_payments, load_whole_place
from utils.ui.shared.state import show_notices, write_address
from utils.ui.shell.title import name_page

reader = load_payments()

choices = resolve_payments(reader, load_finder())
count = choices.count
st.title("Where our money went")
name_page("Where our money went", [choices.place.name] if choices.place and count else [])
show_notices()
if count is None:
    render_no_payments(reader, choices)
else:
    st.header(plain_text(count_title(count)))
    ask_period(choices)
    render_answer(reader, count)
    render_themes(reader, count)
    render_suppliers(reader, count, choices)
    render_beside(reader, load_money(), load_whole_place(), count)
    render_source(reader, count)
write_address(choices.address, defaults=choices.defaults)
