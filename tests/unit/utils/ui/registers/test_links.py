from __future__ import annotations

from pathlib import Path

import pytest

from data.read.registers import RegisterReader
from tests.unit.data.small_registers import small_reader
from utils.ui.registers.links import register_links, row_address, shelf_address, touch_link
from utils.ui.registers.rows import barrier, cited, row_link, row_words
from utils.ui.registers.savings import savings_frame

HOSTILE = '"><script>x</script>'


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> RegisterReader:
    folder: Path = tmp_path_factory.mktemp("registers")
    return small_reader(folder)


def test_a_place_leads_to_its_figures_journeys_projects_and_barriers(
    reader: RegisterReader,
) -> None:
    found = register_links(reader, of="Birmingham", place="birmingham")
    assert 'href="deep_dives?record=birmingham&amp;shelf=figures">4 figures on Birm' in found
    assert ">1 journey on Birmingham</a>" in found
    assert ">1 project on Birmingham</a>" in found
    assert 'href="barriers?record=birmingham">1 barrier in Birmingham</a>' in found


def test_a_theme_of_a_place_leads_to_no_barriers(reader: RegisterReader) -> None:
    chosen = {"place": "birmingham", "theme": "drugs_and_alcohol"}
    found = register_links(reader, of="drugs in Birmingham", **chosen)
    assert ">3 figures on drugs in Birmingham</a>" in found
    assert "barrier" not in found


def test_a_place_of_which_nothing_is_held_is_said_so(reader: RegisterReader) -> None:
    found = register_links(reader, of="Suffolk", place="suffolk")
    assert found == "<p>The sources on Total Place have nothing on Suffolk.</p>"


def test_addresses_leave_out_what_is_not_chosen() -> None:
    assert row_address("dive-012") == "deep_dives?row=dive-012"
    assert shelf_address("journeys", theme="older_people") == (
        "deep_dives?topic=older_people&shelf=journeys"
    )


def test_a_small_link_tells_which_row_and_is_escaped() -> None:
    found = touch_link("b031", HOSTILE)
    assert 'aria-label="Details and related records: &#34;&gt;&lt;script&gt;' in found
    assert "<script>" not in found
    assert found.endswith(">Details and related records</a>")


def test_every_row_of_every_register_has_words_a_source_and_its_address(
    reader: RegisterReader,
) -> None:
    for line, (table, row) in reader.lines.items():
        assert f'href="deep_dives?row={line}"' in row_words(reader, row)
        assert cited(row) in row_words(reader, row)
        assert f'href="deep_dives?row={line}"' in row_link(reader, table, row)


def test_words_of_the_record_are_escaped(reader: RegisterReader) -> None:
    row = reader.lines["b002"][1] | {"barrier": HOSTILE, "who_raised": HOSTILE}
    assert "<script>" not in barrier(reader, row)


def test_savings_are_a_table_that_leaves_gaps_empty(reader: RegisterReader) -> None:
    rows = [reader.lines[line][1] for line in ("dive-003", "dive-005")]
    table = savings_frame(reader, rows)
    assert table["Kind"].tolist() == ["saving", "cost side"]
    assert table["Who pays"].tolist() == ["", "councils"]
    assert table["Source"].tolist() == ["A page", "A page"]
    assert table["Amount"].tolist() == ["£1 million", "£500,000"]
