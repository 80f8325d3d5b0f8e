"""Sources and caveats as they stand under a figure."""

from __future__ import annotations

from collections.abc import Sequence

from data.read.measures import MapReader, Measure
from data.read.money_basis import NET_BASIS
from data.read.rows import SourcesRow
from utils.ui.shared.prose import Html, bullets, join, link, paragraph, render_prose, strong
from utils.ui.shared.words import ATTRIBUTION

SPEND_CAVEATS = (
    NET_BASIS,
    (
        "Bodies wider than a council area, such as police forces, are shared out by population, so "
        "neighbours inside one force show the same police spending per person."
    ),
    (
        "Years to 2008-09 are on another accounting basis (FRS 17), and 2020-21 and 2021-22 "
        "include the pandemic's money. Compare across those years with care."
    ),
)


def render_caveats(measure: Measure, *, extra: tuple[str, ...] = ()) -> None:
    """List what a reader must know of a measure.

    What is the same for all money is an element of its own, which is sent once in a visit.
    """
    title = paragraph(strong("What to know before you use this"))
    render_prose(title, bullets([*measure.caveats, *extra]))
    if measure.kind == "spend":
        render_prose(bullets(SPEND_CAVEATS))


def source_line(row: SourcesRow) -> Html:
    """Name a source with its attribution and a link to the publisher's page."""
    title = link(row["title"], row["landing_page"])
    return join(f"{row['attribution']}. ", title, f", {row['publisher']}.")


def render_source(reader: MapReader, measures: Sequence[Measure]) -> None:
    """Name the publisher, the data set and the licence, with a link to the publisher's page."""
    keys = [measure.source for measure in measures]
    keys += ["ons_population"] if any(measure.kind == "spend" for measure in measures) else []
    lines = [source_line(reader.sources[key]) for key in dict.fromkeys(keys)]
    own = f"{ATTRIBUTION}. Data version {reader.store.version}."
    render_prose(paragraph(strong("Sources")), bullets([*lines, own]))
