from __future__ import annotations

import json
import threading
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp
from streamlit.runtime.scriptrunner import get_script_run_ctx

from tests.hostile import HOSTILE
from tests.unit.utils.ui.asgi_client import Answer, ask
from tests.unit.utils.ui.server.api.conftest import gate_of
from utils.ui.server.endpoints import Endpoints
from utils.ui.server.figures import served
from utils.ui.server.figures.appended import AppendedEndings
from utils.ui.server.figures.asked import LONGEST_VALUE
from utils.ui.server.figures.page_run import run_page
from utils.ui.server.figures.served import FigureData
from utils.ui.server.request_log import RequestLog
from utils.ui.shared.asked_chart import LONGEST_NAME
from utils.ui.shared.data_request import DataRequest
from utils.ui.shared.loaders import load_maps

AGES = {"place": "E08000025", "chart": "ages"}
PROBLEM = "application/problem+json"


def make_app(*, base: str = "", per_minute: int = 1_000_000) -> Starlette:
    maps = load_maps()
    gate = gate_of(maps.store.version, per_minute=per_minute)
    return Starlette(routes=FigureData(maps.sources, gate, base=base).routes())


@pytest.fixture(scope="module")
def app() -> Starlette:
    return make_app()


def get(app: ASGIApp, path: str, method: str = "GET", **asked: str) -> Answer:
    return ask(app, path, query=urlencode(asked), method=method)


def check_problem(answer: Answer, status: int, words: str) -> None:
    assert (answer.status, answer.headers["content-type"]) == (status, PROBLEM)
    found = json.loads(answer.body)
    assert found["status"] == status
    assert words in found["detail"]
    assert len(answer.body) < 6_000
    assert answer.headers["access-control-allow-origin"] == "*"


def test_an_answer_may_be_kept_and_read_by_any_site(app: Starlette) -> None:
    answer = get(app, "/profile.json", **AGES)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "public, max-age=300"
    head = get(app, "/profile.json", "HEAD", **AGES)
    assert (head.status, head.body, head.headers["etag"]) == (200, b"", answer.headers["etag"])
    tag = answer.headers["etag"]
    query = urlencode(AGES)
    again = ask(app, "/profile.json", query=query, headers={"if-none-match": tag})
    assert (again.status, again.body) == (304, b"")
    assert get(app, "/profile.csv", **AGES).headers["etag"] != tag
    other = get(app, "/profile.json", **{**AGES, "place": "kent"})
    assert other.headers["etag"] != tag


def test_without_a_name_the_figures_of_a_page_are_listed(app: Starlette) -> None:
    found = json.loads(get(app, "/count.json", look="tax").body)
    assert [row["chart"] for row in found["rows"]][:2] == ["tax_regions", "tax_kinds"]
    address = found["rows"][0]["csv"]
    assert address == "http://atlas.example/count.csv?look=tax&chart=tax_regions"


@pytest.mark.parametrize(
    ("path", "asked", "status", "words"),
    [
        ("/nonsense.csv", {}, 404, "page: got 'nonsense', allowed: map, profile"),
        ("/ledger.csv", {}, 404, "page: got 'ledger'"),
        ("/profile.csv", {"bad": "1"}, 400, "parameters: got ['bad']"),
        ("/profile.csv", {"place": "x" * (LONGEST_VALUE + 1)}, 400, "place: got '2,001 char"),
        ("/profile.csv", {"chart": "x" * (LONGEST_NAME + 1)}, 400, "chart: got '121 char"),
        ("/profile.csv", {**AGES, "offset": "-1"}, 400, "offset: got '-1'"),
        ("/profile.csv", {"place": "nowhere", "chart": "ages"}, 404, "“nowhere”, which is not"),
        ("/profile.csv", {**AGES, "chart": "agess"}, 404, "chart: got 'agess', allowed: tiles"),
        ("/help.json", {"chart": "ages"}, 404, "no chart or table with these choices"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(
    app: Starlette, path: str, asked: dict[str, str], status: int, words: str
) -> None:
    check_problem(get(app, path, **asked), status, words)


def test_a_parameter_is_taken_once(app: Starlette) -> None:
    answer = ask(app, "/profile.csv", query="place=kent&place=E08000025")
    check_problem(answer, 400, "parameters: got ['place']")


@pytest.mark.parametrize("text", HOSTILE[::12])
def test_hostile_texts_are_refused_in_few_words(app: Starlette, text: str) -> None:
    for name in ("place", "chart"):
        answer = get(app, "/profile.json", **{**AGES, name: text})
        assert answer.status in {400, 404}
        check_problem(answer, answer.status, "")


def test_no_more_than_a_minute_allows_and_nothing_but_reading() -> None:
    app = make_app(per_minute=2)
    first, second, third = (get(app, "/help.json", chart="x") for _ in range(3))
    assert (first.status, second.status) == (404, 404)
    check_problem(third, 429, "More than 2 in a minute")
    assert int(third.headers["retry-after"]) > 0
    assert get(app, "/help.json", "OPTIONS").status == 204
    refused = get(Endpoints(make_app()), "/profile.csv", "POST")
    check_problem(refused, 405, "Nothing is changed here")


def test_long_tables_come_part_by_part(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = json.loads(get(app, "/profile.json", **AGES).body)
    monkeypatch.setattr(served, "MOST_ROWS", 10)
    parts, address = [], "/profile.json?" + urlencode(AGES)
    while address:
        path, _, query = address.removeprefix("http://atlas.example").partition("?")
        answer = ask(app, path, query=query)
        found = json.loads(answer.body)
        parts += found["rows"]
        address = found["next"]
        assert (f"<{address}>" in answer.headers.get("link", "")) is bool(address)
    assert parts == whole["rows"]


def test_below_a_base_path_addresses_have_it_and_links_in_the_answer_too() -> None:
    app = make_app(base="/site/atlas")
    found = json.loads(get(app, "/site/atlas/count.json", look="tax").body)
    assert found["rows"][0]["json"].startswith("http://atlas.example/site/atlas/count.json?")
    assert found["citation"]["address"].startswith("http://atlas.example/site/atlas/count.json?")
    assert get(app, "/count.json", look="tax").body == b"Not Found"


def test_a_file_of_streamlit_is_left_to_it(app: Starlette) -> None:
    assert get(app, "/manifest.json").body == b"Not Found"


def test_a_run_leaves_nothing_behind_in_its_thread() -> None:
    left = []

    def run() -> None:
        run_page("count", {"look": "tax"}, DataRequest("tax_years"))
        left.append(get_script_run_ctx(suppress_warning=True))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert left == [None]


def test_a_run_ends_with_what_is_wanted_or_with_what_cannot_be_followed() -> None:
    request = DataRequest("tax_kinds")
    run_page("count", {"look": "tax"}, request)
    assert list(request.figures) == ["tax_regions", "tax_kinds"]
    refused = DataRequest("tax_kinds")
    run_page("count", {"look": "tax", "place": "nowhere"}, refused)
    assert (list(refused.figures), len(refused.refusals)) == ([], 1)
    alone = DataRequest("map")
    run_page("map", {"view": "pair"}, alone)
    assert list(alone.figures) == ["tiles", "map"]


def test_two_runs_at_once_do_not_mix() -> None:
    requests = {place: DataRequest("ages") for place in ("E08000025", "kent", "E06000032")}
    threads = [
        threading.Thread(target=run_page, args=("profile", {"place": place}, request))
        for place, request in requests.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    columns = [list(request.figures["ages"].table)[1] for request in requests.values()]
    assert columns == ["Birmingham", "Kent", "Luton"]


@pytest.mark.parametrize("base", ["", "/atlas"])
@pytest.mark.parametrize(
    ("path", "query", "location"),
    [
        ("/profile", "place=kent&chart=ages.csv", "/profile.csv?place=kent&chart=ages"),
        ("/", "chart=map&year=2024-25.json", "/map.json?chart=map&year=2024-25"),
        ("/map", "chart=map.json", "/map.json?chart=map"),
        ("/profile", "chart=ages&more=people.csv", "/profile.csv?chart=ages&more=people"),
    ],
)
def test_an_ending_behind_the_address_of_a_chart_leads_to_its_data(
    base: str, path: str, query: str, location: str
) -> None:
    app = AppendedEndings(PlainTextResponse("page"), base=base)
    answer = ask(app, base + path, query=query)
    assert (answer.status, answer.headers["location"]) == (307, base + location)
    # A program in a page of another site may follow it.
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("path", "query"),
    [("/deep_dives", "q=report.csv"), ("/profile", "chart=ages"), ("/ledger", "chart=x.csv")],
)
def test_other_addresses_are_left_alone(path: str, query: str) -> None:
    app = AppendedEndings(PlainTextResponse("page"), base="")
    assert ask(app, path, query=query).body == b"page"


def test_the_log_knows_data_from_pages() -> None:
    log = RequestLog(PlainTextResponse("page"), base="", own="atlas")
    assert [log.route(path) for path in ("/profile", "/profile.csv", "/x/y.csv")] == [
        "page",
        "data",
        "other",
    ]
