"""Runs nginx with the configuration of `deploy/`, before replicas on this machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from utils.config import ROOT

SITE: Final = ROOT / "deploy" / "nginx" / "atlas.conf"
START_SECONDS: Final = 10
#: What nginx needs besides the site; it writes below its folder alone.
MAIN: Final = """
daemon off;
worker_processes 1;
pid nginx.pid;
error_log error.log warn;
events { worker_connections 512; }
http {
    client_body_temp_path temp;
    proxy_temp_path temp;
    fastcgi_temp_path temp;
    uwsgi_temp_path temp;
    scgi_temp_path temp;
    include site.conf;
}
"""


class NginxError(Exception):
    """nginx refused its configuration or did not start."""


def write_site(
    folder: Path, *, plain_port: int, tls_port: int, replicas: Sequence[int], path: str
) -> None:
    """Write the configuration of `deploy/` for this machine, changed only as its guide says.

    Args:
        folder: where nginx may write, with site.crt and site.key.
        plain_port: the port in place of 80.
        tls_port: the port in place of 443.
        replicas: ports of two replicas.
        path: below which the site is, such as "/place/".
    """
    first, second = replicas
    changes = {
        "atlas-1:8501": (f"127.0.0.1:{first}", 1),
        "atlas-2:8501": (f"127.0.0.1:{second}", 1),
        "atlas.example.gov.uk": ("localhost", 2),
        "listen 80": (f"listen 127.0.0.1:{plain_port}", 2),
        "listen 443": (f"listen 127.0.0.1:{tls_port}", 2),
        "/etc/nginx/certificates/site": (str(folder / "site"), 2),
        "https://$host$request_uri": (f"https://$host:{tls_port}$request_uri", 1),
        "    location / {\n        add_header": (f"    location {path} {{\n        add_header", 1),
    }
    text = SITE.read_text(encoding="utf-8")
    for old, (new, times) in changes.items():
        assert text.count(old) == times, f"{old} comes {text.count(old)} times"
        text = text.replace(old, new)
    (folder / "site.conf").write_text(text, encoding="utf-8")
    # What an administrator starts would else run as a user who may not read this folder.
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(user + MAIN, encoding="utf-8")


def make_certificate(folder: Path) -> None:
    """Write a certificate of one day that nobody signed but itself."""
    openssl = shutil.which("openssl")
    assert openssl is not None
    options = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1"
    files = ["-keyout", str(folder / "site.key"), "-out", str(folder / "site.crt")]
    command = [openssl, *options.split(), "-subj", "/CN=localhost", *files]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  # our own command


def command_of(nginx: Path, folder: Path, *options: str) -> list[str]:
    """Compose the command that runs nginx in a folder."""
    first_log = ["-e", str(folder / "error.log")]
    return [str(nginx), "-p", str(folder), *first_log, "-c", "nginx.conf", *options]


def check_site(nginx: Path, folder: Path) -> str:
    """Have nginx check the configuration; give its warnings.

    Raises:
        NginxError: it refuses it.
    """
    command = command_of(nginx, folder, "-t")
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise NginxError(done.stderr)
    return "\n".join(re.findall(r".*\[warn\].*", done.stderr))


@contextmanager
def run_nginx(nginx: Path, folder: Path, environ: Mapping[str, str]) -> Iterator[None]:
    """Run nginx in a folder; it is stopped at the end."""
    process = subprocess.Popen(command_of(nginx, folder), env=dict(environ))  # noqa: S603
    try:
        until = time.monotonic() + START_SECONDS
        while not (folder / "nginx.pid").exists():
            if process.poll() is not None or time.monotonic() > until:
                raise NginxError((folder / "error.log").read_text(encoding="utf-8"))
            time.sleep(0.02)
        yield
    finally:
        process.terminate()
        process.wait(timeout=START_SECONDS)
