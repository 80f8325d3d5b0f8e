"""The published asks are those declared, and all they name is published too."""

from __future__ import annotations

from data.read.asks import AskReader
from data.read.registers import RegisterReader
from data.read.store import Store
from tests.unit.data.asks_store import ask_reader


def test_published_asks_are_those_that_the_published_registers_bear() -> None:
    assert AskReader(RegisterReader(Store())).asks == ask_reader().asks
