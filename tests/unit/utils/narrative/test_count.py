from __future__ import annotations

from utils.narrative.count import (
    basis_words,
    coverage_sentence,
    line_words,
    rest_words,
    status_words,
)

TOTAL = {"amount": 7.5e9, "unit": "GBP", "financial_year": "2008-09"}


def test_coverage_is_told_as_a_range_where_counts_disagree() -> None:
    text = coverage_sentence("Birmingham", "2008-09", 3e9, [TOTAL, {**TOTAL, "amount": 7e9}])
    assert "£3 billion" in text
    assert "40% to 43% of the published totals" in text
    assert "another year" not in text


def test_counts_of_other_years_are_said() -> None:
    text = coverage_sentence("Kent", "2008-09", 3e9, [{**TOTAL, "financial_year": None}])
    assert "40% of the published totals" in text
    assert "of another year or say none (no year)" in text


def test_without_a_return_or_a_count_no_share_is_told() -> None:
    assert "We cannot give a total for Kent" in coverage_sentence("Kent", "2008-09", None, [TOTAL])
    alone = coverage_sentence("Leeds", "2021-22", 2e9, [])
    assert alone.endswith("No total of all public spending was published to compare it with.")


def test_the_basis_says_what_is_in_and_what_is_not_said() -> None:
    row = {"precision_note": "in excess of; includes welfare and pension transfer payments"}
    assert basis_words(row) == (
        "it includes benefits and pensions; the source does not say if it includes schools or "
        "capital"
    )
    assert basis_words({"precision_note": None}).endswith("schools or capital")


def test_an_unfinished_count_is_provisional() -> None:
    assert status_words({"precision_note": "so far; courts awaited"}).startswith("provisional")
    assert status_words({"precision_note": "estimate; lowest"}) == "an estimate"
    assert status_words({"precision_note": None}) == "the source does not say if it is final"


def test_parts_above_the_total_are_said_not_hidden() -> None:
    assert rest_words(1.101e9, 7.3e9) == (
        "Not named by the source: about £1.1 billion (15% of the total)"
    )
    assert rest_words(-5e6, 1e9) == "The parts add up to £5 million more than the total."


def test_lines_are_called_by_their_body_or_payment() -> None:
    assert line_words("police", "service") == "Police bodies"
    assert line_words("housing_benefit", "benefits") == "Housing benefit paid through councils"
