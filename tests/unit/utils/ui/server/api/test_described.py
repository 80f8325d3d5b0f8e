"""Asks the API whatever its own description allows, and what it does not allow."""

from __future__ import annotations

import schemathesis
from hypothesis import settings
from starlette.applications import Starlette

from tests.unit.utils.ui.server.api.conftest import open_gate
from utils.ui.server.api.declared import Readers
from utils.ui.server.api.server import Api
from utils.ui.server.figures.served import FigureData
from utils.ui.shared.loaders import load_passports, load_whole_place

READERS = Readers(load_passports(), load_whole_place())
GATE = open_gate(READERS)
FIGURES = FigureData(READERS.passports.maps.sources, GATE, base="")
APP = Starlette(routes=[*Api(READERS, GATE, base="").routes(), *FIGURES.routes()])
SCHEMA = schemathesis.openapi.from_asgi("/atlas/api/openapi.json", APP)


@SCHEMA.parametrize()
@settings(max_examples=4, deadline=None)
def test_answers_are_as_described(case: schemathesis.Case) -> None:
    case.call_and_validate()
