"""The programme's published counts of several places, separated by what is in them."""

from __future__ import annotations

from collections.abc import Sequence

from data.read.places import Place, PlaceReader
from data.read.rows import CountsRow
from utils.narrative.counts import (
    BASES,
    count_words,
    counts_caution,
    other_figures,
    totals_by_basis,
)
from utils.ui.passports.pages import count_url
from utils.ui.shared.prose import Html, bullets, join, link, paragraph, render_prose, strong


def render_counts(places: PlaceReader, chosen: Sequence[Place]) -> None:
    """Write every published count of the places, those of a single basis together."""
    rows = {row["line"]: row for place in chosen for row in places.counts(place)}
    without = [place.name for place in chosen if not places.counts(place)]
    separated = totals_by_basis(list(rows.values()))
    blocks: list[Html] = []
    if separated:
        blocks.append(paragraph(counts_caution(list(separated))))
    for basis, found in separated.items():
        blocks += [paragraph(strong(f"{BASES[basis]}:")), _list(places, found)]
    others = other_figures(list(rows.values()))
    if others:
        blocks += [paragraph(strong("Other figures of the programme:")), _list(places, others)]
    if without:
        blocks.append(
            paragraph(f"No count was published, or none was found, for {', '.join(without)}.")
        )
    render_prose(*blocks)


def _list(places: PlaceReader, rows: Sequence[CountsRow]) -> Html:
    names = {entry.place_id: entry.name for entry in places.programme}
    return bullets(
        join(
            f"{names[row['place_id']]}, ",
            link(count_words(row), count_url(row["line"])),
            f". {row['source_title']}.",
        )
        for row in rows
    )
