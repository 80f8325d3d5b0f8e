"""Checks on the answers before they are published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from data.pipeline.checks import CheckResult
from data.pipeline.derive.did_it_work.declared import read_questions


def check_did_it_work(tables: Mapping[str, pd.DataFrame]) -> Iterator[CheckResult]:
    """Every declared question has an answer or a reason, and no effect is beyond the data."""
    questions = tables["effect_questions"]
    declared = [question.question for question in read_questions().questions]
    asked = questions[questions["verdict"] != "cannot be asked"]
    silent = sorted(
        questions.loc[questions["effect"].isna() & questions["note"].isna(), "question"]
    )
    unequal = sorted(set(declared) ^ set(questions["question"]))
    yield CheckResult(
        "every declared question is answered or refused with a reason",
        not unequal and not silent and len(asked) > 0,
        f"{len(asked)} of {len(declared)} asked, without a row: {unequal or 'none'}, without a "
        f"reason: {silent or 'none'}",
    )
    values = tables["map_values"].groupby("measure")["value"].agg(["min", "max"])
    reach = asked["measure"].map(values["max"] - values["min"])
    by_question = dict(zip(asked["question"], reach, strict=True))
    estimates = tables["effect_estimates"]
    far = estimates["effect"].abs() > estimates["question"].map(by_question)
    yield CheckResult(
        "effects lie within the range of the data",
        not far.any(),
        f"beyond: {estimates.loc[far, ['question', 'method']].to_numpy().tolist() or 'none'}",
    )
