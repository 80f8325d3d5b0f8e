"""Weights are learnt from made-up files of several councils, and tested on those left out."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from data.ledger.cli import main
from data.ledger.count.theme_estimates import make_model, read_model
from data.ledger.training.evaluate import (
    NEVER,
    Answer,
    cross_validate,
    evaluation,
    least_chance,
    least_chances,
)
from data.ledger.training.fit import calibrated, fit
from data.ledger.training.labels import Example, find_examples
from tests.unit.data.ledger.count.test_themes import combinations

COUNCILS = ("Bolton Council", "Bury Council", "Luton Borough Council", "Durham County Council")
KINDS = (
    ("Adult social care", "Zumba sessions"),
    ("Waste services", "Wheelie mending"),
    ("Libraries", "Page turning"),
    ("Housing", "Door frames"),
)


def ledger(folder: Path, council: str) -> Path:
    rows = [
        f"{council},01/0{month}/2024,{department},{purpose} {month},Oak Ltd,{month}00.00"
        for month in range(1, 9)
        for department, purpose in KINDS
    ]
    path = folder / f"{council}.csv"
    head = "Body Name,Payment Date,Directorate,Purpose,Supplier Name,Net Amount"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def examples() -> list[Example]:
    kinds = {"lamps": "older_people", "bins": "support_services", "doors": "passed_on"}
    return [
        Example(publisher, frozenset({word, f"own {publisher}"}), theme, 10.0 + at, hidden=True)
        for at, publisher in enumerate(("a", "b", "c", "d"))
        for word, theme in kinds.items()
        for _ in range(8)
    ]


def test_a_command_learns_weights_that_a_count_can_read(tmp_path: Path) -> None:
    files = [str(ledger(tmp_path, council)) for council in COUNCILS]
    made = tmp_path / "model.json"
    assert main(["train", "--from", *files, "--to", str(made)]) == 0
    model = read_model(made)
    assert {"zumba", "wheelie mending"} <= model.weights.keys()
    read = json.loads(made.read_text(encoding="utf-8"))
    assert len(read["files"]) == len(COUNCILS)
    assert read["evaluation"]["by_publisher"].keys() == {file["payer"] for file in read["files"]}


def test_too_few_publishers_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = ledger(tmp_path, COUNCILS[0])
    assert main(["train", "--from", str(file), "--to", str(tmp_path / "model.json")]) == 2
    assert "files of 1 publishers" in capsys.readouterr().err
    assert not (tmp_path / "model.json").exists()


def test_one_field_is_seen_and_the_other_says_the_theme() -> None:
    table = combinations(department="Waste", purpose="Wheelie mending")
    found = find_examples("a", table.append_column("amount", [[5.0]]))
    assert [(sorted(one.words), one.theme, one.hidden) for one in found] == [
        (["mending", "wheelie", "wheelie mending"], "neighbourhood_and_environment", True)
    ]


def test_two_themes_and_a_joint_name_are_no_example() -> None:
    for department in ("Libraries", "Children and Adults"):
        table = combinations(department=department, purpose="Adult social care")
        found = find_examples("a", table.append_column("amount", [[5.0]]))
        assert not [one for one in found if "adult" in one.words]


def test_words_of_one_publisher_alone_are_not_learnt() -> None:
    assert fit(examples())["weights"].keys() == {"lamps", "bins", "doors"}


def test_the_written_numbers_make_the_chances_of_the_library() -> None:
    library, words = calibrated(examples())
    model = make_model(fit(examples()))
    for at, word in enumerate(words):
        seen = np.eye(len(words))[[at]]
        expected = library.predict_proba(seen)[0]
        assert model.chances(frozenset({word})) == pytest.approx(expected, abs=0.01)


def test_publishers_are_tested_by_weights_that_never_saw_them() -> None:
    strange = [
        Example("e", frozenset({"lamps"}), "passed_on", 30.0, hidden=True),
        Example("e", frozenset({"cranes"}), "passed_on", 10.0, hidden=True),
    ]
    answers = cross_validate([*examples(), *strange])
    own = [answer for answer in answers if answer.example.publisher == "e"]
    assert [(answer.theme, answer.right) for answer in own] == [
        ("older_people", False),
        ("", False),
    ]
    found = evaluation(
        answers, least=dict.fromkeys(["older_people", "support_services", "passed_on"], 0.0)
    )["by_publisher"]
    assert found["e"]["right_by_gbp"] == 0.0
    assert found["a"]["right_by_gbp"] == 1.0


def answers_of(*given: tuple[float, float, bool], publishers: int = 5) -> list[Answer]:
    """Answers of chance and money, right or not, of each of some publishers."""
    return [
        Answer(
            Example(f"{at}", frozenset(), "older_people" if right else "passed_on", amount, True),
            "older_people",
            chance,
        )
        for at in range(publishers)
        for chance, amount, right in given
    ]


def test_the_least_chance_is_that_from_which_on_nine_tenths_of_the_money_are_right() -> None:
    sure = ((0.95, 80.0, True), (0.8, 10.0, True))
    assert least_chance(answers_of(*sure, (0.75, 10.0, False))) == 0.7
    assert least_chance(answers_of(*sure, (0.75, 11.0, False))) == 0.76
    assert least_chance(answers_of(*sure, (0.99, 1.0, False))) == NEVER
    assert least_chance([]) == NEVER


def test_few_publishers_and_low_chances_are_never_believed() -> None:
    assert least_chance(answers_of((0.95, 80.0, True), publishers=4)) == NEVER
    assert least_chance(answers_of((0.69, 80.0, True))) == NEVER


def test_each_theme_is_believed_from_its_own_chance_on() -> None:
    other = [Answer(one.example, "passed_on", 0.9) for one in answers_of((0.9, 1.0, False))]
    found = least_chances([*answers_of((0.8, 10.0, False)), *other])
    assert found == {"older_people": NEVER, "passed_on": 0.7}
