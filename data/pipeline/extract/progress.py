"""Shows how a run of downloads is getting on: a bar on a terminal, nothing more elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn


@dataclass
class FetchProgress:
    """A bar at a time, for the file being fetched."""

    bars: Progress
    files: int
    started: int = 0
    _bar: TaskID | None = field(default=None, init=False)

    @contextmanager
    def file(self, name: str) -> Iterator[None]:
        """Show a bar for a file while its download runs."""
        self.started += 1
        label = f"{self.started}/{self.files} {name}"
        self._bar = self.bars.add_task(label, total=None)
        try:
            yield
        finally:
            self.bars.remove_task(self._bar)

    def start(self, size: int | None) -> None:
        """Begin a body of `size` bytes, or of unknown size."""
        if self._bar is not None:
            self.bars.reset(self._bar, total=size)

    def add(self, count: int) -> None:
        """Count bytes that have come."""
        if self._bar is not None:
            self.bars.advance(self._bar, count)


@contextmanager
def show_progress(*, files: int, console: Console | None = None) -> Iterator[FetchProgress]:
    """Show bars on the error output while files are fetched, if that output is a terminal."""
    console = console or Console(stderr=True)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn())
    bars = Progress(*columns, console=console, disable=not console.is_terminal, transient=True)
    with bars:
        yield FetchProgress(bars=bars, files=files)
