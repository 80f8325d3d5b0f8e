from __future__ import annotations

import socket
import urllib.request

import pytest

from utils.errors import InvalidInputError
from utils.ui.server.metrics import REGISTRY, serve_metrics, watch_run


def runs(page: str) -> float:
    return REGISTRY.get_sample_value("atlas_run_seconds_count", {"page": page}) or 0.0


def test_a_run_is_counted_however_it_ends() -> None:
    before = runs("profile")
    with watch_run("profile"):
        pass
    with pytest.raises(ValueError, match="stopped"), watch_run("profile"):
        raise ValueError("stopped")
    assert runs("profile") == before + 2


def test_figures_can_be_read_at_their_own_port_and_a_taken_port_is_named() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with watch_run("compare"):
        pass
    stop = serve_metrics(port, "127.0.0.1")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
        text = answer.read().decode()
    assert 'atlas_run_seconds_count{page="compare"}' in text
    assert "process_resident_memory_bytes" in text
    with pytest.raises(InvalidInputError, match=f"127.0.0.1:{port}.*free port"):
        serve_metrics(port, "127.0.0.1")
    stop()
