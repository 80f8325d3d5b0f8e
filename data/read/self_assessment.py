"""A partnership's own view of its barriers: what it holds, and its file.

Nothing here touches a disk: a file is bytes that the visitor saves or hands in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, cast

from utils.errors import InvalidInputError

SCHEMA: Final = "total-place-atlas self-assessment"
VERSION: Final = 1
ENDING: Final = ".json"
MOST_BYTES: Final = 200_000
LONGEST_NOTE: Final = 1_000
LONGEST_PLACE: Final = 200
FIRST_DAY: Final = date(2000, 1, 1)
LAST_DAY: Final = date(2100, 12, 31)
#: Answers by their short names in a file, in the order in which they are shown.
ANSWERS: Final[Mapping[str, str]] = {
    "a_lot": "holds us back a lot",
    "a_little": "holds us back a little",
    "not": "does not hold us back",
    "cannot_tell": "cannot tell",
}
#: JSON may hold halves of a character, which no file and no browser takes.
HALVES: Final = re.compile("[\ud800-\udfff]")
_PARTS: Final = ("schema", "version", "place", "day", "replies")
_SHOWN: Final = 60


@dataclass(frozen=True)
class Reply:
    """What a partnership says of a category: a short name of an answer, or none, and a note."""

    answer: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Assessment:
    """What a partnership says of its own place: replies by category of barriers."""

    place: str = ""
    day: date | None = None
    replies: Mapping[str, Reply] = field(default_factory=dict)

    def note(self, category: str) -> str:
        """The note on a category; nothing where there is none."""
        reply = self.replies.get(category)
        return reply.note if reply else ""


def write_assessment(filled: Assessment) -> bytes:
    """Write an assessment as a file."""
    return json.dumps(
        {
            "schema": SCHEMA,
            "version": VERSION,
            "place": filled.place,
            "day": filled.day.isoformat() if filled.day else None,
            "replies": {
                category: {"answer": reply.answer, "note": reply.note}
                for category, reply in filled.replies.items()
            },
        },
        ensure_ascii=False,
        indent=2,
    ).encode()


def read_assessment(content: bytes, *, name: str, categories: Collection[str]) -> Assessment:
    """Read a file that `write_assessment` has written.

    Args:
        content: what is in the file.
        name: its name.
        categories: categories of barriers that a reply may be about.

    Raises:
        InvalidInputError: it is another kind of file, too large, no text, no JSON, of another
            version, or holds what it may not; says what came and what is allowed.
    """
    found = _load(content, name)
    _require(found.get("schema") == SCHEMA, "schema", found.get("schema"), f"“{SCHEMA}”")
    version = found.get("version")
    # In Python 1, 1.0 and True are equal.
    _require(type(version) is int and version == VERSION, "version", version, str(VERSION))
    _require_parts("parts of the file", found, _PARTS)
    replies = _object("replies", found["replies"])
    return Assessment(
        place=_text("place", found["place"], LONGEST_PLACE),
        day=_day(found["day"]),
        replies={
            category: _reply(category, reply, categories) for category, reply in replies.items()
        },
    )


def _load(content: bytes, name: str) -> dict[str, Any]:
    _require(name.casefold().endswith(ENDING), "file", name, f"a file whose name ends in {ENDING}")
    size = len(content)
    _require(size <= MOST_BYTES, "size of the file", f"{size:,} bytes", f"at most {MOST_BYTES:,}")
    try:
        # An editor may have put a mark of the encoding before the text.
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        received = f"byte {content[error.start]:#04x} at position {error.start}"
        raise InvalidInputError(
            argument="text of the file", received=received, expected="UTF-8"
        ) from error
    try:
        found = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise InvalidInputError(
            argument="content of the file",
            received=_short(text),
            expected=f"JSON ({_short(str(error))})",
        ) from error
    return _object("content of the file", found)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose parts each stand once; JSON itself would keep the last."""
    found: dict[str, Any] = {}
    for name, part in pairs:
        _require(name not in found, "parts of the file", f"{name} twice", "each part once")
        found[name] = part
    return found


def _reply(category: str, received: object, categories: Collection[str]) -> Reply:
    _require(category in categories, "category", category, f"one of {', '.join(categories)}")
    reply = _object(f"reply on {category}", received)
    _require_parts(f"reply on {category}", reply, ("answer", "note"))
    answer = reply["answer"]
    known = answer is None or (isinstance(answer, str) and answer in ANSWERS)
    expected = f"one of {', '.join(ANSWERS)}, or null"
    _require(known, f"answer on {category}", answer, expected)
    return Reply(answer, _text(f"note on {category}", reply["note"], LONGEST_NOTE))


def _object(what: str, received: object) -> dict[str, Any]:
    _require(isinstance(received, dict), what, received, "an object of names and values")
    return cast("dict[str, Any]", received)


def _require_parts(what: str, found: Mapping[str, Any], wanted: Collection[str]) -> None:
    _require(set(found) == set(wanted), what, ", ".join(found), ", ".join(wanted))


def _text(what: str, received: object, longest: int) -> str:
    _require(isinstance(received, str), what, received, "text")
    text = str(received)
    _require(len(text) <= longest, what, f"{len(text):,} characters", f"at most {longest:,}")
    _require(not HALVES.search(text), what, text, "text without halves of characters")
    return text


def _day(received: object) -> date | None:
    if received is None:
        return None
    expected = f"a day from {FIRST_DAY} to {LAST_DAY} such as {FIRST_DAY}, or null"
    _require(isinstance(received, str), "day", received, expected)
    try:
        found = date.fromisoformat(str(received))
    except ValueError as error:
        raise InvalidInputError(
            argument="day", received=_short(received), expected=expected
        ) from error
    _require(
        FIRST_DAY <= found <= LAST_DAY and found.isoformat() == received, "day", received, expected
    )
    return found


def _require(holds: object, argument: str, received: object, expected: str) -> None:
    if not holds:
        raise InvalidInputError(
            argument=str(_short(argument)), received=_short(received), expected=expected
        )


def _short(received: object) -> object:
    """What came, cut or named by its kind where it would hide the rest of the message."""
    if isinstance(received, dict | list):
        return "an object" if isinstance(received, dict) else "a list"
    text = received if isinstance(received, str) else repr(received)
    return f"{text[:_SHOWN]}…" if len(text) > _SHOWN else received
