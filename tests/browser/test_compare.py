"""The journeys of those who compare places and of those who want to know one."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import StartVisit
from tests.browser.visit import NARROW, Visit, read_download

PAIR = "/compare?places=E08000025,central_bedfordshire_and_luton"
CHART = "[data-testid=stVegaLiteChart]"


def download(visit: Visit, name: str) -> Path:
    """Press a button of the page as it is now drawn, and take what it gives."""
    visit.wait_idle()
    with visit.page.expect_download() as waiting:
        visit.page.get_by_role("button", name=name, exact=True).first.click()
    return Path(waiting.value.path())


def test_the_first_answer_stands_on_the_first_screen_of_a_phone(start_visit: StartVisit) -> None:
    visit = start_visit(NARROW).open(PAIR)
    for question in ("Public money per person", "Health compared with England"):
        expect(visit.page.get_by_role("rowheader", name=question)).to_be_in_viewport()


def test_charts_are_drawn_and_say_what_they_show(visit: Visit) -> None:
    visit.open(PAIR + "&outcome=drug_poisoning_deaths:persons")
    for more in ("All public money through time", "by service", "How local services changed"):
        visit.page.get_by_test_id("stExpander").get_by_text(more).first.click()
        visit.wait_idle()
    charts = visit.page.locator(CHART)
    expect(charts.first.locator("svg, canvas").first).to_be_visible()
    expect(charts.nth(5)).to_be_attached()
    labels = [chart.get_attribute("aria-label") or "" for chart in charts.all()]
    assert labels[0].startswith("All public spending, 2024-25 (£ per person, 2024-25 prices)")
    said = next(label for label in labels if label.startswith("Deaths from drug poisoning"))
    assert "no clear difference compared with similar places" in said


def test_a_figure_opens_its_passport(visit: Visit) -> None:
    visit.open(PAIR + "&theme=drugs_and_alcohol")
    visit.page.get_by_text("All outcomes of this theme").click()
    visit.page.get_by_role("link", name="8.3 per 100,000").first.click()
    passport = visit.page.get_by_role("dialog")
    expect(passport.get_by_role("heading").first).to_contain_text("Birmingham, 2018-20")
    expect(passport.get_by_text("Numerator")).to_be_visible()
    expect(passport.get_by_text("287", exact=True)).to_be_visible()


def test_a_typed_name_joins_the_comparison_and_the_link_restores_it(
    start_visit: StartVisit,
) -> None:
    visit = start_visit().open("/compare?places=E08000025,E06000032&theme=older_people")
    box = visit.page.get_by_role("combobox", name="Places to compare")
    box.fill("Central Beds Council")
    expect(visit.page.get_by_role("option", name="Add: Central Beds Council")).to_be_visible()
    box.press("Enter")
    # The list stays open, and what is behind it is hidden from the tree of roles.
    box.press("Escape")
    expect(
        visit.page.get_by_role("columnheader", name="Central Bedfordshire").first
    ).to_be_visible()
    visit.wait_idle()
    assert visit.parameters["places"] == "E08000025,E06000032,E06000056"
    other = start_visit().open("/compare" + visit.page.url.partition("/compare")[2])
    expect(
        other.page.get_by_role("columnheader", name="Central Bedfordshire").first
    ).to_be_visible()
    assert other.parameters == visit.parameters


def test_a_chart_and_its_table_can_be_taken_away(visit: Visit) -> None:
    visit.open(PAIR)
    visit.page.get_by_text("What councils, police and fire spend, by service").click()
    visit.page.get_by_text("About this figure: Spending by service").click()
    lines = read_download(download(visit, "CSV"))
    assert lines[0].startswith("Period,Unit,Service,Birmingham (E08000025),")
    assert "Source: Ministry of Housing" in lines[1]
    assert download(visit, "XLSX").read_bytes().startswith(b"PK")
    assert download(visit, "PNG").read_bytes().startswith(b"\x89PNG")
    assert b"<svg" in download(visit, "SVG").read_bytes()


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("Brief, one page (PDF)", b"%PDF"),
        ("Brief in full (PDF)", b"%PDF"),
        ("Slides (PowerPoint)", b"PK"),
        ("Offline page (ZIP)", b"PK"),
    ],
)
def test_the_brief_of_a_place_can_be_taken_away(visit: Visit, name: str, start: bytes) -> None:
    visit.open("/profile?place=E08000025")
    assert download(visit, name).read_bytes().startswith(start)


def test_a_neighbour_leads_to_a_comparison(visit: Visit) -> None:
    visit.open("/profile?place=E08000025")
    visit.page.get_by_role("link", name="Bradford £").first.click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(
        "Compare Birmingham and Bradford"
    )


def test_a_place_found_by_a_short_name(visit: Visit) -> None:
    visit.open("/profile")
    visit.find("B'ham")
    expect(visit.page.get_by_role("heading", name="Birmingham", level=1)).to_be_visible()
