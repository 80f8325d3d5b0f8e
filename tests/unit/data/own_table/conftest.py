from __future__ import annotations

import pytest

from data.own_table import points
from tests.unit.data.own_table.tables import shapes


@pytest.fixture(autouse=True)
def _shapes_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Points are placed by polygons that are read once: they are the same for every table."""
    monkeypatch.setattr(points, "read_shapes", lambda _, level: shapes(level))
