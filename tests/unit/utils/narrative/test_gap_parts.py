from __future__ import annotations

import pandas as pd
import pytest

from data.read.gap_parts import REST, Gap, first_age
from utils.narrative.gap_parts import (
    CIRCULATION,
    ages_sentence,
    causes_sentence,
    why_in_short,
    why_sentence,
)
from utils.stats.differences import DifferenceLimits

GAP = Gap(
    period="2013-15",
    source="made",
    most=70.0,
    least=78.0,
    limits=DifferenceLimits(8.0, 7.5, 8.5),
    causes=pd.Series(
        {
            "Cancers": 2.0,
            **dict.fromkeys(CIRCULATION, 1.0),
            "Diabetes": 0.5,
            "Asthma": 0.4,
            REST: 2.1,
        }
    ),
    ages=pd.Series({"under 1": 1.0, "1 to 84": 5.0, "85 and over": 2.0}),
    before_65=4.5,
)


def test_the_heart_and_circulation_are_one_and_the_largest_come_first() -> None:
    said = why_sentence(GAP, sex="female")
    assert "a woman in the most deprived tenth could expect 8.0 fewer years" in said
    assert "70.0 against 78.0 years" in said
    assert "7.5 to 8.5 years" in said
    assert (
        "Heart disease, stroke and other diseases of the circulation make up 3.0 years of the gap, "
        "cancers 2.0, diabetes 0.5 and all causes that the source does not name 2.1."
    ) in said
    assert said.endswith("Deaths before age 65 make up 4.5 years of the gap.")
    assert why_in_short(GAP).startswith(
        f"Why is there a gap? For England, {GAP.period}: heart disease, stroke and other diseases"
    )


def test_a_larger_cause_takes_the_first_place() -> None:
    causes = GAP.causes.copy()
    causes["Cancers"] = 4.0
    assert "Cancers make up 4.0 years of the gap, heart disease" in why_sentence(
        GAP._replace(causes=causes), sex="male"
    )


def test_every_bar_is_in_words() -> None:
    assert causes_sentence(GAP).startswith("Cancers 2.0 years; ischaemic heart disease 1.0; stroke")
    assert ages_sentence(GAP) == (
        "The largest part is at ages 1 to 84, 5.0 years. Deaths at 65 and over make up 3.5 years "
        "of the gap."
    )


@pytest.mark.parametrize(("band", "age"), [("under 1", 0), ("5-9", 5), ("90+", 90)])
def test_bands_begin_with_their_first_age(band: str, age: int) -> None:
    assert first_age(band) == age
