"""Describes the API as OpenAPI 3.1, from the declarations by which requests are answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from utils.config import APP_NAME
from utils.ui.server.api.declared import LONGEST, MOST_ROWS, OFFSET, Column, Parameter, Resource
from utils.ui.server.api.formats import CSVW, FORMATS, LICENCE, LICENCE_NAME, METADATA
from utils.ui.server.api.problems import PATH, PROBLEM, TITLES
from utils.ui.server.figures.described import PATH as FIGURES
from utils.ui.server.figures.described import describe_figures

Part = dict[str, Any]
TEXT: Final[Part] = {"type": "string"}
OPTIONAL_TEXT: Final[Part] = {"type": ["string", "null"]}
WORDS: Final = (
    "Read-only. An answer has at most {most} rows; `next` in JSON and the header `Link` lead to "
    "the rows that follow. A gap is null (an empty cell in CSV) with its reason, never zero. Every "
    "answer has an `ETag`, which `If-None-Match` takes. Each network address may ask {rate} times "
    "a minute; after that the answer is 429, and `Retry-After` says for how many seconds."
)


def describe(
    resources: Mapping[str, Resource], *, base: str, version: str, per_minute: int
) -> Part:
    """Describe resources.

    Args:
        resources: the resources by name.
        base: path below which the site is.
        version: data version.
        per_minute: requests that a network address may make a minute.
    """
    paths: Part = {}
    for name, resource in resources.items():
        paths[f"/{name}.{{format}}"] = _path(resource, _answer(resource), [_format()])
        paths[f"/{name}.{METADATA}"] = _path(resource, _metadata_answer(), [], " (CSV metadata)")
    paths[FIGURES] = describe_figures(base=base, responses=_others(), offset=_parameter(OFFSET))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{APP_NAME}: open data",
            "version": version,
            "description": WORDS.format(most=f"{MOST_ROWS:,}", rate=per_minute),
            "license": {"name": LICENCE_NAME, "url": LICENCE},
        },
        "servers": [{"url": base + PATH}],
        "paths": paths,
        "components": {"schemas": {"Problem": _problem(), "Citation": _citation()}},
    }


def _path(resource: Resource, answer: Part, first: list[Part], more: str = "") -> Part:
    parameters = [*first, *map(_parameter, resource.parameters)]
    return {
        "get": {
            "operationId": f"{resource.name}{'-metadata' if more else ''}",
            "summary": f"{resource.title}{more}",
            "description": resource.words,
            "parameters": parameters,
            "responses": {"200": answer, **_others()},
        }
    }


def _others() -> Part:
    """Every answer that is no data, by status."""
    problem = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    unchanged = {"304": {"description": "Not changed since the `ETag` given."}}
    return unchanged | {
        str(status): {"description": words, "content": problem} for status, words in TITLES.items()
    }


def _format() -> Part:
    return {
        "name": "format",
        "in": "path",
        "required": True,
        "description": "How the answer is written.",
        "schema": {"type": "string", "enum": list(FORMATS)},
    }


def _parameter(parameter: Parameter) -> Part:
    schema: Part = {"type": "string", "minLength": 1, "maxLength": LONGEST}
    if parameter.bounds:
        least, most = parameter.bounds
        schema = {"type": "integer", "minimum": least, "maximum": most}
    elif parameter.allowed:
        schema = {"type": "string", "enum": list(parameter.allowed)}
    if parameter.default is not None:
        schema["default"] = int(parameter.default) if parameter.bounds else parameter.default
    described: Part = {
        "name": parameter.name,
        "in": "query",
        "required": parameter.is_required,
        "description": parameter.words,
        "schema": schema,
    }
    if parameter.example:
        described["example"] = parameter.example
    return described


def _answer(resource: Resource) -> Part:
    content: Part = {way.media_type: {} for way in FORMATS.values()}
    content[FORMATS["json"].media_type] = {"schema": _json_schema(resource)}
    return {
        "description": resource.words,
        "headers": {
            "ETag": {"schema": TEXT},
            "Link": {"description": "The page that follows.", "schema": TEXT},
        },
        "content": content,
    }


def _json_schema(resource: Resource) -> Part:
    row = {
        "type": "object",
        "required": [column.name for column in resource.columns],
        "additionalProperties": False,
        "properties": {column.name: _column(column) for column in resource.columns},
    }
    return {
        "type": "object",
        "required": ["citation", "total", "next", "rows"],
        "properties": {
            "citation": {"$ref": "#/components/schemas/Citation"},
            "total": {"type": "integer", "minimum": 0, "description": "Rows in all."},
            "next": {**OPTIONAL_TEXT, "description": "Address of the page that follows."},
            "rows": {"type": "array", "maxItems": MOST_ROWS, "items": row},
        },
    }


def _column(column: Column) -> Part:
    kinds = [column.kind, "null"] if column.is_nullable else column.kind
    return {"type": kinds, "description": column.words}


def _metadata_answer() -> Part:
    words = 'Types and licence of the CSV, as "CSV on the Web" describes them.'
    return {"description": words, "content": {CSVW: {"schema": {"type": "object"}}}}


def _problem() -> Part:
    properties: Part = dict.fromkeys(("type", "title", "detail"), TEXT)
    properties["status"] = {"type": "integer"}
    return {"type": "object", "required": list(properties), "properties": properties}


def _citation() -> Part:
    names = ("text", "licence", "licence_url", "data_version", "address", "date")
    source = ("publisher", "dataset", "licence", "url")
    properties: Part = dict.fromkeys(names, TEXT)
    properties["sources"] = {
        "type": "array",
        "items": {"type": "object", "properties": dict.fromkeys(source, TEXT)},
    }
    return {"type": "object", "required": list(properties), "properties": properties}
