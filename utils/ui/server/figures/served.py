"""Answers for the data of every chart and table: a page's address with `.csv` or `.json`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Final

import pandas as pd
from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from data.read.rows import SourcesRow
from utils.errors import InvalidInputError
from utils.narrative.sources import cited_sources
from utils.ui.server.api.asked import AddressError
from utils.ui.server.api.declared import MOST_ROWS
from utils.ui.server.api.formats import Citation, source_cells
from utils.ui.server.api.gate import Gate, kept, site_of, unchanged, without_body
from utils.ui.server.api.problems import problem
from utils.ui.server.convertors import register_convertors
from utils.ui.server.exports import WATCHED
from utils.ui.server.figures.asked import AskedFigure, read_figure
from utils.ui.server.figures.page_run import run_page
from utils.ui.server.figures.written import WAYS, Written, rows_to_write
from utils.ui.shared.data_request import DataRequest, Figure
from utils.ui.shared.state import CHART
from utils.ui.shell.pages import public_pages

#: Pages that are run for their data at once; the visitors' own come first.
AT_ONCE: Final = 2
NO_FIGURE: Final = "none, as this page has no chart or table with these choices"
LIST_TITLE: Final = "Charts and tables of this page with these choices"


register_convertors()


class FigureData:
    """The application that answers for the data of pages."""

    def __init__(self, sources: Mapping[str, SourcesRow], gate: Gate, *, base: str) -> None:
        """Keep what requests are answered with.

        Args:
            sources: every source by its short name.
            gate: lets requests through.
            base: path below which the site is.
        """
        self.sources, self.gate, self.base = sources, gate, base
        self._limiter = CapacityLimiter(AT_ONCE)

    def routes(self) -> list[Route]:
        """A route for each way to write data, for whatever page is named."""
        return [Route(f"{self.base}/{{page:page}}.{ending}", self) for ending in WAYS]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = Request(scope, receive)
        response = self.gate.refuse(request) or await self._answer(request)
        await without_body(request, response)(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        name = request.path_params["page"]
        ending = request.scope["path"].rpartition(".")[2]
        pages = [page.file for page in public_pages()]
        if name not in pages:
            return _refuse("page", name, ", ".join(pages))
        try:
            asked = read_figure(request.query_params.multi_items())
        except AddressError as error:
            return problem(400, str(error))
        tag = self.gate.tag(asked.address(f"{name}.{ending}"), {})
        same = unchanged(request, tag)
        if same is not None:
            return same
        below = f"{site_of(request)}{self.base}/{name}"
        read = partial(self._read, name, asked, below=below, ending=ending, tag=tag)
        return await to_thread.run_sync(read, limiter=self._limiter)

    def _read(
        self, name: str, asked: AskedFigure, *, below: str, ending: str, tag: str
    ) -> Response:
        """Run the page, and write what it hands over.

        Args:
            name: file name of the page.
            asked: what is asked of it.
            below: address of its data without the ending.
            ending: how they are written.
            tag: of the answer.
        """
        found = DataRequest(asked.key)
        with WATCHED.watch(ending):
            run_page(name, asked.choices, found)
        if found.refusals:
            return problem(404, " ".join(found.refusals))
        if not asked.key:
            figure = _list(found, asked, below)
        elif asked.key in found.figures:
            figure = found.figures[asked.key]
        else:
            return _refuse(CHART, asked.key, ", ".join(found.figures) or NO_FIGURE)
        return self._write(figure, asked, address=f"{below}.{ending}", tag=tag)

    def _write(self, figure: Figure, asked: AskedFigure, *, address: str, tag: str) -> Response:
        """Write the rows from the offset on, as many as an answer may have."""
        rows, end = rows_to_write(figure), asked.offset + MOST_ROWS
        following = asked.address(address, offset=end) if end < len(rows) else None
        citation = Citation(
            title=figure.title,
            version=self.gate.version,
            address=asked.address(address),
            day=f"{datetime.now(UTC):%Y-%m-%d}",
            following=following,
        )
        cited = cited_sources(self.sources, figure.notes, named=figure.sources)
        sources = [source_cells(row) for row in cited]
        written = Written(figure, rows.iloc[asked.offset : end], len(rows), sources, citation)
        headers = kept(tag)
        if following:
            headers["Link"] = f'<{following}>; rel="next"'
        way = WAYS[address.rpartition(".")[2]]
        return Response(way.write(written), media_type=way.media_type, headers=headers)


def _refuse(argument: str, received: str, expected: str) -> Response:
    error = InvalidInputError(argument=argument, received=received, expected=expected)
    return problem(404, str(error))


def _list(found: DataRequest, asked: AskedFigure, below: str) -> Figure:
    """The figures of a page as a table, each with the addresses of its data."""
    rows = [
        {
            "chart": key,
            "title": figure.title,
            **{ending: asked.address(f"{below}.{ending}", key=key, offset=0) for ending in WAYS},
        }
        for key, figure in found.figures.items()
    ]
    table = pd.DataFrame(rows, columns=["chart", "title", *WAYS])
    return Figure("", LIST_TITLE, table, (), is_described=True)
