"""Ends a publication after any number of its steps on the disk, and reads what it left."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.read.store import Store


def published_factor(folder: Path) -> float:
    """Read everything as a fresh reader would; returns the one factor all of it was made with."""
    store = Store(folder)
    store.verify()
    factors = {float(store.read("map_values", columns=["value"])["value"].min())}
    for name in store.resources:
        if name.startswith("geometry-"):
            text = store.path(name).read_text(encoding="utf-8")
            factors.add(float(text.rpartition(" ")[2]))
    assert len(factors) == 1, factors
    return factors.pop()


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its content."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


class StoppedError(BaseException):
    """Stands for a process that ends here."""


def count_and_stop(
    monkeypatch: pytest.MonkeyPatch, *, after: int, error: type[BaseException] = StoppedError
) -> tuple[Callable[[], int], list[str]]:
    """Let a publication end after so many steps on the disk; returns how many it took."""
    steps: list[str] = []

    def counted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - passes on whatever comes
            if len(steps) >= after:
                raise error
            steps.append(name)
            return real(*arguments, **named)

        return step

    monkeypatch.setattr(Path, "replace", counted("replace", Path.replace))
    monkeypatch.setattr(Path, "unlink", counted("unlink", Path.unlink))
    monkeypatch.setattr("data.versions.publish.os.fsync", counted("fsync", os.fsync))
    return lambda: len(steps), steps
