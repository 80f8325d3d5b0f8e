from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from data import build
from utils.environment import SetupError


def test_the_pipeline_runs_in_the_prepared_environment_with_all_arguments(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    commands: list[Sequence[str]] = []

    def run(command: Sequence[str], **_options: object) -> SimpleNamespace:
        commands.append(command)
        return SimpleNamespace(returncode=3)

    monkeypatch.setattr(build, "prepare_environment", lambda **_wanted: Path("/env/python"))
    monkeypatch.setattr(subprocess, "run", run)
    assert build.main(["--from", "raw", "--check"]) == 3
    assert commands == [["/env/python", "-m", "data.pipeline.run", "--from", "raw", "--check"]]


def test_a_failed_set_up_is_one_plain_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(**_wanted: object) -> Path:
        raise SetupError("The libraries could not be installed.")

    monkeypatch.setattr(build, "prepare_environment", fail)
    assert build.main([]) == 1
    assert "The libraries could not be installed." in capsys.readouterr().out
