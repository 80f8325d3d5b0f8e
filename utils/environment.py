"""Makes the project's own Python environment in .venv, with nothing but the standard library.

It runs before anything is installed, and on Pythons too old for the project, to say so.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from utils.errors import AtlasError

OLDEST = (3, 11)
NEWEST = (3, 13)
STAMP_NAME = "atlas-installed.json"
LAST_LINES = 12
REPORT_EVERY = 20
#: What the installer writes while nobody answers it, and once it has given up.
RETRYING = "WARNING: Retrying"
NO_NETWORK = ("Failed to establish a new connection", "NameResolutionError", "NewConnectionError")


class SetupError(AtlasError):
    """The environment could not be made; the message says what to do about it."""


def say(line: str) -> None:
    """Print a line at once, so that it stands before what a started program prints.

    Letters that the terminal cannot show, as in the name of a folder, become question marks.
    """
    encoding = sys.stdout.encoding or "utf-8"
    shown = line.encode(encoding, errors="replace").decode(encoding)
    print(shown, flush=True)  # noqa: T201  # the commands speak to a person on a terminal


def check_python(*, version: tuple[int, int], runs: Callable[[str], bool] | None = None) -> None:
    """Refuse a Python outside 3.11 to 3.13.

    Args:
        version: the running Python's version, its first two numbers.
        runs: says whether a program can be started by name; a fitting Python for which it can is
            named in the message.

    Raises:
        SetupError: says which Python runs and which to take.
    """
    if OLDEST <= version <= NEWEST:
        return
    needs = (
        f"This is Python {version[0]}.{version[1]}; the project needs Python 3.11, 3.12 or 3.13."
    )
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        name = f"python3.{minor}"
        if (runs or _runs)(name):
            raise SetupError(f"{needs} You have one: use {name} in place of python3.")
    raise SetupError(
        f"{needs} Install one from python.org or with your system's package manager, then start "
        "again with it (on Windows, for example: py -3.13 in place of py)."
    )


def _runs(name: str) -> bool:
    path = shutil.which(name)
    # A version manager's stand-in is found for every version, and fails for those not chosen.
    return path is not None and _succeeds([path, "-c", ""])


def _succeeds(command: Sequence[str]) -> bool:
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  # our own probes
    return done.returncode == 0


def venv_python(folder: Path) -> Path:
    """Return where an environment keeps its Python on this system."""
    parts = ("Scripts", "python.exe") if sys.platform == "win32" else ("bin", "python")
    return folder.joinpath(*parts)


def prepare_environment(
    *, root: Path, requirements: Sequence[str], say: Callable[[str], None] = say
) -> Path:
    """Make .venv in the project's folder hold what the requirements files pin.

    Does nothing when the files are unchanged since they were last installed.

    Args:
        root: the project's folder.
        requirements: paths of requirements files below it.
        say: takes a plain line per step.

    Returns:
        The environment's Python.

    Raises:
        SetupError: the environment cannot be made or the libraries cannot be installed.
    """
    folder = root / ".venv"
    python = venv_python(folder)
    if not _works(python):
        _create(folder, say=say)
    wanted = {name: _fingerprint(root / name) for name in requirements}
    stamp = _read_stamp(folder)
    if any(stamp.get(name) != value for name, value in wanted.items()):
        _install(python, root=root, requirements=requirements, say=say)
        stamp.update(wanted)
        _write_stamp(folder, stamp)
    return python


def _works(python: Path) -> bool:
    """Say whether an environment's Python starts, has pip and is of a fitting version."""
    probe = f"import pip, sys; sys.exit(not {OLDEST} <= sys.version_info[:2] <= {NEWEST})"
    return python.exists() and _succeeds([str(python), "-I", "-c", probe])


def _create(folder: Path, *, say: Callable[[str], None]) -> None:
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            raise SetupError(_advise_on_venv(f"this Python lacks its part {module!r}"))
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise SetupError(_advise_on_folder(folder, error)) from error
    say(f"Making the project's own Python environment in {folder} ...")
    command = [sys.executable, "-m", "venv", "--clear", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise SetupError(_advise_on_venv((done.stdout + done.stderr).strip()))


def _write_stamp(folder: Path, stamp: dict[str, str]) -> None:
    try:
        (folder / STAMP_NAME).write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    except OSError as error:
        raise SetupError(_advise_on_folder(folder, error)) from error


def _advise_on_folder(folder: Path, error: OSError) -> str:
    return (
        f"Nothing can be written to {folder}: {error.strerror}. Copy the project to a folder of "
        "your own that has room and can be written to, then start again there."
    )


def _advise_on_venv(reason: str) -> str:
    package = f"python3.{sys.version_info[1]}-venv"
    return (
        f"No environment could be made: {reason}.\n"
        f"On Debian or Ubuntu install it with: sudo apt install {package}\n"
        "Elsewhere install Python 3.11, 3.12 or 3.13 from python.org. Then start again."
    )


def _fingerprint(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError as error:
        message = f"{path} is missing; get the project's files anew, then start again."
        raise SetupError(message) from error


def _read_stamp(folder: Path) -> dict[str, str]:
    """Read what was installed; a missing or damaged note means nothing was."""
    try:
        stamp = json.loads((folder / STAMP_NAME).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _install(
    python: Path, *, root: Path, requirements: Sequence[str], say: Callable[[str], None]
) -> None:
    say("Installing the libraries the project needs; the first time takes a few minutes ...")
    options = ["--disable-pip-version-check", "--no-input", "--no-user", "--progress-bar", "off"]
    files = [part for name in requirements for part in ("-r", str(root / name))]
    command = [str(python), "-I", "-m", "pip", "install", *options, *files]
    last: deque[str] = deque(maxlen=LAST_LINES)
    with subprocess.Popen(  # noqa: S603  # pip of our own environment
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        _follow(pip.stdout or (), last=last, say=say)
    if pip.returncode:
        raise SetupError(_advise_on_install(last))
    say("The libraries are installed.")


def _follow(lines: Iterable[str], *, last: deque[str], say: Callable[[str], None]) -> None:
    """Turn pip's lines into a few plain ones and keep the last of them."""
    collected = 0
    has_waited = False
    for line in lines:
        last.append(line.rstrip())
        if RETRYING in line and not has_waited:
            has_waited = True
            say("  no answer from the internet yet; trying again for up to a minute ...")
        elif line.startswith("Collecting "):
            collected += 1
            if collected % REPORT_EVERY == 0:
                say(f"  {collected} libraries fetched ...")
        elif line.startswith("Installing collected packages"):
            say("  putting them in place ...")


def _advise_on_install(last: Sequence[str]) -> str:
    reason = "The libraries could not be installed."
    if any(sign in line for line in last for sign in NO_NETWORK):
        reason = "The libraries could not be fetched: there is no connection to the internet."
    return (
        f"{reason} The installer's last lines:\n\n"
        + "\n".join(f"    {line}" for line in last)
        + "\n\nUsual causes: no connection to the internet, a proxy that pip does not know (set "
        "HTTPS_PROXY), a full disk, or a folder that cannot be written to. Then start again; what "
        "was fetched already is kept."
    )
