"""Counting one's own ledgers, from the files to the count, as staff would; and not in public."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.browser.server import serve_app
from tests.browser.test_accessibility import find_violations, wait_redrawn
from tests.browser.visit import NARROW, WIDE, Visit

LEDGER = (
    "Body,Department,Payment Date,Supplier,Net Amount\n"
    'Luton Borough Council,Highways,01/05/2024,Ringway Paving Ltd,"1,000.50"\n'
    "Luton Borough Council,Adult social care,02/05/2024,Mr J Smith,20.00\n"
    "Luton Borough Council,Highways,03/05/2024,Ringway Paving Ltd,many\n"
)


@pytest.fixture(scope="module")
def staff_address() -> Iterator[str]:
    with serve_app(staff=True) as address:
        yield address


def check_both_widths(visit: Visit) -> None:
    """A phone's and a desktop's layout of what is shown have no fault of accessibility."""
    for viewport in (NARROW, WIDE):
        visit.page.set_viewport_size(ViewportSize(**viewport))
        wait_redrawn(visit)
        assert find_violations(visit.page) == []


def test_a_ledger_is_read_corrected_and_counted(
    chromium: Browser, staff_address: str, tmp_path: Path
) -> None:
    file = tmp_path / "may.csv"
    file.write_text(LEDGER, encoding="utf-8")
    context = chromium.new_context(viewport=NARROW)
    page = context.new_page()
    visit = Visit(page, staff_address).open("/ledger")
    visit.upload(file)
    page.get_by_role("button", name="Add to the work").click()
    page.get_by_role("button", name="Read the files").click()
    expect(page.get_by_role("heading", name="What was read")).to_be_visible()
    check_both_widths(visit)
    page.get_by_role("radio", name="2. Columns").or_(page.get_by_text("2. Columns")).first.click()
    expect(page.get_by_text("Whose ledger it is")).to_be_visible()
    check_both_widths(visit)
    page.get_by_text("3. Rows").first.click()
    expect(page.get_by_text("1 row was rejected.")).to_be_visible()
    page.get_by_text("4. Count").first.click()
    page.get_by_role("button", name="Count", exact=True).click()
    expect(page.get_by_text("£1,020 in the place")).to_be_visible()
    check_both_widths(visit)
    assert "Smith" not in page.content()
    page.get_by_text("1. Files").first.click()
    page.get_by_text("Open, save or close the work").click()
    # A button that is drawn anew or still moves may lose a click.
    wait_redrawn(visit)
    page.get_by_role("button", name="Close the work and remove its files").click()
    expect(page.get_by_text("Put payment files here")).to_be_visible()
    assert visit.errors == []
    context.close()


def test_payments_in_two_files_are_asked_about_before_they_are_counted(
    chromium: Browser, staff_address: str, tmp_path: Path
) -> None:
    head, first, *_ = LEDGER.splitlines(keepends=True)
    other = first.replace("01/05/2024", "{day}/06/2024")
    for name, days in (("june.csv", ("13", "14")), ("summer.csv", ("14", "15", "16"))):
        rows = "".join(other.format(day=day) for day in days)
        (tmp_path / name).write_text(head + rows, encoding="utf-8")
    context = chromium.new_context(viewport=NARROW)
    page = context.new_page()
    visit = Visit(page, staff_address).open("/ledger")
    visit.upload(tmp_path / "june.csv", tmp_path / "summer.csv")
    page.get_by_role("button", name="Add to the work").click()
    page.get_by_role("button", name="Read the files").click()
    expect(page.get_by_text("Are they the same payments?").first).to_be_visible()
    page.get_by_text("4. Count").first.click()
    asked = (
        "1 payment of £1,000.50 in june.csv has the same date, supplier and amount as payments in "
        "summer.csv."
    )
    expect(page.get_by_role("radiogroup", name=asked)).to_be_visible()
    expect(page.get_by_role("button", name="Count", exact=True)).to_be_disabled()
    check_both_widths(visit)
    page.get_by_text("Counted once: £4,002.00").click()
    page.get_by_role("button", name="Count", exact=True).click()
    expect(page.get_by_text("£4,002 in the place")).to_be_visible()
    check_both_widths(visit)
    assert visit.errors == []
    context.close()


def test_a_public_server_has_no_such_page(visit: Visit) -> None:
    visit.page.goto(f"{visit.address}/ledger")
    visit.page.locator("h1").first.wait_for()
    expect(visit.page.get_by_text("What do our own ledgers add up to?")).to_have_count(0)
    expect(visit.page.locator("input[type=file]")).to_have_count(0)
    expect(visit.page.get_by_role("link", name="Count your place")).to_have_count(0)
