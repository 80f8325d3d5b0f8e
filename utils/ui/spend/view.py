"""What the chart of spend and an outcome is drawn from: rows with roles, words, table and notes."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from data.read.measures import Measure
from data.read.spend_outcomes import SIMILAR, Position, SpendOutcomes, position_of, spread_of
from utils.charts.chart import number_axis
from utils.charts.quadrant_layers import CHOSEN, NEIGHBOUR, OTHER, QuadrantData
from utils.formatting import format_value
from utils.narrative.place import BASIS_WORDS, measure_title, unit_words
from utils.narrative.sources import source_note
from utils.narrative.spend_outcomes import BANDS, COUNCILS, SIDES, Setting, place_sentence
from utils.narrative.whole_place import about
from utils.ui.spend.choices import SpendChoices

SIMILAR_NOTE: Final = (
    "Spending is shown as the difference from what similar places spend: the median of each "
    "council's 15 similar places."
)
RANGE_COLUMNS: Final = ("Lowest (range of the estimate)", "Highest (range of the estimate)")
AXIS_TITLES: Final = {False: "£ per person", True: "£ per person compared with similar places"}


@dataclass(frozen=True, kw_only=True)
class SpendView:
    """What is drawn.

    Attributes:
        drawn: every council, and the middle of those the place is set beside.
        own: code and sentence of each council of the chosen place.
        table: the same as rows a reader can use.
        notes: sources and caveats.
    """

    drawn: QuadrantData
    own: tuple[OwnSentence, ...]
    table: pd.DataFrame
    notes: tuple[str, ...]

    @property
    def sentences(self) -> list[str]:
        """A sentence a council of the chosen place."""
        return [sentence.sentence for sentence in self.own]


@dataclass(frozen=True)
class OwnSentence:
    """A council of the chosen place and what is said of it."""

    code: str
    sentence: str


def view_of(
    reader: SpendOutcomes,
    choices: SpendChoices,
    outcome: Measure,
    frame: pd.DataFrame,
    beside: Sequence[str],
) -> SpendView:
    """Everything the chart and its sentences are made from.

    Args:
        reader: the reader of spend and outcomes.
        choices: what the visitor chose.
        outcome: the outcome drawn.
        frame: every council with both figures.
        beside: codes of the councils it is set beside, none for all.
    """
    group = reader.group(frame, beside)
    spread = spread_of(group)
    reference = reader.reference(frame, outcome, period=choices.period, beside=beside)
    members = choices.place.members if choices.place else ()
    near: Sequence[str] = ()
    if choices.place is not None:
        comparator, _ = reader.compare.comparators.find(choices.place, "neighbours")
        near = comparator.members if comparator else ()
    roles = {**dict.fromkeys(near, NEIGHBOUR), **dict.fromkeys(members, CHOSEN)}
    positions = [position_of(row, spread, reference) for _, row in frame.iterrows()]
    several = f"places similar to {choices.place.name}" if choices.place else ""
    similar = several if len(members) > 1 else "similar places"
    whom = f"the {len(group)} {similar}" if beside else ""
    setting = Setting(
        choices.year, choices.period, choices.adjust, reference=reference, beside=whom
    )
    own = tuple(
        OwnSentence(
            str(row["code"]),
            place_sentence(
                row,
                position,
                choices.money,
                outcome,
                setting,
            ),
        )
        for row, position in zip(frame.to_dict("records"), positions, strict=True)
        if row["code"] in members
    )
    is_difference = choices.adjust == SIMILAR
    return SpendView(
        drawn=QuadrantData(
            frame=frame.assign(
                role=frame["code"].map(roles).fillna(OTHER),
                text=[_words(row, choices, outcome) for row in frame.to_dict("records")],
            ),
            spread=spread,
            middle=spread_of(group, "y").median,
            axes=(
                number_axis(AXIS_TITLES[is_difference], decimals=0, before="£", sign=is_difference),
                number_axis(_outcome_title(outcome), decimals=_axis_decimals(frame)),
            ),
        ),
        own=own,
        table=_table(frame, positions, outcome, whom or COUNCILS),
        notes=(
            *((SIMILAR_NOTE,) if is_difference else ()),
            f"Money is {BASIS_WORDS[choices.basis]}.",
            *(choices.money.caveats if choices.money.kind == "whole" else ()),
            *outcome.caveats,
            source_note(reader.compare, choices.money),
            source_note(reader.compare, outcome),
        ),
    )


def _outcome_title(outcome: Measure) -> str:
    title = measure_title(outcome)
    return f"{title}, {unit_words(outcome.unit)}" if outcome.unit else title


def _axis_decimals(frame: pd.DataFrame) -> int:
    """Decimals that four ticks of the outcome ask for."""
    reach = float(frame["y"].max() - frame["y"].min())
    return 0 if reach >= 4 else 1 if reach >= 0.4 else 2  # noqa: PLR2004 - four ticks


def _words(row: Mapping[Hashable, Any], choices: SpendChoices, outcome: Measure) -> str:
    spend = format_value(row["x"], unit=choices.money.unit, decimals=0)
    if choices.money.kind == "whole":
        spend = f"{about(row['x'])} ({about(row['x_lower'])} to {about(row['x_upper'])})"
    value = format_value(row["y"], unit=outcome.unit, decimals=outcome.decimals)
    than = " from similar places" if choices.adjust == SIMILAR else ""
    return f"{row['place']}: {spend} per person{than}; {value}"


def _table(
    frame: pd.DataFrame, positions: Sequence[Position], outcome: Measure, whom: str
) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "Place": frame["place"],
            "Spending (£ per person)": frame["x"].round(0),
            RANGE_COLUMNS[0]: frame["x_lower"].round(0),
            RANGE_COLUMNS[1]: frame["x_upper"].round(0),
            "Where that is": [BANDS[position.band].format(of=whom) for position in positions],
            "Outcome": frame["y"].round(outcome.decimals),
            "95% confidence interval, lower": frame["y_lower"].round(outcome.decimals),
            "95% confidence interval, upper": frame["y_upper"].round(outcome.decimals),
            "Its outcome": [SIDES[position.side] for position in positions],
        }
    )
    if frame["x_lower"].isna().all():
        table = table.drop(columns=list(RANGE_COLUMNS))
    return table.sort_values("Place", ignore_index=True)
