"""Finds Java for the test of the ledger on Spark, or installs it where that can be done."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.browser_finder import PACKAGES_SECONDS, Way, run_limited

#: Spark 4.0 runs on Java 17 and 21.
PACKAGE = "openjdk-17-jre-headless"


def list_java_ways(
    *, is_root: bool, has_sudo: bool, which: Callable[[str], str | None] = shutil.which
) -> list[Way]:
    """List the ways to install Java on this machine."""
    if not (is_root or has_sudo) or not which("apt-get"):
        return []
    prefix = () if is_root else ("sudo", "-n")
    steps = (("update",), ("install", "-y", PACKAGE))
    commands = tuple((*prefix, "apt-get", *step) for step in steps)
    return [Way("apt-get", commands, PACKAGES_SECONDS)]


def get_java(
    *,
    ways: Sequence[Way],
    say: Callable[[str], None],
    which: Callable[[str], str | None] = shutil.which,
    run: Callable[..., tuple[bool, str]] | None = None,
) -> Path | None:
    """Return Java, installing it if none is found; None, and a line why, where that fails.

    Args:
        ways: the ways to try, in order.
        say: takes a plain line per step.
        which: finds a program on the PATH.
        run: runs a command within a time limit; gives its success and its last lines.
    """
    for way in ways if which("java") is None else ():
        say(f"No Java found; installing {PACKAGE} with {way.name} (at most {way.seconds} s) ...")
        for command in way.commands:
            done, output = (run or run_limited)(command, seconds=way.seconds)
            if not done:
                say(f"  {' '.join(command)} did not work:\n{output}")
                break
    found = which("java")
    if found is None:
        say("No Java: the test of the ledger on Spark is left out. Java 17 or 21 would run it.")
        return None
    return Path(found)
