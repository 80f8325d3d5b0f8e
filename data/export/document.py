"""What a brief or a set of slides says: pages of headings, text, tables and charts, with sources.

A document travels to the process that writes it as plain JSON; unknown keys are refused, so that a
typing slip cannot lose a caveat silently.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from data.export.job import Job
from data.export.native import NativeChart
from utils.errors import InvalidInputError

PUBLISHER: Final = "Total Place Atlas"
DATE_FORMS: Final = ("%Y-%m-%d", "%d %B %Y")
MOST_SHOWN: Final = 80
#: What no file format takes: control characters, halves of characters and what is no character.
UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
#: A cell that counts as a number: sign or about-sign, pounds, digits, and at most a short unit.
NUMBER: Final = re.compile(
    r"[≈~+\u2212-]?\s?£?\d[\d,.]*( ?%| million| billion)?|no figure|no return|"
)


def clean_text(text: str) -> str:
    """Replace by a space each character that cannot be written to XML or PDF."""
    return UNWRITABLE.sub(" ", text)


Text = Annotated[str, AfterValidator(clean_text)]
FilledText = Annotated[Text, StringConstraints(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ParagraphBlock(_Strict):
    """Running text."""

    kind: Literal["paragraph"]
    text: Text


class BulletsBlock(_Strict):
    """A list of points."""

    kind: Literal["bullets"]
    items: tuple[Text, ...]


class TableBlock(_Strict):
    """A table of texts.

    Attributes:
        caption: what it holds.
        columns: names of the columns.
        rows: cells as they are shown.
        numeric: columns set flush right; if none are given, those that hold nothing but numbers.
    """

    kind: Literal["table"]
    caption: Text
    columns: Annotated[tuple[Text, ...], Field(min_length=1)]
    rows: tuple[tuple[Text, ...], ...]
    numeric: tuple[Text, ...] | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} cells, not {len(self.columns)}")
        unknown = sorted(set(self.numeric or ()) - set(self.columns))
        if unknown:
            raise ValueError(f"numeric names {unknown[0]!r}, which is no column")
        return self

    @property
    def is_numeric(self) -> tuple[bool, ...]:
        """Whether each column is set flush right."""
        if self.numeric is not None:
            return tuple(column in self.numeric for column in self.columns)
        return tuple(
            any(cells) and all(NUMBER.fullmatch(cell) for cell in cells)
            for cells in ([row[number] for row in self.rows] for number in range(len(self.columns)))
        )


class ChartBlock(_Strict):
    """A chart: its title, Vega-Lite with the data inside, and what it shows in words.

    Attributes:
        title: what is drawn.
        spec: Vega-Lite, with the data inside.
        alt: what it shows.
        native: its figures, where a program can draw them as a chart of its own that says the same.
        table: the same as a table, for a page that can fold it away.
    """

    kind: Literal["chart"]
    title: Text
    spec: dict[str, Any]
    alt: FilledText
    native: NativeChart | None = None
    table: TableBlock | None = None


Block = Annotated[
    ParagraphBlock | BulletsBlock | TableBlock | ChartBlock, Field(discriminator="kind")
]


class Page(_Strict):
    """A page, or a run of slides, with the sources and caveats printed at its foot."""

    heading: FilledText
    blocks: tuple[Block, ...]
    notes: tuple[Text, ...] = ()


class Document(_Strict):
    """A whole document.

    Attributes:
        title: the place.
        subtitle: what is said of it.
        language: language of all text, as a tag such as "en-GB".
        author: who publishes it.
        data_version: version of the published tables.
        made: the day on which it was made, as 2026-11-24 or 24 November 2026.
        address: link to the view it was made from; may be empty.
        pages: the pages, in order.
    """

    title: FilledText
    subtitle: Text = ""
    language: Literal["en-GB"] = "en-GB"
    author: Text = PUBLISHER
    data_version: Text
    made: Text
    address: Text = ""
    pages: Annotated[tuple[Page, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _has_date(self) -> Self:
        _read_date(self.made)
        return self

    @property
    def made_at(self) -> datetime:
        """The first moment of the day on which it was made."""
        return _read_date(self.made)

    @property
    def imprint(self) -> tuple[str, ...]:
        """Who made it, when, from which data, and where it can be seen."""
        day = f"{self.made_at.day} {self.made_at:%B %Y}"
        parts = (self.author, f"made {day}", f"data version {self.data_version}", self.address)
        return tuple(part for part in parts if part)

    @classmethod
    def from_job(cls, job: Job) -> Self:
        """Read a document from its job.

        Raises:
            InvalidInputError: a key is unknown or missing, or a value is not of its kind; names the
                first one.
        """
        try:
            return cls.model_validate(dict(job))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            raise InvalidInputError(
                argument=".".join(str(part) for part in first["loc"]) or "document",
                received=_shorten(first["input"]),
                expected=first["msg"].removeprefix("Value error, "),
            ) from error


def _read_date(text: str) -> datetime:
    for form in DATE_FORMS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    raise ValueError(f"made is {text!r}, not a day such as 2026-11-24 or 24 November 2026")


def _shorten(received: object) -> str:
    text = received if isinstance(received, str) else repr(received)
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"
