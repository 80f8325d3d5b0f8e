"""Recognises what each column means, by its name and by its values, and says how sure it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from data.ledger.columns.vocabulary import AMOUNTS, MEANINGS, PERHAPS, SEVERAL, name_scores
from data.ledger.core.amounts import is_blank, read_amount
from data.ledger.core.cells import UNSAVED, cell_text
from data.ledger.core.dates import read_date
from data.ledger.core.file_report import ColumnFound

#: What distinguishes the second column of a name from the first.
TOLD_APART: Final = re.compile(r" \([0-9]+\)$")
KINDS: Final = frozenset(
    {"capital", "revenue", "cap", "rev", "capex", "c", "r", "capital expenditure"}
)
CURRENCIES: Final = frozenset(
    {"gbp", "£", "pounds", "stg", "eur", "usd", "chf", "aud", "cad", "sek", "nok", "dkk", "jpy"}
)
DEBITS_AND_CREDITS: Final = frozenset({"d", "dr", "debit", "c", "cr", "credit"})
PENCE: Final = re.compile(r"[0-9]\.[0-9]{1,2}\)?-?$")
ADDRESS: Final = re.compile(r"https?://|www\.")
#: Columns of texts that may stand together are taken from this score on, three at most; each name
#: that is `perhaps` theirs scores less than the one before it by a hair.
SEVERAL_FROM, MOST_TOGETHER = PERHAPS - 0.01, 3
#: A column is taken for a meaning from this score on.
TAKEN_FROM: Final = 0.3
EXAMPLES: Final = 3
#: Texts of these meanings name no persons.
SHOWN: Final = ("payer", "department", "category", "period", "capital_or_revenue", "currency")
#: Fewer texts than this share make a column hold numbers, dates or codes.
A_FEW: Final = 0.1
#: A name that alone says it is an amount.
SURE: Final = 0.95
#: A column of dates is taken for the date whatever its name, but not with confidence.
DATES_UNNAMED: Final = 0.45
#: A payer is one of few in a file.
MOST_PAYERS, PAYER_SHARE = 5, 0.05
HALF: Final = 0.5
#: Codes have as many digits each, at least so many.
CODE_DIGITS: Final = 4


@dataclass(frozen=True)
class Profile:
    """Shares of a column's filled cells, and how many are filled."""

    count: int
    filled: float
    amounts: float
    pence: float
    marks: float
    addresses: float
    dates: float
    texts: float
    kinds: float
    currencies: float
    distinct: int
    codes: bool
    examples: tuple[str, ...]


def profile(cells: Sequence[object]) -> Profile:
    """Look at a sample of a column's cells."""
    values = [cell for cell in cells if not is_blank(cell)]
    texts = [cell_text(value) for value in values]
    small = [text.lower() for text in texts]
    count = max(len(values), 1)
    # A formula saved without its value may be whatever the name of its column says.
    dates = [value == UNSAVED or read_date(value).day is not None for value in values]
    return Profile(
        count=len(values),
        filled=len(values) / max(len(cells), 1),
        amounts=sum(value == UNSAVED or read_amount(value).amount is not None for value in values)
        / count,
        pence=sum(_has_pence(text) for text in texts) / count,
        marks=sum(text in DEBITS_AND_CREDITS for text in small) / count,
        addresses=sum(map(bool, map(ADDRESS.match, small))) / count,
        dates=sum(dates) / count,
        texts=sum(_is_words(text) and not dated for text, dated in zip(texts, dates, strict=True))
        / count,
        kinds=sum(text in KINDS for text in small) / count,
        currencies=sum(text in CURRENCIES for text in small) / count,
        distinct=len(set(texts)),
        codes=bool(texts)
        and all(text.isdigit() for text in texts)
        and len({len(text) for text in texts}) == 1
        and len(texts[0]) >= CODE_DIGITS,
        examples=tuple(dict.fromkeys(texts))[:EXAMPLES],
    )


def _has_pence(text: str) -> bool:
    return PENCE.search(text) is not None


def _is_words(text: str) -> bool:
    """Whether a text is words rather than a code: more letters than digits."""
    letters = sum(map(str.isalpha, text))
    return letters > sum(map(str.isdigit, text))


def recognise(names: Sequence[str], profiles: Sequence[Profile]) -> tuple[ColumnFound, ...]:
    """Give each column its meaning.

    The best column has a meaning first; texts such as department may have several columns. Of the
    amounts, net goes before an amount of which nothing is said, and that before gross.
    """
    scores = [
        {meaning: _fit(meaning, named, seen) for meaning, named in _named(name, seen).items()}
        for name, seen in zip(names, profiles, strict=True)
    ]
    ranked = sorted(
        (
            (-score, MEANINGS.index(meaning), at, meaning)
            for at, fits in enumerate(scores)
            for meaning, score in fits.items()
            if score >= (SEVERAL_FROM if meaning in SEVERAL else TAKEN_FROM)
        ),
    )
    given: dict[int, tuple[str, float]] = {}
    for negative, _, at, meaning in ranked:
        most = MOST_TOGETHER if meaning in SEVERAL else 1
        if meaning in AMOUNTS:
            # All amounts are kept in view; one of them is chosen afterwards.
            most = len(names)
        taken = sum(1 for other, _ in given.values() if other == meaning)
        if at not in given and taken < most:
            given[at] = (meaning, -negative)
    return tuple(
        _found(at, name, given.get(at), seen)
        for at, (name, seen) in enumerate(zip(names, profiles, strict=True))
    )


def _named(name: str, seen: Profile) -> dict[str, float]:
    named = dict(name_scores(TOLD_APART.sub("", name)))
    if seen.dates >= 0.95 and seen.amounts < 0.1:  # noqa: PLR2004
        named["date"] = max(named.get("date", 0.0), DATES_UNNAMED)
    if seen.kinds > 0.95:  # noqa: PLR2004
        named["capital_or_revenue"] = 1.0
    return named


def _fit(meaning: str, named: float, seen: Profile) -> float:
    """How well name and values together fit a meaning."""
    share = _share(meaning, seen)
    if share < HALF:
        return 0.0
    score = named * (0.4 + 0.6 * share)
    if meaning in AMOUNTS and seen.codes and named < SURE:
        score *= 0.3
    if meaning == "payer" and seen.addresses > HALF:
        # The name of the payer, where a column has it, goes before its web address.
        score *= 0.3
    if meaning == "payer" and seen.distinct > max(MOST_PAYERS, seen.count * PAYER_SHARE):
        score *= 0.3
    return round(score * (0.5 + 0.5 * min(1.0, seen.filled * 2)), 4)


def _share(meaning: str, seen: Profile) -> float:
    if seen.filled == 0:
        return 0.0
    shares = {
        "date": seen.dates,
        "vat": seen.amounts,
        "credit": seen.amounts,
        "debit_or_credit": seen.marks,
        "supplier": seen.texts,
        "payer": seen.texts,
        "department": seen.texts,
        "purpose": seen.texts,
        "category": seen.texts,
        "capital_or_revenue": seen.kinds,
        "currency": seen.currencies,
        **dict.fromkeys(AMOUNTS, seen.amounts),
    }
    return shares.get(meaning, 1.0)


def found_column(
    at: int, name: str, meaning: str, *, confidence: float, why: str, seen: Profile
) -> ColumnFound:
    """Describe a column; examples are given unless they may name persons."""
    shown = meaning in SHOWN or seen.texts < A_FEW
    return ColumnFound(at + 1, name, meaning, confidence, why, seen.examples if shown else ())


def _found(at: int, name: str, given: tuple[str, float] | None, seen: Profile) -> ColumnFound:
    if given is None:
        return found_column(at, name, "", confidence=0.0, why="not used", seen=seen)
    meaning, score = given
    share = _share(meaning, seen)
    why = f"name fits {score:.0%} together with values, {share:.0%} of which are as they must be"
    return found_column(at, name, meaning, confidence=score, why=why, seen=seen)
