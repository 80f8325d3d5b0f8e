"""A question's answer: the chart first, then what it hangs on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from data.read.comparisons import CompareReader
from data.read.effects.reader import EffectReader
from data.read.measures import Measure
from data.read.rows import EffectConfoundersRow, EffectPathsRow, EffectQuestionsRow
from utils.charts.chart import Chart
from utils.charts.effects import PATH_COLUMNS, path_chart
from utils.narrative.effects import answer_sentence, detail_sentence, verdict_sentence
from utils.narrative.place import measure_title
from utils.narrative.sources import source_note
from utils.stats.effects.estimates import MATCHED
from utils.ui.did_it_work.answer_columns import answer_columns
from utils.ui.did_it_work.answer_parts import (
    render_balance,
    render_counting,
    render_methods,
    render_sensitivity,
    render_years,
)
from utils.ui.did_it_work.choices import ANSWERS
from utils.ui.shared.chart_view import render_kept_chart
from utils.ui.shared.prose import bullets, paragraph, render_prose, strong
from utils.ui.shared.tabs import render_tabs

BAND = "The grey band is where 95 in 100 groups of areas lie in which nothing was done."


def render_first(question: EffectQuestionsRow) -> None:
    """Say the answer to a question before anything is drawn."""
    verdict = verdict_sentence(question["verdict"], question["why"])
    render_prose(paragraph(f"{question['title']}. ", strong(verdict)))


def render_answer(
    reader: EffectReader,
    compare: CompareReader,
    question: EffectQuestionsRow,
    *,
    address: Mapping[str, str],
    opened: str,
) -> None:
    """Draw the answer to a question.

    Args:
        reader: the reader of questions.
        compare: the reader that cites sources.
        question: the question.
        address: all choices of the page, as parameters of its address.
        opened: which part of what is below the chart is open.
    """
    name, measure = question["question"], reader.measure(question)
    source = source_note(compare, measure)
    render_kept_chart(
        lambda: _path(reader, question, measure, source), key="effect_path", address=address
    )
    others = reader.confounders(question)
    render_prose(
        paragraph(strong("Why this measure: "), question["reason"] or ""),
        paragraph(strong("What else happened, by its number in the chart:")),
        bullets(
            f"{number}: {row['label']} ({years_of(row)}). {row['note']}"
            for number, row in enumerate(others, start=1)
        ),
    )
    render_tabs(
        "answer",
        ANSWERS,
        {
            "methods": lambda: render_methods(reader, question, measure, source),
            "years": lambda: render_years(reader, question, measure, source),
            "balance": lambda: render_balance(reader, name, measure),
            "sensitivity": lambda: render_sensitivity(reader, name, measure),
            "counting": lambda: render_counting(reader, question),
        },
        opened=opened,
    )


def years_of(row: EffectConfoundersRow) -> str:
    """The years in which something else happened."""
    first, last = row["first_year"], row["last_year"]
    return first if first == last else f"{first} to {last}"


def _path(
    reader: EffectReader, question: EffectQuestionsRow, measure: Measure, source: str
) -> Chart:
    paths = reader.paths(question["question"], MATCHED)
    chart = path_chart(
        pd.DataFrame(paths)[PATH_COLUMNS],
        title=f"{question['title']}: {measure_title(measure)}, {measure.unit}",
        finding=" ".join(
            [
                answer_sentence(question, reader.answering(question["question"]), measure),
                detail_sentence(question, measure),
            ]
        ),
        measure=measure,
        first_after=question["first_after"] or "",
        start=reader.programmes[question["programme_id"]]["start"] or "",
        events=_events(reader.confounders(question), paths),
        notes=(
            BAND,
            "By matched difference in differences; the comparison is moved to the same mean.",
            *measure.caveats,
            source,
        ),
    )
    return replace(chart, of_all=answer_columns(reader, question, measure))


def _events(
    others: Sequence[EffectConfoundersRow], paths: Sequence[EffectPathsRow]
) -> dict[str, list[int]]:
    """Numbers of what else happened, by the first period that begins then or later."""
    found: dict[str, list[int]] = {}
    for number, row in enumerate(others, start=1):
        later = [path["period"] for path in paths if path["period_start"] >= int(row["first_year"])]
        if later:
            found.setdefault(later[0], []).append(number)
    return found
