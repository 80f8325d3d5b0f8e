from __future__ import annotations

import pandas as pd
import pytest

from data.pipeline.derive.group_gaps import FEWEST_AREAS, area_groups, build_group_gaps

COUNT = FEWEST_AREAS
CODES = [f"E{number:03d}" for number in range(COUNT)]


def tables_of() -> dict[str, pd.DataFrame]:
    """A hundred authorities in two regions; the more deprived live shorter; ten are pilots."""
    values = pd.concat(
        [
            pd.DataFrame(
                {
                    "measure": "deprivation_score:persons",
                    "period": "2019",
                    "period_start": 2019,
                    "area_code": CODES,
                    "value": range(COUNT, 0, -1),
                }
            ),
            pd.DataFrame(
                {
                    "measure": "life:male",
                    "period": "2016-18",
                    "period_start": 2016,
                    "area_code": CODES,
                    "value": [70 + number / 10 for number in range(COUNT)],
                }
            ),
        ],
        ignore_index=True,
    )
    return {
        "areas": pd.DataFrame(
            {
                "area_code": CODES,
                "is_current": True,
                "level": "upper_tier",
                "region_code": ["N" if number % 2 else "S" for number in range(COUNT)],
            }
        ),
        "map_values": values,
        "map_measures": pd.DataFrame(
            {
                "measure": ["life:male", "deprivation_score:persons"],
                "kind": "indicator",
                "level": "upper_tier",
            }
        ),
        "place_members": pd.DataFrame({"place_id": "pilot_one", "area_code": CODES[:10]}),
        "places": pd.DataFrame({"place_id": ["pilot_one"], "kind": ["pilot"]}),
        "populations": pd.DataFrame({"area_code": CODES, "year": 2016, "population": 1000.0}),
    }


def test_the_most_deprived_are_the_first_fifth() -> None:
    groups = area_groups(tables_of()).set_index("area_code")
    assert groups.loc["E000", "deprivation fifth"] == 1
    assert groups.loc["E099", "deprivation fifth"] == 5
    assert set(groups["deprivation fifth"].value_counts()) == {20}


def test_means_of_groups_and_theils_parts() -> None:
    built = build_group_gaps(tables_of())
    life = built["group_values"].query("measure == 'life:male'").set_index("group_name")["value"]
    assert life["1"] == pytest.approx(70.95)
    assert life["5"] == pytest.approx(78.95)
    assert life["pilots"] == pytest.approx(70.45)
    parts = built["theil_parts"].query("measure == 'life:male' and grouping == 'region'")
    by_part = parts.set_index("part")["value"]
    assert by_part["between"] + by_part["within"] == pytest.approx(by_part["all"], abs=1e-8)


def test_a_measure_of_too_few_authorities_is_left_out() -> None:
    tables = tables_of()
    values = tables["map_values"]
    last = (values["measure"] == "life:male") & (values["area_code"] == CODES[0])
    tables["map_values"] = values[~last]
    assert set(build_group_gaps(tables)["group_values"]["measure"]) == {"deprivation_score:persons"}
