from __future__ import annotations

import html
import re

import pytest
from streamlit.testing.v1 import AppTest

from data.read.findings import read_findings
from tests.app.reading import address, choose, notices, open_app, press, shown_text
from utils.narrative.registers import amount_words, source_words
from utils.ui.shared.loaders import load_places, load_registers

BEDS = "central_bedfordshire_and_luton"


def open_dives(**address: str) -> AppTest:
    """Open the page as a link does."""
    return open_app(page="deep_dives.py", **address)


def tiles(app: AppTest) -> list[str]:
    """The cards of the page as HTML, a string each."""
    bodies = [block.proto.body for block in app.get("html")]
    return [tile for body in bodies for tile in body.split('<section class="tile">')[1:]]


def table_rows(app: AppTest) -> list[str]:
    """The rows of the table of records as HTML, its head apart."""
    bodies = [block.proto.body for block in app.get("html")]
    (table,) = (body for body in bodies if body.startswith('<div class="tile-table record-table"'))
    return table.split("<tbody>")[1].split("<tr>")[1:]


def bodies_of(app: AppTest) -> str:
    """Everything written as HTML."""
    return "".join(block.proto.body for block in app.get("html"))


def test_every_theme_with_rows_has_a_card_with_a_finding_of_the_record() -> None:
    app = open_dives()
    assert not app.exception
    reader, places = load_registers(), load_places()
    findings = read_findings(reader, places.theme_names)
    shown = tiles(app)
    assert len(shown) == len(findings) == 11
    for card, (theme, finding) in zip(shown, findings.items(), strict=True):
        words = html.unescape(card)
        assert f"<h3>{places.theme_names[theme]}</h3>" in words
        assert f'href="deep_dives?topic={theme}"' in words
        assert reader.name(finding.row["place_id"]) in words
        assert source_words(finding.row) in words
        if "statement" in finding.row:
            assert amount_words(finding.row) in words
            assert finding.row["statement"] in words
        else:
            assert finding.row["project"] in words
    assert address(app) == {}


def test_the_first_screen_of_cards_says_what_a_finding_is_of() -> None:
    (card,) = (card for card in tiles(open_dives()) if "topic=drugs_and_alcohol" in card)
    assert '<p class="tile-figure">£34,000</p>' in card
    assert "Treatment cost of the one person admitted 24 times in a year. Birmingham." in card
    assert "16 figures, 4 projects" in card


def test_every_figure_has_its_source() -> None:
    app = open_dives(shelf="figures")
    assert not app.exception
    assert [header.value for header in app.header] == ["129 figures from the sources"]
    text = shown_text(app)
    assert "Each figure is as its source states it" in text
    figures = load_registers().rows("deep_dives")
    assert len(figures) == 129
    table = html.unescape("".join(table_rows(app)))
    for row in figures:
        assert row["statement"] in table
        assert f'href="{row["source_url"]}">{source_words(row)}</a>' in table
    assert "£4 for each pound" in table
    assert [button.label for button in app.download_button][:2] == ["CSV", "XLSX"]


def test_a_contradictory_figure_is_said_to_be_so_and_not_drawn() -> None:
    app = open_dives(record=BEDS)
    text = shown_text(app)
    assert "£44,000 per person" in text
    assert "Contradictory." in text
    specs = [chart.proto.spec for chart in app.get("vega_lite_chart")]
    assert specs
    assert not any("44000" in spec for spec in specs)


def test_shares_of_a_place_are_drawn_as_stated() -> None:
    text = shown_text(open_dives(record="birmingham"))
    assert "Shares as the sources state them, Birmingham (%)" in text
    assert "falls to bodies other than the city council (three quarters): 75%" in text


def test_a_journey_is_an_ordered_list_of_its_stages() -> None:
    app = open_dives(shelf="journeys", record="birmingham")
    bodies = [block.proto.body for block in app.get("html")]
    (journey,) = (body for body in bodies if "<ol" in body)
    assert journey.startswith('<details class="record" open>')
    assert journey.count('<li role="listitem"') == 4
    assert journey.index("Treatment") < journey.index("Recovery and return to the community")
    assert "Stage 3 of 4" in journey
    assert "£34,000 a year for one person" in journey
    assert journey.count("Cost: ") == 1
    assert "A cost was published for 1 of the 4 stages." in journey
    assert journey.count('href="compare?theme=drugs_and_alcohol"') == 4
    assert 'href="barriers?record=birmingham">5 barriers named in Birmingham' in journey


def test_all_journeys_are_short_entries_that_open() -> None:
    app = open_dives(shelf="journeys")
    assert [header.value for header in app.header] == ["10 journeys of citizens through services"]
    bodies = bodies_of(app)
    assert bodies.count('<details class="record">') == 10
    assert "<details open" not in bodies


def test_projects_say_who_leads_and_how_many_champions_are_named() -> None:
    text = shown_text(open_dives(shelf="projects"))
    assert "The sources name a board champion for 0 of 30 projects." in text
    assert "Jon Tomlinson" in text
    assert "Champion and lead officer: Birmingham, each joint commissioning project" in text
    assert "none named" not in text
    assert "Outcomes of Drugs and alcohol: " in text


def test_the_page_of_a_theme_has_its_figures_its_journey_and_a_table_of_all_records() -> None:
    app = open_dives(topic="drugs_and_alcohol")
    assert not app.exception
    text = shown_text(app)
    assert (
        "16 figures from 5 sources, about: Birmingham; Gateshead, South Tyneside and Sunderland."
    ) in text
    assert "For 2 figures, the sources name who gains (criminal justice system)." in text
    assert "The sources do not say who pays for the 2 savings" in text
    assert len(tiles(app)) == 3
    assert "1 hospital ward" in text
    assert "Birmingham: people who misuse drugs or alcohol (4 stages)" in text
    assert "welfare benefits" not in text
    reader = load_registers()
    records = [
        *reader.rows("deep_dives", theme="drugs_and_alcohol"),
        *reader.rows("projects", theme="drugs_and_alcohol"),
        *reader.rows("journey_stages", theme="drugs_and_alcohol"),
    ]
    rows = table_rows(app)
    assert len(rows) == len(records) == 24
    for row, cells in zip(records, rows, strict=True):
        assert f'href="deep_dives?row={row["line"]}"' in cells
        assert source_words(row) in html.unescape(cells)
    assert address(app) == {"topic": "drugs_and_alcohol"}


def test_the_table_of_a_theme_is_narrowed_to_a_place_and_a_kind() -> None:
    app = choose(open_dives(topic="drugs_and_alcohol"), "record", "birmingham")
    lines = [
        row["line"]
        for row in load_registers().rows(
            "deep_dives", place="birmingham", theme="drugs_and_alcohol"
        )
    ]
    assert len(lines) == 7
    assert sum(f"row={line}" in row for row in table_rows(app) for line in lines) == 7
    assert not any("South Tyneside" in row for row in table_rows(app))
    choose(app, "kind", "saving")
    assert len(table_rows(app)) == 2
    assert address(app) == {"topic": "drugs_and_alcohol", "record": "birmingham", "kind": "saving"}
    again = open_dives(**address(app))
    assert table_rows(again) == table_rows(app)
    choose(app, "kind", "share")
    assert [info.value for info in app.info] == ["There is no record of this kind from this place."]


def test_every_theme_opens_without_a_field_that_is_not_known() -> None:
    for theme in load_places().theme_names:
        app = open_dives(topic=theme)
        assert not app.exception
        assert "not said" not in shown_text(app)
        press(app, "All themes")
        assert len(tiles(app)) == 11
        assert address(app) == {}


def test_savings_say_their_kind_years_and_who_gains() -> None:
    text = shown_text(open_dives(record="dorset_bournemouth_and_poole"))
    assert "Who pays and who gains" in text
    assert "Pays: councils; NHS community services. £7.5 million" in text
    assert (
        "Gross. Period: a year. Who gains: NHS hospitals. The source does not say who pays."
    ) in text
    assert "not said" not in text


def test_where_no_source_says_who_pays_no_part_is_shown_for_it() -> None:
    app = open_dives(record="kent")
    text = shown_text(app)
    assert "Who pays and who gains" not in text
    assert "Capital receipts over five years: £720 million to £780 million." in text


def test_figures_arranged_by_theme_name_their_place() -> None:
    app = open_dives(arranged="theme", record=BEDS)
    groups = re.findall('class="record-group">([^<]+)<', bodies_of(app))
    assert groups == [
        "All public services",
        "Offending and community safety",
        "Work and skills",
    ]
    records = [row for row in table_rows(app) if "record-group" not in row]
    assert records
    assert all("Central Bedfordshire and Luton" in row for row in records)
    assert address(app) == {"shelf": "figures", "arranged": "theme", "record": BEDS}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("dive-043", "Who pays: councils; NHS community services"),
        ("stage-017", "What was found: One person was admitted 24 times in a year"),
        ("project-002", "Lead: Jon Tomlinson"),
        ("b031", "Who raised it: Kent pilot"),
        ("date-010", "Date: 6 August 2009"),
        ("count-006", "Amount: £7.3 billion"),
    ],
)
def test_every_register_has_addresses_of_its_rows(line: str, words: str) -> None:
    app = open_dives(row=line)
    assert not app.exception
    text = shown_text(app)
    assert words in text
    assert "Source: " in text
    assert address(app) == {"row": line}


def test_a_saving_whose_payer_is_not_known_says_so_in_a_sentence() -> None:
    text = shown_text(open_dives(row="dive-042"))
    assert "Who gains: NHS hospitals" in text
    assert "The source does not say who pays." in text
    assert "The source does not say who pays." not in shown_text(open_dives(row="dive-004"))


def test_a_row_opens_its_place_its_theme_and_what_it_shares_with_others() -> None:
    app = open_dives(row="dive-043")
    bodies = bodies_of(app)
    for target in (
        "profile?place=dorset_bournemouth_and_poole",
        "./?place=dorset_bournemouth_and_poole",
        "compare?theme=older_people",
        "./?theme=older_people&amp;show=spend%3Aadult_social_care",
        "barriers?record=dorset_bournemouth_and_poole",
        "deep_dives?row=dive-042",
        "deep_dives?row=stage-022",
        "deep_dives?row=b025",
    ):
        assert f'href="{target}"' in bodies
    press(app, "Back to the lists")
    assert len(tiles(app)) == 11
    assert address(app) == {}


def test_the_way_back_from_a_row_keeps_the_filter_of_its_list() -> None:
    app = open_dives(topic="older_people", record="dorset_bournemouth_and_poole", row="dive-043")
    assert "Who pays: councils; NHS community services" in shown_text(app)
    press(app, "Back to the lists")
    assert address(app) == {"topic": "older_people", "record": "dorset_bournemouth_and_poole"}
    assert any("row=dive-042" in row for row in table_rows(app))
    assert not any("Greater Manchester" in row for row in table_rows(app))


def test_a_row_that_is_followed_inside_the_visit_keeps_the_filter_of_its_list() -> None:
    app = choose(open_dives(topic="drugs_and_alcohol"), "record", "birmingham")
    follow(app, row="dive-007")
    assert app.header[0].value.startswith("Treatment cost of the one person")
    press(app, "Back to the lists")
    assert address(app) == {"topic": "drugs_and_alcohol", "record": "birmingham"}


def test_a_link_to_a_list_that_is_followed_inside_the_visit_says_all_of_it() -> None:
    app = open_dives(topic="drugs_and_alcohol", record="birmingham", row="dive-007")
    follow(app, shelf="journeys", topic="older_people")
    assert address(app) == {"shelf": "journeys", "topic": "older_people"}
    assert [header.value for header in app.header] == ["1 journey of citizens through services"]


def follow(app: AppTest, **link: str) -> AppTest:
    """Do what a press on a link to the same page does."""
    app.session_state["asked_for"] = dict(link)
    for name in link:
        if name in app.session_state:
            del app.session_state[name]
        app.session_state["choices"].pop(name, None)
    return app.run()


def test_a_row_that_is_not_in_the_record_falls_back_and_says_so() -> None:
    app = open_dives(row="dive-999")
    assert notices(app) == [
        "The link asks for the row of the record “dive-999”, which is not here; showing the lists."
    ]
    assert len(tiles(app)) == 11


def test_a_profile_leads_to_the_registers() -> None:
    text = shown_text(open_app(page="profile.py", place="kent"))
    assert "From the sources on Total Place: 10 figures on Kent, " in text
    assert "6 barriers in Kent" in text


def test_one_search_goes_over_all_registers() -> None:
    app = open_dives()
    app.text_input(key="q").set_value("51 benefits").run()
    text = shown_text(app)
    assert re.search("[0-9]+ results? for “51 benefits”", text)
    assert "No one official picture of how 51 benefits fit together" in text
    app.text_input(key="q").set_value("xyzzy").run()
    assert "No results for “xyzzy”" in shown_text(app)


def test_a_search_is_in_the_address_and_its_results_are_those_of_the_reader() -> None:
    app = open_dives()
    app.text_input(key="q").set_value("drugs and alcohol").run()
    assert address(app) == {"q": "drugs and alcohol"}
    found = load_registers().search("drugs and alcohol")
    lines = [row["line"] for rows in found.values() for row in rows]
    assert app.header[0].value == f"{len(lines)} results for “drugs and alcohol”"
    again = open_dives(q="drugs and alcohol")
    assert again.header[0].value == app.header[0].value
    bodies = bodies_of(again)
    assert all(f'href="deep_dives?row={line}"' in bodies for line in lines)
    again.text_input(key="q").set_value("").run()
    assert address(again) == {}
    assert len(tiles(again)) == 11


def test_the_way_back_from_a_row_that_was_found_is_to_the_results() -> None:
    app = open_dives(q="51 benefits", row="stage-001")
    press(app, "Back to the lists")
    assert address(app) == {"q": "51 benefits"}
    assert "for “51 benefits”" in app.header[0].value


def test_a_search_that_is_too_long_is_left_out_and_that_is_said() -> None:
    app = open_dives(q="a" * 101)
    (notice,) = notices(app)
    assert "words of the search of 101 characters; at most 100 are searched for" in notice
    assert len(tiles(app)) == 11


def test_barriers_recur_by_places_and_end_with_what_they_cannot_tell() -> None:
    app = open_app(page="barriers.py")
    assert not app.exception
    text = shown_text(app)
    assert "Finance: 16 barriers, named in " in text
    assert "What this cannot tell: " in text
    evidence = shown_text(open_app(page="barriers.py", category="evidence"))
    assert "A systematic review found little clear proof" in evidence
    assert "What this cannot tell: " in evidence


def test_barriers_of_one_place_alone() -> None:
    app = open_app(page="barriers.py", record="kent")
    text = shown_text(app)
    assert "primary legislation" in text
    assert "Welfare benefits are complex" not in text
    assert address(app) == {"record": "kent"}


@pytest.mark.parametrize("page", ["deep_dives.py", "barriers.py"])
def test_a_place_that_is_not_in_the_record_falls_back_and_says_so(page: str) -> None:
    app = open_app(page=page, record="atlantis")
    assert not app.exception
    assert "atlantis" in shown_text(app)


@pytest.mark.parametrize("page", ["deep_dives.py", "barriers.py"])
def test_words_that_are_searched_for_are_never_markdown(page: str) -> None:
    app = open_app(page=page, q="![p](http://x.test/i.png) :red[a] $b$")
    found = [header.value for header in app.header if "No results" in header.value]
    assert found == [
        "No results for “\\!\\[p\\](http\u200b:\u200b//x.test/i.png) :\u200bred\\[a\\] \\$b\\$”"
    ]
