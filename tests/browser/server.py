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
from collections.abc import Iterator
from contextlib import contextmanager

from utils.config import ROOT, STAFF_ON, STAFF_VARIABLE

START_SECONDS = 60
STOP_SECONDS = 10


@contextmanager
def serve_app(*, staff: bool = False) -> Iterator[str]:
    """Give the address of a running app, in staff mode or public; it is stopped at the end."""
    port = find_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        process = subprocess.Popen(  # noqa: S603  # our own command
            command,
            cwd=ROOT,
            env={**os.environ, STAFF_VARIABLE: STAFF_ON if staff else ""},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            address = f"http://localhost:{port}"
            if not wait_until_healthy(address, process):
                output.seek(0)
                raise RuntimeError(f"The app did not start:\n{output.read()}")
            yield address
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


def wait_until_healthy(address: str, process: subprocess.Popen[bytes]) -> bool:
    """Ask for the app's health until it answers, ends or takes too long."""
    until = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/atlas/health", timeout=1) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    return False
