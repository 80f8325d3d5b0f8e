"""Runs the app for the browser tests on a free port, as its README says."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus

from utils.config import ROOT, STAFF_ON, STAFF_VARIABLE

START_SECONDS = 60
STOP_SECONDS = 10


class AppNotStartedError(Exception):
    """The app does not answer."""


@contextmanager
def serve_app(*, staff: bool = False) -> Iterator[str]:
    """Give the address of a running app, in staff mode or public; it is stopped at the end.

    In staff mode nobody signs in, so that it listens at this machine alone.
    """
    port = find_port()
    address = f"http://localhost:{port}"
    alone = {STAFF_VARIABLE: STAFF_ON, "STREAMLIT_SERVER_ADDRESS": "127.0.0.1"}
    with run_app(port, alone if staff else {STAFF_VARIABLE: ""}) as process:
        wait_until_healthy(address, process)
        yield address


@contextmanager
def run_app(port: int, environ: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Start the app at a port, in this environment too; it is stopped at the end."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        process = subprocess.Popen(  # noqa: S603  # our own command
            command,
            cwd=ROOT,
            env={**os.environ, **environ},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            yield process
        except AppNotStartedError as error:
            output.seek(0)
            raise RuntimeError(f"The app did not start:\n{output.read()}") from error
        finally:
            process.terminate()
            try:
                process.wait(timeout=STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def find_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_until_healthy(address: str, process: subprocess.Popen[str]) -> None:
    """Ask for the app's health until it answers.

    Raises:
        AppNotStartedError: the app ended, or took too long.
    """
    until = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/atlas/health", timeout=1) as answer:  # noqa: S310
                if answer.status == HTTPStatus.OK:
                    return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    raise AppNotStartedError
