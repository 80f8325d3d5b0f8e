from __future__ import annotations

from data.read.self_assessment import Assessment, Reply
from data.read.store import Store
from utils.narrative.registers import CATEGORIES
from utils.narrative.self_assessment import (
    STATEMENTS,
    assessment_table,
    by_answer,
    say_places,
    say_reason,
    say_taken,
)

FILLED = Assessment(
    replies={
        "finance": Reply("a_lot", "no pooled budget"),
        "culture": Reply("cannot_tell"),
        "evidence": Reply(None, "to be asked"),
    }
)


def test_there_is_one_question_for_each_category_of_the_record() -> None:
    barriers = Store().records("barriers")
    assert set(STATEMENTS) == set(CATEGORIES) == {row["category"] for row in barriers}


def test_the_reason_names_who_raised_it() -> None:
    rows = [{"who_raised": who} for who in ("A", "B", "B", "C", "D", "E")]
    assert say_reason(rows) == (
        "Sources name 6 barriers of this kind. Raised by: A; B; C; 2 more, listed under “Barriers”."
    )
    assert say_reason(rows[:1]) == ("Sources name 1 barrier of this kind. Raised by: A.")


def test_places_that_named_the_same_are_named_and_none_is_said() -> None:
    assert say_places(["Kent", "Bradford"]) == "Also named in: Kent; Bradford."
    assert "No particular place" in say_places([])


def test_answers_are_grouped_in_their_order_and_open_ones_come_last() -> None:
    assert by_answer(FILLED, ["culture", "evidence", "finance"]) == {
        "holds us back a lot": ["finance"],
        "cannot tell": ["culture"],
        "not answered yet": ["evidence"],
    }


def test_the_table_holds_every_category_with_its_note() -> None:
    table = assessment_table(FILLED, {"evidence": [], "finance": ["Kent", "Bradford"]})
    assert table["Category"].tolist() == ["Finance", "Evidence"]
    assert table["Note"].tolist() == ["no pooled budget", "to be asked"]
    assert table.iloc[0, -1] == "Kent; Bradford"


def test_what_a_file_has_is_said() -> None:
    assert say_taken(FILLED) == "It has answers on 3 categories, for a place without a name."
    assessment = Assessment("Kent", replies={"finance": Reply("not")})
    assert say_taken(assessment) == "It has answers on 1 category, for Kent."
