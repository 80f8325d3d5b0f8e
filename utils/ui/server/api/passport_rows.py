"""Where a figure is from, as rows: the same facts as its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from data.read.passports.passport import Passport
from utils.ui.server.api.declared import Column, Found, Parameter, Readers, Resource, Row, page_of
from utils.ui.server.api.figures import AREA, BASIS, LEVEL, MEASURE, PERIOD, value_code

COLUMNS: Final = (
    Column("figure", "What the figure is, of whom and when.", is_nullable=False),
    Column("part", "Figure, fact, smaller fact, step, origin, caveat or link.", is_nullable=False),
    Column("label", "What the text is of; empty for steps and caveats."),
    Column("text", "The text.", is_nullable=False),
    Column("link", "Page of a publisher, where the text has one."),
)


def _of_value(readers: Readers, asked: Mapping[str, str], page: slice) -> Found:
    passport = readers.passports.of_value(
        measure=asked["measure"],
        basis=asked["basis"],
        level=asked["level"],
        period=asked["period"],
        area=value_code(readers, asked["area"]),
    )
    return page_of(passport_rows(passport), page)


def _of_count(readers: Readers, asked: Mapping[str, str], page: slice) -> Found:
    return page_of(passport_rows(readers.passports.of_count(asked["line"])), page)


def passport_rows(passport: Passport) -> list[Row]:
    """A passport as rows, in the order of its page."""
    parts: list[tuple[str, str | None, str, str | None]] = [
        ("figure", None, passport.figure, None),
        *(("fact", label, text, None) for label, text in passport.facts),
        *(("smaller fact", label, text, None) for label, text in passport.smaller),
        *(("step", None, step, None) for step in passport.steps),
        *(("origin", origin.name, origin.words, origin.link) for origin in passport.origins),
        *(("caveat", None, caveat, None) for caveat in passport.caveats),
        ("link", None, "The publisher's page", passport.link),
    ]
    names = ("part", "label", "text", "link")
    return [{"figure": passport.title, **dict(zip(names, part, strict=True))} for part in parts]


PASSPORTS: Final = Resource(
    "passports",
    "Where a value is from",
    "Publisher, dataset, definition, numerator, denominator, every step, licence and caveats of a "
    "value.",
    COLUMNS,
    _of_value,
    (
        MEASURE,
        BASIS,
        LEVEL,
        PERIOD,
        Parameter("area", AREA.words, AREA.example, is_required=True),
    ),
)
COUNT_PASSPORTS: Final = Resource(
    "count-passports",
    "Where a count of the programme is from",
    "The same of a figure of counts.",
    COLUMNS,
    _of_count,
    (Parameter("line", "Its line, from counts.", "count-001", is_required=True),),
)
