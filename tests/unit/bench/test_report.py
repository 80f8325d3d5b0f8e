from __future__ import annotations

from math import nan
from typing import Any

import pytest

from tests.bench.report import print_table, summarise
from tests.bench.rows import Row
from tests.bench.targets import Medians, Target, at_least, at_most, exactly, faster_than_naive

SWITCH = Row("switch, kB", "switches", "bytes", (at_most(4),), scale=1000, digits=1)


def rounds(*figures: float) -> list[dict[str, Any]]:
    return [{"switches": [{"bytes": figure}]} for figure in figures]


@pytest.mark.parametrize(
    ("target", "atlas", "is_met"),
    [
        (at_most(4), 4, True),
        (at_most(4), 4.1, False),
        (at_least(50), 50, True),
        (exactly(1), 2, False),
        (faster_than_naive(30), 100, True),
        (faster_than_naive(30), 101, False),
    ],
)
def test_a_target_is_judged(target: Target, atlas: float, is_met: object) -> None:
    assert target.is_met(Medians(floor=90, atlas=atlas, naive=3000)) is is_met


def test_what_was_not_measured_is_neither_met_nor_missed() -> None:
    judged = faster_than_naive(300).judge(Medians(floor=90, atlas=100, naive=nan))
    assert judged == "not measured: >= 300 x faster than naive"


def test_the_median_is_over_all_rounds() -> None:
    results = {"floor": rounds(1000), "atlas": rounds(2000, 9000, 3000), "naive": rounds()}
    [record] = summarise(results, [SWITCH])
    assert record.figures == ["1.0", "3.0", "-", "3.00", "-"]
    assert "met: <= 4" in print_table([record])[1]


def test_the_worst_is_shown_where_it_is_asked_for() -> None:
    results = {"floor": rounds(), "atlas": rounds(2000, 9000, 3000), "naive": rounds()}
    [record] = summarise(results, [Row("frames", "switches", "bytes", worst=True)])
    assert record.medians.atlas == 9000
