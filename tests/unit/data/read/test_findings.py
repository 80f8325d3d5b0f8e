from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from data.read.findings import FILE, MOST_FIGURES, read_findings
from data.read.registers import RegisterReader, themes_of
from data.read.store import Store
from utils.errors import InvalidInputError

READER = RegisterReader(Store())
THEMES = {theme: theme for row in READER.rows("projects") for theme in themes_of(row)} | {
    theme: theme for row in READER.rows("deep_dives") for theme in themes_of(row)
}


def test_every_theme_with_rows_has_a_finding_that_exists_with_a_reason() -> None:
    found = read_findings(READER, THEMES)
    assert set(found) == set(THEMES)
    for theme, finding in found.items():
        assert theme in themes_of(finding.row)
        assert READER.lines[finding.row["line"]][1] == finding.row
        assert finding.why.endswith(".")
        assert len(finding.figures) <= MOST_FIGURES
        assert all(theme in themes_of(row) for row in finding.figures)


def test_a_contradictory_figure_is_shown_first_nowhere() -> None:
    for finding in read_findings(READER, THEMES).values():
        shown = [finding.row, *finding.figures]
        assert not any(row.get("note") for row in shown)


def declared(folder: Path, **changes: object) -> Path:
    """The declaration with changes of the theme of older people."""
    entries = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    entries["older_people"] |= changes
    path = folder / "findings.yml"
    path.write_text(yaml.safe_dump(entries), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"finding": "dive-999"}, "findings.yml, theme older_people: got 'dive-999', allowed: "),
        ({"finding": "dive-001"}, "theme older_people: got 'dive-001'"),
        ({"figures": ["project-013"]}, "theme older_people: got 'project-013'"),
        ({"figures": ["dive-040"] * 4}, "figures: got .*, allowed: at most 3 lines"),
    ],
)
def test_a_line_that_is_no_row_of_its_theme_is_named(
    tmp_path: Path, changes: dict[str, object], message: str
) -> None:
    with pytest.raises(InvalidInputError, match=message):
        read_findings(READER, THEMES, file=declared(tmp_path, **changes))


def test_themes_that_are_declared_without_need_are_named() -> None:
    with pytest.raises(InvalidInputError, match="every theme with a figure or a project"):
        read_findings(READER, {"older_people": "Older people"})
