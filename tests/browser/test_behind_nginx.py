"""Two replicas behind nginx with TLS, below a path of the host, as `deploy/` sets them up."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import ACTION_MS, INLINE
from tests.browser.nginx import check_site, make_certificate, run_nginx, write_site
from tests.browser.server import find_port, run_app, wait_until_healthy
from tests.browser.visit import WIDE, Visit
from tests.nginx_finder import find_nginx
from utils.config import LOG_LEVEL_VARIABLE, METRICS_PORT_VARIABLE

PATH = "/place/"
NGINX = find_nginx()
STOP_SECONDS = 15
LEEDS, KENT = "E08000035", "E10000016"
pytestmark = pytest.mark.skipif(
    NGINX is None or shutil.which("openssl") is None,
    reason="needs nginx and openssl; python -m tests installs nginx where it can",
)


@dataclass(frozen=True)
class Replica:
    """A running server of the app.

    Attributes:
        process: the server.
        address: of its site, without nginx.
        metrics: address of its figures.
    """

    process: subprocess.Popen[str]
    address: str
    metrics: str

    def figure(self, name: str) -> float:
        """One of its figures, by its name and labels."""
        with urllib.request.urlopen(self.metrics, timeout=5) as answer:  # noqa: S310  # our own
            text = answer.read().decode()
        found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
        return float(found[1]) if found else 0.0

    def readiness(self) -> tuple[int, str]:
        """Status and state that it gives when asked whether it wants visitors."""
        try:
            with urllib.request.urlopen(f"{self.address}/atlas/health/ready", timeout=5) as answer:  # noqa: S310
                return answer.status, json.load(answer)["state"]
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)["state"]


@dataclass(frozen=True)
class Site:
    """Two replicas and the address that nginx gives them."""

    address: str
    plain_address: str
    replicas: tuple[Replica, Replica]

    def serving(self) -> Replica:
        """The replica that has the one open visit."""
        (found,) = [one for one in self.replicas if one.figure("atlas_open_visits") == 1]
        return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("nginx")
    ports = [find_port() for _ in range(6)]
    plain_port, tls_port = ports[4:]
    make_certificate(folder)
    write_site(folder, plain_port=plain_port, tls_port=tls_port, replicas=ports[:2], path=PATH)
    assert NGINX is not None
    check_site(NGINX, folder)
    with ExitStack() as stack:
        replicas = []
        for port, metrics in zip(ports[:2], ports[2:4], strict=True):
            environ = {
                "STREAMLIT_SERVER_BASE_URL_PATH": PATH.strip("/"),
                METRICS_PORT_VARIABLE: str(metrics),
                LOG_LEVEL_VARIABLE: "info",
            }
            process = stack.enter_context(run_app(port, environ))
            address = f"http://127.0.0.1:{port}{PATH.rstrip('/')}"
            replicas.append(Replica(process, address, f"http://127.0.0.1:{metrics}/metrics"))
        for replica in replicas:
            wait_until_healthy(replica.address, replica.process)
        stack.enter_context(run_nginx(NGINX, folder, os.environ))
        first, second = replicas
        yield Site(
            f"https://localhost:{tls_port}{PATH.rstrip('/')}",
            f"http://localhost:{plain_port}",
            (first, second),
        )


@pytest.fixture
def visit(chromium: Browser, site: Site) -> Iterator[Visit]:
    context = chromium.new_context(viewport=WIDE, locale="en-GB", ignore_https_errors=True)
    context.set_default_timeout(ACTION_MS)
    visit = Visit(context.new_page(), site.address)
    yield visit
    context.close()
    assert visit.errors == []
    fetched = [urlsplit(url) for url in visit.requests if urlsplit(url).scheme not in INLINE]
    assert {url.hostname for url in fetched} == {"localhost"}
    assert [url.path for url in fetched if not url.path.startswith(PATH)] == []


def wait_until(is_so: Callable[[], bool]) -> None:
    """Ask again and again until it is so."""
    until = time.monotonic() + STOP_SECONDS
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.01)


def ask(url: str) -> tuple[int, str, dict[str, str]]:
    """Status, address after redirects, and headers of an answer; any certificate will do."""
    anyone = ssl.create_default_context()
    anyone.check_hostname, anyone.verify_mode = False, ssl.CERT_NONE
    try:
        with urllib.request.urlopen(url, timeout=30, context=anyone) as answer:  # noqa: S310
            return answer.status, answer.url, dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.url, dict(error.headers)


def test_plain_requests_and_short_addresses_lead_to_the_site(site: Site) -> None:
    status, address, headers = ask(f"{site.plain_address}{PATH}")
    assert (status, address) == (200, f"{site.address}/")
    assert re.match(
        r"atlas_replica=\w{32}; Path=/; HttpOnly; Secure; SameSite=Lax", headers["Set-Cookie"]
    )
    assert ask(f"{site.address}/map?place=kent")[1] == f"{site.address}/?place=kent"
    assert ask(f"{site.address}/profile/")[1] == f"{site.address}/profile"
    assert ask(f"{site.address}-other/")[0] == 404


def test_a_site_below_a_path_asks_for_nothing_outside_it(visit: Visit, site: Site) -> None:
    visit.open()
    assert visit.is_painted("overlay")
    visit.find("Leeds")
    visit.wait_parameter("place", LEEDS)
    visit.wait_idle()
    visit.open_page("Place")
    expect(visit.page).to_have_url(re.compile(rf"^{site.address}/profile\?.*place={LEEDS}"))
    expect(visit.page.get_by_role("heading", level=1)).to_contain_text("Leeds")
    visit.wait_idle()
    source = visit.page.locator('a[href^="atlas/passport"]').first
    assert ask(source.evaluate("(link) => link.href"))[0] == 200
    data = visit.page.locator('.data-line a[href*="chart=tiles"]').first.get_attribute("href")
    assert str(data).startswith(f"{site.address}/profile.csv?")
    status, _, headers = ask(str(data))
    assert (status, headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert ask(f"{site.address}/?chart=map.json")[1] == f"{site.address}/map.json?chart=map"
    assert ask(f"{site.address}/atlas/api/places.json?limit=1")[0] == 200
    visit.page.goto(f"{site.address}/profile/x/y")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Page not found")
    visit.page.get_by_role("link", name="Compare").click()
    expect(visit.page.get_by_role("heading", level=1)).to_contain_text("Compare")


def test_a_replica_that_stops_finishes_a_file_and_its_visitors_go_on_elsewhere(
    visit: Visit, site: Site
) -> None:
    visit.open(f"/profile?place={KENT}")
    stopping = site.serving()
    (staying,) = [one for one in site.replicas if one is not stopping]
    assert stopping.readiness() == (200, "ready")
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="Brief in full (PDF)").click()
        wait_until(lambda: stopping.figure("atlas_exports_running") == 1)
        stopping.process.send_signal(signal.SIGTERM)
        wait_until(lambda: stopping.readiness() == (503, "draining"))
    assert download.value.path().read_bytes().startswith(b"%PDF")
    assert stopping.process.wait(timeout=STOP_SECONDS) == -signal.SIGTERM
    visit.wait_finished(2)
    assert staying.figure("atlas_open_visits") == 1
    assert visit.parameters["place"] == KENT
    expect(visit.page.get_by_role("heading", name="Kent", level=1)).to_be_visible()
    # The first press counts, though this replica has never seen the page.
    visit.open_page("Compare")
    expect(visit.page.get_by_role("heading", name="Compare Kent", level=1)).to_be_visible()
    visit.wait_idle()
    assert staying.figure('atlas_run_seconds_count{page="compare"}') >= 1
