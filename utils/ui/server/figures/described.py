"""Describes the addresses of a page's data, for the description of the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from utils.ui.server.figures.asked import LONGEST_VALUE
from utils.ui.server.figures.written import WAYS
from utils.ui.shared.asked_chart import LONGEST_NAME
from utils.ui.shared.state import CHART, OPEN_PARTS, PARAMETERS
from utils.ui.shell.pages import public_pages

Part = dict[str, Any]
PATH: Final = "/{page}.{format}"
WORDS: Final = (
    "The rows of a chart or a table, as its page has them with the same choices, and a citation. "
    "Without a name of a chart: the charts and tables of the page. The choices are those of the "
    "page's own address."
)


def describe_figures(
    *, base: str, responses: Mapping[str, Part], offset: Mapping[str, Any]
) -> Part:
    """The item of the description.

    Args:
        base: path below which the site is.
        responses: answers other than data, by status.
        offset: description of the parameter by which rows are left out.
    """
    content: Part = {way.media_type: {} for way in WAYS.values()}
    content[WAYS["json"].media_type] = {"schema": _schema()}
    answer = {"description": "Rows with their citation.", "content": content}
    choices = [name for name in PARAMETERS if name not in {CHART, OPEN_PARTS}]
    return {
        # They are beside the pages, not below the API.
        "servers": [{"url": base or "/"}],
        "get": {
            "operationId": "figures",
            "summary": "Charts and tables",
            "description": WORDS,
            "parameters": [
                _part_of_path("page", [page.file for page in public_pages()]),
                _part_of_path("format", list(WAYS)),
                _choice(CHART, "Name of the chart or table.", LONGEST_NAME),
                *(_choice(name, f"On the page: {PARAMETERS[name]}.") for name in choices),
                offset,
            ],
            "responses": {"200": answer, **responses},
        },
    }


def _part_of_path(name: str, allowed: list[str]) -> Part:
    schema = {"type": "string", "enum": allowed}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _choice(name: str, words: str, longest: int = LONGEST_VALUE) -> Part:
    schema = {"type": "string", "maxLength": longest}
    return {"name": name, "in": "query", "description": words, "schema": schema}


def _schema() -> Part:
    text = {"type": "string"}
    properties: Part = {
        "citation": {"$ref": "#/components/schemas/Citation"},
        "title": text,
        "finding": text,
        "notes": {"type": "array", "items": text},
        "total": {"type": "integer", "minimum": 0},
        "next": {"type": ["string", "null"]},
        "rows": {"type": "array", "items": {"type": "object"}},
    }
    return {"type": "object", "required": list(properties), "properties": properties}
