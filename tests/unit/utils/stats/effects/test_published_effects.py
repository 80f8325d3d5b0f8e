"""Effects against those printed in the papers whose data these are.

California: Arkhangelsky, Athey, Hirshberg, Imbens and Wager, American Economic Review 111 (2021),
pages 4088 to 4118, table 1. West Germany: Abadie, Diamond and Hainmueller, American Journal of
Political Science 59 (2015), pages 495 to 510. Basque Country: Abadie and Gardeazabal, American
Economic Review 93 (2003), pages 113 to 132.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pytest

from tests.unit.utils.stats.effects.panels import basque_country, california, germany
from utils.stats.effects.arrays import Floats
from utils.stats.effects.difference_in_differences import difference_in_differences
from utils.stats.effects.paths import Estimator, paths_of
from utils.stats.effects.placebos import calculate_placebos
from utils.stats.effects.synthetic_control import demeaned_control, synthetic_control
from utils.stats.effects.synthetic_differences import synthetic_differences, time_weights

#: Weights of West Germany's synthetic control as printed in table 1 of the paper.
GERMAN_WEIGHTS: Final = {
    "Austria": 0.42,
    "United States": 0.22,
    "Japan": 0.16,
    "Switzerland": 0.11,
    "Netherlands": 0.09,
}
#: Weights of the Basque Country's as printed in its paper.
BASQUE_WEIGHTS: Final = {"Cataluna": 0.8508, "Madrid": 0.1492}
#: Steps after which the authors of table 1 stop.
STEPS: Final = 10_000


@pytest.mark.parametrize(
    ("estimator", "effect"),
    [
        (difference_in_differences, -27.3),
        (demeaned_control, -11.1),
        (synthetic_differences, -15.6),
    ],
)
def test_proposition_99_is_that_of_table_1(estimator: Estimator, effect: float) -> None:
    assert estimator(california().actual()).effects[0] == pytest.approx(effect, abs=0.05)


def test_proposition_99_by_synthetic_control_is_nearer_the_optimum_than_table_1() -> None:
    targets = california().actual()
    design, aim = targets.donors[:, : targets.first].T, targets.means[0, : targets.first]
    stopped = _authors_steps(design, aim)
    printed = paths_of(targets, stopped[None]).effects[0]
    assert printed == pytest.approx(-19.6, abs=0.05)
    ours = synthetic_control(targets)
    assert ((design @ ours.weights[0] - aim) ** 2).sum() < ((design @ stopped - aim) ** 2).sum()
    assert ours.effects[0] == pytest.approx(-19.51, abs=0.005)


def _authors_steps(design: Floats, aim: Floats) -> Floats:
    """Frank and Wolfe's steps from even weights, started again once without the small ones."""
    weights = np.full(design.shape[1], 1 / design.shape[1])
    for steps in (100, STEPS):
        for _ in range(steps):
            miss = design @ weights - aim
            best = int((miss @ design).argmin())
            way = -weights
            way[best] += 1
            move = design @ way
            weights = weights + np.clip(-(miss @ move) / (move @ move), 0, 1) * way
        if steps != STEPS:
            weights[weights <= weights.max() / 4] = 0
            weights /= weights.sum()
    return weights


def test_proposition_99_leans_on_the_last_years_as_in_the_paper() -> None:
    # In figure 1 of the paper 1986, 1987 and 1988 alone have weight.
    targets = california().actual()
    changes = np.diff(targets.donors[:, : targets.first], axis=1)
    weights = time_weights(targets, np.array([changes.std(ddof=1)]))[0]
    assert weights[-3:].sum() == pytest.approx(1, abs=1e-4)


def test_west_germany_by_the_printed_weights_loses_what_is_printed() -> None:
    panel = germany()
    weights = np.array([[GERMAN_WEIGHTS.get(name, 0.0) for name in panel.donor_names]])
    found = paths_of(panel.actual(), weights)
    assert found.effects[0] == pytest.approx(-1_600, abs=50)
    assert found.gaps[0, -1] == pytest.approx(-3_400, abs=50)


def test_west_germany_by_outcomes_alone_ends_an_eighth_below_as_printed() -> None:
    # As the paper says: in 2003 about 12 per cent above, and the largest ratio of all countries.
    panel = germany()
    found = calculate_placebos(panel, synthetic_control)
    below = -found.actual.gaps[0, -1] / panel.outcomes[panel.treated][0, -1]
    assert below == pytest.approx(0.12, abs=0.005)
    assert found.ratio_p == pytest.approx(1 / 17)


def test_the_basque_country_by_the_printed_weights_loses_a_tenth_as_printed() -> None:
    panel = basque_country()
    weights = np.array([[BASQUE_WEIGHTS.get(name, 0.0) for name in panel.donor_names]])
    gaps = paths_of(panel.actual(), weights).gaps[0]
    shares = gaps / (panel.outcomes[panel.treated][0] - gaps)
    assert shares[panel.periods.index("1980") :].mean() == pytest.approx(-0.10, abs=0.005)


def test_the_basque_country_by_outcomes_alone_is_a_mix_of_the_same_two_regions() -> None:
    panel = basque_country()
    found = dict(zip(panel.donor_names, synthetic_control(panel.actual()).weights[0], strict=True))
    for name, weight in BASQUE_WEIGHTS.items():
        assert found[name] == pytest.approx(weight, abs=0.03)
