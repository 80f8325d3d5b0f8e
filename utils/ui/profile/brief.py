"""The brief of a place: a page with the answer, or that and three more, with sources on each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import pandas as pd

from data.read.comparisons import CompareReader
from data.read.money_basis import NET_BASIS
from data.read.places import Outcome, Place
from data.read.similar_spend import SimilarReader
from utils.charts.change import change_charts
from utils.charts.chart import Chart
from utils.config import APP_NAME
from utils.formatting import format_per_person, format_value
from utils.narrative.compare import shown_value
from utils.narrative.counts import BASES, count_words, counts_caution, totals_by_basis
from utils.narrative.headline import cannot_say, ratio_note, verdict_cell
from utils.narrative.place import measure_title, price_words
from utils.narrative.similar import ENDOGENEITY, NOT_IN_IT, fit_words, similar_sentences
from utils.narrative.sources import source_note
from utils.narrative.spend_lines import (
    OVERLAP,
    line_notes,
    marked_amounts,
    own_line_words,
    trend_words,
)
from utils.stats.verdicts import CANNOT_TELL
from utils.ui.profile.brief_summary import summary_page
from utils.ui.profile.brief_whole import whole_pages
from utils.ui.profile.choices import ProfileChoices
from utils.ui.profile.inside import tenths_charts
from utils.ui.profile.sections import three_sentences
from utils.ui.shared.brief_parts import chart_block
from utils.ui.shared.loaders import load_whole_place
from utils.ui.shared.words import APPROXIMATE, TESTS

#: Most rows of a table and of a list, so that a page stays a page.
MOST_OUTCOMES: Final = 9
MOST_UNTESTED: Final = 4
MOST_COUNTS: Final = 5
SUBTITLE: Final = "What public bodies spend per person, and how healthy people are"
HEALTH: Final = "health_and_wellbeing"
LIMITS: Final = f"Values with their 95% confidence interval in brackets. {APPROXIMATE} {TESTS}"


def compose_brief(
    reader: CompareReader,
    similar: SimilarReader,
    place: Place,
    choices: ProfileChoices,
    *,
    made: date,
    address: str,
    in_full: bool = True,
) -> dict[str, Any]:
    """Compose the document from which the PDF and the slides are both written.

    Args:
        reader: the reader of places side by side.
        similar: the reader of what similar places spend.
        place: whom it is about.
        choices: theme and price basis.
        made: the day on which it is made.
        address: link to the profile.
        in_full: whether pages on money, services and health follow the page with the answer.
    """
    store, whole = reader.places.maps.store, load_whole_place()
    more = [
        *whole_pages(whole, place, year=choices.asked_year, basis=choices.basis),
        _money_page(reader, similar, place, choices),
        _health_page(reader, place, choices),
    ]
    return {
        "title": place.name,
        "subtitle": SUBTITLE,
        "language": "en-GB",
        "author": APP_NAME,
        "data_version": store.version,
        "made": f"{made.day} {made:%B %Y}",
        "address": address,
        "pages": [summary_page(reader, whole, place), *(more if in_full else [])],
    }


def _money_page(
    reader: CompareReader, similar: SimilarReader, place: Place, choices: ProfileChoices
) -> dict[str, Any]:
    lines = reader.places.spend_by_line(place, basis=choices.basis, period=choices.year)
    since, until = choices.change
    change = change_charts(reader, [place], choices.trend, since=since, until=until)
    fit = similar.fit(choices.money.measure, choices.year)
    row = similar.row(choices.money.measure, choices.money.basis, choices.year, place.value_code)
    blocks = [
        {"kind": "bullets", "items": three_sentences(reader, place, choices)},
        _table_block(lines, place, choices),
        *(chart_block(chart) for chart in change),
        {"kind": "paragraph", "text": " ".join(_said_of_change(choices, change))},
    ]
    notes = [NET_BASIS, OVERLAP, *_notes_of_lines(reader, lines, choices)]
    notes.append(source_note(reader, choices.money))
    if fit and row:
        words = f"{choices.money.name}. {similar_sentences(place, row, year=choices.year)}"
        blocks.append({"kind": "paragraph", "text": f"{words} {ENDOGENEITY}"})
        notes[1:1] = [fit_words(fit), NOT_IN_IT]
    return {"heading": f"Local services in {place.name}", "blocks": blocks, "notes": notes}


def _said_of_change(choices: ProfileChoices, change: list[Chart]) -> list[str]:
    """Which line is drawn, where it is another, and how it changed over which breaks."""
    words = trend_words(choices.money, choices.trend)
    return [*([words] if words else []), *(chart.finding for chart in change)]


def _notes_of_lines(
    reader: CompareReader, lines: pd.DataFrame, choices: ProfileChoices
) -> list[str]:
    """What is missing, estimated or doubtful in the table, and which themes have no figure."""
    words = own_line_words(reader.places, basis=choices.basis, period=choices.year)
    return [*line_notes(lines), *([words] if words else [])]


def _health_page(reader: CompareReader, place: Place, choices: ProfileChoices) -> dict[str, Any]:
    theme = HEALTH if choices.theme == "all_services" else choices.theme
    found = reader.places.outcomes(place, theme)
    outcomes = [outcome for outcome in found if outcome.verdict != CANNOT_TELL][:MOST_OUTCOMES]
    rest = [outcome for outcome in found if outcome.verdict == CANNOT_TELL]
    name = reader.places.theme_names[theme].lower()
    charts = tenths_charts(reader, place)
    blocks: list[dict[str, Any]] = [
        *(
            [outcome_table(reader, place, outcomes, caption=f"Outcomes: {name}")]
            if outcomes
            else []
        ),
        *([{"kind": "paragraph", "text": _untested(reader, place, rest)}] if rest else []),
        *(chart_block(drawn) for drawn in charts[:1]),
        *_count_blocks(reader, place),
    ]
    used = [*outcomes, *rest[:MOST_UNTESTED]]
    sources = dict.fromkeys(source_note(reader, outcome.measure) for outcome in used)
    notes = [LIMITS, *sources, *(note for drawn in charts[:1] for note in drawn.notes[-1:])]
    return {
        "heading": f"Health and the programme in {place.name}",
        "blocks": blocks,
        "notes": list(dict.fromkeys(notes)),
    }


def outcome_table(
    reader: CompareReader, place: Place, outcomes: Sequence[Outcome], *, caption: str
) -> dict[str, Any]:
    """Outcomes of a place with their limits, beside England's."""
    columns = ["Outcome", "Value (95% confidence interval)", "England", "Compared with England"]
    rows = [
        [
            f"{measure_title(outcome.measure)}, {outcome.period}",
            _shown(reader, place, outcome) + ratio_note(outcome),
            format_value(
                outcome.england, unit=outcome.measure.unit, decimals=outcome.measure.decimals
            ),
            verdict_cell(outcome),
        ]
        for outcome in outcomes
    ]
    return {"kind": "table", "caption": caption, "columns": columns, "rows": rows}


def _shown(reader: CompareReader, place: Place, outcome: Outcome) -> str:
    row = reader.places.row(place, outcome.measure, outcome.period)
    return shown_value(row, outcome.measure)


def _figure(reader: CompareReader, place: Place, outcome: Outcome) -> str:
    """A figure with England's, where there is any."""
    measure = outcome.measure
    england = format_value(outcome.england, unit=measure.unit, decimals=measure.decimals)
    beside = "" if outcome.england is None else f", England {england}"
    shown = _shown(reader, place, outcome) + ratio_note(outcome)
    return f"{measure_title(measure)}, {outcome.period}: {shown}{beside}"


def _untested(reader: CompareReader, place: Place, outcomes: list[Outcome]) -> str:
    """Count what cannot be tested, and give the first figures."""
    figures = "; ".join(_figure(reader, place, outcome) for outcome in outcomes[:MOST_UNTESTED])
    more = "Among them: " if len(outcomes) > MOST_UNTESTED else ""
    return f"{cannot_say(len(outcomes))} {more}{figures}."


def _count_blocks(reader: CompareReader, place: Place) -> list[dict[str, Any]]:
    separated = totals_by_basis(reader.places.counts(place))
    if not separated:
        return [
            {
                "kind": "paragraph",
                "text": f"No count of all public spending in {place.name} was published, or none "
                "was found.",
            }
        ]
    blocks: list[dict[str, Any]] = [{"kind": "paragraph", "text": counts_caution(list(separated))}]
    for basis, rows in separated.items():
        items = [f"{count_words(row)}. {row['source_title']}." for row in rows[:MOST_COUNTS]]
        blocks.append({"kind": "bullets", "items": [f"{BASES[basis]}:", *items]})
    return blocks


def _table_block(lines: pd.DataFrame, place: Place, choices: ProfileChoices) -> dict[str, Any]:
    """The table of spend by service, what is estimated or doubtful marked."""
    england = [format_per_person(amount) for amount in lines["england"]]
    cells = zip(lines["line"], marked_amounts(lines), england, strict=True)
    prices = price_words(choices.basis, choices.year)
    return {
        "kind": "table",
        "caption": f"Spending by service, £ per person, {choices.year}"
        + (prices and f", {prices}"),
        "columns": ["Service", place.name, "England"],
        "rows": [list(cell) for cell in cells],
    }
