from __future__ import annotations

import pytest
from starlette.applications import Starlette

from utils.ui.server.api.declared import Readers
from utils.ui.server.api.server import Api
from utils.ui.shared.loaders import load_passports, load_whole_place


@pytest.fixture(scope="session")
def readers() -> Readers:
    return Readers(load_passports(), load_whole_place())


@pytest.fixture(scope="session")
def app(readers: Readers) -> Starlette:
    return Starlette(routes=Api(readers, base="", per_minute=1_000_000).routes())
