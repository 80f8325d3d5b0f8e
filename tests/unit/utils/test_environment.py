from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections import deque
from pathlib import Path

import pytest

from utils import environment
from utils.config import ROOT
from utils.environment import STAMP_NAME, SetupError, check_python, prepare_environment, venv_python


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_supported_pythons_pass(version: tuple[int, int]) -> None:
    check_python(version=version, runs=lambda _: False)


@pytest.mark.parametrize("version", [(3, 8), (3, 10), (3, 14), (4, 0)])
def test_other_pythons_are_refused_by_name(version: tuple[int, int]) -> None:
    running = f"This is Python {version[0]}.{version[1]}; the project needs Python 3.11"
    with pytest.raises(SetupError, match=running):
        check_python(version=version, runs=lambda _: False)


def test_a_fitting_python_on_the_machine_is_named() -> None:
    with pytest.raises(SetupError, match=r"use python3\.12 in place of python3"):
        check_python(version=(3, 9), runs=lambda name: name in {"python3.12", "python3.11"})


def test_the_commands_start_without_any_installed_library() -> None:
    script = "import utils.launch, tests.__main__, tests.browser_finder"
    command = [sys.executable, "-S", "-E", "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)  # noqa: S603
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project folder, with a space in its path, whose environment is set up."""
    folder = tmp_path_factory.mktemp("my project")
    (folder / "requirements.txt").write_text("# nothing\n", encoding="utf-8")
    said: list[str] = []
    python = prepare_environment(root=folder, requirements=["requirements.txt"], say=said.append)
    assert python == venv_python(folder / ".venv")
    assert said[0].startswith("Making the project's own Python environment in ")
    assert said[-1] == "The libraries are installed."
    return folder


def prepare(root: Path, *requirements: str) -> list[str]:
    said: list[str] = []
    prepare_environment(root=root, requirements=requirements, say=said.append)
    return said


def test_second_start_does_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("the installer was started again")

    monkeypatch.setattr(environment, "_install", refuse)
    assert prepare(root, "requirements.txt") == []


def test_changed_requirements_are_installed_again(root: Path) -> None:
    (root / "requirements.txt").write_text("# still nothing\n", encoding="utf-8")
    assert prepare(root, "requirements.txt")[-1] == "The libraries are installed."
    assert prepare(root, "requirements.txt") == []


def test_each_file_has_its_own_record(root: Path) -> None:
    (root / "more.txt").write_text("# more\n", encoding="utf-8")
    assert prepare(root, "requirements.txt", "more.txt") != []
    stamp = json.loads((root / ".venv" / STAMP_NAME).read_text(encoding="utf-8"))
    assert set(stamp) >= {"requirements.txt", "more.txt"}
    assert prepare(root, "requirements.txt") == []


def test_damaged_record_leads_to_a_new_installation(root: Path) -> None:
    (root / ".venv" / STAMP_NAME).write_text("{", encoding="utf-8")
    assert prepare(root, "requirements.txt")[-1] == "The libraries are installed."


def test_failed_installation_shows_why_and_leaves_no_record(root: Path) -> None:
    (root / "bad.txt").write_text("./no-such-folder\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(SetupError, match="no-such-folder") as caught:
            prepare(root, "bad.txt")
        assert "Then start again" in str(caught.value)
    stamp = json.loads((root / ".venv" / STAMP_NAME).read_text(encoding="utf-8"))
    assert "bad.txt" not in stamp


def test_missing_requirements_file_is_named(root: Path) -> None:
    with pytest.raises(SetupError, match=r"absent\.txt is missing"):
        prepare(root, "absent.txt")


def test_broken_environment_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("", encoding="utf-8")
    python = venv_python(tmp_path / ".venv")
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    python.chmod(0o755)
    (tmp_path / ".venv" / STAMP_NAME).write_text('{"requirements.txt": "x"}', encoding="utf-8")
    assert prepare(tmp_path, "requirements.txt")[0].startswith("Making the project's own")
    subprocess.run([python, "-c", ""], check=True)  # noqa: S603


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_python_without_venv_names_the_debian_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == module else real(name)
    )
    package = f"sudo apt install python3.{sys.version_info[1]}-venv"
    with pytest.raises(SetupError, match=package):
        prepare(tmp_path, "requirements.txt")


def test_failing_venv_says_what_it_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\necho no room left\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))
    with pytest.raises(SetupError, match="no room left"):
        prepare(tmp_path, "requirements.txt")


def test_installer_lines_become_a_few_plain_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "REPORT_EVERY", 2)
    said: list[str] = []
    last = deque[str](maxlen=2)
    lines = ["Collecting a\n", "noise\n", "Collecting b\n", "Installing collected packages: a, b\n"]
    environment._follow(lines, last=last, say=said.append)
    assert said == ["  2 libraries fetched ...", "  putting them in place ..."]
    assert list(last) == ["Collecting b", "Installing collected packages: a, b"]
