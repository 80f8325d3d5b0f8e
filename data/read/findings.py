"""Reads which row of the record each theme shows first: declared, with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from data.read.registers import RegisterReader
from data.read.rows import DeepDivesRow, ProjectsRow
from utils.config import PROGRAMME_DIR
from utils.errors import InvalidInputError

FILE: Final = PROGRAMME_DIR / "findings.yml"
MOST_FIGURES: Final = 3
ThemeRow = DeepDivesRow | ProjectsRow


@dataclass(frozen=True)
class Finding:
    """What a theme shows first.

    Attributes:
        row: the row on the theme's card.
        why: why this row.
        figures: figures that open the theme's page, at most `MOST_FIGURES`.
    """

    row: ThemeRow
    why: str
    figures: tuple[DeepDivesRow, ...]


def read_findings(
    reader: RegisterReader, themes: Mapping[str, str], *, file: Path = FILE
) -> dict[str, Finding]:
    """What every theme with a figure or a project shows first, in the themes' order.

    Args:
        reader: the registers.
        themes: name of each theme by its short name.
        file: the declaration.

    Raises:
        InvalidInputError: a theme with rows is not declared, a declared theme is not known, or a
            line is no row of its theme.
    """
    declared: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    with_rows = [
        theme
        for theme in themes
        if reader.rows("deep_dives", theme=theme) or reader.rows("projects", theme=theme)
    ]
    if set(declared) != set(with_rows):
        raise InvalidInputError(
            argument=f"themes in {file.name}",
            received=sorted(declared),
            expected=f"every theme with a figure or a project and no other: {sorted(with_rows)}",
        )
    return {theme: _finding(reader, theme, declared[theme], file) for theme in with_rows}


def _finding(reader: RegisterReader, theme: str, entry: Mapping[str, Any], file: Path) -> Finding:
    figures = {row["line"]: row for row in reader.rows("deep_dives", theme=theme)}
    projects = {row["line"]: row for row in reader.rows("projects", theme=theme)}
    rows: dict[str, ThemeRow] = {**figures, **projects}
    if len(entry["figures"]) > MOST_FIGURES:
        raise InvalidInputError(
            argument=f"{file.name}, theme {theme}, figures",
            received=entry["figures"],
            expected=f"at most {MOST_FIGURES} lines",
        )
    _check(entry["finding"], [*figures, *projects], theme, file)
    for line in entry["figures"]:
        _check(line, list(figures), theme, file)
    return Finding(
        row=rows[entry["finding"]],
        why=entry["why"],
        figures=tuple(figures[line] for line in entry["figures"]),
    )


def _check(line: str, allowed: Sequence[str], theme: str, file: Path) -> None:
    if line not in allowed:
        raise InvalidInputError(
            argument=f"{file.name}, theme {theme}",
            received=line,
            expected=f"the line of a row of this theme: {', '.join(allowed)}",
        )
