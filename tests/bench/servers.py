"""Starts a Streamlit server of its own for a measurement, and reads what it costs."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from utils.config import ROOT

HOST = "127.0.0.1"
START_SECONDS = 60
END_SECONDS = 10
#: Lowest bits of the number by which Linux knows a process's clock of its processor time.
PROCESS_CLOCK = 0b010


class ServerError(Exception):
    """A server did not start; the message holds its last lines."""


@dataclass(frozen=True)
class Server:
    """A running server: its address, process and how long it took to answer."""

    port: int
    pid: int
    start_seconds: float

    @property
    def url(self) -> str:
        """Address of the app."""
        return f"http://{HOST}:{self.port}/"

    def address(self, parameters: str = "") -> str:
        """Address of the app, asked with some parameters."""
        return f"{self.url}?{parameters}" if parameters else self.url

    def cpu_seconds(self) -> float:
        """Processor time used so far; NaN where the system hides it."""
        if sys.platform != "linux":
            return float("nan")
        return time.clock_gettime(~self.pid << 3 | PROCESS_CLOCK)

    def memory_mb(self) -> float:
        """Resident memory; NaN where the system hides it."""
        status = Path(f"/proc/{self.pid}/status")
        if not status.exists():
            return float("nan")
        text = status.read_text(encoding="utf-8")
        return int(text.partition("VmRSS:")[2].split()[0]) / 1024


def free_port() -> int:
    """A loopback port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def run_server(script: str, *, own_settings: bool) -> Iterator[Server]:
    """Run a Streamlit app in a fresh process and end it afterwards.

    Args:
        script: path of the app below the project's folder.
        own_settings: use the project's Streamlit settings; else Streamlit's defaults, as someone
            who has none would.

    Raises:
        ServerError: the app does not answer.
    """
    port = free_port()
    flags = {
        "server.port": port,
        "server.address": HOST,
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / script)]
    command += [f"--{name}={value}" for name, value in flags.items()]
    with TemporaryDirectory() as folder, (Path(folder) / "log").open("w+b") as log:
        began = time.monotonic()
        process = subprocess.Popen(  # noqa: S603  # our own command, without a shell
            command,
            cwd=ROOT if own_settings else folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            if not _wait_until_healthy(process, port):
                log.seek(0)
                tail = log.read().decode(errors="replace")[-2000:]
                raise ServerError(f"{script} did not start.\n{tail}")
            yield Server(port, process.pid, time.monotonic() - began)
        finally:
            _end(process)


def _wait_until_healthy(process: subprocess.Popen[bytes], port: int) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(f"http://{HOST}:{port}/_stcore/health", timeout=2).close()
            return True
        time.sleep(0.05)
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
