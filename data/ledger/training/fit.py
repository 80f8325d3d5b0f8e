"""Learns weights of words for themes: logistic regression, calibrated by publisher."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.calibration import CalibratedClassifierCV
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from threadpoolctl import threadpool_limits

from data.ledger.training.labels import Example

#: Words of fewer publishers are a publisher's own names and say nothing of another's.
FEWEST_PUBLISHERS: Final = 2
#: Strength of the words against the wish for small weights (scikit-learn's C).
STRENGTH: Final = 0.1
FOLDS: Final = 5
MOST_STEPS: Final = 1_000
TOLERANCE: Final = 1e-3
#: Weights nearer to nothing are left out of the file.
SMALLEST: Final = 0.05
PLACES: Final = 3


def fit(examples: Sequence[Example]) -> dict[str, Any]:
    """Learn weights, and the curve of each theme that makes a chance of a sum of weights.

    A regression over all themes; the curve of each theme is fitted (Platt, 1999) to sums of
    payments of publishers that were left out when their weights were learnt. An example weighs by
    the root of its money, beside the mean of its publisher.

    Args:
        examples: of several publishers.

    Returns:
        `themes` (intercept, slope, shift) and `weights`, for `theme_estimates.make_model`.
    """
    return _written(*calibrated(examples))


def calibrated(examples: Sequence[Example]) -> tuple[CalibratedClassifierCV, list[str]]:
    """The library's own model of the examples, and its words in the order of its weights."""
    known = _known_words(examples)
    seen = [sorted(example.words & known) for example in examples]
    kept = [at for at, words in enumerate(seen) if words]
    vectors = DictVectorizer(sparse=True)
    matrix: csr_matrix = vectors.fit_transform([dict.fromkeys(seen[at], 1) for at in kept])
    own = [examples[at] for at in kept]
    groups = [example.publisher for example in own]
    model = CalibratedClassifierCV(
        LogisticRegression(C=STRENGTH, max_iter=MOST_STEPS, tol=TOLERANCE),
        method="sigmoid",
        cv=list(GroupKFold(min(FOLDS, len(set(groups)))).split(matrix, groups=groups)),
        ensemble=False,
    )
    # Many short steps on few columns: with several threads these wait for each other.
    with threadpool_limits(1):
        model.fit(matrix, [example.theme for example in own], sample_weight=_importance(own))
    return model, [str(word) for word in vectors.get_feature_names_out()]


def _known_words(examples: Sequence[Example]) -> frozenset[str]:
    """Words that several publishers use."""
    users: defaultdict[str, set[str]] = defaultdict(set)
    for example in examples:
        for word in example.words:
            users[word].add(example.publisher)
    return frozenset(word for word, own in users.items() if len(own) >= FEWEST_PUBLISHERS)


def _importance(examples: Sequence[Example]) -> NDArray[np.float64]:
    """The root of each example's money beside the mean of its publisher."""
    roots = np.sqrt([max(example.amount, 1.0) for example in examples])
    publishers = np.array([example.publisher for example in examples])
    found = np.empty(len(examples))
    for publisher in np.unique(publishers):
        own = publishers == publisher
        found[own] = roots[own] / roots[own].mean()
    return found


def _written(model: CalibratedClassifierCV, words: Sequence[str]) -> dict[str, Any]:
    """The model as plain numbers by theme and word."""
    fitted = model.calibrated_classifiers_[0]
    themes = [str(theme) for theme in fitted.estimator.classes_]
    weights = np.round(fitted.estimator.coef_, PLACES)
    curves = zip(themes, fitted.estimator.intercept_, fitted.calibrators, strict=True)
    return {
        "themes": {
            theme: {
                "intercept": round(float(intercept), PLACES),
                "slope": round(float(curve.a_), PLACES),
                "shift": round(float(curve.b_), PLACES),
            }
            for theme, intercept, curve in curves
        },
        "weights": {
            word: {
                theme: float(weight)
                for theme, weight in zip(themes, weights[:, at], strict=True)
                if abs(weight) >= SMALLEST
            }
            for at, word in enumerate(words)
            if np.abs(weights[:, at]).max() >= SMALLEST
        },
    }
