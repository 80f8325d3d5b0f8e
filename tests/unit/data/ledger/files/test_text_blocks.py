from __future__ import annotations

import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data.ledger.core.errors import LedgerError
from data.ledger.core.limits import Limits
from data.ledger.files import text_blocks
from data.ledger.files.encodings import find_encoding
from data.ledger.files.text_blocks import read_blocks
from data.ledger.files.text_tables import TextTable

WIDTH = 3
GOOD = "01/04/2024,Craft Ltd,1.00\n"
PIECES = st.one_of(
    st.sampled_from(
        [GOOD, '"a","b, c","1,000.00"\r\n', 'a,"b\nc",d\n', '5" Pipe,b,c\n', '"A" Ltd,b,c\n', "\n",
         "\r\n", "a,b\n", "a,b,c,d\n", '"a,b,c\n', 'a,b"\n', "a,b,c\r", " \n", "\ufeffa,b,c\n",
         "\0a,b,c\n", "\u2028,\x85,\x1f\n", "é,ß,£1\n", '"a""b",,""\n', "x" * 70 + ",b,c\n"]
    ),
    st.text(alphabet='ab,"\r\n \0;\ufeffé', max_size=12),
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map("".join)


def table_of(path: Path, text: str, *, delimiter: str = ",") -> TextTable:
    path.write_bytes(text.encode())
    limits = Limits(longest_line=60, most_lines_of_row=4)
    return TextTable("a", path, limits, find_encoding(path), delimiter)


def one_by_one(table: TextTable) -> object:
    try:
        rows = list(table.rows())
    except LedgerError as error:
        return str(error)
    return [(number, cells if any(cells) else []) for number, cells in rows], table.stray_quotes


def together(table: TextTable) -> object:
    rows: list[tuple[int, list[str]]] = []
    try:
        for block in read_blocks(table, below=0, width=WIDTH):
            cells = zip(*(column.to_pylist() for column in block.columns), strict=True)
            whole = list(zip(block.numbers.tolist(), map(list, cells), strict=True))
            assert [number for number, _ in whole] == sorted(number for number, _ in whole)
            rows += sorted([*whole, *block.others])
            assert 0 <= block.share <= 1
    except LedgerError as error:
        return str(error)
    return [(number, cells if any(cells) else []) for number, cells in rows], table.stray_quotes


@given(TEXTS, st.sampled_from([1, 7, 40, 10_000]))
@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example('a,b,c\na,"b\nc\nd,e,f\n', 7)
@example('a,b,c\n"a\nb",b,c\nx,y,z', 1)
@example('a,b,c\n"a,b,c\nx,y"z,1\n', 10_000)
def test_blocks_have_the_rows_of_a_reading_one_by_one(
    tmp_path: Path, text: str, characters: int
) -> None:
    with tempfile.TemporaryDirectory(dir=tmp_path) as work, pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_blocks, "CHARACTERS", characters)
        table = table_of(Path(work) / "a.csv", text)
        assert together(table) == one_by_one(table)


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_every_delimiter_is_read_together(tmp_path: Path, delimiter: str) -> None:
    text = f'a{delimiter}"b{delimiter}""c"{delimiter}d\n' * 3
    table = table_of(tmp_path / "a.csv", text, delimiter=delimiter)
    (block,) = read_blocks(table, below=0, width=WIDTH)
    assert block.others == []
    assert [column.to_pylist() for column in block.columns] == [
        ["a"] * 3, [f'b{delimiter}"c'] * 3, ["d"] * 3,
    ]  # fmt: skip


def test_rows_above_the_header_and_the_header_are_passed_over(tmp_path: Path) -> None:
    text = 'A title\n"Date\nof payment",Supplier,Amount\n' + GOOD * 2
    (block,) = read_blocks(table_of(tmp_path / "a.csv", text), below=2, width=WIDTH)
    assert (block.numbers.tolist(), block.others) == ([4, 5], [])


def test_only_lines_with_a_quote_mark_out_of_place_are_read_alone(tmp_path: Path) -> None:
    text = '01/04/2024,"Craft, Ltd","1,000.00"\n' * 50 + '01/04/2024,5" Pipe,1.00\n' + GOOD * 50
    (block,) = read_blocks(table_of(tmp_path / "a.csv", text), below=0, width=WIDTH)
    assert len(block.numbers) == 100
    assert block.others == [(51, ["01/04/2024", '5" Pipe', "1.00"])]


def test_a_block_holds_about_so_many_characters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_blocks, "CHARACTERS", 10 * len(GOOD))
    blocks = list(read_blocks(table_of(tmp_path / "a.csv", GOOD * 95), below=0, width=WIDTH))
    assert sum(len(block.numbers) for block in blocks) == 95
    assert max(len(block.numbers) for block in blocks) <= 11
    assert [block.share for block in blocks] == sorted(block.share for block in blocks)


def test_arrow_and_python_take_the_same_letters_for_white_space() -> None:
    letters = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    bare = pc.utf8_trim_whitespace(pa.array(letters)).to_pylist()
    assert bare == [letter.strip() for letter in letters]
