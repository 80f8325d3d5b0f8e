"""Finds nginx for the test of the app behind it, or installs it where that can be done."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.browser_finder import PACKAGES_SECONDS, Way, run_limited

#: Where it lies on systems that do not show it to everybody.
ADMIN_PATH = "/usr/sbin:/usr/local/sbin:/opt/homebrew/bin"
#: There only where systemd runs.
SYSTEMD = Path("/run/systemd/system")


def find_nginx(which: Callable[..., str | None] = shutil.which) -> Path | None:
    """Find nginx."""
    found = which("nginx") or which("nginx", path=ADMIN_PATH)
    return Path(found) if found else None


def list_nginx_ways(
    *,
    is_root: bool,
    has_sudo: bool,
    has_systemd: bool = SYSTEMD.is_dir(),
    which: Callable[[str], str | None] = shutil.which,
) -> list[Way]:
    """List the ways to install nginx on this machine."""
    if not (is_root or has_sudo) or not which("apt-get"):
        return []
    prefix = () if is_root else ("sudo", "-n")
    steps = [("apt-get", "update"), ("apt-get", "install", "-y", "nginx")]
    if has_systemd:
        # The package starts a server at port 80, which nobody here asked for.
        steps.append(("systemctl", "disable", "--now", "nginx"))
    commands = tuple((*prefix, *step) for step in steps)
    return [Way("apt-get", commands, PACKAGES_SECONDS)]


def get_nginx(
    *,
    ways: Sequence[Way],
    say: Callable[[str], None],
    find: Callable[[], Path | None] = find_nginx,
    run: Callable[..., tuple[bool, str]] = run_limited,
) -> Path | None:
    """Return nginx, installing it if none is found; None, and a line why, where that fails.

    Args:
        ways: the ways to try, in order.
        say: takes a plain line per step.
        find: finds nginx.
        run: runs a command within a time limit; gives its success and its last lines.
    """
    for way in ways if find() is None else ():
        say(f"No nginx found; installing it with {way.name} (at most {way.seconds} s) ...")
        for command in way.commands:
            done, output = run(command, seconds=way.seconds)
            if not done:
                say(f"  {' '.join(command)} did not work:\n{output}")
                break
    found = find()
    if found is None:
        say("No nginx: the test of the app behind it is left out. Any nginx from 1.19.4 runs it.")
    return found
