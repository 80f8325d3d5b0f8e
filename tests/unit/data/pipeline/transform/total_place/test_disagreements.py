from __future__ import annotations

from typing import Any

import pytest

from data.pipeline.transform.total_place.disagreements import build_disagreements
from utils.errors import SourceSchemaError

ENTRY = {"place": "kent", "subject": "Total", "figures": "1; 2", "explanation": "Rounding."}


def build(*entries: dict[str, Any]) -> Any:  # noqa: ANN401  # a frame, or an error
    return build_disagreements(
        places={"kent"}, source="total_place", declared={"disagreements": list(entries)}
    )


def test_entries_become_rows_and_may_be_of_no_one_place() -> None:
    frame = build(ENTRY, {**ENTRY, "place": None})
    assert frame["line"].tolist() == ["disagreement-001", "disagreement-002"]
    assert frame["place_id"].tolist()[0] == "kent"
    assert frame["place_id"].isna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({**ENTRY, "place": "atlantis"}, "row 2, column 'place': got 'atlantis'"),
        ({**ENTRY, "explanation": ""}, "row 2, column 'entry'"),
        ({"place": "kent", "subject": "Parts"}, "row 2, column 'entry'"),
        (ENTRY, "row 2, column 'subject': got 'Total'"),
    ],
)
def test_a_bad_entry_is_refused_with_its_number(entry: dict[str, Any], said: str) -> None:
    with pytest.raises(SourceSchemaError) as refused:
        build(ENTRY, entry)
    assert said in str(refused.value)
