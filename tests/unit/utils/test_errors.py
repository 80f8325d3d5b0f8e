from __future__ import annotations

import inspect

import pytest

from utils import errors
from utils.errors import AtlasError, AtlasWarning, InvalidInputError, SourceSchemaError


def test_every_error_of_the_project_has_one_base() -> None:
    classes = [member for _, member in inspect.getmembers(errors, inspect.isclass)]
    assert len(classes) >= 7
    warnings = [kind for kind in classes if issubclass(kind, Warning)]
    assert all(issubclass(warning, AtlasWarning) for warning in warnings)
    assert all(issubclass(kind, AtlasError) for kind in classes if kind not in warnings)


def test_a_schema_error_names_every_part_it_was_given() -> None:
    whole = SourceSchemaError(
        source="s", file="f.csv", sheet="T1", row=0, column="c", received=3, expected="4"
    )
    assert str(whole) == ("Source s, file f.csv, sheet 'T1', row 0, column 'c': got 3, allowed: 4.")
    bare = SourceSchemaError(source="s", file="f.csv", received="x", expected="y")
    assert str(bare) == "Source s, file f.csv: got 'x', allowed: y."
    assert (bare.sheet, bare.row, bare.column) == (None, None, None)


def test_an_input_error_says_what_came_and_what_was_allowed() -> None:
    with pytest.raises(AtlasError, match=r"^year: got 'x', allowed: 2001 to 2024\.$"):
        raise InvalidInputError(argument="year", received="x", expected="2001 to 2024")
