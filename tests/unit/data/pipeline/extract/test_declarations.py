from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from data.pipeline.derive.catalogue import THEMES_FILE
from data.pipeline.extract.declarations import (
    SourceDeclaration,
    read_declaration,
    read_declarations,
)
from utils.config import SOURCES_DIR
from utils.errors import InvalidInputError

SOURCES = sorted(path.stem for path in SOURCES_DIR.glob("*.yml"))
DETERMINANTS = {
    "health outcome",
    "health behaviours",
    "housing",
    "work and skills",
    "crime and anti-social behaviour",
    "neighbourhood and environment",
    "early years and education",
    "income",
    "several determinants together",
}


@pytest.fixture(params=SOURCES)
def declaration(request: pytest.FixtureRequest) -> SourceDeclaration:
    return read_declaration(SOURCES_DIR / f"{request.param}.yml")


def test_there_is_one_for_every_source() -> None:
    assert list(read_declarations()) == SOURCES
    assert len(SOURCES) >= 20


def test_every_source_says_who_published_it_and_on_what_terms(
    declaration: SourceDeclaration,
) -> None:
    facts = (declaration.title, declaration.publisher, declaration.licence, declaration.citation)
    assert all(facts)
    assert declaration.attribution
    assert declaration.landing_page.startswith("https://")
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", declaration.retrieved)


def test_files_are_declared_once_and_below_the_raw_folder(
    declaration: SourceDeclaration,
) -> None:
    assert declaration.files
    paths = [file.path for file in declaration.files.values()]
    assert len(set(paths)) == len(paths)
    assert not any(path.startswith(("/", ".")) for path in paths)


def test_indicators_are_sane(declaration: SourceDeclaration) -> None:
    themes = set(yaml.safe_load(THEMES_FILE.read_text(encoding="utf-8")))
    for name, indicator in declaration.indicators.items():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", name)
        assert indicator.name, name
        assert indicator.unit, name
        assert indicator.description.endswith("."), name
        assert 0 <= indicator.decimals <= 4, name
        assert indicator.themes, name
        assert set(indicator.themes) <= themes, name
        assert len(set(indicator.themes)) == len(indicator.themes), name
        assert indicator.determinant in DETERMINANTS, name
        assert set(indicator.sexes) <= {"male", "female", "persons"}, name
        assert indicator.sexes, name


def test_no_indicator_is_declared_twice() -> None:
    names = [name for source in read_declarations().values() for name in source.indicators]
    assert len(set(names)) == len(names)


def test_what_is_added_up_or_averaged_suits_its_kind() -> None:
    """A count is never averaged, and a ratio to the country or an index never added up."""
    for source in read_declarations().values():
        for name, indicator in source.indicators.items():
            if indicator.aggregation == "sum_counts":
                assert indicator.rate_type in {"crude_rate", "proportion"}, name
            if indicator.rate_type in {"count", "slope_index"}:
                assert indicator.aggregation == "none", name


def spoilt(folder: Path, *, old: str, new: str, name: str = "desnz_fuel_poverty") -> Path:
    """A copy of a real declaration with one text replaced."""
    text = (SOURCES_DIR / "desnz_fuel_poverty.yml").read_text(encoding="utf-8")
    assert old in text
    path = folder / f"{name}.yml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ("publisher:", "publischer:", r"desnz_fuel_poverty\.yml: (publisher|publischer): "),
        ("title:", "subtitle: x\ntitle:", r"yml: subtitle: got 'x'"),
        ("decimals: 1", "decimals: one", r"indicators\.fuel_poverty\.decimals: got 'one'"),
        ("polarity: low_is_good", "polarity: low_is_bad", r"polarity: got 'low_is_bad'"),
        ("    unit:", "    units:", r"indicators\.fuel_poverty\.unit"),
        ("  authorities: health", "  authorities: 7 #", r"files\.authorities: got 7"),
    ],
)
def test_refuses_a_slip_by_name(tmp_path: Path, old: str, new: str, match: str) -> None:
    with pytest.raises(InvalidInputError, match=match):
        read_declaration(spoilt(tmp_path, old=old, new=new))


def test_the_file_is_named_after_its_source(tmp_path: Path) -> None:
    path = spoilt(tmp_path, old="title:", new="title:", name="fuel")
    with pytest.raises(
        InvalidInputError, match=r"fuel\.yml: source: got 'desnz_fuel_poverty', allowed: fuel"
    ):
        read_declaration(path)
    assert read_declaration(spoilt(tmp_path, old="title:", new="title:")).indicators
