from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from data.pipeline.transform.total_place.asks import OUTCOME_TABLES, build_asks, read_asks
from data.read.store import Store
from data.versions.schema import conform, read_tables
from utils.errors import SourceSchemaError

PLACES = {"birmingham", "kent"}
REGISTERS = {
    "barriers": pd.DataFrame(
        {
            "line": ["b001", "b002", "b003"],
            "category": ["regulation", "finance", "finance"],
            "place_id": ["kent", "kent", None],
            "who_raised": ["Kent pilot", "D. Lewis", "Kent pilot"],
        }
    ),
    "timeline": pd.DataFrame({"line": ["date-001"]}),
    "deep_dives": pd.DataFrame({"line": ["dive-001"]}),
}


def entry(**changed: Any) -> dict[str, Any]:  # noqa: ANN401 - as a file may hold it
    """A right entry, with some parts replaced; None takes a part out."""
    right = {
        "ask": "A new law",
        "category": "regulation",
        "put_as": "needed",
        "place": "kent",
        "barriers": ["b001"],
        "what_came": "It was passed.",
        "outcomes": ["date-001", "dive-001"],
    }
    return {name: part for name, part in (right | changed).items() if part is not None}


def build(*entries: dict[str, Any]) -> pd.DataFrame:
    return build_asks(entries, REGISTERS, places=PLACES, source="total_place")


def test_an_ask_takes_who_said_so_from_its_barriers() -> None:
    (row,) = build(
        entry(barriers=["b001", "b002", "b003"], place=None, category="finance")
    ).to_dict("records")
    assert row["asked_by"] == "Kent pilot; D. Lewis"
    assert row["barrier_lines"] == "b001;b002;b003"
    assert row["outcome_lines"] == "date-001;dive-001"
    assert row["place_id"] is None
    assert row["line"] == "ask-001"


def test_what_came_of_it_may_be_unknown() -> None:
    asks = build(entry(what_came=None, outcomes=None))
    assert asks["what_came"].isna().all()
    assert asks["outcome_lines"].isna().all()


@pytest.mark.parametrize(
    ("changed", "match"),
    [
        ({"place": "atlantis"}, r"column 'place': got 'atlantis', allowed: one of \['birm"),
        ({"place": "birmingham"}, r"got 'birmingham', allowed: the one place .*\['kent'\]"),
        ({"barriers": ["b001", "b003"], "place": "birmingham"}, "the one place of its barriers"),
        ({"category": "money"}, r"column 'category': got 'money', allowed: .*\['regulation'\]"),
        ({"category": "finance"}, r"a category of its barriers: \['regulation'\]"),
        ({"put_as": "begged"}, "column 'put_as': got 'begged', allowed: one of"),
        ({"barriers": ["b001", "b099"]}, r"'barriers': got \['b099'\], allowed: a line of the"),
        ({"barriers": []}, r"'barriers': got \[\], allowed: at least one line"),
        ({"barriers": None}, "column 'parts of the entry'"),
        ({"barriers": "b001"}, "'barriers': got 'b001', allowed: a list of lines"),
        ({"barriers": ["b001", "b001"]}, "each line once"),
        ({"outcomes": ["date-099"]}, r"'outcomes': got \['date-099'\], allowed: .*'timeline'"),
        ({"outcomes": None}, "a sentence with the lines that it restates, or neither"),
        ({"what_came": None}, "a sentence with the lines that it restates, or neither"),
        ({"who": "me"}, r"column 'parts of the entry': got \[.*'who'\], allowed: \['ask'"),
    ],
)
def test_a_bad_entry_is_refused_with_file_entry_and_reason(
    changed: dict[str, Any], match: str
) -> None:
    first = entry(ask="Another", what_came=None, outcomes=None)
    with pytest.raises(SourceSchemaError, match=match) as caught:
        build(first, entry(**changed))
    assert "total_place, file programme_asks.yml, row 2" in str(caught.value)


def test_an_ask_stands_once() -> None:
    with pytest.raises(SourceSchemaError, match=r"row 2, column 'ask': got 'A new law'.*once"):
        build(entry(), entry(barriers=["b002"], category="finance"))


def test_the_declared_asks_rest_on_the_published_registers() -> None:
    store = Store()
    registers = {name: store.read(name) for name in OUTCOME_TABLES}
    places = set(store.read("places")["place_id"])
    declared = read_asks()
    asks = build_asks(declared, registers, places=places, source="total_place")
    table = conform(read_tables()["asks"], asks)
    assert table.num_rows == len(declared)
