"""The page about the API for people: what there is, with addresses that work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlencode

from starlette.responses import HTMLResponse

from utils.ui.server.api.declared import LIMIT, MOST_ROWS, USUAL_ROWS, Parameter, Resource
from utils.ui.server.api.formats import FORMATS, METADATA
from utils.ui.shared.document import answer_document
from utils.ui.shared.prose import Html, bullets, join, link, paragraph, strong

HEADING: Final = "Use these data by address (API)"
DESCRIPTION: Final = "openapi.json"
#: Rows of an example.
FEW: Final = "5"
#: Endings besides that of an example.
OTHERS: Final = tuple(ending for ending in FORMATS if ending != "json")


def answer_guide(
    resources: Mapping[str, Resource], *, address: str, top: str, per_minute: int
) -> HTMLResponse:
    """The page.

    Args:
        resources: the resources by name.
        address: address below which they are.
        top: address of the map.
        per_minute: requests that a network address may make a minute.
    """
    blocks = [
        paragraph(
            "The figures of the atlas have addresses that a program can read. You do not need to "
            "sign up. Our data are under the Open Government Licence v3.0, and each row of figures "
            "names its source with the licence of that: say where the figures are from."
        ),
        bullets(
            [
                "End an address in .json, .csv or .parquet.",
                join(
                    "Each row of figures names its source. JSON and Parquet have a citation as "
                    "well; the address of a CSV with ",
                    strong("-metadata.json"),
                    " after .csv describes its columns and its licence.",
                ),
                (
                    "Where there is no figure the cell is null (empty in CSV), and the row says "
                    "why. It is never zero."
                ),
                (
                    f"An answer has {USUAL_ROWS:,} rows, or as many as limit says, up to "
                    f"{MOST_ROWS:,}. For more, follow next or the header Link, or give an offset."
                ),
                (
                    f"You can ask {per_minute:,} times a minute. After that the answer is 429, and "
                    "Retry-After says how many seconds to wait."
                ),
                (
                    "Send the ETag of an answer back as If-None-Match: if nothing has changed the "
                    "answer is 304, without a body."
                ),
                "Any site can read it from a browser. Nothing can be changed.",
            ]
        ),
        paragraph(
            "Charts and tables of the pages have addresses as well, shown beside their files: the "
            "address of the page with .csv or .json, its choices, and the name of the chart. ",
            link("Those of the map", f"{top}map.json"),
        ),
        paragraph(
            "For programs: ",
            link("the whole description (OpenAPI 3.1)", f"{address}/{DESCRIPTION}"),
        ),
        *(_section(resource, address) for resource in resources.values()),
    ]
    return answer_document(HEADING, blocks, top=top)


def example_address(resource: Resource, ending: str, *, address: str) -> str:
    """An address of a resource that works."""
    given = {part.name: part.example for part in resource.own_parameters if part.example}
    query = urlencode({**given, LIMIT.name: FEW}, quote_via=quote)
    return f"{address}/{resource.name}.{ending}?{query}"


def _section(resource: Resource, address: str) -> Html:
    links: list[str] = []
    for ending in (*OTHERS, METADATA):
        links += [" " if links else "", link(f".{ending}", _example(resource, ending, address))]
    columns = [join(strong(column.name), f": {column.words}") for column in resource.columns]
    return join(
        Html("<h2>{}</h2>").format(resource.title),
        paragraph(resource.words),
        paragraph("Example: ", link(*_shown(resource, address)), ". The same as ", *links),
        bullets(map(_parameter, resource.own_parameters)) if resource.own_parameters else "",
        Html("<details><summary>{} columns</summary>{}</details>").format(
            len(columns), bullets(columns)
        ),
    )


def _example(resource: Resource, ending: str, address: str) -> str:
    return example_address(resource, ending, address=address)


def _shown(resource: Resource, address: str) -> tuple[str, str]:
    """The words and the address of an example."""
    found = _example(resource, "json", address)
    return found.removeprefix(f"{address}/"), found


def _parameter(parameter: Parameter) -> Html:
    needed = " Needed." if parameter.is_required else ""
    allowed = f" One of: {', '.join(parameter.allowed)}." if parameter.allowed else ""
    usual = f" Without it: {parameter.default}." if parameter.default else ""
    return join(strong(parameter.name), f": {parameter.words}{needed}{allowed}{usual}")
