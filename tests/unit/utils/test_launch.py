from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from utils import launch
from utils.config import ROOT, STAFF_VARIABLE, is_staff
from utils.environment import SetupError
from utils.launch import choose_port, compose_command, is_free, read_arguments


@pytest.mark.parametrize(
    ("arguments", "port", "is_staff", "others"),
    [
        ([], 8501, False, []),
        (["--port", "9000"], 9000, False, []),
        (["--server.port=9000"], 9000, False, []),
        (["--staff"], 8501, True, []),
        (["--server.headless", "true"], 8501, False, ["--server.headless", "true"]),
        (["--port", "9000", "--", "--theme.base", "dark"], 9000, False, ["--theme.base", "dark"]),
    ],
)
def test_own_options_are_split_from_streamlits(
    arguments: list[str],
    port: int,
    is_staff: bool,  # noqa: FBT001
    others: list[str],
) -> None:
    assert read_arguments(arguments) == (port, is_staff, others)


def test_free_port_is_used_without_a_word() -> None:
    said: list[str] = []
    assert choose_port(8501, say=said.append, is_free=lambda _: True) == 8501
    assert said == []


def test_taken_port_is_said_and_the_next_free_one_used() -> None:
    said: list[str] = []
    with socket.socket() as taken:
        taken.bind(("", 0))
        taken.listen()
        port = taken.getsockname()[1]
        found = choose_port(port, say=said.append)
        assert not is_free(port)
    assert found > port
    assert said == [f"Port {port} is taken by another program, so {found} is used instead."]


def test_no_free_port_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(SetupError, match=r"8501 to 8550 are all taken.*--port 9000"):
        choose_port(8501, is_free=lambda _: False)


def test_ports_of_the_system_and_the_last_ports_are_named() -> None:
    with pytest.raises(SetupError, match=r"80 to 129 are taken or kept for the system.*--port"):
        choose_port(80, is_free=lambda _: False)
    with pytest.raises(SetupError, match="65530 to 65535 are all taken"):
        choose_port(65530, is_free=lambda _: False)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "web", "\u00b2"])
def test_what_is_no_port_is_refused_by_name(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        read_arguments([f"--port={port}"])
    assert ended.value.code == 2
    assert f"{port!r} is no port: give a number from 1 to 65535" in capsys.readouterr().err


def test_command_keeps_a_path_with_spaces_whole() -> None:
    command = compose_command(python=Path("/my home/python"), port=9000, passed_on=["--x", "y"])
    assert command[0] == str(Path("/my home/python"))
    assert command[1:5] == ["-m", "streamlit", "run", "app.py"]
    assert command[command.index("--server.port") + 1] == "9000"
    assert command[-2:] == ["--x", "y"]


def test_app_runs_in_the_projects_folder_and_gives_its_exit_code(tmp_path: Path) -> None:
    inner = [sys.executable, "-c", "import os; print(os.getcwd()); raise SystemExit(3)"]
    script = f"import sys; from utils.launch import run_app; sys.exit(run_app({inner!r}))"
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.stdout.strip() == str(ROOT)
    assert done.returncode == 3


@pytest.mark.parametrize(
    ("failure", "code", "words"),
    [(SetupError("no room"), 1, "no room"), (KeyboardInterrupt(), 130, "Start again to go on.")],
)
def test_failed_setup_ends_with_a_sentence_and_an_exit_code(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    failure: BaseException,
    code: int,
    words: str,
) -> None:
    def fail(**_: object) -> NoReturn:
        raise failure

    monkeypatch.setattr(launch, "prepare_environment", fail)
    assert launch.main([]) == code
    assert words in capsys.readouterr().out


def test_start_says_the_address_and_how_to_stop(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commands: list[list[str]] = []

    def run_app(command: list[str]) -> int:
        commands.append(command)
        return 0

    monkeypatch.setattr(launch, "prepare_environment", lambda **_: Path("python"))
    monkeypatch.setattr(launch, "choose_port", lambda port: port)
    monkeypatch.setattr(launch, "run_app", run_app)
    monkeypatch.delenv(STAFF_VARIABLE, raising=False)
    assert launch.main(["--port", "9123"]) == 0
    assert not is_staff()
    output = capsys.readouterr().out
    assert "http://localhost:9123" in output
    assert "Ctrl+C" in output
    assert "9123" in commands[0]


def test_staff_mode_gets_the_ledger_and_a_warning(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    installed: list[tuple[str, ...]] = []

    def prepare(*, root: Path, requirements: tuple[str, ...]) -> Path:
        installed.append(requirements)
        return root / "python"

    monkeypatch.setattr(launch, "prepare_environment", prepare)
    monkeypatch.setattr(launch, "choose_port", lambda port: port)
    commands: list[list[str]] = []
    monkeypatch.setattr(launch, "run_app", lambda command: commands.append(command) or 0)
    monkeypatch.setenv(STAFF_VARIABLE, "")
    assert launch.main(["--staff"]) == 0
    assert is_staff()
    assert "data/requirements.txt" in installed[0]
    assert "Do not offer this server to the public" in capsys.readouterr().out
    assert commands[0][-2:] == ["--server.address", "127.0.0.1"]


@pytest.mark.parametrize(
    ("passed_on", "environ", "alone"),
    [
        ([], {}, True),
        (["--theme.base", "dark"], {"ATLAS_OIDC_METADATA_URL": ""}, True),
        (["--server.address", "10.0.0.1"], {}, False),
        (["--server.address=10.0.0.1"], {}, False),
        ([], {"STREAMLIT_SERVER_ADDRESS": "10.0.0.1"}, False),
        ([], {"ATLAS_OIDC_METADATA_URL": "https://login.example"}, False),
        ([], {"ATLAS_STAFF_WITHOUT_SIGN_IN": "yes"}, False),
    ],
)
def test_staff_mode_answers_its_own_machine_alone_unless_more_is_asked_for(
    passed_on: list[str],
    environ: dict[str, str],
    alone: bool,  # noqa: FBT001
) -> None:
    assert launch.is_for_one_machine(passed_on, environ) is alone


@pytest.mark.skipif(os.name != "posix", reason="sends a signal to a group of processes")
def test_ctrl_c_during_the_set_up_ends_it_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("", encoding="utf-8")
    # What a shell starts in the background ignores the keys, and hands that down.
    script = (
        "import pathlib, signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from utils import launch; "
        f"launch.ROOT = pathlib.Path({str(tmp_path)!r}); sys.exit(launch.main([]))"
    )
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", script],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Making the project's own")
        os.killpg(process.pid, signal.SIGINT)
        output, errors = process.communicate(timeout=20)
    assert process.returncode == launch.STOPPED_BY_KEYS
    assert "Stopped before the set-up was complete. Start again to go on." in output
    assert "Traceback" not in errors
