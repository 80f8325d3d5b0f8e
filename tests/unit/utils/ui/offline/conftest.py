from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.utils.ui.offline.small_copy import make_small_copy


@pytest.fixture(scope="session")
def small_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of two places and three measures."""
    return make_small_copy(tmp_path_factory.mktemp("copy") / "atlas")
