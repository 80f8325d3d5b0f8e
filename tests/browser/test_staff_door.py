"""Staff sign in with a provider of OpenID Connect; nobody else sees their pages or uploads."""

from __future__ import annotations

import json
import shutil
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, expect

from data.read.store import Store
from data.versions.stage import stage_tables
from tests.browser.provider import CLIENT_ID, CLIENT_SECRET, Provider, serve_provider
from tests.browser.server import find_port, run_app, wait_until_healthy
from tests.browser.test_accessibility import find_violations
from tests.browser.visit import NARROW, Visit
from utils import config

ROLE: Final = "Atlas.Staff"
FOLLOW_SECONDS: Final = 20
QUESTION: Final = "What do our own ledgers add up to?"
LEDGER: Final = b"Body,Supplier,Net Amount\nLuton Borough Council,Ringway Paving Ltd,20.00\n"
#: Asks as a page of ours would, with the token that Streamlit wants; gives the status.
UPLOAD: Final = """async () => {
    const token = document.cookie.match(/_streamlit_xsrf=([^;]+)/)[1];
    const body = new FormData();
    body.append("file", new Blob(["a,b"]), "a.csv");
    const answer = await fetch("/_stcore/upload_file/a/b", {
        method: "PUT", body, headers: { "X-Xsrftoken": token },
    });
    return answer.status;
}"""


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with serve_provider() as provider:
        yield provider


@pytest.fixture(scope="module")
def audit_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("audit") / "audit.jsonl"


@pytest.fixture(scope="module")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the published data with a candidate of one town fewer."""
    folder = tmp_path_factory.mktemp("data")
    shutil.copytree(config.PUBLISHED_DIR, folder / "published")
    towns = Store(folder / "published").read("towns").iloc[1:]
    stage_tables({"towns": towns}, made_by="a test", folder=folder / "published")
    return folder


@pytest.fixture(scope="module")
def staff_address(provider: Provider, audit_log: Path, data_folder: Path) -> Iterator[str]:
    port = find_port()
    address = f"http://localhost:{port}"
    environ = {
        config.STAFF_VARIABLE: config.STAFF_ON,
        config.METADATA_URL_VARIABLE: provider.metadata_url,
        config.CLIENT_ID_VARIABLE: CLIENT_ID,
        config.CLIENT_SECRET_VARIABLE: CLIENT_SECRET,
        config.REDIRECT_URL_VARIABLE: f"{address}/oauth2callback",
        config.COOKIE_SECRET_VARIABLE: "0123456789abcdef" * 4,
        config.ROLE_VARIABLE: ROLE,
        config.AUDIT_LOG_VARIABLE: str(audit_log),
        config.DATA_VARIABLE: str(data_folder),
    }
    with run_app(port, environ) as process:
        wait_until_healthy(address, process)
        yield address


def sign_in(visit: Visit, page: str = "ledger") -> None:
    visit.page.get_by_role("button", name="Sign in").click()
    # Back on the page on which it was pressed.
    visit.page.wait_for_url(f"{visit.address}/{page}")
    visit.wait_idle()


def test_only_staff_who_signed_in_see_their_pages_and_upload(
    chromium: Browser, staff_address: str, provider: Provider, audit_log: Path
) -> None:
    context = chromium.new_context(locale="en-GB")
    visit = Visit(context.new_page(), staff_address).open("/ledger")
    page = visit.page
    expect(page.get_by_text("This page is for staff.")).to_be_visible()
    assert find_violations(page) == []
    expect(page.get_by_text(QUESTION)).to_have_count(0)
    assert page.evaluate(UPLOAD) == 403

    provider.claims = {"sub": "1", "name": "No Role", "roles": ["Another"]}
    sign_in(visit)
    expect(page.get_by_text("you do not have the role")).to_be_visible()
    assert find_violations(page) == []
    expect(page.get_by_text(QUESTION)).to_have_count(0)
    assert page.evaluate(UPLOAD) == 403
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{staff_address}/")

    visit.open("/ledger")
    provider.claims = {"sub": "2", "name": "Ada Staff", "roles": [ROLE]}
    sign_in(visit)
    expect(page.get_by_text("Signed in as Ada Staff")).to_be_visible()
    # Streamlit itself refuses a visit that it does not know; this server let it through.
    assert page.evaluate(UPLOAD) == 400
    visit.upload({"name": "may.csv", "mimeType": "text/csv", "buffer": LEDGER})
    page.get_by_role("button", name="Add to the work").click()
    expect(page.get_by_text("1 file in this work")).to_be_visible()
    assert find_violations(page) == []
    assert [line | {"time": ""} for line in read_lines(audit_log)] == [
        {
            "time": "",
            "level": "info",
            "logger": "atlas.audit",
            "message": "Staff action",
            "action": "upload",
            "result": "taken",
            "subject": "2",
            "name": "Ada Staff",
            "file": "may.csv",
            "bytes": len(LEDGER),
        }
    ]

    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{staff_address}/")
    visit.open("/ledger")
    expect(page.get_by_text("This page is for staff.")).to_be_visible()
    assert page.evaluate(UPLOAD) == 403
    assert visit.errors == []
    context.close()


def test_two_people_look_at_new_data_and_publish_them(
    chromium: Browser, staff_address: str, provider: Provider, audit_log: Path, data_folder: Path
) -> None:
    contexts = [chromium.new_context(locale="en-GB") for _ in range(3)]
    visitor, ada, bob = (Visit(context.new_page(), staff_address) for context in contexts)
    visitor.open("/help")
    for visit, subject, name in ((ada, "2", "Ada Staff"), (bob, "3", "Bob Staff")):
        provider.claims = {"sub": subject, "name": name, "roles": [ROLE]}
        sign_in(visit.open("/new_data"), "new_data")
        visit.page.get_by_role("button", name="I have looked at it").click()
        expect(visit.page.get_by_text(f"{name} looked on")).to_be_visible()
        expect(visit.page.get_by_role("button", name="Publish", exact=True)).to_have_count(
            int(visit is bob)
        )
    bob.page.set_viewport_size(NARROW)
    assert find_violations(bob.page) == []
    bob.page.get_by_role("button", name="Publish", exact=True).click()
    bob.page.get_by_role("button", name="Publish now").click()
    expect(bob.page.get_by_text("There is no new data to check.")).to_be_visible()
    # Ada's page still shows the candidate.
    ada.page.get_by_role("button", name="Drop it").click()
    ada.page.get_by_role("button", name="Drop it now").click()
    expect(ada.page.get_by_test_id("stAlert").get_by_text("the candidate is gone")).to_be_visible()

    notice = visitor.page.get_by_text("New figures were published on")
    expect(notice).to_have_count(0)
    wait_for_version(staff_address, Store(data_folder / "published").version)
    visitor.page.get_by_role("link", name="Place", exact=True).click()
    expect(notice).to_be_visible()
    assert find_violations(visitor.page) == []
    visitor.page.reload()
    visitor.page.locator("h1").wait_for()
    visitor.wait_idle()
    expect(notice).to_have_count(0)
    ended = [
        (line["name"], line["action"], line["result"])
        for line in read_lines(audit_log)
        if line["action"] in {"look", "publication"} and line["result"] != "started"
    ]
    assert ended == [
        ("Ada Staff", "look", "done"),
        ("Bob Staff", "look", "done"),
        ("Bob Staff", "publication", "done"),
        ("Ada Staff", "publication", "refused"),
    ]
    for visit, context in zip((visitor, ada, bob), contexts, strict=True):
        assert visit.errors == []
        context.close()


def wait_for_version(address: str, version: str) -> None:
    """Wait until the server shows a version to new visits."""
    until = time.monotonic() + FOLLOW_SECONDS
    shown = ""
    while shown != version and time.monotonic() < until:
        with urllib.request.urlopen(f"{address}/atlas/health", timeout=5) as answer:  # noqa: S310
            shown = json.load(answer)["data_version"]
        time.sleep(0.1)
    assert shown == version


def read_lines(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
