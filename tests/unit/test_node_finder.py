from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from xstatic.pkg import leaflet

from tests.node_finder import LOCK, PACKAGES, Node, NodeError, find_node, install_packages
from utils.config import ROOT

FOLDER = ROOT / "tests" / "javascript"
NODE = Node(Path("node"), Path("npm-cli.js"))


def fake_python(folder: Path, *, prints: Path, code: int = 0) -> Path:
    """A program in place of an environment's Python, which says where Node lies."""
    path = folder / "python"
    path.write_text(f"#!/bin/sh\necho '{prints}'\nexit {code}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
@pytest.mark.parametrize(
    ("node", "npm"),
    [
        ("bin/node", "lib/node_modules/npm/bin/npm-cli.js"),
        ("node.exe", "node_modules/npm/bin/npm-cli.js"),
    ],
)
def test_node_is_found_where_each_system_keeps_it(tmp_path: Path, node: str, npm: str) -> None:
    for name in (node, npm):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = find_node(fake_python(tmp_path, prints=tmp_path))
    assert found == Node(tmp_path / node, tmp_path / npm)


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
@pytest.mark.parametrize("code", [0, 1])
def test_an_environment_without_node_is_named(tmp_path: Path, code: int) -> None:
    python = fake_python(tmp_path, prints=tmp_path, code=code)
    with pytest.raises(NodeError, match="has no Node"):
        find_node(python)


def test_packages_are_installed_once_for_each_lock_file(tmp_path: Path) -> None:
    ran: list[Sequence[str]] = []
    said: list[str] = []

    def run(command: Sequence[str], *, seconds: int) -> tuple[bool, str]:
        assert seconds > 0
        ran.append(command)
        (tmp_path / PACKAGES).mkdir(exist_ok=True)
        return True, ""

    for text, times in (("{}", 1), ("{}", 1), ('{"a": 1}', 2)):
        (tmp_path / LOCK).write_text(text, encoding="utf-8")
        install_packages(NODE, folder=tmp_path, say=said.append, run=run)
        assert (len(ran), len(said)) == (times, times)
    assert ran[0][:5] == ("node", "npm-cli.js", "ci", "--prefix", str(tmp_path))


def test_a_failed_install_is_told_and_tried_again(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_text("{}", encoding="utf-8")
    (tmp_path / PACKAGES).mkdir()
    for _ in range(2):
        with pytest.raises(NodeError, match="no network"):
            install_packages(
                NODE,
                folder=tmp_path,
                say=lambda _: None,
                run=lambda _, seconds: (False, f"no network within {seconds}"),
            )


def test_the_lock_file_pins_every_package_by_content_and_names_no_registry() -> None:
    lock = json.loads((FOLDER / LOCK).read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert len(packages) > 50
    assert [name for name, package in packages.items() if not package.get("integrity")] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []
    wanted = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_the_program_is_tested_with_the_leaflet_that_is_served() -> None:
    wanted = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert wanted["leaflet"] == leaflet.VERSION
