"""What the apps are asked to show: three scenes of growing size, on the published data."""

from __future__ import annotations

from dataclasses import dataclass

from data.read.measures import MapReader, Measure
from data.read.places import PlaceReader
from data.read.store import Store
from utils.narrative.place import measure_title

#: What the selectbox is called by which the map is switched.
LABEL = "Show on the map"
#: Themes whose first measures differ, so that each switch must change the map.
THEMES = ("all_services", "children_and_families", "older_people", "health_and_wellbeing")
#: A theme that has four measures of the same small areas, and these measures.
SMALL_THEME = "work_and_skills"
MEASURES = ("employment_decile", "education_decile", "income_decile", "imd_decile")
SMALL_AREAS = "lsoa11"
CITY = "E08000025"


@dataclass(frozen=True)
class Choice:
    """A selectbox, by its label, and what is chosen in it in turn.

    The names of the options may have something in front of them. The first is shown at the start.
    """

    label: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Limits:
    """What the atlas may take for a switch.

    Attributes:
        kilobytes: over websocket and HTTP together.
        floors: time to the steady picture, in times of the floor's.
        naives: how many times faster than the naive peer it must be.
    """

    kilobytes: float
    floors: float
    naives: float


@dataclass(frozen=True)
class Scene:
    """A size of map.

    Attributes:
        name: what the command line calls it.
        title: what the report calls it.
        areas: how many areas the map holds.
        query: the address's parameters by which the atlas shows it.
        choice: what is switched.
        limits: the atlas's targets.
        is_huge: the naive peer takes minutes for a step.
    """

    name: str
    title: str
    areas: int
    query: str
    choice: Choice
    limits: Limits
    is_huge: bool = False


def list_scenes() -> list[Scene]:
    """The scenes, the smallest map first."""
    of_themes = Choice(LABEL, tuple(read_theme_measures()))
    names = read_measure_names()
    of_measures = Choice(LABEL, tuple(names[measure] for measure in MEASURES))
    small = f"theme={SMALL_THEME}&level=lsoa&show={MEASURES[0]}:persons"
    return [
        Scene("upper", "upper tier, 153 areas", 153, "", of_themes, Limits(4, 1.5, 30)),
        Scene(
            "city",
            "a city's small areas, 639",
            639,
            f"{small}&inside={CITY}",
            of_measures,
            Limits(5, 1.5, 10),
        ),
        Scene(
            "england",
            "all small areas, 32,844",
            32_844,
            small,
            of_measures,
            Limits(70, 2, 300),
            is_huge=True,
        ),
    ]


def read_theme_measures() -> dict[str, Measure]:
    """The first measure of each theme that is switched to, by its name, in this order."""
    places = PlaceReader(MapReader())
    first = [places.theme_measures(theme, basis="real")[0] for theme in THEMES]
    return {measure_title(measure): measure for measure in first}


def read_measure_names() -> dict[str, str]:
    """Names of the small-area measures that are switched, by measure, in this order."""
    rows = Store().records("small_area_measures", where=[("area_type", "==", SMALL_AREAS)])
    names = {row["measure"]: row["name"] for row in rows}
    return {measure: names[measure] for measure in MEASURES}
