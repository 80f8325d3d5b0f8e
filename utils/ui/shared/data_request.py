"""A request for the data of a figure: a page is run for it as for a visitor, and shows nothing.

So an address of data has the same choices, checks and rows as the page, whatever is added there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final

import pandas as pd
from streamlit.runtime.scriptrunner import StopException


@dataclass(frozen=True)
class Figure:
    """A chart or a table of a page, as its files have it.

    Attributes:
        key: its name in an address.
        title: what it holds, with place, period, unit and price basis.
        table: its rows.
        notes: definitions, sources and caveats.
        finding: what it shows, in words.
        sources: short names of sources that its notes do not name by their titles.
        is_described: whether its rows say already of what place, period and unit they are.
    """

    key: str
    title: str
    table: pd.DataFrame
    notes: Sequence[str]
    finding: str = ""
    sources: Sequence[str] = ()
    is_described: bool = False


@dataclass
class DataRequest:
    """What is asked of a page, and what the page has said so far.

    Attributes:
        wanted: name of the figure; nothing where all are to be listed.
        figures: the figures by name, in the order of the page.
        refusals: what of the address could not be followed.
    """

    wanted: str = ""
    figures: dict[str, Figure] = field(default_factory=dict)
    refusals: list[str] = field(default_factory=list)


_REQUEST: Final[ContextVar[DataRequest | None]] = ContextVar("data_request", default=None)


@contextmanager
def answering(request: DataRequest) -> Iterator[None]:
    """What is run here is run for a request."""
    before = _REQUEST.set(request)
    try:
        yield
    finally:
        _REQUEST.reset(before)


def is_data_request() -> bool:
    """Whether the page is run for its data, so that nothing needs to be drawn."""
    return _REQUEST.get() is not None


def hand_over(figure: Figure) -> bool:
    """Give a figure to the request for which the page is run; False where a visitor looks at it.

    Raises:
        StopException: it is the one that is wanted, so that the run ends.
    """
    request = _REQUEST.get()
    if request is None:
        return False
    request.figures.setdefault(figure.key, figure)
    if figure.key == request.wanted:
        raise StopException
    return True


def refuse(texts: Sequence[str]) -> None:
    """End the run for a request where parts of its address could not be followed.

    Raises:
        StopException: there are such parts.
    """
    request = _REQUEST.get()
    if request is not None and texts:
        request.refusals.extend(texts)
        raise StopException
