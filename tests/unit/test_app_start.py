from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from utils.config import REBUILD_COMMAND, ROOT

SECONDS = 60


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what the running app needs."""
    for folder in ("data", "geo", "pages", "utils", ".streamlit"):
        skip = shutil.ignore_patterns("__pycache__", "sources", "transform", "extract", "geometry")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=skip)
    shutil.copytree(
        ROOT / "data/published/geometry", tmp_path / "data/published/geometry", copy_function=link
    )
    shutil.copy(ROOT / "app.py", tmp_path)
    return tmp_path


def link(source: str, target: str) -> None:
    """Copy by hard link where the file system can."""
    try:
        Path(target).hardlink_to(source)
    except OSError:
        shutil.copy(source, target)


def start(tree: Path) -> subprocess.CompletedProcess[str]:
    """Start the app as its README says; the port is never reached."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "0"]
    return subprocess.run(  # noqa: S603  # our own command
        command, cwd=tree, capture_output=True, text=True, timeout=SECONDS, check=False
    )


def published_file(tree: Path, name: str) -> Path:
    package = json.loads((tree / "data/published/datapackage.json").read_text(encoding="utf-8"))
    path = next(resource["path"] for resource in package["resources"] if resource["name"] == name)
    return tree / "data/published" / str(path)


def check_refused(result: subprocess.CompletedProcess[str], *, file: str, why: str) -> None:
    output = result.stdout + result.stderr
    assert result.returncode != 0, output
    assert "The atlas cannot start." in output
    assert file in output
    assert why in output
    assert REBUILD_COMMAND in output
    assert "Traceback" not in output


def test_app_does_not_start_with_a_damaged_file_and_names_it(tree: Path) -> None:
    damaged = published_file(tree, "map-values")
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    check_refused(start(tree), file=damaged.name, why="its content is not what was published")


def test_app_does_not_start_without_one_of_its_files_and_names_it(tree: Path) -> None:
    missing = published_file(tree, "geometry-upper-tier")
    missing.unlink()
    check_refused(start(tree), file=missing.name, why="the file is missing")


def test_app_does_not_start_without_the_description_of_its_data(tree: Path) -> None:
    (tree / "data/published/datapackage.json").unlink()
    check_refused(start(tree), file="datapackage.json", why="No such file")
