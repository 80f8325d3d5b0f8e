from __future__ import annotations

import pytest
from starlette.applications import Starlette

from utils.ui.server.api.declared import Readers
from utils.ui.server.api.gate import Gate
from utils.ui.server.api.server import Api
from utils.ui.shared.loaders import load_passports, load_whole_place


def open_gate(readers: Readers, *, per_minute: int = 1_000_000) -> Gate:
    return gate_of(readers.passports.maps.store.version, per_minute=per_minute)


def gate_of(version: str, *, per_minute: int = 1_000_000) -> Gate:
    return Gate(per_minute=per_minute, version=version)


@pytest.fixture(scope="session")
def readers() -> Readers:
    return Readers(load_passports(), load_whole_place())


@pytest.fixture(scope="session")
def app(readers: Readers) -> Starlette:
    return Starlette(routes=Api(readers, open_gate(readers), base="").routes())
