"""The record's fixtures with what is declared of them, in place of the whole record's topics."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from data.pipeline.transform.total_place import registers as programme_registers
from tests.unit.data.pipeline.transform.health_built import FIXTURES

SMALL_TOPICS = FIXTURES / "programme_topics.yml"


@contextmanager
def declared_in(path: Path) -> Iterator[None]:
    """Read what is declared of the record's rows from another file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(programme_registers, "TOPICS_FILE", path)
        yield
