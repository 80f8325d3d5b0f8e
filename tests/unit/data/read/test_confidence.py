from __future__ import annotations

import pytest

from data.read.confidence import FAIR, HIGH, LOW, NONE, RULE, VAGUE, grade_count, grade_return


@pytest.mark.parametrize(
    ("methods", "statuses", "grade"),
    [
        ({"summed"}, {"returned"}, "high"),
        ({"summed"}, {"published"}, "fair"),
        ({"summed", "split by population"}, {"returned"}, "fair"),
        ({"apportioned by population"}, {"returned"}, "fair"),
        ({"summed"}, {"returned", "partly estimated"}, "fair"),
    ],
)
def test_a_return_is_trusted_by_how_it_came_here(
    methods: set[str], statuses: set[str], grade: str
) -> None:
    assert grade_return(amount=1.0, methods=methods, statuses=statuses) == grade


def test_a_missing_return_has_no_grade_but_that_it_is_missing() -> None:
    assert grade_return(amount=None, methods={"summed"}, statuses={"missing"}) == "no figure"


@pytest.mark.parametrize(
    ("year", "note", "grade"),
    [
        ("2008-09", "consultancy report (Be Birmingham)", "fair"),
        ("2008-09", None, "fair"),
        ("2008-09", "around", "low"),
        ("2008-09", "In excess of; includes welfare", "low"),
        (None, "a year, across all services", "low"),
    ],
)
def test_a_published_amount_by_its_year_and_words(
    year: str | None, note: str | None, grade: str
) -> None:
    assert grade_count({"financial_year": year, "precision_note": note}) == grade


#: Written out here, so that a word taken out of the product is missed.
VAGUE_NOTES = (
    "around",
    "about",
    "over",
    "more than",
    "less than",
    "in excess",
    "in the region of",
    "an estimate",
    "nearly",
    "upper end of a range",
    "lower end of a range",
    "so far",
    "final figure awaited",
)


@pytest.mark.parametrize("note", VAGUE_NOTES)
def test_every_word_for_an_inexact_figure_lowers_the_grade(note: str) -> None:
    assert grade_count({"financial_year": "2008-09", "precision_note": note}) == "low"


def test_no_word_for_an_inexact_figure_is_untested() -> None:
    assert all(any(word in note for note in VAGUE_NOTES) for word in VAGUE)
    assert len(VAGUE) == len(VAGUE_NOTES)


def test_every_grade_has_its_rule() -> None:
    assert {HIGH, FAIR, LOW, NONE} < set(RULE)
