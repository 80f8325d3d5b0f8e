from __future__ import annotations

from pathlib import Path

import pytest

from data.ledger.columns.mappings import load_mappings
from data.ledger.core.overlaps import ANSWERS_FILE, NO_ANSWERS, load_answers, save_answer
from utils.errors import InvalidInputError


def test_answers_are_kept_and_replaced_and_are_no_mappings(tmp_path: Path) -> None:
    assert load_answers(None) == load_answers(tmp_path) == NO_ANSWERS
    save_answer(tmp_path, "once", files=["b.csv", "a.csv"])
    save_answer(tmp_path, "both", payer="Luton Borough Council")
    save_answer(tmp_path, "both", files=["a.csv", "b.csv"])
    answers = load_answers(tmp_path, every="once")
    assert answers.every == "once"
    assert answers.files == {frozenset(("a.csv", "b.csv")): "both"}
    assert answers.payers == {"Luton Borough Council": "both"}
    assert load_mappings(tmp_path) == []


@pytest.mark.parametrize(
    "text",
    [
        "once",
        "- answer: once",
        "- {answer: twice, payer: Luton}",
        "- {answer: once, payer: ' '}",
        "- {answer: once, files: [a.csv]}",
        "- {answer: once, files: [a.csv, 2]}",
        "- {answer: once, files: [a.csv, b.csv], payer: Luton}",
        "- {answer: once, payer: Luton, note: x}",
        "{",
    ],
)
def test_what_is_no_answer_is_refused_with_what_is_allowed(tmp_path: Path, text: str) -> None:
    (tmp_path / ANSWERS_FILE).write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError, match="answer: once' or 'answer: both"):
        load_answers(tmp_path)


@pytest.mark.parametrize(
    "subjects",
    [("files: [a.csv, b.csv]", "files: [b.csv, a.csv]"), ("payer: Luton", "payer: Luton")],
)
def test_answers_that_contradict_each_other_are_refused_with_both(
    tmp_path: Path, subjects: tuple[str, str]
) -> None:
    entries = [
        f"- {{{subject}, answer: {answer}}}"
        for subject, answer in zip(subjects, ("once", "both"), strict=True)
    ]
    (tmp_path / ANSWERS_FILE).write_text("\n".join(entries), encoding="utf-8")
    with pytest.raises(InvalidInputError, match=r"'once'} and .*'both'}"):
        load_answers(tmp_path)
    (tmp_path / ANSWERS_FILE).write_text("\n".join(entries[:1] * 2), encoding="utf-8")
    assert len(load_answers(tmp_path).files | load_answers(tmp_path).payers) == 1


def test_only_once_or_both_is_kept(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError):
        save_answer(tmp_path, "twice", payer="Luton")
    assert not (tmp_path / ANSWERS_FILE).exists()
