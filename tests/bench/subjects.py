"""The apps compared: how each is started, what to choose in it and how its picture is known."""

from __future__ import annotations

from dataclasses import dataclass

from data.map_reader import MapReader
from data.place_reader import PlaceReader
from tests.bench.floor_colours import COLOURS

#: Themes whose first measures differ, so that each switch must change the map.
THEMES = ("all_services", "children_and_families", "older_people", "health_and_wellbeing")
AREAS = 153

FLOOR_BLOCK = 'document.querySelector(".bench-block")'
ATLAS_FRAME = "document.querySelector(\"iframe[title*='place_map']\")"
NAIVE_FRAME = "[...document.querySelectorAll(\"iframe[title*='st_folium']\")].at(-1)"


@dataclass(frozen=True)
class Subject:
    """One app.

    Attributes:
        name: what the report calls it.
        script: its file below the project's folder.
        own_settings: it runs with the project's Streamlit settings.
        label: label of the selectbox that is switched.
        options: what is chosen in turn; the first is shown at the start.
        holder: JavaScript for the element that shows the picture.
        picture: JavaScript from `holder` to a text that changes with the picture, "" for none.
        message: kind of the message that carries the picture.
        has_map: it can be panned and zoomed.
        uses_cdn: it loads scripts from other hosts, which are answered locally.
    """

    name: str
    script: str
    own_settings: bool
    label: str
    options: tuple[str, ...]
    holder: str
    picture: str
    message: str
    has_map: bool
    uses_cdn: bool

    @property
    def probe(self) -> str:
        """The two functions that the page's recorder asks for."""
        return (
            f"window.benchHolder = () => {self.holder};\n"
            f"window.benchState = () => {{ const holder = window.benchHolder();"
            f" if (!holder) return ''; {self.picture} }};\n"
        )


def list_subjects() -> list[Subject]:
    """The floor, the atlas and the naive peer."""
    names = PlaceReader(MapReader()).theme_names
    themes = tuple(names[theme] for theme in THEMES)
    floor = Subject(
        name="floor",
        script="tests/bench/floor_app.py",
        own_settings=True,
        label="Colour",
        options=COLOURS,
        holder=FLOOR_BLOCK,
        picture="return holder.style.background;",
        message="element html",
        has_map=False,
        uses_cdn=False,
    )
    atlas = Subject(
        name="atlas",
        script="app.py",
        own_settings=True,
        label="Theme",
        options=themes,
        holder=ATLAS_FRAME,
        picture=(
            "const page = holder.contentDocument;"
            " return page && page.body && page.body.dataset.shown || '';"
        ),
        message="element component_instance",
        has_map=True,
        uses_cdn=False,
    )
    naive = Subject(
        name="naive",
        script="tests/bench/naive_app.py",
        own_settings=False,
        label="Theme",
        options=themes,
        holder=NAIVE_FRAME,
        picture=(
            "const page = holder.contentDocument;"
            " const paths = page ? page.querySelectorAll('.leaflet-overlay-pane path') : [];"
            f" if (paths.length < {2 * AREAS}) return '';"
            " return [...paths].map((one) => one.getAttribute('fill')).join('');"
        ),
        message="element component_instance",
        has_map=True,
        uses_cdn=True,
    )
    return [floor, atlas, naive]
