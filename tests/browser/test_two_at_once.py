from __future__ import annotations

import re

from playwright.sync_api import expect

from data.read.measures import MapReader
from tests.browser.visit import Visit
from utils.palette import WHERE

HATCHED = "/?theme=health_and_wellbeing&show=healthy_life_expectancy:male&mark=yes"
#: Degrees of longitude that a pixel is wide at zoom 6.
LEAST_PIXEL = 0.02
WIRRAL = (53.35, -3.05)

MONEY = "Local services, without education, £ per person"


def centre(visit: Visit, number: int) -> list[float]:
    found = visit.run(
        """(number) => {
            const { lat, lng } = atlas.maps[number].map.getCenter();
            return [lat, lng, atlas.maps[number].map.getZoom()];
        }""",
        number,
    )
    return [round(float(edge), 4) for edge in found]


def is_together(visit: Visit) -> bool:
    """Whether both maps show the same, to less than a pixel of the least zoom."""
    pairs = zip(centre(visit, 0), centre(visit, 1), strict=True)
    return all(abs(first - second) < LEAST_PIXEL for first, second in pairs)


def test_two_maps_side_by_side_move_together_and_share_the_classes(visit: Visit) -> None:
    visit.open("/?view=pair&show=spend:services_without_education")
    visit.wait_shown(f"{MONEY}, 2024-25 | {MONEY}, 2007-08")
    headings = visit.map.locator("figcaption").all_inner_texts()
    assert headings == [f"{MONEY}, 2024-25", f"{MONEY}, 2007-08, in 2024-25 prices"]
    legends = visit.map.locator(".atlas-legend").all_inner_texts()
    first, second = (re.findall(r"£[\d,]+", legend) for legend in legends)
    assert first == second
    box = visit.page.locator(".atlas-box").nth(1).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    visit.page.mouse.move(x, y)
    visit.page.mouse.down()
    visit.page.mouse.move(x + 90, y + 40, steps=5)
    visit.page.mouse.up()
    visit.page.wait_for_timeout(800)
    visit.wait_shown()
    assert is_together(visit)
    visit.page.mouse.wheel(0, -240)
    visit.page.wait_for_timeout(800)
    visit.wait_shown()
    assert is_together(visit)


def test_going_back_to_one_map_keeps_the_measure(visit: Visit) -> None:
    visit.open("/?view=pair&year=2022-23&show=spend:services_without_education")
    visit.choose_tool("Show as", "One measure")
    visit.wait_shown("Local services, without education, £ per person, 2022-23")
    expect(visit.map.locator("figure")).to_have_count(1)


def test_two_measures_in_one_map_have_a_legend_of_nine_boxes_that_hold_all_areas(
    visit: Visit,
) -> None:
    visit.open("/?view=cross&year=2022-23&show=spend:services_without_education")
    table = visit.map.locator(".atlas-legend table")
    boxes = [int(text) for text in table.locator("tbody td").all_inner_texts()]
    assert len(boxes) == 9
    missing = re.search(r"no figure: (\d+)", visit.map.locator(".atlas-legend ul").inner_text())
    assert missing is not None
    assert sum(boxes) + int(missing[1]) == 153
    expect(table.locator("th[scope=row]")).to_have_count(3)
    expect(table.locator("th[scope=col]")).to_have_count(3)
    visit.page.mouse.move(*visit.pointer())
    tooltip = visit.map.locator(".atlas-tooltip")
    expect(tooltip).to_contain_text("Local services, without education, 2022-23")
    expect(tooltip).to_contain_text("Life expectancy")


def test_areas_where_conditions_hold_are_painted_and_counted_with_their_people(
    visit: Visit,
) -> None:
    visit.open("/?view=where&where=spend:total~ge~2500;deprivation_score:persons~ge~25")
    reader = MapReader()
    spend = reader.first["spend:total", "real"]
    score = reader.first["deprivation_score:persons", "as published"]
    held = (reader.numbers(spend, period="2024-25") >= 2500) & (
        reader.numbers(score, period="2025") >= 25
    )
    people = reader.geography.population("upper_tier")[held].sum()
    expect(visit.page.get_by_text(f"{held.sum()} of 153 areas")).to_be_visible()
    expect(visit.page.get_by_text(f"home to {people:,.0f} people")).to_be_visible()
    codes = list(reader.geography.areas("upper_tier")["area_code"])
    holds = WHERE[int(held[codes.index("E08000015")])]
    assert visit.colour(place=WIRRAL) == holds


def test_areas_whose_limits_reach_into_another_class_are_hatched(visit: Visit) -> None:
    visit.open(HATCHED)
    row = visit.map.locator(".atlas-legend li").filter(has_text="hatched")
    expect(row).to_contain_text(re.compile(r"another class: \d+ areas"))
    patterns = visit.run(
        "() => atlas.maps[0].vectors.areas.filter((one) => "
        "one.options.fillColor instanceof CanvasPattern).length"
    )
    assert str(patterns) in row.inner_text()
    visit.choose_tool("Hatch areas whose class is unsure", "No")
    expect(row).to_have_count(0)
