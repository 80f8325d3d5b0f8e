"""Times statistics of many groups: `python -m tests.bench.statistics [--rows N] [--groups N]`.

Made-up rows, in groups that follow each other or lie anywhere, named by numbers or by text. Each
statistic is timed beside a bare `groupby(...).sum()` of the two columns of counts in the same
frame; the least of several runs of each counts. Read the ratios; a statistic that goes through the
groups one after the other takes hundreds.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from utils.environment import say
from utils.stats.concentration import calculate_concentration_index
from utils.stats.dispersion import calculate_atkinson, calculate_gini
from utils.stats.group_means import calculate_group_means
from utils.stats.life_expectancy import calculate_life_expectancy
from utils.stats.quantiles import assign_quantile
from utils.stats.rates import calculate_crude_rate, calculate_mean, calculate_proportion
from utils.stats.standardisation import calculate_dsr, calculate_isr, calculate_israte

ROWS: Final = 1_000_000
GROUPS: Final = 10_000
REPEATS: Final = 5
#: What the ratios of rates, proportions and standardised rates are to stay below.
TARGET: Final = 10
FREQUENCIES: Final = 4
Statistic = Callable[[pd.DataFrame], pd.DataFrame]

STATISTICS: Final[Mapping[str, Statistic]] = {
    "crude rate": lambda data: calculate_crude_rate(data=data, group_by="area"),
    "proportion": lambda data: calculate_proportion(data=data, group_by="area"),
    "mean": lambda data: calculate_mean(data=data, group_by="area"),
    "directly standardised": lambda data: calculate_dsr(data=data, group_by="area"),
    "the same, repeated events": lambda data: calculate_dsr(
        data=data, group_by="area", age_band="band", event_frequency="frequency"
    ),
    "indirect ratio": lambda data: calculate_isr(data=data, group_by="area"),
    "indirect rate": lambda data: calculate_israte(data=data, group_by="area"),
    "life expectancy": lambda data: calculate_life_expectancy(
        data=data, age="row", deaths="numerator", population="denominator", group_by="area",
        ages=range(data["row"].max() + 1),
    ),
    "mean of areas": lambda data: calculate_group_means(data=data, group_by="area"),
    "quantiles": lambda data: assign_quantile(data=data, group_by="area"),
    "concentration index": lambda data: calculate_concentration_index(
        data=data, rank="row", group_by="area"
    ),
    "Gini coefficient": lambda data: calculate_gini(data=data, group_by="area"),
    "Atkinson's index": lambda data: calculate_atkinson(data=data, group_by="area"),
    "crude rate of each row": lambda data: calculate_crude_rate(data=data),
    "proportion of each row": lambda data: calculate_proportion(data=data),
}  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Make the frames, time every statistic in each, and print the ratios."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.statistics", description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS, help="default %(default)s")
    parser.add_argument("--groups", type=int, default=GROUPS, help="default %(default)s")
    parser.add_argument("--repeat", type=int, default=REPEATS, help="default %(default)s")
    options = parser.parse_args(arguments)
    if options.rows % (options.groups * FREQUENCIES):
        parser.error(f"--rows must be a multiple of {FREQUENCIES} times --groups")
    frames = make_frames(rows=options.rows, groups=options.groups)
    bare = {name: time_of(bare_sum, data, options.repeat) for name, data in frames.items()}
    say(f"{options.rows:,} rows, {options.groups:,} groups".ljust(28) + "".join(map(_cell, frames)))
    say(
        "bare sum, milliseconds".ljust(28)
        + "".join(_cell(f"{1e3 * seconds:.1f}") for seconds in bare.values())
    )
    for name, statistic in STATISTICS.items():
        ratios = (
            time_of(statistic, data, options.repeat) / bare[frame] for frame, data in frames.items()
        )
        say(f"{name:<28}" + "".join(_cell(f"{ratio:.1f}") for ratio in ratios))
    say(f"Rates, proportions and standardised rates of groups are to stay below {TARGET}.")
    return 0


def make_frames(*, rows: int, groups: int) -> dict[str, pd.DataFrame]:
    """The same rows with groups named by numbers or text, together or apart."""
    each, draw = rows // groups, np.random.default_rng(1)
    bands = each // FREQUENCIES
    persons = draw.integers(500, 5_000, groups * bands)
    data = pd.DataFrame(
        {
            "area": np.repeat(np.arange(groups), each),
            "row": np.tile(np.arange(each), groups),
            "band": np.tile(np.repeat(np.arange(bands), FREQUENCIES), groups),
            "frequency": np.tile(np.arange(1, FREQUENCIES + 1), groups * bands),
            "numerator": draw.integers(1, 30, rows),
            "denominator": np.repeat(persons, FREQUENCIES),
            "standard_population": np.tile(
                np.repeat(draw.integers(1_000, 7_000, bands), FREQUENCIES), groups
            ),
            "reference_numerator": draw.integers(100, 900, rows),
            "reference_denominator": draw.integers(50_000, 90_000, rows),
            "value": draw.gamma(2, 5, rows),
            "population": draw.integers(500, 5_000, rows),
        }
    )
    text = data.assign(area="E" + data["area"].astype(str))
    order = draw.permutation(rows)
    return {
        "numbers": data,
        "text": text,
        "numbers, apart": data.iloc[order].reset_index(drop=True),
        "text, apart": text.iloc[order].reset_index(drop=True),
    }


def bare_sum(data: pd.DataFrame) -> pd.DataFrame:
    """What anything over groups takes at the least."""
    return data.groupby("area")[["numerator", "denominator"]].sum()


def time_of(statistic: Statistic, data: pd.DataFrame, repeats: int) -> float:
    """The least seconds of several runs."""
    found = []
    for _ in range(repeats):
        began = time.perf_counter()
        statistic(data)
        found.append(time.perf_counter() - began)
    return min(found)


def _cell(text: str) -> str:
    return f"{text:>16}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
