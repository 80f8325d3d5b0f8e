"""What the public page on payments and the report of a count say in the same words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: Why payments have no share of an outturn.
NOT_ALIKE: Final = (
    "None of these is a part of another, so no share is given. Payments leave out salaries and "
    "benefits; an outturn has these, is net of income, and leaves out what is built or bought to "
    "last."
)
#: Whether amounts are with VAT, by the headings of the columns that they were read from.
VAT: Final[Mapping[str, str]] = {
    "net": "without VAT",
    "gross": "with VAT",
    "mixed": "some with VAT and some without",
    "not said": "no column of the file says whether with VAT",
}
#: The rule by which a line of the count is graded.
GRADES: Final[Mapping[str, str]] = {
    "high": (
        "the body lies inside the place, and nine tenths of the money have a theme found with "
        "high or fair confidence"
    ),
    "fair": (
        "the body lies inside the place or is shared out by people or a given share, and half of "
        "the money have such a theme"
    ),
    "low": "everything else, and all money without a theme",
}
