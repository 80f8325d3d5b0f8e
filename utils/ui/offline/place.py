"""The page of a place in a copy that is read without a server: the brief, and what follows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from data.read.comparisons import CompareReader
from data.read.places import Place
from data.read.similar_spend import SimilarReader
from utils.charts.chart import Chart
from utils.narrative.sources import source_note
from utils.ui.profile.brief import LIMITS, compose_brief, outcome_table
from utils.ui.profile.choices import ProfileChoices
from utils.ui.profile.inside import tenths_charts
from utils.ui.profile.neighbours import NO_FIGURE, ORDER, similar_amounts
from utils.ui.profile.sections import life_charts, people_chart, used_sources
from utils.ui.shared.brief_parts import chart_block
from utils.ui.shared.loaders import load_whole_place
from utils.ui.shared.words import ATTRIBUTION

#: The program that writes it.
PROGRAM: Final = "offline.place"
NO_TEST: Final = (
    "“Cannot tell”: our source gives no confidence interval to test the difference with, or "
    "England has no figure."
)


def compose_place(
    reader: CompareReader,
    similar: SimilarReader,
    place: Place,
    choices: ProfileChoices,
    *,
    made: date,
    address: str = "",
    top: str = "",
    links: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Compose the job of a place's page.

    Args:
        reader: the reader of places side by side.
        similar: the reader of what similar places spend.
        place: whom it is about.
        choices: theme, year and price basis.
        made: the day on which it is made.
        address: link to the profile on the site; may be empty.
        top: address of the top of the copy, or nothing for a page alone.
        links: words of other pages of the copy by their address.
    """
    brief = compose_brief(reader, similar, place, choices, made=made, address=address)
    more = [
        *_charts_page(f"How {place.name} changed", life_charts(reader, place)),
        # The brief has the first of them.
        *_charts_page(f"Inequality inside {place.name}", tenths_charts(reader, place)[1:]),
        *_outcomes_page(reader, place),
        *_charts_page(f"People in {place.name} by age", [people_chart(reader, place)]),
        *_similar_page(reader, place, choices),
        _sources_page(reader, place, choices),
    ]
    return {
        "document": {**brief, "pages": [*brief["pages"], *more]},
        "top": top,
        "attribution": ATTRIBUTION,
        "links": dict(links or {}),
    }


def _charts_page(heading: str, charts: Sequence[Chart | None]) -> list[dict[str, Any]]:
    """Charts, each with its finding, over the notes of all; nothing where there is none."""
    drawn = [chart for chart in charts if chart is not None]
    if not drawn:
        return []
    blocks = [
        block
        for chart in drawn
        for block in (chart_block(chart), {"kind": "paragraph", "text": chart.finding})
    ]
    notes = dict.fromkeys(note for chart in drawn for note in chart.notes)
    return [{"heading": heading, "blocks": blocks, "notes": list(notes)}]


def _outcomes_page(reader: CompareReader, place: Place) -> list[dict[str, Any]]:
    """Every outcome of the place, theme by theme, each once; nothing where it has none."""
    blocks: list[dict[str, Any]] = []
    shown: dict[str, str] = {}
    for theme, name in reader.places.theme_names.items():
        own = [
            outcome
            for outcome in reader.places.outcomes(place, theme)
            if outcome.measure.measure not in shown
        ]
        shown |= {outcome.measure.measure: source_note(reader, outcome.measure) for outcome in own}
        if own:
            blocks.append(outcome_table(reader, place, own, caption=f"Every outcome: {name}"))
    if not blocks:
        return []
    notes = [LIMITS, NO_TEST, *dict.fromkeys(shown.values())]
    return [{"heading": f"Every outcome of {place.name}", "blocks": blocks, "notes": notes}]


def _similar_page(
    reader: CompareReader, place: Place, choices: ProfileChoices
) -> list[dict[str, Any]]:
    """The places most like it with their public money; nothing where it has none."""
    comparator, _ = reader.comparators.find(place, "neighbours")
    if comparator is None:
        return []
    what, known = similar_amounts(reader, load_whole_place(), comparator.members, choices)
    table = {
        "kind": "table",
        "caption": f"{what} per person",
        "columns": ["Similar place", "Amount"],
        "rows": [
            [reader.comparators.name(code), known.get(code, NO_FIGURE)]
            for code in comparator.members
        ],
    }
    return [{"heading": "Similar places", "blocks": [table], "notes": [ORDER]}]


def _sources_page(reader: CompareReader, place: Place, choices: ProfileChoices) -> dict[str, Any]:
    """Every source of the page with its licence and where it is published."""
    rows = used_sources(reader, place, choices, themes=reader.places.theme_names)
    items = [
        f"{row['attribution']}. {row['title']}, {row['publisher']}, {row['landing_page']}. "
        f"Licence: {row['licence']}."
        for row in rows
    ]
    blocks = [{"kind": "bullets", "items": items}]
    return {"heading": "Sources", "blocks": blocks, "notes": []}
