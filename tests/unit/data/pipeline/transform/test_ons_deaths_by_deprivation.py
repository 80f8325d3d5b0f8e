"""A made file of two causes: the first kills twice as often in the most deprived tenth."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.pipeline.checks import check_gap_parts
from data.pipeline.extract.declarations import read_declaration
from data.pipeline.extract.raw import RawFiles
from data.pipeline.transform.ons_deaths_by_deprivation import ALL, BANDS, NAMES, transform
from utils.config import SOURCES_DIR
from utils.errors import SourceSchemaError

SOURCE = "ons_deaths_by_deprivation"
YEARS = (2013, 2014, 2015)
CAUSES = {"01 Heart": "Heart", "02 Other": "Other"}
PEOPLE = 10_000


def deaths(tenth: int, cause: str) -> list[int]:
    """Deaths in each band: more with age, and more of the heart in the most deprived tenth."""
    twice = 2 if (tenth, cause) == (1, "01 Heart") else 1
    return [twice * (band + 1) * 10 for band in range(len(BANDS))]


def made(folder: Path, *, old: str = "", new: str = "") -> RawFiles:
    """The real declaration over made files, in whose deaths a text may be replaced."""
    keys = [(year, tenth, sex) for year in YEARS for tenth in range(1, 11) for sex in SEXES]
    columns = ["year", "imd", "sex", "cause", *BANDS, ALL]
    dead = pd.DataFrame(
        [
            (*key, cause, *deaths(key[1], cause), sum(deaths(key[1], cause)))
            for key in keys
            for cause in CAUSES
        ],
        columns=columns,
    )
    people = [PEOPLE] * len(BANDS)
    alive = pd.DataFrame(
        [(*key, *people, sum(people)) for key in keys],
        columns=[column for column in columns if column != "cause"],
    )
    text = dead.to_csv(index=False)
    assert old in text
    (folder / "deaths.csv").write_text(text.replace(old, new, 1), encoding="utf-8")
    alive.to_csv(folder / "population.csv", index=False)
    declared = read_declaration(SOURCES_DIR / f"{SOURCE}.yml")
    files = {
        key: file.model_copy(update={"path": f"{key}.csv"}) for key, file in declared.files.items()
    }
    reading = {
        "years": YEARS,
        "total_of_year": 2015,
        "total_deaths": int(dead.loc[dead["year"] == 2015, ALL].sum()),
        "total_population": int(alive.loc[alive["year"] == 2015, ALL].sum()),
        "causes": CAUSES,
    }
    return RawFiles(declared.model_copy(update={"files": files, "reading": reading}), folder)


SEXES = ("Male", "Female")


def test_the_gap_is_all_of_the_cause_that_alone_differs(tmp_path: Path) -> None:
    tables = transform(made(tmp_path), {})
    parts, tenths = tables["gap_parts"], tables["national_tenths"]
    assert len(parts) == 2 * len(BANDS) * len(CAUSES)
    assert set(parts["period"]) == {"2013-15"}
    assert tuple(parts["age_band"].unique()) == NAMES
    assert (parts.loc[parts["cause"] == "Other", "years"] == 0).all()
    assert (parts.loc[parts["cause"] == "Heart", "years"] > 0).all()
    men = tenths[tenths["sex"] == "male"].set_index("national_tenth")
    gap = men.loc[10, "value"] - men.loc[1, "value"]
    assert gap == pytest.approx(parts.loc[parts["sex"] == "male", "years"].sum(), abs=1e-9)
    assert gap > 1
    assert men.loc[1, "population"] == len(YEARS) * PEOPLE * len(BANDS)
    assert men.loc[1, "deaths"] == len(YEARS) * sum(sum(deaths(1, cause)) for cause in CAUSES)
    assert check_gap_parts(tables).passed


def test_parts_that_do_not_add_up_fail_the_check(tmp_path: Path) -> None:
    tables = transform(made(tmp_path), {})
    tables["gap_parts"].loc[0, "years"] += 0.001
    assert not check_gap_parts(tables).passed


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ("cause", "reason", "column 'cause'"),
        ("02 Other", "03 Other", "03 Other"),
        ("2013,1,", "2013,11,", "row 2, column 'imd'.*1 to 10"),
        ("01 Heart,20,", "01 Heart,21,", "row 2, column 'All Ages'.*add up to all ages"),
        ("01 Heart,20,", "01 Heart,-20,", "row 2.*0 or more"),
        ("01 Heart,20,", "01 Heart,x,", "row 2, column '<1': got 'x'"),
        ("2013,1,Male,02 Other", "2013,1,Male,01 Heart", "40 different rows in each of"),
        ("2015,", "2012,", r"got .*allowed: \d+ in 2015"),
    ],
)
def test_refuses_another_layout(tmp_path: Path, old: str, new: str, match: str) -> None:
    with pytest.raises(SourceSchemaError, match=match):
        transform(made(tmp_path, old=old, new=new), {})
