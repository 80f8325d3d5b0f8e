"""Reads the source declarations: what each source is, where its files are, what it measures."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from utils.config import SOURCES_DIR
from utils.errors import InvalidInputError
from utils.stats.verdicts import Polarity

Aggregation = Literal["sum_counts", "population_weighted", "none"]
RateType = Literal[
    "life_expectancy",
    "directly_standardised_rate",
    "crude_rate",
    "proportion",
    "mean",
    "ratio",
    "slope_index",
    "score",
    "count",
]
#: What the limits of a figure say: how far chance could move it, nothing as it comes from a model,
#: or nothing as everybody was counted. Only limits of chance give a verdict.
Limits = Literal["chance", "modelled", "full_count"]
#: Which end of a scale is drawn dark on a map.
DarkEnd = Literal["high", "low"]


class _Strict(BaseModel):
    """A declaration refuses unknown keys, so a typing slip cannot pass silently."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceFile(_Strict):
    """A file a source is read from, by its path; what else is known is in the list of raw files.

    The path is below the raw folder, or begins with where else it is (see `raw.py`).
    """

    path: str

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, given: object) -> object:
        """A declaration gives the path alone."""
        return {"path": given} if isinstance(given, str) else given


class Indicator(_Strict):
    """What a single indicator means and how it may be used."""

    name: str
    description: str
    unit: str
    decimals: int
    polarity: Polarity
    rate_type: RateType
    aggregation: Aggregation
    themes: tuple[str, ...]
    determinant: str
    sexes: tuple[str, ...]
    caveats: tuple[str, ...] = ()
    limits: Limits = "chance"
    #: Confidence at which the publisher tests an area against England.
    verdict_confidence: float = 0.95
    #: The newer indicator that measures the same; a list shows the newer where it has a figure.
    older_series_of: str | None = None
    dark_end: DarkEnd = "high"
    #: What the lowest and the highest values are called, where a legend must say it.
    ends: tuple[str, ...] = ()


class SourceDeclaration(_Strict):
    """A source: its publisher, terms, files and indicators."""

    source: str
    title: str
    publisher: str
    licence: str
    citation: str
    landing_page: str
    attribution: str
    retrieved: str
    caveats: tuple[str, ...] = ()
    files: dict[str, SourceFile]
    #: How the files are read, in the terms of the source's own module, which checks it.
    reading: dict[str, Any] = {}
    indicators: dict[str, Indicator] = {}


def refusal_of(where: str, error: ValidationError) -> InvalidInputError:
    """Say of the first part of a declaration that is not as it must be where it is, and why.

    Args:
        where: what the name of the part is put behind.
        error: what pydantic found.
    """
    first = error.errors()[0]
    return InvalidInputError(
        argument=where + ".".join(map(str, first["loc"])),
        received=first["input"],
        expected=first["msg"],
    )


ReadingModel = TypeVar("ReadingModel", bound=BaseModel)


def parse_reading(declaration: SourceDeclaration, model: type[ReadingModel]) -> ReadingModel:
    """Check how a source's files are read against what its own module expects.

    Raises:
        InvalidInputError: a part is missing, unknown or not as it must be; names where.
    """
    try:
        return model(**declaration.reading)
    except ValidationError as error:
        raise refusal_of(f"{declaration.source}: reading.", error) from error


def read_declaration(path: Path) -> SourceDeclaration:
    """Read a declaration.

    Raises:
        InvalidInputError: a key is missing or unknown, or the file is not named after its source.
    """
    try:
        declaration = SourceDeclaration(**yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise refusal_of(f"{path.name}: ", error) from error
    if declaration.source != path.stem:
        raise InvalidInputError(
            argument=f"{path.name}: source", received=declaration.source, expected=path.stem
        )
    return declaration


@cache
def read_declarations(folder: Path = SOURCES_DIR) -> dict[str, SourceDeclaration]:
    """Read every declaration below a folder, keyed by source, in the order of their names."""
    return {path.stem: read_declaration(path) for path in sorted(folder.glob("*.yml"))}
