from __future__ import annotations

import math
from typing import Any

import pytest

from data.ledger.count.theme_estimates import (
    MODEL_FILE,
    declared_model,
    make_model,
    read_model,
    row_words,
)
from data.ledger.count.theme_rules import COLUMNS, group_ids, theme_ids
from data.ledger.count.themes import assign_themes
from tests.unit.data.ledger.count.test_themes import combinations

CURVE = {"intercept": 0.0, "slope": -1.0, "shift": 0.0, "least": 0.7}
MADE: dict[str, Any] = {
    "themes": {"older_people": CURVE, "housing_and_regeneration": CURVE},
    "weights": {
        "lamps": {"older_people": 4.0, "housing_and_regeneration": -4.0},
        "supplier is a builder": {"housing_and_regeneration": 1.0},
    },
    "fair": 0.9,
}


def row(**words: str) -> dict[str, str | None]:
    return dict.fromkeys(COLUMNS) | words


def test_weights_add_up_and_a_curve_makes_a_chance_of_their_sum() -> None:
    chances = make_model(MADE).chances(frozenset({"lamps"}))
    first, second = 1 / (1 + math.exp(-4)), 1 / (1 + math.exp(4))
    assert chances == pytest.approx([first / (first + second), second / (first + second)])


def test_an_estimate_says_its_chance_and_the_words_that_weigh_most() -> None:
    (found,) = make_model(MADE).estimate([row(purpose="Lamps", supplier_trade="builder")])
    assert found is not None
    assert (found.theme, found.confidence) == ("older_people", "fair")
    assert found.reasons.endswith("lamps +4.0, supplier is a builder +0.0")
    assert found.reasons.startswith("estimate 95%: ")


def test_below_the_least_chance_and_without_known_words_there_is_no_estimate() -> None:
    model = make_model(MADE)
    assert (
        model.estimate([row(supplier_trade="builder"), row(purpose="Widgets"), row()]) == [None] * 3
    )


def test_each_theme_has_its_own_least_chance() -> None:
    themes = MADE["themes"] | {"older_people": CURVE | {"least": 0.99}}
    model = make_model(MADE | {"themes": themes})
    assert model.estimate([row(purpose="Lamps")]) == [None]


def test_words_are_of_letters_with_pairs_within_a_name_and_no_supplier() -> None:
    words = row_words(row(department="Home Care 12 / Block", supplier_trade="care home"))
    assert words == {"home", "care", "home care", "block", "supplier is a care home"}


def test_an_estimate_is_marked_and_yields_to_a_rule() -> None:
    model = make_model(MADE)
    found = assign_themes(combinations(purpose="Lamps"), model=model).to_pylist()[0]
    assert (found["theme"], found["estimated"], found["heading"]) == ("older_people", True, None)
    ruled = assign_themes(combinations(purpose="Waste lamps"), model=model).to_pylist()[0]
    assert (ruled["theme"], ruled["estimated"]) == ("neighbourhood_and_environment", False)


def test_the_declared_weights_can_be_read_with_their_files_and_test() -> None:
    model = declared_model()
    assert model is not None
    assert set(model.themes) <= theme_ids() | group_ids()
    assert model.weights.keys() == read_model(MODEL_FILE).weights.keys()
    text = MODEL_FILE.read_text(encoding="utf-8")
    for told in ('"files"', '"evaluation"', '"made_with"', "data.ledger train"):
        assert told in text
