"""Every chart and every table of every public page has data at an address."""

from __future__ import annotations

import ast
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import pandas as pd
import pytest
from starlette.applications import Starlette

from tests.unit.utils.ui.asgi_client import ask
from tests.unit.utils.ui.server.api.conftest import gate_of
from tests.unit.utils.ui.server.figures.visits import VISITS
from utils.config import ROOT
from utils.ui.server.figures.page_run import run_page
from utils.ui.server.figures.served import FigureData
from utils.ui.server.figures.written import ADDRESS_HEAD, SOURCE_HEADS, VERSION_HEAD
from utils.ui.shared.data_request import DataRequest, Figure
from utils.ui.shared.loaders import load_cited, load_maps
from utils.ui.shared.table_files import describe_rows, write_csv

#: Pages of staff, whose tables are of files that they brought.
OF_STAFF: Final = ("ledger", "own_table")
OFFERS: Final = ("render_chart", "render_kept_chart", "render_twin", "offer_table", "offer_data")
DRAWS: Final = ("st.table", "st.dataframe", "framed_table")
#: What draws a table that is handed over elsewhere: a chart alone, and rows of the map's CSV.
HANDED_OVER: Final = {"_render_drawing_alone", "_render_rows"}
#: With their own numbers no plan's gains cover its cost, so that nothing is pooled.
NOT_SHOWN: Final = {"pool"}


@pytest.fixture(scope="module")
def app() -> Starlette:
    maps = load_maps()
    gate = gate_of(maps.store.version)
    return Starlette(routes=FigureData(load_cited(), gate, base="").routes())


def read_page(page: str, choices: dict[str, str]) -> dict[str, Figure]:
    """The figures of a page by name."""
    request = DataRequest()
    run_page(page, choices, request)
    assert request.refusals == []
    return request.figures


@pytest.mark.parametrize(("page", "choices"), VISITS, ids=str)
def test_every_figure_answers_in_both_formats_with_the_rows_of_its_file(
    app: Starlette, page: str, choices: dict[str, str]
) -> None:
    figures = read_page(page, choices)
    assert figures
    for key, figure in figures.items():
        query = urlencode({**choices, "chart": key})
        answers = {ending: ask(app, f"/{page}.{ending}", query=query) for ending in ("csv", "json")}
        assert {answer.status for answer in answers.values()} == {200}, answers["json"].body[:300]
        found = json.loads(answers["json"].body)
        rows = pd.read_csv(io.BytesIO(answers["csv"].body), dtype=str, keep_default_na=False)
        assert len(rows) == len(found["rows"]) == found["total"] == len(figure.table)
        check_cited(rows, found)
        if not figure.is_described:
            check_same_as_file(rows, figure)
            assert list(found["rows"][0]) == list(describe_rows(figure.table, figure.title))


def check_cited(rows: pd.DataFrame, found: dict[str, object]) -> None:
    """Each row and the whole name publisher, data set, licence, page, version and address."""
    for head in (*SOURCE_HEADS, VERSION_HEAD, ADDRESS_HEAD):
        assert (rows[head] != "").all(), (head, found["title"])
    citation = found["citation"]
    assert isinstance(citation, dict)
    assert citation["sources"], found["title"]
    assert rows[VERSION_HEAD].iloc[0] == citation["data_version"]
    assert rows[ADDRESS_HEAD].iloc[0].replace(".csv", ".json") == citation["address"]


def check_same_as_file(rows: pd.DataFrame, figure: Figure) -> None:
    """But for the citation they are the rows of the file that the page offers."""
    written = write_csv(figure.table, title=figure.title, notes=figure.notes)
    file = pd.read_csv(io.BytesIO(written), dtype=str, keep_default_na=False)
    assert rows[list(file)].equals(file)


def public_modules() -> Iterator[tuple[Path, ast.Module]]:
    for folder in ("utils/ui", "pages"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if not set(path.relative_to(ROOT).with_suffix("").parts) & set(OF_STAFF):
                yield path, ast.parse(path.read_text(encoding="utf-8"))


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def outer_functions(tree: ast.Module) -> list[ast.FunctionDef]:
    """Functions that are inside no other, whose words are theirs too."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inner = {one for function in functions for one in ast.walk(function) if one is not function}
    return [function for function in functions if function not in inner]


def test_each_name_in_the_code_is_shown_by_a_visit_of_these_tests() -> None:
    written = set()
    for _, tree in public_modules():
        for name, call in calls(tree):
            given = [word.value for word in call.keywords if word.arg == "key"] or call.args[:1]
            if name in OFFERS and given and isinstance(given[0], ast.Constant):
                written.add(given[0].value)
    shown = {key for page, choices in VISITS for key in read_page(page, choices)}
    assert written - shown == NOT_SHOWN


def test_a_function_that_draws_a_table_offers_its_data() -> None:
    for path, tree in public_modules():
        for function in outer_functions(tree):
            if function.name in HANDED_OVER:
                continue
            names = {name for name, _ in calls(function)}
            if names & set(DRAWS):
                assert names & {*OFFERS, "hand_over"}, (path.name, function.name)
