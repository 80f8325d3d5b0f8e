from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.own_table.gathering import Gathered, count_rows, gather
from data.own_table.matching import Matching, match_rows
from data.own_table.reading import OwnTable, Row
from data.own_table.recognise import CODE, Where
from data.own_table.request import Choices
from tests.unit.data.own_table.tables import gazetteer
from utils.errors import InvalidInputError

ALLERDALE, CARLISLE, COPELAND, CUMBERLAND = "E07000026", "E07000028", "E07000029", "E06000063"
TAUNTON, WEST_SOMERSET, BOTH = "E07000190", "E07000191", "E07000246"
SOMERSET = "E06000066"
OTHERS = ("E07000187", "E07000188", "E07000189")
LEEDS, KENT, CUMBRIA = "E08000035", "E10000016", "E10000006"
NO_CHOICE = Choices()


def match(codes: Sequence[str], level: str = "upper_tier") -> Matching:
    """Match codes; the first is in row 2."""
    rows = tuple(Row(number, (code,)) for number, code in enumerate(codes, start=2))
    table = OwnTable("t.csv", "", ("",), ("code",), rows, 1)
    return match_rows(table, Where(CODE, ("code",)), gazetteer(), level=level)


def gathered(
    rows: Sequence[tuple[str, float | None]], choices: Choices = NO_CHOICE
) -> tuple[Mapping[str, float], Mapping[int, str]]:
    """Figures by area and reasons by row."""
    matching = match([code for code, _ in rows])
    values = dict(enumerate((value for _, value in rows), start=2))
    found = gather(matching, values, gazetteer(), choices)
    return (
        {figure.code: figure.value for figure in found.figures},
        {unmatched.row: unmatched.reason for unmatched in found.unmatched},
    )


def test_counts_of_all_former_parts_are_added_up() -> None:
    parts = [(ALLERDALE, 1.0), (CARLISLE, 2.0), (COPELAND, 4.0)]
    assert gathered(parts, Choices(kind="count")) == ({CUMBERLAND: 7.0}, {})


def test_parts_of_parts_are_added_up_too() -> None:
    parts = [(TAUNTON, 1.0), (WEST_SOMERSET, 2.0), *((other, 10.0) for other in OTHERS)]
    assert gathered(parts, Choices(kind="count")) == ({SOMERSET: 33.0}, {})


def test_no_sum_is_made_while_a_part_is_missing() -> None:
    figures, reasons = gathered([(ALLERDALE, 1.0), (CARLISLE, 2.0)], Choices(kind="count"))
    assert figures == {}
    assert all("Copeland (E07000029) has no usable row" in reason for reason in reasons.values())


@pytest.mark.parametrize(
    ("kind", "said"), [("rate", "the rate of a part is not that of the whole"), ("", "say whether")]
)
def test_parts_of_rates_or_of_who_knows_what_are_not_put_together(kind: str, said: str) -> None:
    parts = [(ALLERDALE, 1.0), (CARLISLE, 2.0), (COPELAND, 4.0), (LEEDS, 5.0)]
    figures, reasons = gathered(parts, Choices(kind=kind))
    assert figures == {LEEDS: 5.0}
    assert all(said in reason for reason in reasons.values())
    assert set(reasons) == {2, 3, 4}


def test_an_area_with_a_row_of_its_own_is_not_added_to_by_its_parts() -> None:
    rows = [(CUMBERLAND, 7.0), (ALLERDALE, 1.0), (CARLISLE, 2.0), (COPELAND, 4.0)]
    figures, reasons = gathered(rows, Choices(kind="count"))
    assert figures == {CUMBERLAND: 7.0}
    assert all("which has row 2 of its own" in reason for reason in reasons.values())
    nested = [(BOTH, 3.0), (TAUNTON, 1.0), *((other, 10.0) for other in OTHERS)]
    figures, reasons = gathered(nested, Choices(kind="count"))
    assert figures == {SOMERSET: 33.0}
    assert set(reasons) == {3}


def test_several_rows_of_an_area_wait_for_a_choice() -> None:
    rows = [(LEEDS, 1.0), (KENT, 5.0), (LEEDS, 4.0)]
    figures, reasons = gathered(rows)
    assert figures == {KENT: 5.0}
    assert all("rows 2, 4 are all Leeds (E08000035)" in reason for reason in reasons.values())
    assert gathered(rows, Choices(duplicates="sum"))[0] == {KENT: 5.0, LEEDS: 5.0}
    assert gathered(rows, Choices(duplicates="mean"))[0] == {KENT: 5.0, LEEDS: 2.5}


def test_a_row_without_a_number_is_listed() -> None:
    matching = match([LEEDS, KENT])
    found = gather(matching, {2: None, 3: None}, gazetteer(), NO_CHOICE, texts={2: "[c]", 3: ""})
    assert [unmatched.reason for unmatched in found.unmatched] == [
        "'[c]' is not a number",
        "no number in the column of values",
    ]


@pytest.mark.parametrize("choice", [{"kind": "ratio"}, {"duplicates": "max"}])
def test_other_choices_are_refused(choice: dict[str, str]) -> None:
    with pytest.raises(InvalidInputError):
        Choices(**choice)


def test_rates_are_never_added_up() -> None:
    with pytest.raises(InvalidInputError, match="rates do not add up"):
        Choices(kind="rate", duplicates="sum")


def test_rows_are_counted_where_there_is_nothing_to_add() -> None:
    found = count_rows(match([LEEDS, LEEDS, ALLERDALE, "x"]))
    assert {figure.code: figure.value for figure in found.figures} == {LEEDS: 2.0, CUMBERLAND: 1.0}
    assert [unmatched.row for unmatched in found.unmatched] == [5]


@cache
def codes_of_all_kinds() -> list[str]:
    """Authorities of today and of former years, small areas, and what is none."""
    areas = gazetteer()
    history = areas.authorities
    former = {*history.whole, *history.same, *history.split}
    now = areas.reader.areas("upper_tier")["area_code"].tolist()[-60:]
    small = [*areas.reader.areas("lsoa")["area_code"].head(3), *list(areas.small_areas.whole)[:3]]
    return sorted(former | set(now) | set(small) | {"", "E92000001", "W06000001", "?"})


rows_of_any_kind = st.lists(
    st.tuples(
        st.sampled_from(codes_of_all_kinds()),
        st.none() | st.integers(-1_000_000, 1_000_000).map(float),
    ),
    min_size=1,
    max_size=60,
)


@given(
    rows=rows_of_any_kind,
    kind=st.sampled_from(["", "count", "rate"]),
    duplicates=st.sampled_from(["", "mean", "sum"]),
    level=st.sampled_from(["upper_tier", "lower_tier", "region", "lsoa"]),
)
def test_every_row_is_in_one_figure_or_listed_with_a_reason_and_sums_are_kept(
    rows: list[tuple[str, float | None]], kind: str, duplicates: str, level: str
) -> None:
    if (kind, duplicates) == ("rate", "sum"):
        kind = "count"
    found = _gather(rows, Choices(kind, duplicates), level)
    used = [row for figure in found.figures for row in figure.rows]
    left = [unmatched.row for unmatched in found.unmatched]
    assert sorted(used + left) == list(range(2, len(rows) + 2))
    assert all(unmatched.reason.strip() for unmatched in found.unmatched)
    assert len({figure.code for figure in found.figures}) == len(found.figures)
    if duplicates != "mean":
        values = dict(enumerate((value for _, value in rows), start=2))
        wanted = math.fsum(values[row] or 0.0 for row in used)
        assert math.fsum(figure.value for figure in found.figures) == wanted


def _gather(rows: Sequence[tuple[str, float | None]], choices: Choices, level: str) -> Gathered:
    matching = match([code for code, _ in rows], level)
    values = dict(enumerate((value for _, value in rows), start=2))
    return gather(matching, values, gazetteer(), choices)
