"""Checks on the answers before they are published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from data.pipeline.derive.did_it_work.declared import read_questions
from data.pipeline.derive.did_it_work.declared_staggered import read_staggered
from data.read.effects.reader import ALL_STARTS
from data.versions.checks import CheckResult


def check_did_it_work(tables: Mapping[str, pd.DataFrame]) -> Iterator[CheckResult]:
    """Run every check of the answers."""
    yield check_questions(tables)
    yield check_effects(tables)
    yield check_staggered(tables)


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


def check_staggered(tables: Mapping[str, pd.DataFrame]) -> CheckResult:
    """Questions over all programmes are those declared, and their starts add up to all areas."""
    questions = tables["effect_staggered_questions"].set_index("question")
    declared = [one.question for one in read_staggered(read_questions()).questions]
    unequal = sorted(set(declared) ^ set(questions.index))
    effects = tables["effect_staggered"]
    last = effects[(effects["lead"] == -1) & (effects["group_start"] != ALL_STARTS)]
    treated = last.groupby("question")["treated_n"].sum()
    wrong = sorted(questions.index[questions["treated_n"] != treated.reindex(questions.index)])
    return CheckResult(
        "every question over all programmes is answered, with every start",
        not unequal and not wrong,
        f"{len(questions)} answered, without a row or a declaration: {unequal or 'none'}, starts "
        f"do not add up: {wrong or 'none'}",
    )
