"""No published or declared text names a machine, and the README names the commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.versions.schema import read_tables
from tests.data.published import published
from utils.config import PUBLISHED_DIR, ROOT

#: A path of a machine stands alone; an address may hold the same words.
FORBIDDEN = re.compile(r"(?<![\w.])/(work|root|home|tmp)/|seed document|file://")
DECLARATIONS = sorted((ROOT / "data").rglob("*.yml"))


@pytest.mark.parametrize("table", sorted(read_tables()))
def test_no_published_text_names_a_machine(table: str) -> None:
    frame = published(table)
    for column in frame.select_dtypes(include=["str", "object"]).columns:
        texts = " \n ".join(str(cell) for cell in frame[column].dropna().unique())
        assert FORBIDDEN.findall(texts) == [], column


@pytest.mark.parametrize("path", DECLARATIONS, ids=lambda path: path.name)
def test_no_declaration_names_a_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert FORBIDDEN.findall(text) == []


def test_the_description_names_no_machine() -> None:
    text = (PUBLISHED_DIR / "datapackage.json").read_text(encoding="utf-8")
    assert FORBIDDEN.findall(text) == []


@pytest.mark.parametrize(
    "command",
    [r"python3 -m utils\.launch", r"python3 -m tests", r"python3? -m data\.build"],
)
def test_the_readme_names_the_commands(command: str) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"{command}\b", text)
