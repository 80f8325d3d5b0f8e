from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.read.self_assessment import (
    ANSWERS,
    FIRST_DAY,
    LAST_DAY,
    LONGEST_NOTE,
    LONGEST_PLACE,
    MOST_BYTES,
    Assessment,
    Reply,
    read_assessment,
    write_assessment,
)
from utils.errors import InvalidInputError

CATEGORIES = ("culture", "finance", "evidence")
NAME = "answers.json"
REPLIES = st.builds(
    Reply,
    st.sampled_from([None, *ANSWERS]),
    st.text(max_size=LONGEST_NOTE),
)
ASSESSMENTS = st.builds(
    Assessment,
    place=st.text(max_size=LONGEST_PLACE),
    day=st.none() | st.dates(FIRST_DAY, LAST_DAY),
    replies=st.dictionaries(st.sampled_from(CATEGORIES), REPLIES),
)
FILLED = Assessment("Kent", date(2026, 11, 26), {"finance": Reply("a_lot", "no pooled budget")})


def spoilt(**changed: Any) -> bytes:  # noqa: ANN401 - as a file may hold it
    """A right file, with some parts replaced."""
    return json.dumps(json.loads(write_assessment(FILLED)) | changed).encode()


def read(content: bytes, name: str = NAME) -> Assessment:
    return read_assessment(content, name=name, categories=CATEGORIES)


@given(ASSESSMENTS)
def test_what_is_written_is_read_back_the_same(filled: Assessment) -> None:
    assert read(write_assessment(filled)) == filled


def test_the_longest_answers_are_not_too_large_to_be_read_back() -> None:
    ten = tuple(f"category {number}" for number in range(10))
    # The character that takes most room in a file.
    reply = Reply("cannot_tell", "\x01" * LONGEST_NOTE)
    whole = Assessment("\x01" * LONGEST_PLACE, LAST_DAY, dict.fromkeys(ten, reply))
    content = write_assessment(whole)
    assert read_assessment(content, name=NAME, categories=ten) == whole


def test_a_file_that_an_editor_has_marked_is_read() -> None:
    assert read(b"\xef\xbb\xbf" + write_assessment(FILLED), "ANSWERS.JSON") == FILLED


@pytest.mark.parametrize(
    ("content", "match"),
    [
        (b"", "content of the file: got '', allowed: JSON"),
        (b"{", "content of the file: got '{', allowed: JSON"),
        (b"caf\xe9", "text of the file: got 'byte 0xe9 at position 3', allowed: UTF-8"),
        (b"[" * 100_000, r"content of the file: got '\[+…', allowed: JSON"),
        (b"9" * 10_000, "content of the file: got '9+…', allowed: JSON"),
        (b"[]", "content of the file: got 'a list', allowed: an object"),
        (
            b" " * (MOST_BYTES + 1),
            "size of the file: got '200,001 bytes', allowed: at most 200,000",
        ),
        (b'{"schema": 1, "schema": 2}', "got 'schema twice', allowed: each part once"),
        (spoilt(schema="other"), "schema: got 'other', allowed: “total-place-atlas self-assess"),
        (spoilt(version=2), "version: got 2, allowed: 1"),
        (spoilt(version=True), "version: got True, allowed: 1"),
        (spoilt(version="1"), "version: got '1', allowed: 1"),
        (spoilt(score=3), "parts of the file: got '.*, score', allowed: schema, version, place"),
        (spoilt(place=3), "place: got 3, allowed: text"),
        (spoilt(place="x" * 201), "place: got '201 characters', allowed: at most 200"),
        (spoilt(place="\ud800"), "place: got .*, allowed: text without halves"),
        (spoilt(day="26/11/2026"), "day: got '26/11/2026', allowed: a day from 2000-01-01"),
        (spoilt(day="20261126"), "day: got '20261126', allowed: a day"),
        (spoilt(day="1999-12-31"), "day: got '1999-12-31', allowed: a day"),
        (spoilt(day=3), "day: got 3, allowed: a day"),
        (spoilt(replies=[]), "replies: got 'a list', allowed: an object"),
        (spoilt(replies={"x": {}}), "category: got 'x', allowed: one of culture, finance"),
        (spoilt(replies={"finance": 1}), "reply on finance: got 1, allowed: an object"),
        (spoilt(replies={"finance": {"answer": "not"}}), "reply on finance: got 'answer', allow"),
        (
            spoilt(replies={"finance": {"answer": "yes", "note": ""}}),
            "answer on finance: got 'yes', allowed: one of a_lot, a_little, not, cannot_tell",
        ),
        (
            spoilt(replies={"finance": {"answer": ["not"], "note": ""}}),
            "answer on finance: got 'a list'",
        ),
        (
            spoilt(replies={"finance": {"answer": "not", "note": "x" * 1001}}),
            "note on finance: got '1,001 characters', allowed: at most 1,000",
        ),
    ],
)
def test_a_bad_file_is_refused_with_what_came_and_what_is_allowed(
    content: bytes, match: str
) -> None:
    with pytest.raises(InvalidInputError, match=match) as caught:
        read(content)
    assert len(str(caught.value)) < 400


def test_another_kind_of_file_is_refused_by_its_name() -> None:
    with pytest.raises(InvalidInputError, match=r"file: got 'a.csv', allowed: .* in \.json"):
        read(write_assessment(FILLED), "a.csv")


def test_a_bad_category_among_ten_thousand_is_found_at_once() -> None:
    many = {f"c{number}": 1 for number in range(10_000)}
    with pytest.raises(InvalidInputError, match="category: got 'c0'"):
        read(spoilt(replies=many))
