"""Questions of the self-assessment, and the visitor's own answers in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from data.read.rows import BarriersRow, Category
from data.read.self_assessment import ANSWERS, Assessment
from utils.narrative.registers import CATEGORIES, counted

#: What each category of barriers asks of a place; the answer is how far it is so.
STATEMENTS: Final[Mapping[Category, str]] = {
    "accountability": "It is unclear who answers for joint work, and to whom.",
    "community": "Communities and the voluntary sector are hard to involve in joint work.",
    "culture": "Habits and fears in our organisations get in the way of working differently.",
    "data_sharing": "Partners cannot share or compare the data that joint work needs.",
    "evidence": "It is hard to show what joint work or early action adds.",
    "finance": "Money is hard to bring into line, pool, or move to where it saves most.",
    "governance": "Partners' boundaries, duties and priorities are hard to bring together.",
    "performance_targets": "Targets, inspection or reporting pull partners different ways.",
    "professional": "Boundaries between professions get in the way of joint work.",
    "regulation": "Laws or rules would have to change before we could do what we plan.",
}
PRIVACY: Final = (
    "One question for each kind of barrier. There is no score. Your answers stay in this visit: we "
    "do not save them or put them in a link, and they are gone when you close or reload the page. "
    "To keep them, save a file at the end of this page; you can load it here later."
)
TABLE_NOTES: Final = (
    "Answers are the visitor's own and not from any source.",
    "Source of the places: the barriers listed in the Total Place Atlas.",
)
NOT_ANSWERED: Final = "not answered yet"
FEW: Final = 3


def say_reason(rows: Sequence[BarriersRow]) -> str:
    """Say why a category is asked about: how often sources name it, and who raised it."""
    who = list(dict.fromkeys(row["who_raised"] for row in rows))
    shown = who[:FEW]
    if len(who) > FEW:
        shown = [*shown, f"{len(who) - FEW} more, listed under “Barriers”"]
    return (
        f"Sources name {counted(len(rows), 'barrier')} of this kind. Raised by: {'; '.join(shown)}."
    )


def say_places(names: Sequence[str]) -> str:
    """Say in which places a category was named.

    >>> say_places(["Kent", "Dorset, Bournemouth and Poole"])
    'Also named in: Kent; Dorset, Bournemouth and Poole.'
    """
    if not names:
        return "No particular place named it."
    return f"Also named in: {'; '.join(names)}."


def say_taken(filled: Assessment) -> str:
    """Say what a loaded file has.

    >>> say_taken(Assessment(place="Kent"))
    'It has answers on 0 categories, for Kent.'
    """
    count = len(filled.replies)
    what = "1 category" if count == 1 else f"{count} categories"
    return f"It has answers on {what}, for {filled.place or 'a place without a name'}."


def by_answer(filled: Assessment, categories: Sequence[Category]) -> dict[str, list[Category]]:
    """Categories by the words of the answer, in the order of the answers; open ones last."""
    words = [*ANSWERS.values(), NOT_ANSWERED]
    found: dict[str, list[Category]] = {word: [] for word in words}
    for category in categories:
        reply = filled.replies.get(category)
        answer = ANSWERS[reply.answer] if reply and reply.answer else NOT_ANSWERED
        found[answer].append(category)
    return {answer: own for answer, own in found.items() if own}


def assessment_table(filled: Assessment, places: Mapping[Category, Sequence[str]]) -> pd.DataFrame:
    """The answers as rows, beside the places where the same was named.

    Args:
        filled: the answers.
        places: names of the places where a category was named.
    """
    return pd.DataFrame(
        [
            {
                "Category": CATEGORIES[category],
                "Statement": STATEMENTS[category],
                "Answer": answer,
                "Note": filled.note(category),
                "Places where the same was named": "; ".join(places[category]),
            }
            for answer, categories in by_answer(filled, list(places)).items()
            for category in categories
        ]
    )
