"""A public server has the libraries of `requirements.txt` alone and writes all files with these."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import packages_distributions

import pytest
from packaging.utils import canonicalize_name

from data.export.programs import PROGRAMS
from tests.unit.test_requirements import read_pins
from utils.config import ROOT

MODULES = [*(f"data.export.{name}" for name in PROGRAMS), "utils.ui.offline.cli"]
#: Imports a module as if the libraries named before it were not installed.
IMPORT = """
import importlib, json, sys

class Lacking:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in LACKING:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

LACKING = set(json.loads(sys.argv[1]))
sys.meta_path.insert(0, Lacking())
importlib.import_module(sys.argv[2])
"""


def import_without(lacking: list[str], module: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", IMPORT, json.dumps(lacking), module],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def others() -> list[str]:
    """Packages of this environment that a public server does not have."""
    pins = read_pins("requirements.txt").keys()
    owners = packages_distributions()
    return [name for name in owners if not pins & set(map(canonicalize_name, owners[name]))]


@pytest.mark.parametrize("module", MODULES)
def test_files_are_written_with_the_libraries_of_a_public_server(
    others: list[str], module: str
) -> None:
    assert "scipy" in others
    done = import_without(others, module)
    assert done.returncode == 0, done.stderr


def test_a_library_that_is_lacking_would_be_noticed(others: list[str]) -> None:
    done = import_without([*others, "jinja2"], "data.export.offline.place")
    assert "No module named 'jinja2'" in done.stderr
