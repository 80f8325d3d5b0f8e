"""The apps compared: how each is started, how its picture is known and what is chosen in it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.bench.floor_colours import COLOURS
from tests.bench.scenes import Choice, Scene


@dataclass(frozen=True)
class Subject:
    """An app.

    Attributes:
        name: what the report calls it.
        script: its file below the project's folder.
        query: its address's parameters, with {query} for the atlas's and {name} for the scene.
        holder: JavaScript for the element that shows the picture.
        picture: JavaScript from `holder` and `areas`, the number of areas, to a text that changes
            with the picture, "" for none.
        message: type of the element that carries the picture.
        own_choice: what is chosen where that does not depend on the scene.
        has_map: it can be panned and zoomed.
        is_naive: it has no Streamlit settings of the project's and loads scripts from other hosts,
            which are answered locally.
    """

    name: str
    script: str
    query: str
    holder: str
    picture: str
    message: str
    own_choice: Choice | None = None
    has_map: bool = True
    is_naive: bool = False

    def choice(self, scene: Scene) -> Choice:
        """What is chosen in a scene."""
        return self.own_choice or scene.choice

    def parameters(self, scene: Scene) -> str:
        """Parameters of the address in a scene."""
        return self.query.format(query=scene.query, name=scene.name)

    def probe(self, scene: Scene) -> str:
        """The two functions that the page's recorder asks for."""
        return (
            f"window.benchHolder = () => {self.holder};\n"
            f"window.benchState = () => {{ const areas = {scene.areas};"
            f" const holder = window.benchHolder(); if (!holder) return ''; {self.picture} }};\n"
        )


FLOOR = Subject(
    name="floor",
    script="tests/bench/floor_app.py",
    query="",
    holder="document.querySelector('.bench-block')",
    picture="return holder.style.background;",
    message="html",
    own_choice=Choice("Colour", COLOURS),
    has_map=False,
)
ATLAS = Subject(
    name="atlas",
    script="app.py",
    query="{query}",
    holder="document.querySelector('.atlas-map')",
    # Tiles that are still being fetched are no picture yet.
    picture=(
        "const missing = holder.querySelector('.leaflet-tile:not(.leaflet-tile-loaded)');"
        " return missing ? '' : holder.dataset.shown || '';"
    ),
    message="bidi_component",
)
NAIVE = Subject(
    name="naive",
    script="tests/bench/naive_app.py",
    query="scene={name}",
    holder="[...document.querySelectorAll(\"iframe[title*='st_folium']\")].at(-1)",
    # The list is a live one, and some 300 of its paths tell any two pictures apart: reading it
    # anew, or all of it, in every frame would slow the page that is measured.
    picture=(
        "const page = holder.contentDocument;"
        " const pane = page && page.querySelector('.leaflet-overlay-pane');"
        " const paths = pane ? pane.getElementsByTagName('path') : [];"
        " if (paths.length < 2 * areas) return '';"
        " const step = Math.ceil(paths.length / 306); let fills = '';"
        " for (let at = 0; at < paths.length; at += step) fills += paths[at].getAttribute('fill');"
        " return fills;"
    ),
    message="component_instance",
    is_naive=True,
)
SUBJECTS = (FLOOR, ATLAS, NAIVE)
