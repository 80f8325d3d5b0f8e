"""Weights are learnt from made-up files of several councils, and tested on those left out."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from data.ledger.cli import main
from data.ledger.count.theme_estimates import make_model, read_model
from data.ledger.training.evaluate import cross_validate, evaluation
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
    model = make_model({**fit(examples()), "least": 0.5, "fair": 0.9})
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
    found = evaluation(answers, least=0.0)["by_publisher"]
    assert found["e"]["right_by_gbp"] == 0.0
    assert found["a"]["right_by_gbp"] == 1.0
