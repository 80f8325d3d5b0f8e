"""Digits held as text give the same result as numbers, or a named error; never another result."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

from tests.unit.utils.stats.calls import CALLS, STATISTICS, assert_same, run
from utils.errors import InvalidInputError

KINDS = ("object", "str", "category")


def as_text(numbers: pd.Series[Any], kind: str) -> pd.Series[Any]:
    return pd.Series([str(number) for number in numbers], index=numbers.index, dtype=kind)


def changes() -> Iterator[tuple[str, str, object]]:
    """Each numeric column, list and single number of each call, as text."""
    for name, call in CALLS.items():
        for argument, received in call.arguments.items():
            if isinstance(received, pd.DataFrame):
                for column in received.select_dtypes("number"):
                    for kind in KINDS:
                        yield (
                            name,
                            argument,
                            received.assign(**{column: as_text(received[column], kind)}),
                        )
            elif isinstance(received, pd.Series) and received.dtype.kind in "if":
                yield from ((name, argument, as_text(received, kind)) for kind in KINDS)
            elif isinstance(received, list) and isinstance(received[0], int):
                yield name, argument, [str(inner) for inner in received]
            elif isinstance(received, tuple) and not isinstance(received[0], str):
                yield name, argument, tuple(str(inner) for inner in received)
            elif isinstance(received, int | float):
                yield name, argument, str(received)


CHANGES = list(changes())


def test_every_statistic_is_called() -> None:
    assert set(CALLS) == set(STATISTICS)


@pytest.mark.parametrize(
    ("name", "argument", "text"),
    CHANGES,
    ids=[f"{name}-{argument}-{place}" for place, (name, argument, _) in enumerate(CHANGES)],
)
def test_text_gives_the_same_result_or_a_named_error(
    name: str, argument: str, text: object
) -> None:
    try:
        found = run(name, **{argument: text})
    except InvalidInputError:
        # A column is read; only settings and single numbers are refused.
        assert not isinstance(text, pd.DataFrame | pd.Series)
    else:
        assert_same(found, run(name))


@pytest.mark.parametrize("kind", KINDS)
def test_tenths_numbered_in_text_keep_their_order(kind: str) -> None:
    # A straight line of 0.69 a tenth rises by 6.9 from end to end; in the order of the text, with
    # the tenth tenth after the first, it seemed to rise by 3.9.
    data = pd.DataFrame(
        {
            "rank": pd.Series([str(number) for number in range(1, 11)], dtype=kind),
            "value": [73 + 0.69 * number for number in range(10)],
            "population": 100,
            "standard_error": 0.3,
        }
    )
    found = STATISTICS["calculate_sii"](data=data, repetitions=50)
    assert found["value"].tolist() == pytest.approx([6.9])


@pytest.mark.parametrize("word", ["n/a", "1,000", "*", "", "2020-01-01"])
def test_other_text_is_named_with_its_column_and_row(word: str) -> None:
    data = pd.DataFrame({"numerator": ["1", word], "denominator": [10, 10]})
    with pytest.raises(InvalidInputError, match="column 'numerator', row 1"):
        STATISTICS["calculate_crude_rate"](data=data)


def test_a_date_is_no_number() -> None:
    data = pd.DataFrame({"value": pd.to_datetime(["2020-01-01", "2021-01-01"])})
    with pytest.raises(InvalidInputError, match=r"column .value., row 0: .* allowed: a number"):
        STATISTICS["calculate_mean"](data=data)
