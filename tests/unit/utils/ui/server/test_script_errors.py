from __future__ import annotations

import pytest
import streamlit as st

from utils.ui.server import script_errors
from utils.ui.server.metrics import REGISTRY
from utils.ui.server.script_errors import show_error


def count() -> float:
    return REGISTRY.get_sample_value("atlas_errors_total", {"where": "page"}) or 0.0


@pytest.mark.parametrize("feedback", ["", "mailto:atlas@example.gov.uk"])
def test_a_visitor_sees_the_reference_of_the_line_in_the_log_and_nothing_of_the_error(
    monkeypatch: pytest.MonkeyPatch, feedback: str
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(st, "error", shown.append)
    monkeypatch.setattr(script_errors, "note_error", lambda *_: "0a1b2c3d")
    monkeypatch.setenv("ATLAS_FEEDBACK", feedback)
    before = count()
    assert show_error(ValueError("a secret path")) is True
    assert count() == before + 1
    assert "0a1b2c3d" in shown[0]
    assert "secret" not in shown[0]
    assert ("If you report it" in shown[0]) == bool(feedback)
