"""What is left of an environment after `deploy/slim.py`, tried on a small one of our own."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from utils.config import ROOT

SLIM = ROOT / "deploy" / "slim.py"
ENDING = sysconfig.get_config_var("EXT_SUFFIX")
STAYS = (
    "library/__init__.py",
    "library/data/table.json",
    "library/testing.py",
    "library-1.0.dist-info/licenses/LICENSE",
    "library.libs/libbroken.so.2",
    "pyarrow/libarrow_python.so.2600",
    "streamlit/static/index.js",
)
GOES = (
    "library/tests/test_all.py",
    "library/part/test/data.bin",
    "library/part.pyi",
    "library/include/part.h",
    "pip/__init__.py",
    "pip-26.0.dist-info/RECORD",
    "pyarrow/libarrow_python.so",
    "pyarrow/libarrow_python.so.2600.1.0",
    "pyarrow/libarrow_flight.so.2600",
    "streamlit/static/index.js.map",
)


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    packages = tmp_path / "lib" / "python3.11" / "site-packages"
    for name in (*STAYS, *GOES):
        (packages / name).parent.mkdir(parents=True, exist_ok=True)
        (packages / name).write_text("", encoding="utf-8")
    (tmp_path / "bin").mkdir()
    # It has the modules of its folder, and no others that could be loaded in their place.
    python = tmp_path / "bin" / "python"
    python.write_text(
        f'#!/bin/sh\nPYTHONPATH="{packages}" exec {sys.executable} -S "$@"\n', encoding="utf-8"
    )
    python.chmod(0o755)
    return tmp_path


def slim(environment: Path) -> subprocess.CompletedProcess[str]:
    # Without `strip`, which would refuse the empty libraries.
    environ = {**os.environ, "PATH": str(environment / "bin")}
    return subprocess.run(  # noqa: S603
        [sys.executable, str(SLIM), str(environment)],
        check=False,
        capture_output=True,
        text=True,
        env=environ,
    )


def test_tests_and_what_nobody_reads_go_and_licences_stay(environment: Path) -> None:
    done = slim(environment)
    assert done.returncode == 0, done.stderr
    assert "MB before" in done.stdout
    packages = environment / "lib" / "python3.11" / "site-packages"
    assert [name for name in STAYS if not (packages / name).exists()] == []
    assert [name for name in GOES if (packages / name).exists()] == []


def test_a_module_that_does_not_load_any_more_fails_the_build(environment: Path) -> None:
    packages = environment / "lib" / "python3.11" / "site-packages"
    (packages / "library" / f"fast{ENDING}").write_text("no module", encoding="utf-8")
    done = slim(environment)
    assert done.returncode == 1
    assert "library.fast: " in done.stderr
