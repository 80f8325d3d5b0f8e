from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from data.ledger.cli import main
from data.ledger.report.progress import progress_words, show_reading

TEXT = "Date,Supplier,Amount\n01/04/2024,Craft Ltd,1.00\n02/04/2024,Craft Ltd,2.00\n"


@pytest.mark.parametrize(
    ("rows", "share", "seconds", "words"),
    [
        (1_200_000, 0.25, 2.0, "1,200,000 rows, 600,000 a second, 6 s left"),
        (40, 0.0, 2.0, "40 rows, 20 a second"),
        (40, 1.0, 2.0, "40 rows, 20 a second, 0 s left"),
        (5, 0.5, 0.0, "5 rows"),
        (1, 0.5, 0.0, "1 row"),
    ],
)
def test_words_say_the_speed_and_the_time_left(
    rows: int, share: float, seconds: float, words: str
) -> None:
    assert progress_words(rows, share, seconds=seconds) == words


def test_a_terminal_has_a_bar_and_no_lines() -> None:
    terminal = io.StringIO()
    console = Console(file=terminal, force_terminal=True, width=100)
    with show_reading(asked=True, console=console) as progress:
        progress.rows("a.csv", 40_000, 0.5)
        progress.bars.refresh()
    shown = terminal.getvalue()
    assert "40,000 rows" in shown
    assert "s left" in shown
    assert "progress " not in shown


def test_elsewhere_there_are_lines_if_asked_for_and_seldom() -> None:
    for asked in (True, False):
        output = io.StringIO()
        with show_reading(asked=asked, console=Console(file=output)) as progress:
            for rows in (10, 20, 30):
                progress.rows("a.csv", rows, rows / 100)
            progress.rows("b.csv", 5, 0.0)
            progress.step("counting")
        lines = output.getvalue().splitlines()
        assert [line.split(",")[0] for line in lines] == (
            ["progress a.csv: 10 rows", "progress b.csv: 5 rows", "progress counting"]
            if asked
            else []
        )


def test_progress_is_never_in_the_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a\x1b.csv"
    path.write_text(TEXT, encoding="utf-8")
    assert main(["check", "--json", str(path)]) == 0
    silent = capsys.readouterr()
    assert main(["check", "--json", "--progress", str(path)]) == 0
    said = capsys.readouterr()
    assert silent.err == ""
    assert said.err.startswith("progress a .csv: 3 rows")
    assert json.loads(said.out) == json.loads(silent.out)
