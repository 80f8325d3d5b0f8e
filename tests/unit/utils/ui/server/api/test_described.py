"""Asks the API whatever its own description allows, and what it does not allow."""

from __future__ import annotations

import schemathesis
from hypothesis import settings
from starlette.applications import Starlette

from utils.ui.server.api.declared import Readers
from utils.ui.server.api.server import Api
from utils.ui.shared.loaders import load_passports, load_whole_place

APP = Starlette(
    routes=Api(
        Readers(load_passports(), load_whole_place()), base="", per_minute=1_000_000
    ).routes()
)
SCHEMA = schemathesis.openapi.from_asgi("/atlas/api/openapi.json", APP)


@SCHEMA.parametrize()
@settings(max_examples=4, deadline=None)
def test_answers_are_as_described(case: schemathesis.Case) -> None:
    case.call_and_validate()
