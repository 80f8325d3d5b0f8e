"""What an address of data asks for, checked before a page is run for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from utils.errors import InvalidInputError
from utils.ui.server.api.asked import AddressError, check_value
from utils.ui.server.api.declared import OFFSET
from utils.ui.shared.asked_chart import LONGEST_NAME
from utils.ui.shared.chart_links import EMBED
from utils.ui.shared.state import CHART, OPEN_PARTS, PARAMETERS

#: Characters of a value: lists of places and of numbers are long.
LONGEST_VALUE: Final = 2_000
#: Every parameter of an address of data.
KNOWN: Final = (*sorted(PARAMETERS.keys() - {OPEN_PARTS}), OFFSET.name)


@dataclass(frozen=True)
class AskedFigure:
    """A figure of a page with the choices made there.

    Attributes:
        key: name of the chart or the table; nothing where all are to be listed.
        choices: values by parameter.
        offset: how many rows are left out first.
    """

    key: str
    choices: Mapping[str, str]
    offset: int

    def address(self, page: str, *, key: str = "", offset: int | None = None) -> str:
        """Address of the same choices, of this figure or another, from this row on or another.

        Args:
            page: address of the page's data.
            key: name of the other figure.
            offset: rows that are left out first.
        """
        first = self.offset if offset is None else offset
        rows = {OFFSET.name: str(first)} if first else {}
        chart = {CHART: key or self.key} if key or self.key else {}
        query = urlencode({**self.choices, **chart, **rows})
        return f"{page}?{query}" if query else page


def read_figure(pairs: Sequence[tuple[str, str]]) -> AskedFigure:
    """Take an address apart; what only says how a page is shown is left out.

    Raises:
        AddressError: a parameter is unknown or repeated, or a value is too long.
    """
    offset = dict(pairs).get(OFFSET.name, OFFSET.default or "")
    check_value(OFFSET, offset)
    given = [pair for pair in pairs if pair[0] not in {*EMBED, OPEN_PARTS}]
    names = [name for name, _ in given]
    wrong = {name for name in names if name not in KNOWN or names.count(name) > 1}
    if wrong:
        raise _refuse("parameters", sorted(wrong), f"each once at most, of {', '.join(KNOWN)}")
    for name, value in given:
        longest = LONGEST_NAME if name == CHART else LONGEST_VALUE
        if len(value) > longest:
            raise _refuse(name, f"{len(value):,} characters", f"at most {longest:,}")
    choices = {name: value for name, value in given if name != OFFSET.name}
    return AskedFigure(choices.pop(CHART, ""), choices, int(offset))


def _refuse(argument: str, received: object, expected: str) -> AddressError:
    error = InvalidInputError(argument=argument, received=received, expected=expected)
    return AddressError(str(error))
