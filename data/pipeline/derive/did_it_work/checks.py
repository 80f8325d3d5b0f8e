"""Checks on the answers before they are published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from data.pipeline.checks import CheckResult
from data.pipeline.derive.did_it_work.declared import read_questions


def check_did_it_work(tables: Mapping[str, pd.DataFrame]) -> Iterator[CheckResult]:
    """Run every check of the answers."""
    yield check_questions(tables)
    yield check_effects(tables)


def check_questions(tables: Mapping[str, pd.DataFrame]) -> CheckResult:
    """Every declared question is answered, or refused with a reason, and no other is there."""
    questions = tables["effect_questions"]
    declared = [question.question for question in read_questions().questions]
    asked = questions["effect"].notna()
    silent = sorted(questions.loc[~asked & questions["note"].isna(), "question"])
    unequal = sorted(set(declared) ^ set(questions["question"]))
    return CheckResult(
        "every declared question is answered or refused with a reason",
        not unequal and not silent and bool(asked.any()),
        f"{int(asked.sum())} of {len(declared)} asked, without a row or a declaration: "
        f"{unequal or 'none'}, without a reason: {silent or 'none'}",
    )


def check_effects(tables: Mapping[str, pd.DataFrame]) -> CheckResult:
    """No effect is larger than the range of all values of its measure."""
    values = tables["map_values"].groupby("measure")["value"].agg(["min", "max"])
    questions = tables["effect_questions"].set_index("question")
    reach = questions["measure"].map(values["max"] - values["min"])
    estimates = tables["effect_estimates"]
    far = ~(estimates["effect"].abs() <= estimates["question"].map(reach))
    return CheckResult(
        "effects lie within the range of the data",
        not far.any(),
        f"beyond: {estimates.loc[far, ['question', 'method']].to_numpy().tolist() or 'none'}",
    )
