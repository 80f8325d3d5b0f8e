from __future__ import annotations

import html
import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from data.read.self_assessment import Assessment, Reply, read_assessment, write_assessment
from tests.app.reading import address, choose, notices, open_app, press, shown_text
from tests.unit.data.asks_store import ask_reader
from utils.narrative.registers import CATEGORIES
from utils.ui.barriers.self_assessment import KEPT
from utils.ui.barriers.self_assessment_files import FILE
from utils.ui.shared import loaders


def open_barriers(**address: str) -> AppTest:
    """Open the page as a link does."""
    app = open_app(page="barriers.py", **address)
    assert not app.exception
    return app


def headings(app: AppTest) -> list[str]:
    return [header.value for header in app.header]


def html_of(app: AppTest) -> str:
    return "".join(block.proto.body for block in app.get("html"))


def test_barriers_recur_by_places_as_sentences_and_as_a_chart() -> None:
    app = open_barriers()
    text = shown_text(app)
    assert "Finance: 16 barriers, named in 6 places" in text
    assert "Places in which each category of barriers was named" in text
    assert "Named in most places, " in text
    assert "What this cannot tell: " in text
    assert len(app.get("vega_lite_chart")) == 1
    assert address(app) == {}


def test_every_category_is_a_card_with_its_number_and_an_example_of_its_own() -> None:
    cards = html_of(open_barriers()).split('<section class="tile">')[1:]
    categories = loaders.load_registers().categories()
    assert len(cards) == len(categories) == len(CATEGORIES)
    for card, (name, rows) in zip(cards, categories.items(), strict=True):
        number = f"{len(rows)} barrier" if len(rows) == 1 else f"{len(rows)} barriers"
        assert f'<p class="tile-figure">{number}</p>' in card
        assert f'href="barriers?category={name}"' in card
        words = html.unescape(card)
        assert sum(row["barrier"] in words and row["who_raised"] in words for row in rows) == 1


def test_a_category_lists_each_barrier_with_who_raised_it_and_its_source() -> None:
    app = open_barriers(category="finance")
    assert headings(app) == ["Finance (16)"]
    words = html.unescape(html_of(app))
    for row in loaders.load_registers().categories()["finance"]:
        assert f"<summary>{row['barrier']}</summary>" in words
        assert row["who_raised"] in words
        assert row["source_title"] in words
        assert f'href="deep_dives?row={row["line"]}"' in words
    press(app, "All categories")
    assert address(app) == {}


def test_the_register_is_narrowed_to_a_place_and_a_category() -> None:
    app = open_barriers(record="kent", category="regulation")
    assert headings(app) == ["Regulation (2)"]
    text = shown_text(app)
    assert "primary legislation" in text
    assert "Inspection costs" not in text
    assert address(app) == {"record": "kent", "category": "regulation"}
    choose(app, "category", "community")
    assert [info.value for info in app.info] == [
        "No source names a barrier of this category in this place."
    ]


def test_what_is_not_here_falls_back_and_says_so() -> None:
    app = open_barriers(strand="nonsense", category="money")
    shown = [warning.value for warning in app.warning]
    assert len(shown) == 2
    assert "“nonsense”, which is not here; showing Barriers" in shown[0]
    assert "“money”, which is not here; showing every category" in shown[1]


def test_asks_say_how_they_are_put_on_what_they_rest_and_what_came(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loaders, "load_asks", ask_reader)
    app = open_barriers(strand="asks")
    text = shown_text(app)
    asks = ask_reader().asks
    assert f"{len(asks)} requests. For " in text
    (row,) = (row for row in ask_rows(app) if "A law that lets a single body hold all" in row)
    assert "<td>Named as needed</td>" in row
    assert "<td>The sources do not say.</td>" in row
    assert 'href="barriers?category=regulation&amp;record=kent"' in row
    assert "4,700 targets: Whitehall targets that the end of Local Area Agreements" in text
    assert len(ask_rows(app)) == len(asks)
    for ask in asks:
        (row,) = (
            row for row in ask_rows(app) if f'<th scope="row">{ask.text}<' in html.unescape(row)
        )
        for barrier in ask.barriers:
            assert barrier["barrier"] in html.unescape(row)
            assert barrier["source_title"] in html.unescape(row)
    assert [button.label for button in app.download_button] == ["CSV", "XLSX"]
    assert address(app) == {"strand": "asks"}


def ask_rows(app: AppTest) -> list[str]:
    """The rows of the table of requests as HTML."""
    return html_of(app).split("<tbody>")[1].split("</tbody>")[0].split("<tr>")[1:]


def test_asks_of_one_place_alone_and_where_there_are_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loaders, "load_asks", ask_reader)
    app = open_barriers(strand="asks", record="leicester_and_leicestershire")
    (row,) = ask_rows(app)
    assert "A lighter load of reporting to Whitehall" in row
    choose(app, "category", "community")
    assert "<tbody>" not in html_of(app)
    assert "There are no requests of this kind from this place." in shown_text(app)


def test_reviews_are_cited_through_the_article_that_names_them() -> None:
    app = open_barriers(strand="known")
    text = shown_text(app)
    assert "Hamer & Smithies 2002; Perkins 2009" in text
    assert "A systematic review found little clear proof" in text
    assert "Cited through an article, not from the works themselves" in text
    assert text.count("Embedding health in a vision of 'Total Place' (M. Seymour, IDeA)") > 10


def test_the_timeline_goes_by_phase_and_year_to_the_pilots_of_2025() -> None:
    app = open_barriers(strand="timeline")
    years = re.findall("<h3>([0-9]{4})</h3>", html_of(app))
    assert years[0] == "2007"
    assert "2025" in years
    assert years == sorted(set(years))
    phases = re.findall("<summary><strong>([^<]+)</strong>", html_of(app))
    assert phases[0] == "Before Total Place, 2007 to 2008"
    text = shown_text(app)
    assert "five place-based budget pilots" in text
    assert "There is no date for 2016 to 2023." in text
    assert "expected net benefit, £9.4 billion to £20.6 billion, over 5 years." in text
    assert "GBP" not in text
    budgets = html_of(app).split("Where no address of an article is known")[1]
    assert budgets.count("<li>") == budgets.count('<a href="https://') == 19


def test_the_timeline_keeps_the_place_in_the_address() -> None:
    for place, kept in (("E08000025", "record"), ("E08000036", "place")):
        app = open_barriers(place=place)
        choose(app, "strand", "timeline")
        assert address(app)[kept] in {"birmingham", "E08000036"}
    app = open_barriers(strand="timeline", place="E08000036")
    assert "has nothing on" not in " ".join(notices(app))
    assert address(app) == {"strand": "timeline", "place": "E08000036"}


def test_one_search_stays_on_every_part() -> None:
    app = open_barriers(strand="own")
    app.text_input(key="q").set_value("pooled budgets").run()
    found = loaders.load_registers().search("pooled budgets")
    number = sum(map(len, found.values()))
    assert headings(app) == [f"{number} results for “pooled budgets”"]
    assert address(app) == {"strand": "own", "q": "pooled budgets"}


def test_a_search_ends_on_another_page() -> None:
    app = open_barriers(q="pooled budgets")
    assert "for “pooled budgets”" in headings(app)[0]
    app.switch_page("../../../pages/deep_dives.py").run()
    assert not app.exception
    assert app.text_input(key="q").value == ""


def answered() -> AppTest:
    """The visitor has answered a question."""
    app = open_barriers(strand="own")
    app.text_input(key="own_place").set_value("Our place").run()
    app.radio(key="own_answer_finance").set_value("a_lot").run()
    return app.text_area(key="own_note_finance").set_value("No <b>pooled</b> budget").run()


def load(app: AppTest, content: str) -> AppTest:
    """Paste the text of a file, and load it."""
    app.text_area(key=FILE).set_value(content).run()
    return press(app, "Load them")


def test_there_is_a_question_for_each_category_and_no_score() -> None:
    app = open_barriers(strand="own")
    assert {choice.key for choice in app.radio} == {f"own_answer_{choice}" for choice in CATEGORIES}
    assert all(radio.value is None for radio in app.radio)
    assert "Not answered yet" in [subheader.value for subheader in app.subheader]
    assert app.get("vega_lite_chart") == []


def test_answers_are_grouped_beside_the_places_that_named_the_same() -> None:
    app = answered()
    assert not app.exception
    text = shown_text(app)
    assert "Holds us back a lot" in text
    assert "Your note: No <b>pooled</b> budget Also named in: Birmingham; " in text
    bodies = [block.proto.body for block in app.get("html")]
    assert any("No &lt;b&gt;pooled&lt;/b&gt; budget" in body for body in bodies)
    assert address(app) == {"strand": "own"}


def test_answers_stay_through_other_parts_of_the_page() -> None:
    app = answered()
    choose(app, "strand", "timeline")
    choose(app, "strand", "own")
    assert app.radio(key="own_answer_finance").value == "a_lot"
    assert app.text_input(key="own_place").value == "Our place"
    filled: Assessment = app.session_state[KEPT]
    assert filled.replies == {"finance": Reply("a_lot", "No <b>pooled</b> budget")}


def test_a_kept_file_brings_the_answers_back_to_another_visit() -> None:
    kept = write_assessment(answered().session_state[KEPT])
    app = load(open_barriers(strand="own"), kept.decode())
    assert not app.exception
    assert app.session_state[KEPT] == read_assessment(kept, name="a.json", categories=CATEGORIES)
    assert app.radio(key="own_answer_finance").value == "a_lot"
    assert app.radio(key="own_answer_culture").value is None
    assert "It has answers on 1 category, for Our place." in shown_text(app)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("x", "allowed: JSON"),
        ("", "allowed: JSON"),
        (" " * 200_001, "got '200,001 bytes', allowed: at most 200,000"),
        (
            json.dumps({"schema": "![x](https://example.org/x.png)"}),
            "schema: got '![x](https://example.org/x.png)', allowed",
        ),
    ],
)
def test_a_bad_file_is_named_and_leaves_the_answers_as_they_are(content: str, message: str) -> None:
    app = answered()
    before = app.session_state[KEPT]
    load(app, content)
    assert not app.exception
    assert [error.value for error in app.error] == [
        "The file was not loaded. Your answers have not changed."
    ]
    assert message in shown_text(app)
    assert not any("example.org" in str(text.value) for text in app.markdown)
    assert app.session_state[KEPT] == before
    assert app.radio(key="own_answer_finance").value == "a_lot"
    assert list(app.run().error) == []


def test_answers_can_be_cleared() -> None:
    app = press(answered(), "Clear all answers")
    assert app.session_state[KEPT] == Assessment()
    assert app.radio(key="own_answer_finance").value is None


def test_files_are_offered_of_the_answers_that_were_asked_for_alone() -> None:
    app = answered()
    assert list(app.download_button) == []
    press(app, "Prepare files")
    labels = [button.label for button in app.download_button]
    assert labels == ["File to load again (JSON)", "Table (CSV)"]
    app.radio(key="own_answer_culture").set_value("not").run()
    assert list(app.download_button) == []


def test_a_place_in_the_address_narrows_the_list_or_says_that_it_has_nothing() -> None:
    app = open_barriers(place="E08000025")
    assert app.session_state["record"] == "birmingham"
    scilly = open_barriers(place="E06000053")
    assert scilly.session_state["record"] == ""
    assert any("nothing on Isles of Scilly" in warning.value for warning in scilly.warning)
    figures = open_app(page="deep_dives.py", place="E10000016")
    assert figures.session_state["record"] == "kent"
