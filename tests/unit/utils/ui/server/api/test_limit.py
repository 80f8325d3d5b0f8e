from __future__ import annotations

import pytest

from utils.ui.server.api import limit as module
from utils.ui.server.api.limit import RequestLimit


def test_a_bucket_fills_again_with_time() -> None:
    now = 0.0
    limit = RequestLimit(6, clock=lambda: now)
    assert [limit.wait("a") for _ in range(7)] == [0] * 6 + [10]
    assert limit.wait("b") == 0
    now = 9.5
    assert limit.wait("a") == 1
    now = 10.0
    assert [limit.wait("a"), limit.wait("a")] == [0, 10]
    now = 10_000.0
    assert [limit.wait("a") for _ in range(7)] == [0] * 6 + [10]


def test_addresses_longest_unheard_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", 2)
    limit = RequestLimit(1, clock=lambda: 0.0)
    assert [limit.wait(source) for source in ("a", "b", "b", "c", "a")] == [0, 0, 60, 0, 0]
