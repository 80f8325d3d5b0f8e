"""Finds a Chromium-family browser for the browser tests, or installs one."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from utils.errors import AtlasError

BROWSER_VARIABLE = "ATLAS_BROWSER"
#: First the one without windows: it draws the same, a third faster.
WINDOWLESS = "chromium-headless-shell"
NAMES = (
    WINDOWLESS,
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "msedge",
    "microsoft-edge",
    "brave",
    "brave-browser",
)
MAC_PLACES = tuple(
    f"Applications/{name}.app/Contents/MacOS/{name}"
    for name in ("Chromium", "Google Chrome", "Microsoft Edge", "Brave Browser")
)
WINDOWS_PLACES = (
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "Chromium/Application/chrome.exe",
    "BraveSoftware/Brave-Browser/Application/brave.exe",
)
WINDOWS_ROOTS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
PLAYWRIGHT_PATTERNS = (
    "chromium_headless_shell-*/*/*headless*shell*",
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
    "chromium-*/chrome-win*/chrome.exe",
)
#: What each system's tool is asked to do; not every Debian has the browser without windows.
SYSTEM_STEPS = (
    ("apt-get", (("update",), ("install", "-y", WINDOWLESS))),
    ("apt-get", (("update",), ("install", "-y", "chromium"))),
    ("dnf", (("install", "-y", "chromium"),)),
    ("apk", (("add", "chromium"),)),
    ("pacman", (("-S", "--noconfirm", "chromium"),)),
)
PLAYWRIGHT_SECONDS = 180
PACKAGES_SECONDS = 600
PROBE_SECONDS = 30
LAST_LINES = 6


class BrowserError(AtlasError):
    """No browser was found and none could be installed; the message says what to do."""


@dataclass(frozen=True)
class Way:
    """One way to install a browser: commands run in order, all within a time limit in seconds."""

    name: str
    commands: tuple[tuple[str, ...], ...]
    seconds: int


def find_browser(
    *,
    environ: Mapping[str, str],
    home: Path,
    platform: str = sys.platform,
    which: Callable[[str], str | None] = shutil.which,
    starts: Callable[[Path], bool] | None = None,
) -> Path | None:
    """Find a browser: the one named in ATLAS_BROWSER, else on the PATH, else in the usual places.

    Args:
        environ: the environment's variables.
        home: the user's folder.
        platform: as in sys.platform.
        which: finds a program on the PATH.
        starts: tells whether a file is a browser that starts.

    Raises:
        BrowserError: ATLAS_BROWSER names something that is no browser.
    """
    starts = starts or _starts
    named = environ.get(BROWSER_VARIABLE)
    if named:
        if starts(Path(named)):
            return Path(named)
        raise BrowserError(
            f"{BROWSER_VARIABLE} is set to {named}, but no browser starts from there. Set it to "
            "the path of Chromium, Chrome, Edge or Brave, or remove it."
        )
    on_path = [Path(found) for found in map(which, NAMES) if found]
    usual = _usual_places(environ=environ, home=home, platform=platform)
    return next((path for path in (*on_path, *usual) if starts(path)), None)


def _usual_places(*, environ: Mapping[str, str], home: Path, platform: str) -> list[Path]:
    places: list[Path] = []
    cache = home / ".cache"
    if platform == "darwin":
        places = [root / place for root in (Path("/"), home) for place in MAC_PLACES]
        cache = home / "Library" / "Caches"
    elif platform == "win32":
        roots = [Path(environ[name]) for name in WINDOWS_ROOTS if environ.get(name)]
        places = [root / place for root in roots for place in WINDOWS_PLACES]
        cache = Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    playwright = Path(environ.get("PLAYWRIGHT_BROWSERS_PATH") or cache / "ms-playwright")
    fetched = [path for pattern in PLAYWRIGHT_PATTERNS for path in playwright.glob(pattern)]
    return [*places, *sorted(fetched, reverse=True)]


def _starts(path: Path) -> bool:
    if not path.is_file():
        return False
    if sys.platform == "win32":
        return True  # there a browser asked for its version opens a window
    return run_limited([str(path), "--version"], seconds=PROBE_SECONDS)[0]


def list_ways(
    *,
    python: Path,
    is_root: bool,
    has_sudo: bool,
    which: Callable[[str], str | None] = shutil.which,
) -> list[Way]:
    """List the ways to install a browser on this machine, the likeliest to work first.

    Args:
        python: the Python of the environment that holds Playwright.
        is_root: the user may install packages as they are.
        has_sudo: the user may do so through sudo without a password.
        which: finds a program on the PATH.
    """
    playwright = Way(
        "Playwright",
        ((str(python), "-m", "playwright", "install", "chromium"),),
        PLAYWRIGHT_SECONDS,
    )
    system = _system_ways(is_root=is_root, which=which) if is_root or has_sudo else []
    apt_first = is_root and bool(which("apt-get"))
    ways = [*system, playwright] if apt_first else [playwright, *system]
    if which("brew"):
        brew = (("brew", "install", "--cask", "google-chrome"),)
        ways.append(Way("brew", brew, PACKAGES_SECONDS))
    return ways


def _system_ways(*, is_root: bool, which: Callable[[str], str | None]) -> list[Way]:
    prefix = () if is_root else ("sudo", "-n")
    return [
        Way(tool, tuple((*prefix, tool, *step) for step in steps), PACKAGES_SECONDS)
        for tool, steps in SYSTEM_STEPS
        if which(tool)
    ]


def get_browser(
    *,
    ways: Sequence[Way],
    say: Callable[[str], None],
    find: Callable[[], Path | None],
    run: Callable[..., tuple[bool, str]] | None = None,
) -> Path:
    """Return a browser, installing one by the first way that works if none is found.

    Args:
        ways: the ways to try, in order.
        say: takes a plain line per step.
        find: finds a browser.
        run: runs a command within a time limit; gives its success and its last lines.

    Raises:
        BrowserError: no way worked.
    """
    found = find()
    for way in ways if found is None else ():
        say(f"No browser found; installing Chromium with {way.name} (at most {way.seconds} s) ...")
        for command in way.commands:
            done, output = (run or run_limited)(command, seconds=way.seconds)
            if not done:
                say(f"  {' '.join(command)} did not work:\n{output}")
                break
        found = find()
        if found:
            break
    if found is None:
        raise BrowserError(
            "The browser tests need Chromium, Chrome, Edge or Brave; none was found and none could "
            f"be installed. Install one, or set {BROWSER_VARIABLE} to the path of one, then start "
            "again."
        )
    say(f"Browser: {found}")
    return found


def run_limited(command: Sequence[str], *, seconds: int) -> tuple[bool, str]:
    """Run a command; give its success and its last lines. Past its limit all of it is ended."""
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # A file, not a pipe: a child of an ended command would hold a pipe open for ever.
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
        try:
            process = subprocess.Popen(  # noqa: S603  # commands of this module, without a shell
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environ,
                start_new_session=True,
            )
        except OSError as error:
            return False, f"    {error}"
        done, ending = _wait(process, seconds=seconds)
        output.seek(0)
        lines = [*output.read().splitlines()[-LAST_LINES:], *ending]
    return done, "\n".join(f"    {line}" for line in lines)


def _wait(process: subprocess.Popen[bytes], *, seconds: int) -> tuple[bool, list[str]]:
    try:
        return process.wait(timeout=seconds) == 0, []
    except subprocess.TimeoutExpired:
        return False, [f"it was ended after {seconds} seconds"]
    finally:
        if process.returncode is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def may_use_sudo() -> bool:
    """Tell whether sudo works here without asking for a password."""
    return run_limited(["sudo", "-n", "true"], seconds=PROBE_SECONDS)[0]
