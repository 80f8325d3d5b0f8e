from __future__ import annotations

import html
import re

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from data.read.measures import MapReader, Measure
from data.read.whole_place import WholePlaceReader
from tests.unit.utils.ui.asgi_client import ask
from utils.config import ENGLAND
from utils.markdown import markdown_link
from utils.ui.passports.pages import (
    PassportPages,
    card_url,
    count_url,
    group_url,
    inequality_url,
    payments_url,
    similar_url,
    value_url,
)
from utils.ui.shared.loaders import load_passports

READER = load_passports()
PLACES = READER.places
BIRMINGHAM = PLACES.place("E08000025")
BEDS = PLACES.place("central_bedfordshire_and_luton")
APP = Starlette(routes=[Route("/atlas/passport", PassportPages(READER).answer)])


def measure(name: str, basis: str = "as published", level: str = "upper_tier") -> Measure:
    return MapReader().measure(measure=name, basis=basis, level=level)


def ask_for(address: str) -> tuple[int, str]:
    path, _, query = address.partition("?")
    answer = ask(APP, f"/{path}", query=query)
    return answer.status, answer.body.decode()


def read(address: str) -> str:
    status, text = ask_for(address)
    assert status == 200
    return html.unescape(re.sub(r"<[^>]+>", " ", text))


def test_money_opens_with_bodies_people_steps_source_and_version() -> None:
    total = measure("spend:total", "real")
    text = read(value_url(total, period="2009-10", area="E08000025"))
    for words in (
        "Local services, with maintained schools, Birmingham, 2009-10",
        "councils £2.249 billion",
        "residents, mid-2009",
        "GDP deflator",
        "Ministry of Housing, Communities and Local Government",
        "OGL-UK-3.0",
        "boundaries of 2024",
        PLACES.maps.store.version,
    ):
        assert words in text


def test_an_outcome_opens_with_its_counts_and_limits() -> None:
    text = read(
        value_url(measure("drug_poisoning_deaths:persons"), period="2018-20", area="E08000025")
    )
    assert "287" in text
    assert "95% confidence interval" in text


@pytest.mark.parametrize("area", [ENGLAND, "E12000005", "central_bedfordshire_and_luton"])
def test_england_regions_and_places_have_passports(area: str) -> None:
    text = read(value_url(measure("spend:total", "cash"), period="2021-22", area=area))
    assert "Numerator" in text


def test_a_small_area_has_a_passport() -> None:
    text = read(
        value_url(measure("imd_decile:persons", level="lsoa"), period="2019", area="E01000001")
    )
    assert "City of London 001A" in text
    assert "small area of 2011" in text


def test_a_published_count_opens_with_its_source_and_precision() -> None:
    line = next(row["line"] for row in PLACES.counts(BIRMINGHAM) if row["amount"] == 7.3e9)
    text = read(count_url(line))
    assert "£7.3 billion" in text
    assert "consultancy report (Be Birmingham)" in text
    assert "nothing was computed" in text


def test_similar_places_open_with_neighbours_terms_units_and_signs() -> None:
    money = measure("spend:services_without_education", "real")
    text = read(similar_url(money, period="2022-23", area="E08000025"))
    assert "figure=need" in similar_url(money, period="2022-23", area="E08000025")
    assert "Similar places with a figure of their own" in text
    assert "Coventry" in text
    assert "£ per person for each point of the score" in text
    assert "What the signs mean" in text
    assert "for places left out of the fit" in text


def test_similar_places_of_a_line_with_schools_have_no_terms() -> None:
    text = read(similar_url(measure("spend:total", "real"), period="2022-23", area="E08000025"))
    assert "have become academies" in text
    assert "Term: " not in text


@pytest.mark.parametrize("against", ["england", "neighbours", "type"])
def test_a_comparator_opens_with_its_members(against: str) -> None:
    address = group_url(
        BIRMINGHAM, measure("drug_poisoning_deaths:persons"), period="2018-20", against=against
    )
    text = read(address)
    assert ("England" if against == "england" else "Members with a figure") in text


def test_a_set_of_ones_own_has_a_passport() -> None:
    address = group_url(
        BIRMINGHAM,
        measure("spend:total", "cash"),
        period="2021-22",
        against="set",
        own_set=["E08000026", "E06000032"],
    )
    assert "Coventry and Luton" in read(address)


def test_a_card_opens_all_public_money_of_its_own_year() -> None:
    address = card_url(
        BEDS, theme="drugs_and_alcohol", basis="cash", period="2022-23", whole_year="2009-10"
    )
    text = read(address)
    title = "All public spending (part estimated), Central Bedfordshire and Luton, 2009-10"
    assert title in text
    assert "All public spending, England, 2009-10" in text


def test_an_estimate_opens_with_its_ten_largest_items_and_folds_the_others() -> None:
    whole = measure("whole:total", "real")
    text = read(value_url(whole, period="2022-23", area="E08000025"))
    for words in (
        "range of the estimate",
        "these items, in cash, the largest first",
        "part estimated. ",
        "of its region's £",
        "Shared out by residents (residents alone, as there is nothing better), of the same year",
        "Measured: accounts here show it.",
        "smaller items together",
        "of it measured; the largest of them: ",
        "residents, mid-2022",
        "GDP deflator",
    ):
        assert words in text
    smaller = re.search(r"All (\d+) smaller items", text)
    assert smaller
    assert text.count(" of its region's ") == 10 + int(smaller[1])
    assert "Tax credits paid to firms" in text


def test_every_account_and_driver_of_an_estimate_has_its_own_source() -> None:
    whole = measure("whole:total", "cash")
    status, text = ask_for(value_url(whole, period="2022-23", area="E08000025"))
    assert status == 200
    section = text.partition("Accounts and drivers, and where they are from")[2]
    listed = re.findall(r"<li>(.*?)</li>", section.partition("<h3>")[0])
    words = [html.unescape(re.sub(r"<[^>]+>", "", one)) for one in listed]
    used = {
        name
        for line in WholePlaceReader(PLACES.maps.store).lines(("E08000025",), "2022-23")
        if line.amount
        for name in line.drivers
    }
    drivers = WholePlaceReader(PLACES.maps.store).drivers
    for name in used:
        assert any(
            one.startswith(f"{drivers[name]['name']}: ") and "Share out: " in one for one in words
        ), name
    assert all("OGL-UK-3.0" in one and "https://" in one for one in words)
    low_income = next(one for one in words if one.startswith("People in households with low"))
    assert "Ministry of Housing, Communities and Local Government" in low_income
    assert "of 2022-23; " in low_income
    accounts = [one for one in words if one.startswith("Accounts: ")]
    benefits = next(one for one in accounts if "State pension; " in one)
    assert "Department for Work and Pensions" in benefits
    assert "for 2022-23" in benefits
    nhs = [one for one in accounts if "NHS services" in one]
    assert len(nhs) == 1
    assert "2022-23 to 2025-26" in nhs[0]


def test_an_estimate_of_one_driver_names_no_other() -> None:
    whole = measure("whole:service_pensions", "cash")
    text = read(value_url(whole, period="2022-23", area="E08000025"))
    section = text.partition("Accounts and drivers, and where they are from")[2]
    assert section.count("Share out: ") == 1
    assert "Residents aged 66 and over: " in section
    assert "Share out: Public service pensions." in section


def test_a_block_of_a_union_opens_with_its_items_and_none_left_over() -> None:
    text = read(
        value_url(
            measure("whole:health", "cash"),
            period="2022-23",
            area="central_bedfordshire_and_luton",
        )
    )
    assert "NHS services" in text
    assert "NHS and public health, of all public spending that HM Treasury identifies" in text
    assert "Ranges of several areas are added up" in text
    assert "smaller items" not in text
    assert "GDP deflator" not in text


@pytest.mark.parametrize(
    ("area", "level", "name"),
    [
        ("E12000005", "region", "West Midlands"),
        ("E12000005", "upper_tier", "West Midlands"),
        (ENGLAND, "upper_tier", "England"),
    ],
)
def test_a_region_opens_with_what_the_treasury_published_and_no_shares(
    area: str, level: str, name: str
) -> None:
    whole = measure("whole:total", "cash", level)
    text = read(value_url(whole, period="2022-23", area=area))
    assert f"All public spending, {name}, 2022-23" in text
    assert "NHS services" in text
    assert "Every identifiable row of the region" in text
    assert "hared out by" not in text.partition("How it was made")[0]
    assert "part estimated" not in text
    assert "Accounts and drivers" not in text


def test_what_is_measured_opens_with_what_each_account_shows() -> None:
    text = read(value_url(measure("whole:measured", "cash"), period="2022-23", area="E08000025"))
    assert "£1.233 billion of £1.233 billion" in text
    assert "hared out by" not in text.partition("How it was made")[0]


def test_all_public_money_of_a_group_opens_with_its_members() -> None:
    whole = measure("whole:total", "cash")
    text = read(group_url(BIRMINGHAM, whole, period="2022-23", against="neighbours"))
    assert "median of the members" in text


def test_a_card_opens_all_its_figures() -> None:
    text = read(card_url(BEDS, theme="drugs_and_alcohol", basis="real", period="2022-23"))
    assert "Where the figures of Central Bedfordshire and Luton are from" in text
    assert "£6,853" in text
    assert "Deaths from drug poisoning" in text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("atlas/passport", "figure: got &#39;&#39;, allowed: value, count"),
        ("atlas/passport?figure=value&measure=spend:total", "also basis, level, period, area"),
        ("atlas/passport?figure=count&line=x", "a line of the counts"),
        (
            "atlas/passport?figure=value&measure=x&basis=cash&level=upper_tier&period=1&area=x",
            "one of the published",
        ),
        (
            (
                "atlas/passport?figure=value&measure=spend:total&basis=cash&level=upper_tier"
                "&period=1066-67&area=E08000025"
            ),
            "2007-08",
        ),
        (
            (
                "atlas/passport?figure=value&measure=spend:total&basis=cash&level=upper_tier"
                "&period=2009-10&area=%3Cscript%3E"
            ),
            "an area with a row",
        ),
        (
            (
                "atlas/passport?figure=group&place=manchester_city_region_and_warrington&against=type"
                "&measure=spend:total&basis=cash&period=2009-10"
            ),
            "several types",
        ),
        (
            (
                "atlas/passport?figure=group&place=kent&against=everybody"
                "&measure=spend:total&basis=cash&period=2009-10"
            ),
            "england, region, neighbours",
        ),
        (
            ("atlas/passport?figure=card&place=kent&theme=all_services&basis=cash&period=1900-01"),
            "period: got &#39;1900-01&#39;, allowed: one of 2007-08",
        ),
        (
            (
                "atlas/passport?figure=card&place=kent&theme=all_services&basis=cash"
                "&period=2009-10&whole_year=1900-01"
            ),
            "whole_year: got &#39;1900-01&#39;, allowed: one of 2008-09",
        ),
        (
            (
                "atlas/passport?figure=value&measure=whole:total&basis=cash&level=upper_tier"
                "&period=1900-01&area=E08000025"
            ),
            "period: got &#39;1900-01&#39;, allowed: one of 2008-09",
        ),
        ("atlas/passport?figure=card&place=kent&theme=x&basis=cash&period=2009-10", "all_services"),
        ("atlas/passport?figure=need&measure=spend:total&basis=cash&period=1&area=x", "place and"),
    ],
)
def test_an_address_that_names_nothing_says_what_it_may_hold(address: str, words: str) -> None:
    status, text = ask_for(address)
    assert status == 404
    assert words in text
    assert "<script>" not in text


def test_links_in_tables_keep_what_markdown_would_take() -> None:
    assert markdown_link("[1] $2", "a?b=(c)") == "[\\[1\\] \\$2](a?b=%28c%29)"


def test_indices_of_inequality_open_with_groups_method_seed_and_source() -> None:
    text = read(inequality_url(area="E08000025", measure="life_expectancy_at_birth:male"))
    for words in (
        "Slope index of inequality of life expectancy at birth, Birmingham, 2014-16",
        "8.9 years (95% confidence interval 8.0 to 9.7 years)",
        "10 local tenths",
        "20,000 repetitions, seed 2010",
        "over small areas",
        "94.4% of all",
        "Office for Health Improvement and Disparities",
        PLACES.maps.store.version,
    ):
        assert words in text


def test_a_place_without_an_index_says_why_in_its_passport() -> None:
    text = read(inequality_url(area="E06000053", measure="life_expectancy_at_birth:male"))
    assert "1 of its small areas have a figure, and 5 are needed" in text


def test_no_indices_of_an_unknown_area_are_refused() -> None:
    status, text = ask_for(inequality_url(area="E99", measure="life_expectancy_at_birth:male"))
    assert status == 404
    assert "a place with an index" in text


@pytest.mark.parametrize(
    ("name", "period", "words"),
    [
        (
            "life_expectancy_at_birth_ohid:male",
            "2023-25",
            "only the publisher's own test against England at 95% confidence: worse.",
        ),
        ("depression_recorded:persons", "2024/25", "at 99.8% confidence: lower."),
        ("fuel_poverty:persons", "2020", "A modelled figure without a confidence interval"),
        ("households_in_temporary_accommodation:persons", "2022 Q4", "Everybody is counted"),
        ("deprivation_score:persons", "2025", "The source we have gives no confidence interval"),
    ],
)
def test_a_passport_says_why_there_are_no_limits(name: str, period: str, words: str) -> None:
    assert words in read(value_url(measure(name), period=period, area="E08000025"))


def test_money_over_the_superseded_population_says_so() -> None:
    total = measure("spend:total", "real")
    assert "60,854,727" in read(value_url(total, period="2023-24", area="E06000032"))
    assert "60,854,727" not in read(value_url(total, period="2022-23", area="E06000032"))


def test_payments_say_whose_they_are_every_step_each_file_and_that_they_are_not_spending() -> None:
    text = read(payments_url(place="E06000047", period="2024-10"))
    for words in (
        "Payments to suppliers over £500, Durham County Council, October 2024",
        "£61.92 million in 5,377 payments",
        "OGL-UK-3.0",
        "its SHA-256 begins with d98e3bb8804647f2",
        "Payments are not spending",
        "Only suppliers who cannot be people",
    ):
        assert words in text
    status, wrong = ask_for(payments_url(place="E06000047", period="1999-01"))
    assert status == 404
    assert "E06000047, 2024-10" in html.unescape(wrong)
