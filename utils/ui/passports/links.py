"""Figures in tables as links to their passports, in the markdown that tables show."""

from __future__ import annotations

from collections.abc import Sequence

from data.read.comparisons import MeasureStandings, Standing
from data.read.measures import Measure, ValueRow
from data.read.places import Place
from utils.formatting import format_value
from utils.markdown import markdown_link
from utils.ui.passports.pages import card_url, group_url, value_url
from utils.ui.shared.prose import Html, join, link, paragraph


def figure_link(
    words: str, measure: Measure, *, period: str, area: str, row: ValueRow | None
) -> str:
    """A figure that opens its passport; a gap stays plain."""
    if row is None or row["value"] is None:
        return words
    return markdown_link(words, value_url(measure, period=period, area=area))


def where_from(
    chosen: Sequence[Place], *, theme: str, basis: str, period: str, whole_year: str
) -> Html:
    """A paragraph that leads to the passports of all figures a page says of each place."""
    links: list[str] = []
    for place in chosen:
        address = card_url(place, theme=theme, basis=basis, period=period, whole_year=whole_year)
        links += [", " if links else "", link(place.name, address)]
    return paragraph(join("Where these figures are from: ", *links))


def reference_link(
    standing: Standing, found: MeasureStandings, *, own_set: Sequence[str] = ()
) -> str:
    """The comparator's value that opens its passport."""
    reference, comparator = standing.reference, standing.comparator
    if reference is None or comparator is None or reference.value is None:
        return "no figure"
    measure = found.measure
    about = "median " if reference.is_median else ""
    words = about + format_value(reference.value, unit=measure.unit, decimals=measure.decimals)
    address = group_url(
        standing.place, measure, period=found.period, against=comparator.kind, own_set=own_set
    )
    return markdown_link(words, address)
