"""Runs every check: `python3 -m tests` (Windows: `py -m tests`).

Sets up everything they need first, a browser too. `--coverage` says which lines the tests reach.
Arguments after `--` go to pytest.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.browser_finder import (
    BROWSER_VARIABLE,
    find_browser,
    get_browser,
    list_ways,
    may_use_sudo,
)
from tests.java_finder import get_java, list_java_ways
from tests.nginx_finder import get_nginx, list_nginx_ways
from tests.node_finder import find_node, install_packages
from utils.environment import check_python, prepare_environment, say
from utils.errors import AtlasError

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ("requirements.txt", "data/requirements.txt", "tests/requirements.txt")
#: Where the checks of the map's program in the browser lie, and what they look through.
JAVASCRIPT = "tests/javascript"
SCRIPTS = (
    "geo/assets/map",
    "utils/ui/shell/assets",
    "utils/ui/offline/assets",
    JAVASCRIPT,
    "tests/bench",
)
COVERAGE = "--coverage"
STOPPED_BY_KEYS = 130
#: Tests that run at once; a browser and a server come with each, so more would not be faster.
WORKERS = 2
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())"


def main(arguments: Sequence[str]) -> int:
    """Set up, run all checks, even after one failed, and return the exit code."""
    try:
        check_python(version=sys.version_info[:2])
        python = prepare_environment(root=ROOT, requirements=REQUIREMENTS)
        browser = provide_browser(python)
        provide_java()
        provide_nginx()
        node = provide_node(python)
        extra = [argument for argument in arguments if argument not in {"--", COVERAGE}]
        environ = {**os.environ, BROWSER_VARIABLE: str(browser)}
        checks = list_checks(python=python, node=node, extra=extra, coverage=COVERAGE in arguments)
        return run_checks(checks, environ=environ)
    except AtlasError as error:
        say(f"\n{error}")
        return 1
    except KeyboardInterrupt:
        say("\nStopped before all checks were run.")
        return STOPPED_BY_KEYS


def provide_browser(python: Path) -> Path:
    """Find a browser, or install one.

    Raises:
        BrowserError: neither worked.
    """
    is_root, has_sudo = _rights()
    return get_browser(
        ways=list_ways(python=python, is_root=is_root, has_sudo=has_sudo),
        say=say,
        find=lambda: find_browser(environ=os.environ, home=Path.home()),
    )


def provide_java() -> None:
    """Find Java, or install it; without it the test on Spark is left out."""
    is_root, has_sudo = _rights()
    get_java(ways=list_java_ways(is_root=is_root, has_sudo=has_sudo), say=say)


def provide_nginx() -> None:
    """Find nginx, or install it; without it the test of the app behind it is left out."""
    is_root, has_sudo = _rights()
    get_nginx(ways=list_nginx_ways(is_root=is_root, has_sudo=has_sudo), say=say)


def provide_node(python: Path) -> Path:
    """Find Node in the environment, and install what checks the map's program with it.

    Raises:
        NodeError: there is no Node, or npm failed.
    """
    found = find_node(python)
    install_packages(found, folder=ROOT / JAVASCRIPT, say=say)
    return found.node


def _rights() -> tuple[bool, bool]:
    """Whether the user may install packages as they are, and whether through sudo."""
    is_root = sys.platform != "win32" and os.geteuid() == 0
    return is_root, not is_root and sys.platform != "win32" and may_use_sudo()


def list_checks(
    *, python: Path, node: Path, extra: Sequence[str], coverage: bool = False
) -> dict[str, list[str]]:
    """List the checks by name, each with its command, in the order they run.

    Args:
        python: the interpreter of the environment.
        node: the program that runs JavaScript.
        extra: arguments for pytest.
        coverage: whether to measure which lines and branches the tests reach.
    """
    run = [str(python), "-m"]
    packages = f"{JAVASCRIPT}/node_modules"
    types = [str(node), f"{packages}/typescript/bin/tsc", "-p"]
    eslint = [str(node), f"{packages}/eslint/bin/eslint.js"]
    return {
        "lint (ruff check)": [*run, "ruff", "check", "."],
        "layout (ruff format)": [*run, "ruff", "format", "--check", "."],
        "types (mypy)": [*run, "mypy"],
        "imports (import-linter)": [str(python), "-c", LINT_IMPORTS],
        "javascript (eslint)": [*eslint, "-c", f"{JAVASCRIPT}/eslint.config.js", *SCRIPTS],
        "javascript (types)": [*types, JAVASCRIPT],
        "javascript (head)": [*types, f"{JAVASCRIPT}/shell"],
        "javascript (tests)": [str(node), "--test", f"{JAVASCRIPT}/*.test.js"],
        "tests (pytest)": [
            *run,
            "pytest",
            # Branch coverage takes two and a half times as long, so it has a run of its own.
            *(["--cov"] if coverage else []),
            "-n",
            str(WORKERS),
            # A worker without work takes over tests of one that has much left.
            "--dist",
            "worksteal",
            *extra,
        ],
    }


def run_checks(
    checks: Mapping[str, Sequence[str]],
    *,
    environ: Mapping[str, str],
    say: Callable[[str], None] = say,
) -> int:
    """Run each check in the project's folder; sum up at the end and return 1 if any failed."""
    results: dict[str, tuple[int, float]] = {}
    for name, command in checks.items():
        say(f"\n=== {name} ===")
        began = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, env=environ, check=False)  # noqa: S603
        results[name] = (done.returncode, time.monotonic() - began)
    say("\n=== summary ===")
    for name, (code, seconds) in results.items():
        verdict = "ok" if code == 0 else f"FAILED (exit code {code})"
        say(f"{name:<26} {verdict}, {seconds:.1f} s")
    return int(any(code for code, _ in results.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
