from __future__ import annotations

import base64
import json
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.layers import MAP_ELEMENT, MapMessage, base_map_script, pack_floats


def unpack(text: str) -> np.ndarray[Any, Any]:
    return np.frombuffer(base64.b64decode(text), dtype="<f4")


@given(st.lists(st.one_of(st.floats(width=32), st.just(float("nan"))), max_size=200))
def test_packed_numbers_come_back(numbers: list[float]) -> None:
    values = np.array(numbers, dtype=np.float64)
    np.testing.assert_array_equal(unpack(pack_floats(values)), values.astype("<f4"))
    assert len(base64.b64decode(pack_floats(values))) == 4 * len(numbers)


def message_of(**columns: object) -> MapMessage:
    given: dict[str, Any] = {
        "title": "Spend",
        "period": "2009-10",
        "values": np.array([1.5, np.nan]),
        "lower": None,
        "upper": np.array([2.5, 3.5]),
        "breaks": (1.0, 2.0),
        "colours": ("#000000", "#ffffff"),
        "prefix": "£",
        "suffix": "",
        "decimals": 0,
        "outlines": {"pilot": ("birmingham",)},
        "selected": ("E08000025",),
        "series": None,
    }
    return MapMessage(**(given | columns))


def body_of(message: MapMessage) -> dict[str, Any]:
    found = re.fullmatch(r"AtlasMap\.show\((.*)\);", message.script(), flags=re.DOTALL)
    assert found is not None
    body: dict[str, Any] = json.loads(found.group(1))
    return body


def test_a_message_holds_the_values_in_order() -> None:
    body = body_of(message_of())
    np.testing.assert_array_equal(unpack(body["values"]), np.array([1.5, np.nan], dtype="<f4"))
    assert body["lower"] is None
    assert unpack(body["upper"]).tolist() == [2.5, 3.5]
    assert body["breaks"] == [1.0, 2.0]
    assert body["outlines"] == {"pilot": ["birmingham"]}


@pytest.mark.parametrize("word", ["</script>", "</SCRIPT >", "<!-- </style>", "a\\</b"])
def test_no_text_can_end_the_script(word: str) -> None:
    message = message_of(title=f"Pay {word}<b>", outlines={word: [word]}, suffix=word)
    assert "</" not in message.script()
    assert body_of(message)["title"] == f"Pay {word}<b>"
    assert body_of(message)["suffix"] == word


def test_a_quote_or_a_line_break_stays_inside_its_text() -> None:
    title = 'Children\'s "care"\n\u2028'
    assert body_of(message_of(title=title))["title"] == title
    assert "\n" not in message_of(title=title).script()


def test_the_base_map_asks_no_one_else_for_anything() -> None:
    script = base_map_script(geometry_url="/app/geometry.gz", attribution="Source: ONS")
    assert "/app/geometry.gz" in script
    assert "Source: ONS" in script
    assert MAP_ELEMENT in script
    assert not re.findall(r"https?://|//cdn|tileLayer", script)
    assert script == base_map_script(geometry_url="/app/geometry.gz", attribution="Source: ONS")
