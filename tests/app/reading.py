"""Opens the app without a browser and reads what a visitor would see."""

from __future__ import annotations

from collections.abc import Iterator

from streamlit.testing.v1 import AppTest

from utils.config import ROOT
from utils.ui.table_twin import TABLE_KEY

SECONDS = 60


def open_app(**address: str) -> AppTest:
    """Open the app at an address, as a visitor follows a link; the table twin is opened too."""
    app = AppTest.from_file(str(ROOT / "utils" / "ui" / "navigation.py"), default_timeout=SECONDS)
    for name, value in address.items():
        app.query_params[name] = value
    app.session_state[TABLE_KEY] = True
    return app.run()


def shown_texts(app: AppTest) -> Iterator[str]:
    """Every text on the page: headings, prose, messages, tables and the map's legend."""
    for kind in ("title", "header", "subheader", "markdown", "caption", "warning", "info", "error"):
        yield from (str(one.value) for one in app.get(kind))
    for kind in ("html", "expander"):
        yield from (str(one.proto) for one in app.get(kind))
    for table in app.table:
        for label, row in table.value.iterrows():
            yield from map(str, [label, *row])


def shown_text(app: AppTest) -> str:
    """All of them as one text."""
    return "\n".join(shown_texts(app))
