from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import pytest

from tests import __main__ as command
from tests.browser_finder import BrowserError
from tests.node_finder import NodeError
from utils.environment import SetupError


def python(script: str) -> list[str]:
    return [sys.executable, "-c", script]


def test_checks_run_in_the_agreed_order_and_extra_arguments_reach_pytest() -> None:
    given = {"python": Path("python"), "node": Path("node")}
    checks = command.list_checks(**given, extra=["-k", "area"])
    tools = [" ".join(check[2:]) for check in checks.values()]
    assert tools[:3] == ["ruff check .", "ruff format --check .", "mypy"]
    assert "importlinter" in tools[3]
    folders = "geo/assets/map utils/ui/shell/assets utils/ui/offline/assets"
    scripts = f"{folders} tests/javascript tests/bench"
    assert tools[4] == f"-c tests/javascript/eslint.config.js {scripts}"
    assert tools[5] == "-p tests/javascript"
    assert tools[6] == "-p tests/javascript/shell"
    assert tools[7] == "tests/javascript/*.test.js"
    assert tools[8] == "pytest -n 2 --dist worksteal -k area"
    covered = command.list_checks(**given, extra=[], coverage=True)
    assert "--cov" in covered["tests (pytest)"]


def test_all_checks_run_after_a_failure_and_the_failure_is_told(tmp_path: Path) -> None:
    said: list[str] = []
    ran = tmp_path / "ran"
    checks = {
        "bad": python("raise SystemExit(4)"),
        "good": python(
            f"import os, pathlib; pathlib.Path({str(ran)!r}).write_text(os.environ['X'])"
        ),
    }
    assert command.run_checks(checks, environ={"X": "seen"}, say=said.append) == 1
    assert ran.read_text(encoding="utf-8") == "seen"
    assert any("bad" in line and "FAILED (exit code 4)" in line for line in said)
    assert any("good" in line and "ok" in line for line in said)


def test_no_failure_gives_zero() -> None:
    assert command.run_checks({"good": python("")}, environ={}, say=lambda _: None) == 0


@pytest.mark.parametrize("failure", [SetupError("no room"), BrowserError("no browser")])
def test_failed_setup_ends_with_its_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], failure: Exception
) -> None:
    def fail(**_: object) -> NoReturn:
        raise failure

    monkeypatch.setattr(command, "prepare_environment", fail)
    assert command.main([]) == 1
    assert str(failure) in capsys.readouterr().out


def test_a_check_without_node_packages_is_not_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: Path) -> NoReturn:
        raise NodeError("no packages")

    monkeypatch.setattr(command, "prepare_environment", lambda **_: Path("python"))
    monkeypatch.setattr(command, "provide_browser", lambda _: Path("browser"))
    monkeypatch.setattr(command, "provide_java", lambda: None)
    monkeypatch.setattr(command, "provide_nginx", lambda: None)
    monkeypatch.setattr(command, "provide_node", fail)
    assert command.main([]) == 1
    assert "no packages" in capsys.readouterr().out


def test_browser_is_handed_to_the_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, str] = {}

    def run_checks(_: object, *, environ: dict[str, str]) -> int:
        seen.update(environ)
        return 0

    monkeypatch.setattr(command, "prepare_environment", lambda **_: Path("python"))
    monkeypatch.setattr(command, "provide_browser", lambda _: Path("browser"))
    monkeypatch.setattr(command, "provide_nginx", lambda: None)
    monkeypatch.setattr(command, "provide_node", lambda _: Path("node"))
    monkeypatch.setattr(command, "run_checks", run_checks)
    assert command.main([]) == 0
    assert seen["ATLAS_BROWSER"] == "browser"
