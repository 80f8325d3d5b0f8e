from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.ledger.bodies.bodies import declared, served_bodies
from data.ledger.bodies.public_bodies import resolve_body, resolve_payer
from data.read.store import Store


@pytest.mark.parametrize(
    ("text", "body_id"),
    [
        ("Kent County Council", "council:E10000016"),
        ("LB Lewisham", "council:E09000023"),
        ("London Borough of Lewisham", "council:E09000023"),
        ("LEWISHAM LONDON BOROUGH COUNCIL", "council:E09000023"),
        ("Stoke on Trent CC", "council:E06000021"),
        ("Durham C C", "council:E06000047"),
        ("Royal Borough of Kensington & Chelsea", "council:E09000020"),
        ("WINDSOR AND MAIDENHEAD ROYAL BOROUGH OF", "council:E06000040"),
        ("City of York Council", "council:E06000014"),
        ("Solihull M.B.C.", "council:E08000029"),
        ("Nottingham County Council", "council:E10000024"),
        ("Wolverhamptn City Council", "council:E08000031"),
        ("Somerset County Council", "council:E06000066"),
        ("Hereford City Council", "parish:hereford-city"),
        ("Much Puddling Parish Council", "parish:much-puddling"),
        ("PCC for Devon & Cornwall", "police:devon-and-cornwall"),
        ("West Mercia Police & Crime Commissioner", "police:west-mercia"),
        ("Avon and Somerset Constabulary", "police:avon-and-somerset"),
        ("Durham & Darlington Fire & Rescue.", "fire:durham-and-darlington"),
        ("Stoke On Trent & Staffs Fire Authority", "fire:staffordshire"),
        ("West Yorkshire Combined Authority", "combined:west-yorkshire"),
        ("H M Revenue & Customs", "department:hmrc"),
        ("DEPARTMENT FOR WORK AND PENSIONS (DWP)", "department:dwp"),
        ("Environment  Agency", "agency:environment-agency"),
        ("East London Waste Authority", "waste:east-london"),
        ("Transport For Greater Manchester", "transport:greater-manchester"),
        ("NHS Staffs & Stoke-on-Trent ICB", "nhs:icb-staffordshire-and-stoke-on-trent"),
        ("BRADFORD TEACHING HOSPITALS NHS FT", "nhs:bradford"),
        ("Bradford Teaching Hospitals NHS Foundation Trust", "nhs:bradford"),
        ("Durham County Council Pension Fund", "pension:county-durham"),
        ("Puddle Lane Primary School", "school:puddle-lane-primary-school"),
    ],
)
def test_public_bodies_are_recognised(text: str, body_id: str) -> None:
    found = resolve_body(text)
    assert found is not None
    assert found.body_id == body_id


@pytest.mark.parametrize(
    "text",
    [
        "Birmingham City Football Club",
        "Leeds Building Society",
        "City of Westminster College",
        "British Youth Council",
        "Birmingham",
        "West Midlands Police Federation",
        "St Wulfric's PCC",
        "Chubb Fire Limited",
        "DWP Housing Ltd",
        "Kent Council Cleaning Ltd",
        "Friends of the NHS",
        "Puddle Driving School",
        "Puddle Pre-School",
        "Council",
        "",
    ],
)
def test_what_only_sounds_like_a_public_body_is_none(text: str) -> None:
    assert resolve_body(text) is None


def test_every_council_of_today_is_found_by_its_published_name() -> None:
    areas = Store().read("areas", columns=["area_code", "area_name", "level", "is_current"])
    own = areas[areas["is_current"] & areas["level"].isin(["upper_tier", "lower_tier", "both"])]
    for code, name in own[["area_code", "area_name"]].itertuples(index=False):
        spoken = str(name).removesuffix(", City of").removesuffix(", County of")
        found = resolve_body(f"{spoken} Council")
        assert found is not None, name
        assert found.body_id == f"council:{code}", name


@pytest.mark.parametrize(
    ("text", "body_id"),
    [
        ("bradford_2018-08_clean.csv", "council:E08000032"),
        ("barking_and_dagenham_2023-12.csv", "council:E09000002"),
        ("avon_and_somerset_police_2024-09.csv", "police:avon-and-somerset"),
        ("durham_county_council_2024-10.csv", "council:E06000047"),
        ("Bolton MBC", "council:E08000001"),
        ("Department of Health and Social Care", "department:dhsc"),
        ("epsom_st_helier_nhs_trust_05-august.csv", "nhs:epsom-st-helier"),
    ],
)
def test_payers_are_recognised_by_name_or_by_file(text: str, body_id: str) -> None:
    assert resolve_payer(text).body_id == body_id


def test_a_payer_that_is_not_known_is_said_to_be_so() -> None:
    found = resolve_payer("Quill and Quillfeather")
    assert (found.body_id, found.kind, found.score) == (
        "unknown:quill-and-quillfeather",
        "unknown",
        0,
    )


@given(st.text(max_size=60))
def test_any_text_can_be_asked(text: str) -> None:
    assert resolve_payer(text).body_id


def test_declared_names_belong_to_one_body_each() -> None:
    names = [(name, body["id"]) for body in declared()["bodies"] for name in body["names"]]
    assert len({name for name, _ in names}) == len(names)


def test_the_areas_of_police_and_of_fire_bodies_cover_england_once() -> None:
    areas = Store().read("areas", columns=["area_code", "level", "is_current"])
    upper = areas[areas["is_current"] & areas["level"].isin(["upper_tier", "both"])]["area_code"]
    for kind in ("police", "fire"):
        served = [c for body in served_bodies().values() if body.kind == kind for c in body.areas]
        assert sorted(served) == sorted(upper)


def test_the_parts_of_each_area_served_by_integrated_care_boards_add_up() -> None:
    parts: dict[str, float] = {}
    for body in served_bodies().values():
        if body.kind == "nhs":
            for code, part in body.areas.items():
                parts[code] = parts.get(code, 0) + part
    assert all(abs(whole - 1) < 0.02 for whole in parts.values())


@pytest.mark.parametrize(
    ("text", "body_id"),
    [
        ("Rochdale Borough Council Debt Recovery", "council:E08000005"),
        ("CHESHIRE EAST COUNCIL (CREWE)", "council:E06000049"),
        ("NHS CCG", "nhs:unnamed"),
        ("Government Legal Department", "department:government-legal"),
        ("POLICE AND CRIME COMMISSIONER FOR NORTH WALES", "police:north-wales"),
        ("Royal Borough of Kingston", "council:E09000021"),
        ("KMBC", "council:E08000011"),
        ("DLR", "transport:london"),
    ],
)
def test_public_bodies_with_a_tail_or_by_other_names_are_known(text: str, body_id: str) -> None:
    body = resolve_body(text)
    assert body is not None
    assert body.body_id == body_id


@pytest.mark.parametrize("text", ["Leeds City Council (Social Club)", "NHS Friends"])
def test_what_only_names_a_public_body_is_none(text: str) -> None:
    assert resolve_body(text) is None
