"""Opens the app without a browser, reads what a visitor would see and does what one would do."""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import numpy as np
from streamlit.testing.v1 import AppTest

from geo.wire import Floats, read_array, read_header
from utils.config import ROOT
from utils.ui.map.table import TABLE_KEY

SECONDS = 60
COMPONENT: Final = "bidi_component"
#: What ends a line in HTML, what else is between its words, and what marks words in markdown.
LINE_ENDS: Final = re.compile(r"</(?:p|li|tr|h\d)>|<br\s*/?>")
TAGS: Final = re.compile(r"<[^>]+>")
MARKS: Final = re.compile(r"^- |\*\*", re.MULTILINE)
#: What keeps a sign from being one of Markdown.
HIDDEN: Final = re.compile(r"\\([^\w\s]|_)|\u200b")
#: What the page keeps of a visitor's choices, under the names of the address.
CHOICES: Final = (
    "theme",
    "show",
    "level",
    "year",
    "basis",
    "programme",
    "place",
    "inside",
    "area",
    "view",
    "classes",
    "mark",
)


@cache
def more_parts() -> tuple[str, ...]:
    """The parts of pages that are drawn when they are opened, by the names in the code."""
    calls = [
        node
        for folder in ("utils/ui", "pages")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "render_more"
    ]
    return tuple(
        f"more_{ast.literal_eval(word.value)}"
        for call in calls
        for word in call.keywords
        if word.arg == "key"
    )


def open_app(
    *, table: bool = True, page: str = "", more: bool = True, parts: str = "", **address: str
) -> AppTest:
    """Open the app at an address, as a visitor follows a link; the table twin is opened too.

    Args:
        table: whether the table twin of the map is open.
        page: file name of the page, where it is not the map.
        more: whether the parts of a page that are behind "more" are open.
        parts: those of them that the address names.
        address: parameters of the address.
    """
    app = _new_app()
    if page:
        app._page_hash = _page_hash(page)
    for name, value in {**address, **({"more": parts} if parts else {})}.items():
        app.query_params[name] = value
    app.session_state[TABLE_KEY] = table
    for key in more_parts() if more else ():
        app.session_state[key] = True
    return app.run()


def _new_app() -> AppTest:
    return AppTest.from_file(
        str(ROOT / "utils" / "ui" / "server" / "navigation.py"), default_timeout=SECONDS
    )


@cache
def _page_hash(page: str) -> str:
    """By what Streamlit knows a page; it can be asked only after a first run."""
    found: str = _new_app().run().switch_page(f"../../../pages/{page}")._page_hash
    return found


def choose(app: AppTest, key: str, value: str) -> AppTest:
    """Choose with a control, be it a widget of the page or one of the map's own tools."""
    for kind in ("selectbox", "radio", "segmented_control", "button_group"):
        for element in app.get(kind):
            if element.key == key:
                return element.set_value(value).run()
    app.session_state[key] = value
    return app.run()


def press(app: AppTest, label: str) -> AppTest:
    """Press the one button whose label begins so."""
    (button,) = (element for element in app.button if element.label.startswith(label))
    return button.click().run()


def has_button(app: AppTest, label: str) -> bool:
    """Whether there is a button whose label begins so."""
    return any(button.label.startswith(label) for button in app.button)


def kept(app: AppTest, *keys: str) -> dict[str, str]:
    """What is chosen, by the names of the address; all choices if none is named."""
    state = app.session_state
    return {key: state[key] for key in keys or CHOICES if key in state}


def address(app: AppTest) -> dict[str, str]:
    """The parameters of the address."""
    return {
        name: value[0] if isinstance(value, list) else value
        for name, value in dict(app.query_params).items()
    }


def map_bytes(app: AppTest) -> bytes:
    """The message of the map as it is sent."""
    # The head of the page is a component too, which has no bytes.
    (content,) = (part.proto.bytes for part in app.get(COMPONENT) if part.proto.bytes)
    return bytes(content)


def map_header(app: AppTest) -> dict[str, Any]:
    """The header of the map's message: what is chosen, the panels and their legends."""
    return read_header(map_bytes(app))


def map_values(app: AppTest, *, panel: int = 0, layer: int = 0, part: str = "value") -> Floats:
    """Values or limits of a layer as the browser reads them; nothing where none were sent."""
    message = map_bytes(app)
    layer_header = read_header(message)["panels"][panel]["layers"][layer]
    if layer_header[part] is None:
        return np.array([], dtype=np.float64)
    return read_array(message, layer_header[part], decimals=layer_header["decimals"])


def notices(app: AppTest) -> list[str]:
    """What the page tells of a link that could not be followed."""
    return [as_read(warning.value) for warning in app.warning]


def as_read(markdown: str) -> str:
    """What a reader sees of a text that was kept from being read as Markdown."""
    return HIDDEN.sub(r"\1", markdown)


def proses(app: AppTest) -> list[str]:
    """Prose of the page, element by element, as plain lines, whichever way it is written."""
    marked = [MARKS.sub("", str(text.value)) for text in app.get("markdown")]
    tagged = [
        html.unescape(TAGS.sub("", LINE_ENDS.sub("\n", block.proto.body)))
        for block in app.get("html")
        # Neither the style of the page nor its foot is prose of the page.
        if "stHeader" not in block.proto.body and "shell-foot" not in block.proto.body
    ]
    return [*marked, *tagged]


def prose_with(app: AppTest, words: str) -> str:
    """The one element of prose that holds some words."""
    (found,) = (text for text in proses(app) if words in text)
    return found


def shown_texts(app: AppTest) -> Iterator[str]:
    """Every text on the page: headings, prose, messages, tables and the map's legend."""
    for kind in ("title", "header", "subheader", "caption", "warning", "info", "error"):
        yield from (str(element.value) for element in app.get(kind))
    yield from proses(app)
    yield from (expander.label for expander in app.get("expander"))
    for table in app.table:
        for label, row in table.value.iterrows():
            yield from map(str, [label, *row])
    # The head of every page is such a component too, which sends no bytes.
    if any(part.proto.bytes for part in app.get(COMPONENT)):
        for panel in map_header(app)["panels"]:
            legend = panel["legend"]
            yield from (panel["heading"], legend["title"])
            for part in ("labels", "rows", "columns"):
                yield from legend.get(part, [])


def shown_text(app: AppTest) -> str:
    """All of them as a single text."""
    return "\n".join(shown_texts(app))
