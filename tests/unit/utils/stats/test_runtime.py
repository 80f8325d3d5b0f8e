"""Which libraries utils.stats needs, and which of them a public server lacks."""

from __future__ import annotations

import ast
import importlib
import re
import sys
import tomllib
from collections.abc import Iterator

import pytest

from utils.config import ROOT

FIRST_PARTY = ("utils", "data", "geo", "pages")
MODULES = sorted(f"utils.stats.{path.stem}" for path in (ROOT / "utils/stats").glob("[a-z]*.py"))


def normal(requirement: str) -> str:
    """The name of a distribution without extras, version or marker."""
    return re.split(r"[\[<>=!~; ]", requirement.strip(), maxsplit=1)[0].lower().replace("_", "-")


def imports_of(module: str) -> Iterator[str]:
    path = ROOT.joinpath(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def third_party(module: str) -> set[str]:
    """Packages that a module and the project's own modules below it import."""
    found: set[str] = set()
    waiting, seen = [module], set()
    while waiting:
        popped = waiting.pop()
        seen.add(popped)
        for name in imports_of(popped):
            top = name.partition(".")[0]
            if top in FIRST_PARTY:
                waiting += [name] if name not in seen else []
            elif top not in sys.stdlib_module_names:
                found.add(top)
    return found


@pytest.mark.parametrize("module", MODULES)
def test_every_import_is_declared_and_what_the_pipeline_alone_has_is_kept_from_the_app(
    module: str,
) -> None:
    described = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    of_app = {normal(one) for one in described["project"]["dependencies"]}
    of_build = {normal(one) for one in described["dependency-groups"]["build"]}
    beyond = third_party(module) - of_app
    assert beyond <= of_build
    # The check of imports keeps the running app from loading them.
    contracts = described["tool"]["importlinter"]["contracts"]
    kept_out = {name for one in contracts for name in one.get("forbidden_modules", [])}
    assert beyond <= kept_out


@pytest.mark.parametrize("module", MODULES)
def test_every_module_can_be_imported(module: str) -> None:
    assert importlib.import_module(module).__doc__


def test_the_search_for_imports_sees_scipy_below_other_modules() -> None:
    assert "scipy" in third_party("utils.stats.standardisation")
