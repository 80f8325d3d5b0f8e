from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.java_finder import PACKAGE, get_java, list_java_ways


def test_java_that_is_there_is_taken_without_a_word() -> None:
    said: list[str] = []
    found = get_java(ways=[], say=said.append, which=lambda _: "/usr/bin/java")
    assert (found, said) == (Path("/usr/bin/java"), [])


def test_java_is_installed_where_that_can_be_done() -> None:
    ran: list[str] = []

    def run(command: Sequence[str], *, seconds: int) -> tuple[bool, str]:
        assert seconds > 0
        ran.append(" ".join(command))
        return True, ""

    ways = list_java_ways(is_root=False, has_sudo=True, which=lambda _: "/usr/bin/apt-get")
    found = get_java(
        ways=ways, say=lambda _: None, which=lambda _: "/java" if len(ran) > 1 else None, run=run
    )
    assert ran == ["sudo -n apt-get update", f"sudo -n apt-get install -y {PACKAGE}"]
    assert found == Path("/java")


def test_a_failure_is_said_and_the_test_left_out() -> None:
    said: list[str] = []
    ways = list_java_ways(is_root=True, has_sudo=False, which=lambda _: "/usr/bin/apt-get")
    run = lambda _, seconds: (False, f"no network within {seconds}")  # noqa: E731
    assert get_java(ways=ways, say=said.append, which=lambda _: None, run=run) is None
    assert any("no network" in line for line in said)
    assert "left out" in said[-1]


def test_without_rights_or_packages_there_is_no_way() -> None:
    assert list_java_ways(is_root=False, has_sudo=False) == []
    assert list_java_ways(is_root=True, has_sudo=False, which=lambda _: None) == []
