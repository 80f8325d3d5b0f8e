"""Estimates a theme by weighed words: a linear model whose weights are a file that can be read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from data.ledger.core.phrases import plain_words
from data.ledger.count.joint_names import TOGETHER
from utils.config import LEDGER_WORDS_DIR

MODEL_FILE: Final = LEDGER_WORDS_DIR / "theme_model.json"
TEXTS: Final = ("department", "purpose", "category")
TRADE: Final = "supplier is a "
#: Words of fewer letters are codes more often than words.
SHORTEST: Final = 2
REASONS: Final = 3
FLOATS = NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A theme by weighed words, how sure it is, and the words that weigh most."""

    theme: str
    chance: float
    confidence: str
    reasons: str


@dataclass(frozen=True)
class ThemeModel:
    """Weights of words for each theme, with the curve that makes a chance of their sum.

    Attributes:
        themes: the themes, in the order of all weights.
        intercepts: what each theme begins with.
        slopes: of the curve 1 / (1 + exp(slope * sum + shift)) of each theme.
        shifts: of that curve.
        weights: weight of a word for each theme.
        fair: least chance at which an estimate is of fair confidence.
        least: least chance at which there is an estimate of each theme.
    """

    themes: tuple[str, ...]
    intercepts: FLOATS
    slopes: FLOATS
    shifts: FLOATS
    weights: Mapping[str, FLOATS]
    fair: float
    least: FLOATS

    def estimate(self, rows: Sequence[Mapping[str, str | None]]) -> list[Estimate | None]:
        """Estimate the theme of each row; None where no theme is likely enough.

        Args:
            rows: columns of `theme_rules.COLUMNS`.
        """
        return [self._estimate(row) for row in rows]

    def chances(self, words: frozenset[str]) -> FLOATS:
        """The chance of each theme, given the words."""
        sums = self.intercepts + sum(
            (self.weights[word] for word in words), np.zeros(len(self.themes))
        )
        each: FLOATS = 1.0 / (1.0 + np.exp(self.slopes * sums + self.shifts))
        whole: FLOATS = each / each.sum()
        return whole

    def _estimate(self, row: Mapping[str, str | None]) -> Estimate | None:
        known = frozenset(word for word in row_words(row) if word in self.weights)
        if not known:
            return None
        chances = self.chances(known)
        best = int(chances.argmax())
        chance = float(chances[best])
        if chance < self.least[best]:
            return None
        return Estimate(
            self.themes[best],
            chance,
            "fair" if chance >= self.fair else "low",
            self._reasons(known, best, chance),
        )

    def _reasons(self, words: frozenset[str], theme: int, chance: float) -> str:
        ranked = sorted(words, key=lambda word: (-self.weights[word][theme], word))[:REASONS]
        said = ", ".join(f"{word} {self.weights[word][theme]:+.1f}" for word in ranked)
        return f"estimate {chance:.0%}: {said}"


def row_words(row: Mapping[str, str | None]) -> frozenset[str]:
    """The words and pairs of words of a row's texts, and what its supplier is."""
    found = frozenset().union(*(_words(row[name]) for name in TEXTS if row[name]))
    trade = row["supplier_trade"]
    return found | {TRADE + trade} if trade else found


@cache
def _words(text: str) -> frozenset[str]:
    """Words of a text and pairs of neighbours, of letters alone."""
    found: set[str] = set()
    for part in text.split(TOGETHER):
        words = [
            word
            for word in plain_words(part).split()
            if word.isalpha() and len(word) >= SHORTEST and word != "and"
        ]
        found |= {*words, *(f"{one} {two}" for one, two in pairwise(words))}
    return frozenset(found)


def read_model(path: Path) -> ThemeModel:
    """Read a model as `data.ledger.training` writes it."""
    return make_model(json.loads(path.read_text(encoding="utf-8")))


def make_model(read: Mapping[str, Any]) -> ThemeModel:
    """Make a model of its declaration; what is not given of a theme or a word is zero."""
    themes = tuple(read["themes"])
    at = {theme: number for number, theme in enumerate(themes)}
    weights = {}
    for word, given in read["weights"].items():
        weights[word] = np.zeros(len(themes))
        for theme, weight in given.items():
            weights[word][at[theme]] = weight

    def column(name: str) -> FLOATS:
        return np.array([read["themes"][theme].get(name, 0.0) for theme in themes], dtype=float)

    return ThemeModel(
        themes,
        column("intercept"),
        column("slope"),
        column("shift"),
        weights,
        fair=float(read.get("fair", 1.0)),
        least=column("least"),
    )


@cache
def declared_model() -> ThemeModel | None:
    """The model that the ledger uses; None where none is declared."""
    return read_model(MODEL_FILE) if MODEL_FILE.exists() else None
