from __future__ import annotations

from io import StringIO

from rich.console import Console

from data.pipeline.extract.progress import show_progress


def draw(*, terminal: bool) -> str:
    """Fetch one of two files to its half and give what was drawn."""
    screen = StringIO()
    console = Console(file=screen, force_terminal=terminal, width=100)
    with show_progress(files=2, console=console) as progress, progress.file("a[b].csv"):
        progress.start(2_000)
        progress.add(1_000)
        progress.bars.refresh()
    return screen.getvalue()


def test_terminal_shows_which_file_and_how_far() -> None:
    drawn = draw(terminal=True)
    assert "1/2 a[b].csv" in drawn
    assert "1.0/2.0 kB" in drawn


def test_elsewhere_no_bar_is_drawn() -> None:
    assert draw(terminal=False).strip() == ""
