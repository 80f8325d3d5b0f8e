from __future__ import annotations

from pathlib import Path

import pytest

from data.read.registers import RegisterReader
from tests.unit.data.small_registers import small_reader
from utils.narrative.theme_findings import theme_sentences

FIGURE = {
    "place_id": "birmingham",
    "source_title": "A page",
    "kind": "share",
    "financial_year": "2009-10",
    "cashable": None,
    "paid_by": None,
    "gained_by": None,
}
UNKNOWN = (
    "The sources do not say who pays for 1 of the 2 savings, whether 1 of the 2 savings can be "
    "taken out of budgets and the year of 2 of the 3 figures."
)
SAVING = FIGURE | {"kind": "saving", "cashable": "not said", "financial_year": None}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> RegisterReader:
    folder: Path = tmp_path_factory.mktemp("registers")
    return small_reader(folder)


def test_what_is_known_needs_one_sentence_alone(reader: RegisterReader) -> None:
    assert theme_sentences(reader, [FIGURE], projects=0) == [
        "1 figure from 1 source, about: Birmingham."
    ]


def test_who_pays_and_gains_is_said_of_the_figures_whose_sources_say_it(
    reader: RegisterReader,
) -> None:
    paid = SAVING | {"paid_by": "councils", "source_title": "Another", "place_id": "suffolk"}
    gained = SAVING | {"gained_by": "NHS", "cashable": "cashable"}
    assert theme_sentences(reader, [FIGURE, paid, gained], projects=0) == [
        "3 figures from 2 sources, about: Birmingham; Suffolk.",
        "For 2 figures, the sources name who pays (councils) and who gains (NHS).",
        UNKNOWN,
    ]
    assert theme_sentences(reader, [gained], projects=0)[1] == (
        "For 1 figure, the source names who gains (NHS)."
    )


def test_a_theme_of_projects_alone_says_that_there_is_no_figure(reader: RegisterReader) -> None:
    assert theme_sentences(reader, [], projects=2) == [
        "The sources give no figure for this theme, and name 2 projects."
    ]
