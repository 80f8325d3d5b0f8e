from __future__ import annotations

import pytest

from data.read.comparators import Comparators
from data.read.facts import FactReader
from data.read.measures import MapReader, Measure
from data.read.passports.origins import UNKNOWN, FigureOrigins
from data.read.places import PlaceReader

MAPS = MapReader()
ORIGINS = FigureOrigins(Comparators(PlaceReader(MAPS), FactReader(MAPS.store)))
BEDS = "central_bedfordshire_and_luton"


def made(measure: Measure, period: str, area: str) -> tuple[dict[str, str], tuple[str, ...]]:
    row = MAPS.values(measure).row(period, area)
    assert row is not None
    found = ORIGINS.made(measure, period, area, row)
    return dict(found.facts), found.steps


def spend(line: str, basis: str = "cash") -> Measure:
    return MAPS.measure(measure=f"spend:{line}", basis=basis)


def test_money_names_every_body_residents_and_steps() -> None:
    facts, steps = made(spend("total", "real"), "2009-10", "E08000025")
    assert "councils £2.249 billion" in facts["Numerator"]
    assert "police bodies £" in facts["Numerator"]
    assert facts["Denominator"].endswith("residents, mid-2009")
    text = "\n".join(steps)
    assert "West Midlands Police" in text
    assert "GDP deflator" in text
    assert "Break in 2009-10 (accounting basis)" in text


def test_money_of_several_authorities_and_of_regions_adds_their_bodies() -> None:
    facts, _ = made(spend("public_health"), "2022-23", BEDS)
    luton, _ = made(spend("public_health"), "2022-23", "E06000032")
    assert facts["Numerator"] != luton["Numerator"]
    region, _ = made(spend("public_health"), "2022-23", "E12000005")
    assert "councils £" in region["Numerator"]


def test_counts_of_several_authorities_are_added() -> None:
    measure = MAPS.measure(measure="drug_poisoning_deaths:persons", basis="as published")
    facts, steps = made(measure, "2018-20", BEDS)
    parts = [made(measure, "2018-20", code)[0] for code in ("E06000032", "E06000056")]
    assert int(facts["Numerator"].replace(",", "")) == sum(
        int(part["Numerator"].replace(",", "")) for part in parts
    )
    assert steps == ("Sum of the place's authorities, Byar's limits.",)


def test_what_is_not_published_is_said_so() -> None:
    measure = MAPS.measure(measure="healthy_life_expectancy:male", basis="as published")
    facts, steps = made(measure, "2022-24", "E08000025")
    assert facts == {"Numerator": UNKNOWN, "Denominator": UNKNOWN}
    assert steps == ("Taken as published.",)


@pytest.mark.parametrize(
    ("measure", "level", "area", "words"),
    [
        ("spend:total", "upper_tier", BEDS, "Authorities of 2024: "),
        ("spend:total", "upper_tier", "E08000025", "GSS code E08000025, boundaries of 2024"),
        ("imd_decile:persons", "lsoa", "E01000001", "small area of 2011"),
    ],
)
def test_areas_are_named_with_their_vintage(
    measure: str, level: str, area: str, words: str
) -> None:
    basis = "cash" if measure.startswith("spend") else "as published"
    found = MAPS.measure(measure=measure, basis=basis, level=level)
    assert words in ORIGINS.vintage(found, area)
