"""The map of a copy that is read without a server: its program, outlines, and values by measure.

The map's program asks for files by address; here scripts hand it each of them, as a page on a disk
may load no other files. Outlines of a level are one script and each measure another, so that a
measure is chosen without loading outlines again.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from data.read.measures import FIXED, Measure
from data.read.places import AS_PUBLISHED, PlaceReader
from geo.layers import MapMessage
from geo.script import map_style
from utils.charts.area_map import View
from utils.narrative.map_summary import summarise_map
from utils.narrative.place import measure_title
from utils.ui.map.choices import DEFAULTS, MapChoices
from utils.ui.map.controls import measure_names
from utils.ui.map.scene import compose_message, main_view, panels_of
from utils.ui.offline.tables import cite
from utils.ui.server.addresses import data_url, geometry_url
from utils.ui.server.map_files import read_resource, tile_files
from utils.ui.server.policy import source_hash

BASIS: Final = DEFAULTS["basis"]
#: Tools below the map that need no server.
TOOLS: Final = ("mark", "programme")
LEVELS: Final = ("region", "upper_tier", "lower_tier", "msoa", "lsoa")


@dataclass(frozen=True)
class OfflineMaps:
    """Writes the map's scripts.

    Attributes:
        places: the reader of places.
        wanted: the measures on it; all where none is named.
    """

    places: PlaceReader
    wanted: Sequence[str] = ()

    @cached_property
    def names(self) -> dict[str, str]:
        """Name of each measure in real terms or as published, theme by theme."""
        names = measure_names(self.places, basis=BASIS)
        return {
            name: words for name, words in names.items() if not self.wanted or name in self.wanted
        }

    def levels(self, name: str) -> Mapping[str, Measure]:
        """The levels at which a measure can be mapped, each with the measure there."""
        by_level = self.places.maps.by_level
        return by_level.get((name, BASIS)) or by_level[name, AS_PUBLISHED]

    def catalogue(self, links: Mapping[str, str]) -> bytes:
        """What can be chosen: measures with their levels and periods, and pages of places.

        Args:
            links: address of the page of each place, by its id.
        """
        measures = [
            {
                "name": name,
                "words": words,
                "levels": {
                    level: {"periods": measure.periods, "opening": measure.opening_period}
                    for level, measure in self.levels(name).items()
                },
                "file": values_file(number),
            }
            for number, (name, words) in enumerate(self.names.items(), 1)
        ]
        geometry = {level: geometry_file(level) for level in LEVELS}
        return _assign("ATLAS_COPY", {"measures": measures, "geometry": geometry, "pages": links})

    def geometry(self, level: str) -> bytes:
        """The outlines of a level, as the map's program asks for them.

        Those of the upper tier go with every level, so they are a script that comes first.
        """
        store = self.places.maps.store
        if level == "upper_tier":
            return self._files([geometry_url(store, "upper-tier"), data_url(store, "page")])
        if level != "lsoa":
            return self._files([geometry_url(store, level.replace("_", "-"))])
        prefix = "geometry-"
        near = [
            geometry_url(store, name.removeprefix(prefix))
            for name in store.resources
            if name.startswith(f"{prefix}lsoa-e")
        ]
        found = [geometry_url(store, "lsoa-index"), data_url(store, "files"), *near]
        return self._files(found, more=tile_files(store))

    def _files(self, urls: Sequence[str], *, more: Mapping[str, bytes] | None = None) -> bytes:
        files = {url: read_resource(self.places, url) for url in urls} | dict(more or {})
        return _call("addFiles", {url: _text(content) for url, content in files.items()})

    def values(self, name: str, tables: Mapping[str, Mapping[str, str]]) -> bytes:
        """A measure: what the map shows of it at each level and period, with the words beside it.

        Args:
            name: the measure.
            tables: addresses of the same as a table by level, each with its words.
        """
        levels = {
            level: self._level(measure, tables.get(level, {}))
            for level, measure in self.levels(name).items()
        }
        return _call("addMeasure", {"name": name, "levels": levels})

    def _level(self, measure: Measure, tables: Mapping[str, str]) -> dict[str, Any]:
        maps = self.places.maps
        periods, series = {}, {}
        for message, view in self._messages(measure):
            text = summarise_map(view.rows, view.measure, period=view.period, breaks=view.breaks)
            periods[view.period] = {"map": _text(message.pack()), "text": text}
            if message.series:
                played = gzip.compress(maps.series(measure), mtime=0)
                series = {message.series: _text(played)}
        return {
            "title": measure_title(measure),
            "periods": periods,
            "files": series,
            "caveats": list(measure.caveats),
            "source": cite(maps.sources[measure.source]),
            "tables": dict(tables),
        }

    def _messages(self, measure: Measure) -> Iterator[tuple[MapMessage, View]]:
        """The map of each period with what it shows."""
        for period in measure.periods:
            choices = self._choices(measure, period)
            message = compose_message(self.places, choices, panels_of(self.places, choices, []))
            chosen = {tool: choices.tools[tool] for tool in TOOLS}
            yield replace(message, chosen=chosen), main_view(self.places, choices)

    def _choices(self, measure: Measure, period: str) -> MapChoices:
        """The choices with which the map page opens, of a measure and period."""
        return MapChoices(
            theme=DEFAULTS["theme"],
            measures={},
            measure=measure,
            levels=self.levels(measure.measure),
            period=period,
            basis=BASIS,
            programme=DEFAULTS["programme"],
            place=DEFAULTS["place"],
            inside=DEFAULTS["inside"],
            area=DEFAULTS["area"],
            view=DEFAULTS["view"],
            seconds={},
            second=None,
            second_period="",
            scheme=FIXED,
            mark=False,
        )


def map_styles() -> list[str]:
    """How a content policy names the style that the map's program writes into the page."""
    return [source_hash(map_style())]


def geometry_file(level: str) -> str:
    """Name of the script that has the outlines of a level."""
    return f"data/outlines-{level}.js"


def values_file(number: int) -> str:
    """Name of the script that has a measure."""
    return f"data/measure-{number}.js"


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _assign(name: str, content: object) -> bytes:
    return f"window.{name} = {_json(content)};\n".encode()


def _call(name: str, content: object) -> bytes:
    return f"AtlasCopy.{name}({_json(content)});\n".encode()


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
