"""What can be asked of a table; needs none of the libraries that carry it out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from utils.errors import InvalidInputError

COUNT, RATE = "count", "rate"
KINDS: Final = (COUNT, RATE)
SUM, MEAN = "sum", "mean"
DUPLICATES: Final = (SUM, MEAN)
ROWS_COUNTED: Final = "Number of rows"
#: Schemes for figures of which nothing but their numbers is known.
SCHEMES: Final = {
    "quantile": "about equal numbers of areas",
    "equal": "equal steps",
    "fisher": "natural breaks (Fisher-Jenks)",
}
DEFAULT_SCHEME: Final = "quantile"


@dataclass(frozen=True)
class Choices:
    """How rows are gathered.

    Attributes:
        kind: "count" if figures of parts add up, "rate" if not, "" if nobody has said.
        duplicates: what several rows of an area become: "sum" or "mean"; "" if nobody has said.
    """

    kind: str = ""
    duplicates: str = ""

    def __post_init__(self) -> None:
        """Check the choices.

        Raises:
            InvalidInputError: there is no such choice, or rates were to be added up.
        """
        for name, options in (("kind", KINDS), ("duplicates", DUPLICATES)):
            if getattr(self, name) not in ("", *options):
                raise InvalidInputError(
                    argument=name, received=getattr(self, name), expected=", ".join(options)
                )
        if self.kind == RATE and self.duplicates == SUM:
            raise InvalidInputError(
                argument="duplicates", received=SUM, expected="mean, as rates do not add up"
            )


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is asked of a table.

    Attributes:
        value: column of the figures; "" to count rows.
        sheet: sheet of a workbook; "" for the first.
        only: columns with what a row must say in each; the other rows are left out.
        code: column of codes, `name` of names, `points` two of coordinates; found if none is given.
        level: level of the areas; "" for the level that fits.
        choices: how rows of an area are gathered.
        scheme: how classes are made.
        measure: a published measure to set beside it, and `period`; "" for none.
    """

    value: str = ""
    sheet: str = ""
    only: tuple[tuple[str, str], ...] = ()
    code: str = ""
    name: str = ""
    points: tuple[str, ...] = ()
    level: str = ""
    choices: Choices = field(default_factory=Choices)
    scheme: str = DEFAULT_SCHEME
    measure: str = ""
    period: str = ""
