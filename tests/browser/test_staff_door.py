"""Staff sign in with a provider of OpenID Connect; nobody else sees their pages or uploads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.provider import CLIENT_ID, CLIENT_SECRET, Provider, serve_provider
from tests.browser.server import find_port, run_app, wait_until_healthy
from tests.browser.test_accessibility import find_violations
from tests.browser.visit import Visit
from utils import config

ROLE: Final = "Atlas.Staff"
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
def staff_address(provider: Provider, audit_log: Path) -> Iterator[str]:
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
    }
    with run_app(port, environ) as process:
        wait_until_healthy(address, process)
        yield address


def sign_in(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Sign in").click()
    visit.page.wait_for_url(f"{visit.address}/")
    visit.open("/ledger")


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
    page.locator("input[type=file]").first.set_input_files(
        {"name": "may.csv", "mimeType": "text/csv", "buffer": LEDGER}
    )
    page.get_by_role("button", name="Add to the work").click()
    expect(page.get_by_text("1 files in this work")).to_be_visible()
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


def read_lines(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
