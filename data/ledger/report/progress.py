"""Says on the error output how far long files are read: a bar on a terminal, lines elsewhere."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from utils.formatting import format_count

#: What a line begins with, so that a program can distinguish it from an error.
LINE: Final = "progress "
#: Seconds between two lines on the same file.
SELDOM: Final = 1.0


@dataclass
class ReadingProgress:
    """How far a run of files is read.

    Attributes:
        bars: bars of a terminal.
        lines: whether lines are printed in their place.
    """

    bars: Progress
    lines: bool
    _file: str = field(default="", init=False)
    _began: float = field(default_factory=time.monotonic, init=False)
    _last: float = field(default_factory=time.monotonic, init=False)
    _said: float = field(default=0.0, init=False)
    _bar: TaskID | None = field(default=None, init=False)

    def rows(self, file: str, rows: int, share: float) -> None:
        """Say how far a file is read.

        Args:
            file: its name, fit to be shown.
            rows: read so far, of the table that is being read.
            share: of the file, from 0 to 1; 0 where it is not known.
        """
        now = time.monotonic()
        first = file != self._file
        if first:
            # A file begins where the one before ended.
            self._file, self._began = file, self._last
            self._end_bar()
            self._bar = self.bars.add_task(file, total=1.0, words="")
        self._last = now
        words = progress_words(rows, share, seconds=now - self._began)
        if self._bar is not None:
            self.bars.update(self._bar, completed=share, words=words)
        if first or now - self._said >= SELDOM:
            self._said = now
            self._print(f"{file}: {words}")

    def step(self, words: str) -> None:
        """Say what is done when the files are read."""
        self._end_bar()
        self._print(words)

    def _end_bar(self) -> None:
        if self._bar is not None:
            self.bars.remove_task(self._bar)
            self._bar = None

    def _print(self, words: str) -> None:
        if self.lines:
            self.bars.console.out(LINE + words, highlight=False)


@contextlib.contextmanager
def show_reading(*, asked: bool, console: Console | None = None) -> Iterator[ReadingProgress]:
    """Show bars if the error output is a terminal; else print lines, if that is asked for."""
    console = console or Console(stderr=True)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[words]}", markup=False),
    )
    bars = Progress(*columns, console=console, disable=not console.is_terminal, transient=True)
    with bars:
        yield ReadingProgress(bars, lines=asked and not console.is_terminal)


def progress_words(rows: int, share: float, *, seconds: float) -> str:
    """Rows read, rows a second, and the seconds left where they can be known.

    >>> progress_words(1_200_000, 0.25, seconds=2.0)
    '1,200,000 rows, 600,000 a second, 6 s left'
    >>> progress_words(5, 0.0, seconds=0.0)
    '5 rows'
    """
    words = format_count(rows, "row", "rows")
    if seconds > 0:
        words += f", {rows / seconds:,.0f} a second"
        if share > 0:
            words += f", {seconds / share - seconds:,.0f} s left"
    return words
