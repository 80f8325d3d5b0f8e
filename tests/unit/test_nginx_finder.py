from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.nginx_finder import find_nginx, get_nginx, list_nginx_ways


def test_nginx_that_is_there_is_taken_without_a_word() -> None:
    said: list[str] = []
    found = get_nginx(ways=[], say=said.append, find=lambda: Path("/usr/sbin/nginx"))
    assert (found, said) == (Path("/usr/sbin/nginx"), [])


def test_nginx_is_found_where_only_an_administrator_looks() -> None:
    def which(_name: str, *, path: str = "") -> str | None:
        return "/usr/sbin/nginx" if "/usr/sbin" in path.split(":") else None

    assert find_nginx(which) == Path("/usr/sbin/nginx")


@pytest.mark.parametrize("has_systemd", [False, True])
def test_nginx_is_installed_where_that_can_be_done_and_left_stopped(
    has_systemd: bool,  # noqa: FBT001
) -> None:
    ran: list[str] = []

    def run(command: Sequence[str], *, seconds: int) -> tuple[bool, str]:
        assert seconds > 0
        ran.append(" ".join(command))
        return True, ""

    ways = list_nginx_ways(
        is_root=False, has_sudo=True, has_systemd=has_systemd, which=lambda _: "/usr/bin/apt-get"
    )
    find = lambda: Path("/nginx") if len(ran) > 1 else None  # noqa: E731
    assert get_nginx(ways=ways, say=lambda _: None, find=find, run=run) == Path("/nginx")
    assert ran[:2] == ["sudo -n apt-get update", "sudo -n apt-get install -y nginx"]
    assert ran[2:] == ["sudo -n systemctl disable --now nginx"] * has_systemd


def test_a_failure_is_said_and_the_test_left_out() -> None:
    said: list[str] = []
    ways = list_nginx_ways(is_root=True, has_sudo=False, which=lambda _: "/usr/bin/apt-get")
    run = lambda _, seconds: (False, f"no network within {seconds}")  # noqa: E731
    assert get_nginx(ways=ways, say=said.append, find=lambda: None, run=run) is None
    assert any("no network" in line for line in said)
    assert "left out" in said[-1]


def test_without_rights_or_packages_there_is_no_way() -> None:
    assert list_nginx_ways(is_root=False, has_sudo=False) == []
    assert list_nginx_ways(is_root=True, has_sudo=False, which=lambda _: None) == []
