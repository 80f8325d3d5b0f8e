"""The choices of the page on what changed, resolved and valid before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from data.read.effects.explore import POOLS, Explorer, Pool
from data.read.effects.reader import EffectReader
from data.read.find_place.finder import PlaceFinder
from data.read.places import Place
from utils.formatting import shorten
from utils.narrative.place import measure_title
from utils.ui.shared.place_picker import NO_PLACE, resolve_place
from utils.ui.shared.state import choose, choose_many

KINDS: Final[Mapping[str, str]] = {
    "declared": "Declared questions",
    "together": "All programmes together",
    "own": "Any place, any year",
}
ANSWERS: Final[Mapping[str, str]] = {
    "methods": "Other methods",
    "years": "Year by year",
    "balance": "Who is compared",
    "sensitivity": "If asked differently",
    "counting": "How it is worked out",
}
POOL_WORDS: Final[Mapping[Pool, str]] = {
    "all": "All other areas",
    "type": "Areas of the same type",
    "regions": "Areas of other regions",
}
NO_QUESTION: Final = ""
MOST_TREATED: Final = 6
FIRST_EFFECT: Final = "employment_rate:persons"


@dataclass(frozen=True, kw_only=True)
class EffectChoices:
    """What the visitor chose, resolved and valid.

    Attributes:
        kind: declared questions, all programmes together, or one of the visitor's own.
        place: whose questions come first, or None.
        question: the question whose answer is shown; nothing for none.
        answer: which part of the answer is open.
        joint: the question over all programmes whose answer is shown.
        treated: codes of the areas of the visitor's own question.
        effect: its measure.
        starts: the periods from which on it can be asked.
        start: the first period after its start; nothing where none can be asked.
        until: the last period used; nothing where none can be asked.
        pool: who is compared with.
    """

    kind: str
    place: Place | None
    question: str
    answer: str
    joint: str
    treated: tuple[str, ...]
    effect: str
    starts: Sequence[str]
    start: str
    until: str
    pool: Pool

    @property
    def address(self) -> dict[str, str]:
        """The choices as parameters of the address."""
        shown = {
            "asked": self.kind,
            "place": self.place.place_id if self.place else NO_PLACE,
        }
        if self.kind == "declared":
            return {**shown, "question": self.question, "answer": self.answer}
        if self.kind == "together":
            return {**shown, "joint": self.joint}
        return {
            **shown,
            "treated": ",".join(self.treated),
            "effect": self.effect,
            "start": self.start,
            "until": self.until,
            "pool": self.pool,
        }

    @property
    def defaults(self) -> dict[str, str]:
        """The values that stay out of the address."""
        return {
            "asked": "declared",
            "question": NO_QUESTION,
            "answer": "methods",
            "until": self.starts[-1] if self.starts else "",
            "pool": "all",
        }


def resolve_effects(reader: EffectReader, explorer: Explorer, finder: PlaceFinder) -> EffectChoices:
    """Resolve every choice from the widgets, the visit so far and the address."""
    place = resolve_place(reader.places, finder)
    asked = {row["question"]: row["title"] for row in reader.asked()}
    kind = choose("asked", KINDS, default="declared", words=KINDS["declared"])
    effects = effect_titles(explorer)
    effect = choose(
        "effect", effects, default=FIRST_EFFECT, words=effects[FIRST_EFFECT], is_long=True
    )
    starts = explorer.starts(effect) if kind == "own" else []
    middle, last = (starts[len(starts) // 3], starts[-1]) if starts else ("", "")
    joint = next(iter(reader.together))
    return EffectChoices(
        kind=kind,
        place=place,
        question=choose(
            "question", [NO_QUESTION, *asked], default=NO_QUESTION, words="all questions"
        ),
        answer=choose("answer", ANSWERS, default="methods", words=ANSWERS["methods"]),
        joint=choose(
            "joint", reader.together, default=joint, words=reader.together[joint]["title"]
        ),
        treated=_treated(reader, place),
        effect=effect,
        starts=starts,
        start=choose("start", starts, default=middle, words=middle) if starts else "",
        until=choose("until", starts, default=last, words=last) if starts else "",
        pool=choose("pool", POOLS, default="all", words=POOL_WORDS["all"]),
    )


def effect_titles(explorer: Explorer) -> dict[str, str]:
    """Measures that a visitor can ask about, by name."""
    titles = {name: measure_title(measure) for name, measure in explorer.measures.items()}
    return dict(sorted(titles.items(), key=lambda item: item[1]))


def _treated(reader: EffectReader, place: Place | None) -> tuple[str, ...]:
    default = treated_of(place) if place else ()
    return tuple(
        choose_many("treated", default=default, resolve=lambda wanted: _areas(reader, wanted))
    )


def treated_of(place: Place) -> tuple[str, ...]:
    """The areas of a place that can be asked about together; none where they are too many."""
    return place.members if len(place.members) <= MOST_TREATED else ()


def _areas(reader: EffectReader, wanted: Sequence[str]) -> tuple[list[str], list[str]]:
    """Areas asked for, each once and at most six, and sentences about the others."""
    known = [code for code in dict.fromkeys(wanted) if is_area(reader, code)]
    sentences = [
        f"“{shorten(code)}” is no area that can be asked about; it was left out."
        for code in wanted
        if not is_area(reader, code)
    ]
    if len(known) > MOST_TREATED:
        sentences.append(f"{len(known)} areas are too many; the first {MOST_TREATED} are taken.")
    return known[:MOST_TREATED], sentences


def is_area(reader: EffectReader, code: str) -> bool:
    """Whether a code is that of an upper-tier area."""
    place = reader.places.places.get(code)
    return place is not None and place.kind == "authority"
