from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.reading import press, shown_text
from tests.unit.data.own_table.tables import resident_rows
from utils.config import ROOT
from utils.ui.own_table.upload import WORK

SECONDS = 120
MARKDOWN = "**n** <b> :red[x] $x$"
CUMBERLAND = ("E07000026", "E07000028", "E07000029")


def as_csv(rows: list[list[object]]) -> bytes:
    return "\n".join(",".join(map(str, row)) for row in rows).encode()


@pytest.fixture
def app() -> Iterator[AppTest]:
    made = AppTest.from_file(str(ROOT / "pages" / "own_table.py"), default_timeout=SECONDS).run()
    yield made
    if WORK in made.session_state:
        made.session_state[WORK].close()


def upload(app: AppTest, content: bytes, name: str = "mine.csv") -> AppTest:
    app.file_uploader[0].set_value((name, content, "text/csv"))
    return app.run()


def choose(app: AppTest, label: str, value: object) -> AppTest:
    (box,) = (element for element in app.selectbox if element.label == label)
    return box.select(value).run()


def labels(app: AppTest) -> list[str]:
    return [box.label for box in app.selectbox]


def test_an_empty_page_says_what_to_bring(app: AppTest) -> None:
    assert "Each row names an area of England by its code or name, of any year" in shown_text(app)
    assert not app.exception


def test_a_table_is_drawn_with_its_table_twin_and_its_files(app: AppTest) -> None:
    upload(app, as_csv(resident_rows("upper_tier")))
    assert "mine.csv: 153 rows below the header in row 1, 2 columns." in shown_text(app)
    app = press(app, "Draw the map")
    assert not app.exception
    text = shown_text(app)
    assert "153 counties, cities and boroughs" in text
    assert "None: every row is in the figure of an area." in text
    assert list(app.dataframe[0].value.columns) == ["Area", "Code", "Residents", "Rows", "How"]
    assert len(app.dataframe[0].value) == 153
    assert len(app.get("download_button")) == 5
    app = choose(app, "Area (or click it on the map)", "E08000035")
    assert "Leeds (E08000035)" in shown_text(app)


def test_a_measure_stands_beside_the_table(app: AppTest) -> None:
    upload(app, as_csv(resident_rows("region")))
    press(app, "Draw the map")
    app = choose(app, "Compare it with one of our measures", "regional:health@real")
    assert not app.exception
    assert len(app.dataframe[0].value.columns) == 6
    assert app.dataframe[0].value.iloc[:, 5].notna().all()
    assert "Source of “" in shown_text(app)


def test_what_counts_are_decides_whether_parts_are_put_together(app: AppTest) -> None:
    rows = [["code", "n"], *([code, 1] for code in CUMBERLAND), ["E08000035", 5]]
    upload(app, as_csv(rows))
    app = press(app, "Draw the map")
    assert app.dataframe[0].value["Area"].tolist() == ["Leeds"]
    assert app.dataframe[1].value["Row"].tolist() == [2, 3, 4]
    app = choose(app, "What its figures are", "count")
    assert "The choices have changed since the map was drawn." in shown_text(app)
    app = press(app, "Draw the map")
    assert app.dataframe[0].value["Area"].tolist() == ["Cumberland", "Leeds"]


def test_rates_cannot_be_added_up(app: AppTest) -> None:
    upload(app, as_csv(resident_rows("region")))
    app = choose(app, "What its figures are", "rate")
    (box,) = (element for element in app.selectbox if element.label == "Several rows of one area")
    assert "Add them up" not in box.options


def test_a_refusal_says_why_and_nothing_of_the_file_is_markdown(app: AppTest) -> None:
    upload(app, as_csv([["code", MARKDOWN], ["W06000015", 1], ["W06000001", 2]]))
    app = press(app, "Draw the map")
    assert [error.value for error in app.error] == ["This could not be done."]
    assert "is in Wales" in shown_text(app)
    upload(app, as_csv([["code", MARKDOWN], ["E08000035", 1], ["E08000032", 2]]))
    app = press(app, "Draw the map")
    assert not app.exception
    written = [text.value for text in app.get("markdown")]
    assert not any("**n**" in text for text in written)
    assert all("<b> :red" not in block.proto.body for block in app.get("html"))


def test_what_is_no_table_is_refused(app: AppTest) -> None:
    upload(app, b"%PDF-1.7")
    assert "a PDF document" in shown_text(app)
    assert not any(button.label == "Draw the map" for button in app.button)


def test_authorities_become_a_place(app: AppTest) -> None:
    (part,) = (group for group in app.get("button_group") if group.key == "own_table_part")
    app = part.set_value("Make a place of your own").run()
    app.multiselect[0].set_value(["E08000025", "E08000026"])
    app = press(app.run(), "Make the place")
    assert not app.exception
    assert "My place: 2 counties, cities and boroughs" in shown_text(app)
    assert len(app.get("download_button")) == 3


def test_files_can_be_removed_at_once(app: AppTest) -> None:
    upload(app, as_csv(resident_rows("region")))
    folder = app.session_state[WORK].folder
    press(app, "Draw the map")
    assert json.loads((folder / "result-map" / "report.json").read_text(encoding="utf-8"))
    app = press(app, "Remove them now")
    assert not folder.exists()
    assert "Each row names an area of England" in shown_text(app)
