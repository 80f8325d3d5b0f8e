from __future__ import annotations

from typing import Any

from data.read.store import Store
from utils.narrative.counts import (
    count_basis,
    count_words,
    counts_caution,
    other_figures,
    totals_by_basis,
)


def count(**parts: Any) -> dict[str, Any]:  # noqa: ANN401  # as published
    return {
        "measure": "total_public_spend",
        "organisation": "all",
        "amount": 7_500_000_000.0,
        "unit": "GBP",
        "precision_note": None,
        "financial_year": "2008-09",
        **parts,
    }


def test_basis_is_what_the_source_says() -> None:
    assert count_basis(count()) == "not said"
    note = "in excess of; includes welfare and pension transfer payments"
    assert count_basis(count(precision_note=note)) == "benefits in"
    assert count_basis(count(organisation="Jobcentre Plus")) == "in part"
    assert count_basis(count(precision_note="so far; courts spend still awaited")) == "in part"


def test_published_totals_are_never_put_together_across_bases() -> None:
    rows = Store().records("counts", where=[("place_id", "==", "worcestershire")])
    separated = totals_by_basis(rows)
    assert [row["amount"] for row in separated["benefits in"]] == [4.4e9]
    assert [row["amount"] for row in separated["in part"]] == [3.5e9, 1.3e9]
    assert "not said" not in separated
    assert {figure["measure"] for figure in other_figures(rows)} == {
        "number_of_public_properties",
        "population",
        "share_of_total",
    }


def test_caution_depends_on_how_many_bases_are_shown() -> None:
    assert "cannot be compared" in counts_caution(["benefits in", "not said"])
    assert "even these may differ" in counts_caution(["not said"])


def test_a_count_is_said_with_body_year_and_the_sources_own_words() -> None:
    assert count_words(count(organisation="Jobcentre Plus", precision_note="around")) == (
        "total public spending (Jobcentre Plus): £7.5 billion (2008-09), “around”"
    )
