from __future__ import annotations

import pytest

from tests.data.published import published

NOT_SAID = "not said"


def test_every_saving_says_its_kind_or_that_it_is_not_said() -> None:
    dives = published("deep_dives")
    savings = dives[dives["kind"] == "saving"]
    assert len(savings) == 46
    assert set(savings["cashable"]) == {"cashable", "partly", NOT_SAID}
    assert set(savings["gross_or_net"]) == {"gross", "net", NOT_SAID}
    assert savings["years_covered"].notna().all()


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        ("dive-093", "cashable", "cashable"),
        ("dive-076", "cashable", "partly"),
        ("dive-042", "gross_or_net", "gross"),
        ("dive-036", "gross_or_net", "net"),
        ("dive-034", "gross_or_net", NOT_SAID),
        ("dive-034", "years_covered", "by 2013-14"),
        ("dive-010", "gained_by", "bodies other than the council (three quarters)"),
        ("dive-043", "paid_by", "councils; NHS community services"),
        ("dive-083", "gained_by", "DWP"),
    ],
)
def test_what_the_record_says_of_a_figure(line: str, column: str, said: str) -> None:
    dives = published("deep_dives").set_index("line")
    assert dives.loc[line, column] == said


def test_the_contradictory_figure_alone_is_drawn_nowhere() -> None:
    dives = published("deep_dives").set_index("line")
    assert dives.index[~dives["is_plottable"]].tolist() == ["dive-021"]
    assert "Contradictory" in dives.loc["dive-021", "note"]


@pytest.mark.parametrize(
    "table", ["deep_dives", "journey_stages", "projects", "barriers", "counts"]
)
def test_every_row_has_a_source(table: str) -> None:
    assert published(table)["source_title"].notna().all()
