from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from tests.browser_finder import (
    BrowserError,
    Way,
    find_browser,
    get_browser,
    list_ways,
    run_limited,
)


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


def find(
    *,
    home: Path,
    environ: dict[str, str] | None = None,
    platform: str = "linux",
    on_path: dict[str, str] | None = None,
) -> Path | None:
    """Search with an empty machine but for what is given; a file that exists counts as starting."""
    return find_browser(
        environ=environ or {},
        home=home,
        platform=platform,
        which=(on_path or {}).get,
        starts=lambda path: path.is_file() and str(path).startswith(str(home)),
    )


def test_nothing_is_found_on_an_empty_machine(tmp_path: Path) -> None:
    assert find(home=tmp_path) is None


def test_named_browser_comes_before_those_on_the_path(tmp_path: Path) -> None:
    named, other = touch(tmp_path / "mine"), touch(tmp_path / "chromium")
    found = find(
        home=tmp_path, environ={"ATLAS_BROWSER": str(named)}, on_path={"chromium": str(other)}
    )
    assert found == named


def test_wrongly_named_browser_is_an_error_not_passed_over(tmp_path: Path) -> None:
    other = touch(tmp_path / "chromium")
    with pytest.raises(BrowserError, match="ATLAS_BROWSER is set to /nowhere"):
        find(home=tmp_path, environ={"ATLAS_BROWSER": "/nowhere"}, on_path={"chromium": str(other)})


@pytest.mark.parametrize(
    "name", ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "brave"]
)
def test_browser_on_the_path_is_found(tmp_path: Path, name: str) -> None:
    program = touch(tmp_path / name)
    assert find(home=tmp_path, on_path={name: str(program)}) == program


def test_the_browser_without_windows_comes_before_the_whole_one(tmp_path: Path) -> None:
    shell, whole = touch(tmp_path / "chromium-headless-shell"), touch(tmp_path / "chromium")
    assert find(home=tmp_path, on_path={one.name: str(one) for one in (whole, shell)}) == shell
    fetched = [
        touch(tmp_path / ".cache/ms-playwright/chromium-1200/chrome-linux64/chrome"),
        touch(
            tmp_path / ".cache/ms-playwright/chromium_headless_shell-1200"
            "/chrome-headless-shell-linux64/chrome-headless-shell"
        ),
    ]
    assert find(home=tmp_path) == fetched[1]


def test_program_that_does_not_start_is_passed_over(tmp_path: Path) -> None:
    good = touch(tmp_path / "google-chrome")
    on_path = {"chromium": str(tmp_path / "stub"), "google-chrome": str(good)}
    assert find(home=tmp_path, on_path=on_path) == good


@pytest.mark.parametrize(
    ("platform", "place"),
    [
        ("darwin", "Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
        ("win32", "Google/Chrome/Application/chrome.exe"),
        ("linux", ".cache/ms-playwright/chromium-1200/chrome-linux64/chrome"),
        ("win32", "ms-playwright/chromium-1200/chrome-win64/chrome.exe"),
        (
            "darwin",
            "Library/Caches/ms-playwright/chromium-1200/chrome-mac/Chromium.app/Contents/MacOS/x",
        ),
    ],
)
def test_usual_places_are_searched(tmp_path: Path, platform: str, place: str) -> None:
    program = touch(tmp_path / place)
    environ = {"LOCALAPPDATA": str(tmp_path)} if platform == "win32" else {}
    assert find(home=tmp_path, environ=environ, platform=platform) == program


def names(*, tools: tuple[str, ...], is_root: bool, has_sudo: bool) -> list[str]:
    ways = list_ways(
        python=Path("python"),
        is_root=is_root,
        has_sudo=has_sudo,
        which=lambda tool: tool if tool in tools else None,
    )
    return [way.name for way in ways]


def test_root_on_debian_asks_apt_first() -> None:
    assert names(tools=("apt-get",), is_root=True, has_sudo=False) == [
        "apt-get",
        "apt-get",
        "Playwright",
    ]


def test_sudo_on_debian_asks_playwright_first() -> None:
    assert names(tools=("apt-get",), is_root=False, has_sudo=True) == [
        "Playwright",
        "apt-get",
        "apt-get",
    ]


def test_without_rights_system_packages_are_not_tried() -> None:
    assert names(tools=("apt-get", "brew"), is_root=False, has_sudo=False) == ["Playwright", "brew"]


def test_sudo_goes_before_every_system_command() -> None:
    ways = list_ways(python=Path("python"), is_root=False, has_sudo=True, which=lambda tool: tool)
    system = [way for way in ways if way.name in {"apt-get", "dnf", "apk", "pacman"}]
    assert len(system) == 5
    assert all(command[:2] == ("sudo", "-n") for way in system for command in way.commands)


WAYS = [
    Way("first", (("first", "update"), ("first", "install")), 5),
    Way("second", (("second",),), 5),
    Way("third", (("third",),), 5),
]


class Machine:
    """A machine without a browser until one of its working commands has run."""

    def __init__(self, *, works: tuple[str, ...]) -> None:
        self.works = works
        self.ran: list[tuple[str, ...]] = []
        self.said: list[str] = []

    def run(self, command: tuple[str, ...], *, seconds: int) -> tuple[bool, str]:
        assert seconds == 5
        self.ran.append(command)
        return command[0] in self.works, "no route"

    def find(self) -> Path | None:
        return Path("browser") if self.ran and self.ran[-1][0] in self.works else None

    def get(self) -> Path:
        return get_browser(ways=WAYS, say=self.said.append, find=self.find, run=self.run)


def test_first_way_that_works_ends_the_search() -> None:
    machine = Machine(works=("second",))
    assert machine.get() == Path("browser")
    assert machine.ran == [("first", "update"), ("second",)]
    assert any("first update did not work" in line and "no route" in line for line in machine.said)


def test_no_way_that_works_is_an_error_that_says_what_to_do() -> None:
    machine = Machine(works=())
    with pytest.raises(BrowserError, match="set ATLAS_BROWSER to the path of one"):
        machine.get()
    assert [command[0] for command in machine.ran] == ["first", "second", "third"]


def test_found_browser_needs_no_installation() -> None:
    machine = Machine(works=())
    found = get_browser(
        ways=WAYS, say=machine.said.append, find=lambda: Path("here"), run=machine.run
    )
    assert found == Path("here")
    assert machine.ran == []


def test_command_past_its_limit_is_ended_with_its_children(tmp_path: Path) -> None:
    late = tmp_path / "late"
    child = f"import time, pathlib; time.sleep(2.5); pathlib.Path({str(late)!r}).touch()"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    began = time.monotonic()
    done, output = run_limited([sys.executable, "-c", parent], seconds=1)
    assert not done
    assert "ended after 1 seconds" in output
    assert time.monotonic() - began < 2.4
    time.sleep(2.5)
    assert not late.exists()


def test_limited_command_gives_its_last_lines() -> None:
    script = "print(*range(20), sep='\\n'); raise SystemExit(2)"
    done, output = run_limited([sys.executable, "-c", script], seconds=30)
    assert not done
    assert output.split() == ["14", "15", "16", "17", "18", "19"]


def test_command_that_does_not_exist_fails_with_a_sentence() -> None:
    done, output = run_limited(["no-such-program"], seconds=5)
    assert not done
    assert "no-such-program" in output
