from __future__ import annotations

import io
import json
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import pytest
from jsonschema import Draft202012Validator
from starlette.applications import Starlette

from tests.hostile import HOSTILE
from tests.unit.utils.ui.asgi_client import Answer, ask
from tests.unit.utils.ui.server.api.conftest import open_gate
from utils.ui.server.api.asked import read_asked
from utils.ui.server.api.declared import MOST_ROWS, Readers, Resource
from utils.ui.server.api.figures import ABSENT, NOT_SAID, SUPPRESSED, gap_reason
from utils.ui.server.api.guide import example_address
from utils.ui.server.api.resources import RESOURCES
from utils.ui.server.api.server import Api
from utils.ui.server.endpoints import Endpoints

VALUES = {"measure": "spend:total", "basis": "real", "period": "2023-24"}
EVERY = pytest.mark.parametrize("resource", RESOURCES.values(), ids=RESOURCES)


def get(app: Starlette, name: str, method: str = "GET", **asked: str) -> Answer:
    return ask(app, f"/atlas/api/{name}", query=urlencode(asked), method=method)


def read_json(app: Starlette, name: str, **asked: str) -> dict[str, Any]:
    answer = get(app, f"{name}.json", **asked)
    assert answer.status == 200, answer.body
    found: dict[str, Any] = json.loads(answer.body)
    return found


def test_values_are_those_of_the_reader_and_gaps_say_why(app: Starlette, readers: Readers) -> None:
    measure = readers.passports.maps.measure(measure="spend:total", basis="real")
    frame = readers.passports.maps.on_map(measure, period="2023-24")
    rows = read_json(app, "values", **VALUES)["rows"]
    assert [row["area_code"] for row in rows] == list(frame["area_code"])
    for row, value in zip(rows, frame["value"], strict=True):
        assert row["value"] == (None if pd.isna(value) else value)
        assert (row["gap_reason"] is None) == (row["value"] is not None)
    gaps = [row for row in rows if row["value"] is None]
    assert gaps
    assert all(row["status"] == "missing" and "No return" in row["gap_reason"] for row in gaps)
    assert {row["unit"] for row in rows} == {"GBP per person"}
    assert {row["prices_of"] for row in rows} == {"2024-25"}


def test_an_area_through_time_is_that_of_the_reader(app: Starlette, readers: Readers) -> None:
    measure = readers.passports.maps.measure(
        measure="healthy_life_expectancy:female", basis="as published"
    )
    values = readers.passports.maps.values(measure)
    rows = read_json(app, "series", measure=measure.measure, basis=measure.basis, area="E08000025")[
        "rows"
    ]
    assert tuple(row["period"] for row in rows) == measure.periods
    for row in rows:
        known = values.row(row["period"], "E08000025")
        assert row["value"] == (known and known["value"])
        assert (row["lower"], row["upper"]) == (
            known and known["lower_cl"],
            known and known["upper_cl"],
        )
        words = None if row["lower"] is None else "95% confidence interval"
        assert row["interval"] == words
    assert any(row["interval"] for row in rows)


def test_a_place_of_one_area_has_the_figures_of_the_area(app: Starlette) -> None:
    asked = {"measure": "whole:total", "basis": "cash", "period": "2023-24"}
    of_place, of_area = (
        read_json(app, "values", **asked, area=area)["rows"][0]
        for area in ("birmingham", "E08000025")
    )
    assert of_place["value"] == of_area["value"] > 0
    assert of_place["interval"] == "range of the estimate"
    assert of_place["lower"] < of_place["value"] < of_place["upper"]


def test_small_areas_come_page_by_page(app: Starlette, readers: Readers) -> None:
    found = next(
        measure for measure in readers.passports.maps.measures.values() if measure.level == "msoa"
    )
    asked = {
        "measure": found.measure, "basis": found.basis, "level": "msoa",
        "period": found.periods[0], "limit": "2",
    }  # fmt: skip
    numbers = readers.passports.maps.on_map(found, period=found.periods[0])
    second = read_json(app, "values", **asked, offset="2")
    assert [row["value"] for row in second["rows"]] == numbers["value"].iloc[2:4].tolist()
    assert second["total"] == len(numbers)
    assert "offset=4" in second["next"]
    one = read_json(app, "values", **asked, area=second["rows"][0]["area_code"])
    assert one["rows"] == second["rows"][:1]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({}, ABSENT),
        ({"status": "missing", "note": "No return from Slough"}, "No return from Slough"),
        ({"status": "missing", "note": None}, NOT_SAID),
        ({"status": "suppressed", "note": "no limits, as all are counted"}, SUPPRESSED),
        ({"status": None, "note": "A gap: made of several areas"}, "A gap: made of several areas"),
    ],
)
def test_every_gap_has_its_reason(row: dict[str, str | None], reason: str) -> None:
    assert gap_reason(row) == reason


def test_an_area_without_a_row_is_a_gap_and_no_zero(app: Starlette, readers: Readers) -> None:
    regional = next(
        measure
        for measure in readers.passports.maps.measures.values()
        if measure.kind == "regional"
    )
    asked = {"measure": regional.measure, "basis": regional.basis, "level": "region"}
    rows = read_json(app, "series", **asked, area="E08000025")["rows"]
    assert {(row["value"], row["gap_reason"]) for row in rows} == {(None, ABSENT)}


def test_all_public_money_is_that_of_the_reader(app: Starlette, readers: Readers) -> None:
    rows = read_json(app, "money", place="birmingham", basis="real")["rows"]
    for row in rows:
        found = readers.whole.amount(("E08000025",), row["period"], row["block"])
        if found is None:
            assert row["amount"] is None
            assert row["gap_reason"]
        else:
            priced = readers.whole.priced(found, row["period"], basis="real")
            assert row["amount"] == priced.amount
            assert row["per_person"] == pytest.approx(row["amount"] / row["population"])
    assert {row["period"] for row in rows} == set(readers.whole.years)


def test_a_passport_says_what_its_page_says(app: Starlette, readers: Readers) -> None:
    rows = read_json(app, "passports", **VALUES, area="E06000001")["rows"]
    passport = readers.passports.of_value(**VALUES, level="upper_tier", area="E06000001")
    assert {row["figure"] for row in rows} == {passport.title}
    facts = [(row["label"], row["text"]) for row in rows if row["part"] == "fact"]
    assert tuple(facts) == passport.facts


@EVERY
def test_rows_have_the_declared_columns_and_no_other(readers: Readers, resource: Resource) -> None:
    given = [(part.name, part.example) for part in resource.own_parameters if part.example]
    found = resource.read(readers, read_asked(resource, given), slice(0, 3))
    assert 0 < len(found.rows) <= 3 <= found.total
    for row in found.rows:
        assert list(row) == [column.name for column in resource.columns]


@EVERY
def test_an_example_is_as_described(app: Starlette, resource: Resource) -> None:
    described = json.loads(get(app, "openapi.json").body)
    answers = described["paths"][f"/{resource.name}.{{format}}"]["get"]["responses"]
    schema = answers["200"]["content"]["application/json"]["schema"]
    path, _, query = example_address(resource, "json", address="/atlas/api").partition("?")
    content = json.loads(ask(app, path, query=query).body)
    # References in the schema lead into the whole description.
    validator = Draft202012Validator({**schema, "components": described["components"]})
    assert [error.message for error in validator.iter_errors(content)] == []


@EVERY
def test_all_formats_say_the_same_and_examples_work(app: Starlette, resource: Resource) -> None:
    answers = {}
    for ending in ("json", "csv", "parquet", "csv-metadata.json"):
        path, _, query = example_address(resource, ending, address="/atlas/api").partition("?")
        answers[ending] = ask(app, path, query=query)
        assert answers[ending].status == 200
    names = [column.name for column in resource.columns]
    rows = pd.DataFrame(json.loads(answers["json"].body)["rows"], columns=names).astype(object)
    parquet = pd.read_parquet(io.BytesIO(answers["parquet"].body)).astype(object)
    assert list(parquet) == names
    assert parquet.where(parquet.notna(), None).equals(rows.where(rows.notna(), None))
    plain = pd.read_csv(io.BytesIO(answers["csv"].body), dtype=str, keep_default_na=False)
    assert list(plain) == names
    assert plain.iloc[:, 0].tolist() == rows.iloc[:, 0].tolist()
    described = json.loads(answers["csv-metadata.json"].body)["tableSchema"]["columns"]
    assert [column["name"] for column in described] == names


def test_rows_of_figures_and_the_citation_name_their_source(app: Starlette) -> None:
    answer = read_json(app, "values", **VALUES, limit="1")
    row, citation = answer["rows"][0], answer["citation"]
    assert citation["sources"] == [
        {
            "publisher": row["publisher"], "dataset": row["dataset"],
            "licence": row["licence"], "url": row["source_url"],
        }
    ]  # fmt: skip
    assert citation["address"].startswith("http://atlas.example/atlas/api/values.json?")
    assert citation["data_version"] == row["data_version"]


def test_a_host_that_is_none_is_not_repeated(app: Starlette) -> None:
    answer = ask(app, "/atlas/api/places.json", headers={"host": 'evil"><script>'})
    assert b"evil" not in answer.body
    assert json.loads(answer.body)["citation"]["address"].startswith("/atlas/api/")


def test_what_has_not_changed_is_not_sent_again(app: Starlette) -> None:
    first = get(app, "places.json")
    tag = first.headers["etag"]
    again = ask(app, "/atlas/api/places.json", headers={"if-none-match": f'"other", {tag}'})
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert get(app, "places.json", limit="1").headers["etag"] != tag
    assert get(app, "places.csv").headers["etag"] != tag
    assert get(app, "places.json", offset="0").headers["etag"] == tag


def test_head_has_the_headers_without_the_body(app: Starlette) -> None:
    whole, head = (get(app, "places.csv", method=method) for method in ("GET", "HEAD"))
    assert head.body == b""
    assert head.headers == whole.headers
    assert int(head.headers["content-length"]) == len(whole.body)


def test_any_site_may_read_and_none_may_change(app: Starlette) -> None:
    for answer in (get(app, "places.json"), get(app, "nothing.json"), get(app, "openapi.json")):
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    asked = get(app, "places.json", method="OPTIONS")
    assert asked.headers["access-control-allow-methods"] == "GET, HEAD"
    for refused in (
        get(app, "places.json", method="POST"),
        ask(Endpoints(app), "/atlas/api/places.json", method="DELETE"),
    ):
        assert refused.status == 405
        assert refused.headers["allow"] == "GET, HEAD, OPTIONS"
        assert json.loads(refused.body)["status"] == 405


def test_too_many_requests_are_refused_with_the_time_to_wait(readers: Readers) -> None:
    app = Starlette(routes=Api(readers, open_gate(readers, per_minute=2), base="").routes())
    statuses = [get(app, "places.json", limit="1").status for _ in range(2)]
    refused = get(app, "places.json", limit="1")
    assert (statuses, refused.status) == ([200, 200], 429)
    assert refused.headers["retry-after"] == "30"
    assert refused.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("name", "query", "status", "words"),
    [
        ("nothing.json", "", 404, "places, areas"),
        ("places", "", 404, "each ending in one of"),
        ("places.xml", "", 404, ".parquet"),
        ("values.json", "", 400, "measure, basis and period"),
        ("values.json", "measure=a&basis=cash&period=b", 404, "one of the published"),
        ("values.json", "measure=spend:total&basis=cash&period=1066", 404, "2024-25"),
        ("places.json", "limit=0", 400, f"from 1 to {MOST_ROWS}"),
        ("places.json", f"limit={MOST_ROWS + 1}", 400, f"from 1 to {MOST_ROWS}"),
        ("places.json", "offset=-1", 400, "a whole number"),
        ("places.json", "limit=%C2%B2", 400, "a whole number"),
        ("places.json", "limit=1&limit=2", 400, "once"),
        ("places.json", "other=1", 400, "limit and offset"),
        ("areas.json", "level=street", 400, "upper_tier"),
        ("money.json", "place=atlantis", 404, "atlantis"),
        ("counts.json", "place=atlantis", 404, "birmingham"),
        ("money.json", f"place={'a' * 201}", 400, "1 to 200 characters"),
    ],
)  # fmt: skip
def test_a_problem_says_what_came_and_what_is_allowed(
    app: Starlette, name: str, query: str, status: int, words: str
) -> None:
    answer = ask(app, f"/atlas/api/{name}", query=query)
    found = json.loads(answer.body)
    assert (answer.status, found["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert words in found["detail"]


def test_hostile_texts_are_refused(app: Starlette) -> None:
    for text in HOSTILE:
        for name in ("measure", "area"):
            asked = {**VALUES, "area": "E08000025", name: text}
            answer = get(
                app, "series.json", **{key: asked[key] for key in asked if key != "period"}
            )
            assert answer.status in {400, 404}, text


def test_the_page_for_people_leads_to_examples(app: Starlette) -> None:
    page = ask(app, "/atlas/api").body.decode()
    for resource in RESOURCES.values():
        address = example_address(resource, "csv", address="/atlas/api")
        assert address.replace("&", "&amp;") in page
    assert "/atlas/api/openapi.json" in page
