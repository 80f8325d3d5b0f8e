"""Asks the API whatever its own description allows, and what it does not allow."""

from __future__ import annotations

from urllib.parse import unquote

import schemathesis
from hypothesis import assume, settings
from starlette.applications import Starlette

from tests.unit.utils.ui.server.api.conftest import open_gate
from utils.ui.server.api.declared import Readers
from utils.ui.server.api.server import Api
from utils.ui.server.figures.described import PATH as FIGURES_PATH
from utils.ui.server.figures.served import FigureData
from utils.ui.server.figures.written import WAYS
from utils.ui.shared.loaders import load_passports, load_whole_place

READERS = Readers(load_passports(), load_whole_place())
GATE = open_gate(READERS)
FIGURES = FigureData(READERS.passports.maps.sources, GATE, base="")
APP = Starlette(routes=[*Api(READERS, GATE, base="").routes(), *FIGURES.routes()])
SCHEMA = schemathesis.openapi.from_asgi("/atlas/api/openapi.json", APP)


@SCHEMA.parametrize()
@settings(max_examples=4, deadline=None)
def test_answers_are_as_described(case: schemathesis.Case) -> None:
    if case.path == FIGURES_PATH:
        # Beside the pages are other addresses too, for which others answer.
        part = {name: unquote(str(value)) for name, value in case.path_parameters.items()}
        assume(part["format"] in WAYS and "/" not in part["page"])
    case.call_and_validate()
