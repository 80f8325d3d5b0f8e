from __future__ import annotations

import ast
import errno
import importlib.util
import json
import os
import re
import shutil
import socket
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


def modules_before_the_check() -> list[Path]:
    """Files that a Python too old for the project reads before it can say so."""
    script = "import sys, utils.launch, tests.__main__; print(*sys.modules)"
    command = [sys.executable, "-S", "-E", "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: S603
    names = [name for name in done.stdout.split() if name.partition(".")[0] in {"utils", "tests"}]
    paths = [ROOT.joinpath(*name.split(".")) for name in names]
    return [path / "__init__.py" if path.is_dir() else path.with_suffix(".py") for path in paths]


def test_an_old_python_can_read_all_that_says_that_it_is_too_old() -> None:
    paths = modules_before_the_check()
    assert ROOT / "utils" / "environment.py" in paths
    for path in paths:
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text, filename=str(path), feature_version=(3, 9))
        if any(isinstance(part, ast.BinOp | ast.arg | ast.AnnAssign) for part in ast.walk(tree)):
            assert "from __future__ import annotations" in text, path


@pytest.mark.parametrize("version", ["3.9", "3.10"])
def test_an_old_python_of_this_machine_says_which_it_needs(version: str) -> None:
    old = shutil.which(f"python{version}")
    if old is None or not environment._succeeds([old, "-c", ""]):
        pytest.skip(f"no Python {version} on this machine")
    done = subprocess.run(  # noqa: S603
        [old, "-S", "-m", "utils.launch"], cwd=ROOT, capture_output=True, check=False, text=True
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert f"This is Python {version}; the project needs Python 3.11" in done.stdout


def test_a_name_that_the_terminal_cannot_show_stops_nothing() -> None:
    script = "from utils.environment import say; say('Ünï \u2026 done')"
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout.split()) == (0, [b"?n?", b"?", b"done"])


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.ENOSPC])
def test_a_folder_that_cannot_be_written_to_is_named_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def fail(folder: Path, **_: object) -> None:
        raise OSError(number, os.strerror(number), str(folder))

    monkeypatch.setattr(Path, "mkdir", fail)
    words = rf"{re.escape(str(tmp_path / '.venv'))}: {os.strerror(number)}\. Copy the project"
    with pytest.raises(SetupError, match=words):
        prepare(tmp_path, "requirements.txt")


def test_a_project_inside_a_file_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SetupError, match="Copy the project to a folder of your own"):
        prepare(tmp_path / "file", "requirements.txt")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project folder, with spaces and accents in its path, whose environment is set up."""
    folder = tmp_path_factory.mktemp("mön \u00e9tude of Ynys M\u00f4n")
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


def test_without_a_network_that_is_said_first(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "away.txt").write_text("no-such-library==1.0\n", encoding="utf-8")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{closed.getsockname()[1]}/simple")
        monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
        monkeypatch.setenv("PIP_RETRIES", "1")
        monkeypatch.delenv("PIP_EXTRA_INDEX_URL", raising=False)
        monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
        monkeypatch.delenv("PIP_NO_INDEX", raising=False)
        said: list[str] = []
        with pytest.raises(SetupError, match="there is no connection to the internet") as caught:
            prepare_environment(root=root, requirements=["away.txt"], say=said.append)
    assert "Then start again" in str(caught.value)
    assert any("trying again" in line for line in said)


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
