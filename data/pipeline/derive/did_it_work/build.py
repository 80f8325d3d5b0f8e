"""Builds the tables of what programmes changed: every declared question, answered or refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from data.pipeline.derive.did_it_work.answers import Answered, answer
from data.pipeline.derive.did_it_work.declared import Declared, Question, read_questions
from data.pipeline.derive.did_it_work.declared_staggered import read_staggered
from data.pipeline.derive.did_it_work.sets import Sets
from data.pipeline.derive.did_it_work.staggered import build_staggered
from data.pipeline.derive.did_it_work.tables import Rows, finite, rows_of
from data.read.effects.design import CannotBeAskedError
from utils.stats.effects.multiple_testing import adjust_p_values
from utils.stats.effects.verdict import decide
from utils.stats.verdicts import Polarity

#: Columns of a question that cannot be asked, besides why.
EMPTY: Final = {
    "last_before": None,
    "first_after": None,
    "periods_used": None,
    "treated_n": None,
    "donors_n": None,
    "left_out": None,
    "effect": None,
    "p": None,
    "p_adjusted": None,
    "before_p": None,
    "spread": None,
    "smallest_detectable": None,
}


def build_did_it_work(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Answer every declared question.

    The p-values are adjusted over all questions that could be asked, and those of questions over
    all programmes together over these alone.
    """
    declared = read_questions()
    together = build_staggered(Sets(tables, declared), read_staggered(declared), _polarity(tables))
    return {
        **build_answers(tables, declared),
        **{table: _frame(found) for table, found in together.items()},
    }


def build_answers(
    tables: Mapping[str, pd.DataFrame], declared: Declared
) -> dict[str, pd.DataFrame]:
    """The same for other questions."""
    sets = Sets(tables, declared)
    polarity = _polarity(tables)
    answers: dict[str, Answered] = {}
    refused: dict[str, str] = {}
    for question in declared.questions:
        if question.cannot_be_asked:
            refused[question.question] = question.cannot_be_asked
            continue
        try:
            answers[question.question] = answer(question, sets)
        except CannotBeAskedError as error:
            refused[question.question] = str(error)
    names = list(answers)
    adjusted = dict(zip(names, adjust_p_values([answers[name].p for name in names]), strict=True))
    rows: dict[str, Rows] = {
        "effect_programmes": _programmes(declared),
        "effect_confounders": _confounders(declared),
        "effect_questions": [],
    }
    for number, question in enumerate(declared.questions, start=1):
        row = {"item_order": number, **_asked(question, sets)}
        answered = answers.get(question.question)
        if answered is None:
            row |= EMPTY | {"verdict": "cannot be asked", "why": "no series"}
            row["note"] = refused[question.question]
        else:
            p = float(adjusted[question.question])
            row |= _answered(answered, sets, p, polarity[question.measure])
            for table, found in rows_of(answered, sets.traits).items():
                rows.setdefault(table, []).extend(found)
        rows["effect_questions"].append(row)
    return {table: _frame(found) for table, found in rows.items()}


def _polarity(tables: Mapping[str, pd.DataFrame]) -> dict[str, Polarity]:
    measures = tables["map_measures"]
    return dict(zip(measures["measure"], measures["polarity"], strict=True))


def _programmes(declared: Declared) -> Rows:
    kept = ("title", "start", "began", "note")
    return [
        {"programme_id": name, "item_order": number, **{key: entry[key] or None for key in kept}}
        for number, (name, entry) in enumerate(declared.programmes.items(), start=1)
    ]


def _confounders(declared: Declared) -> Rows:
    years = ("first_year", "last_year")
    return [
        {"confounder": name, **entry, **{year: str(entry[year]) for year in years}}
        for name, entry in declared.confounders.items()
    ]


def _asked(question: Question, sets: Sets) -> dict[str, Any]:
    sets.codes(question.places)
    return {
        "question": question.question,
        "programme_id": question.programme,
        "title": question.title,
        "place_ids": ";".join(question.places) or None,
        "topics": ";".join(question.topics) or None,
        "theme": question.theme,
        "measure": question.measure or None,
        "reason": question.reason or None,
        "confounders": ";".join(question.confounders) or None,
    }


def _answered(
    answered: Answered, sets: Sets, p_adjusted: float, polarity: Polarity
) -> dict[str, Any]:
    leads = answered.leads
    found = decide(
        leads,
        p_adjusted=p_adjusted,
        before_p=answered.study.before_p,
        spread=answered.spread,
        polarity=polarity,
    )
    missing = set(sets.codes(answered.question.places)) - set(answered.design.treated)
    return {
        "last_before": answered.design.before[-1],
        "first_after": answered.design.after[0],
        "periods_used": ";".join(answered.design.periods),
        "treated_n": int(answered.panel.treated.sum()),
        "donors_n": len(answered.panel.donor_names),
        "left_out": ";".join(sorted(missing)) or None,
        "effect": leads[0].effect,
        "p": answered.p,
        "p_adjusted": p_adjusted,
        "before_p": answered.study.before_p,
        "spread": answered.spread,
        "smallest_detectable": finite(max(lead.smallest for lead in leads)),
        "verdict": found.verdict,
        "why": found.why,
        "note": None,
    }


def _frame(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows)
    # Counts that are missing in some rows stay whole numbers.
    for column in ("treated_n", "donors_n", "began"):
        if column in frame:
            frame[column] = frame[column].astype("Int32")
    return frame
