from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.pipeline.transform.shared.periods import parse_period
from utils.errors import InvalidInputError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019", ("2019", 2019, 2019)),
        (2019, ("2019", 2019, 2019)),
        ("2015 - 17", ("2015-17", 2015, 2017)),
        ("2010-12", ("2010-12", 2010, 2012)),
        ("1999-01", ("1999-01", 1999, 2001)),
        ("2001-2003", ("2001-03", 2001, 2003)),
        ("2009-2013", ("2009-13", 2009, 2013)),
        ("2016 to 2020", ("2016-20", 2016, 2020)),
        ("2015/16", ("2015/16", 2015, 2016)),
        ("1999/00", ("1999/00", 1999, 2000)),
        ("2016-17 (OT)", ("2016/17", 2016, 2017)),
        ("2013/14-15/16", ("2013/14-15/16", 2013, 2016)),
        ("2020/21 - 24/25", ("2020/21-24/25", 2020, 2025)),
        ("2022Q4", ("2022 Q4", 2022, 2022)),
        ("2022 Q4", ("2022 Q4", 2022, 2022)),
        ("2008-04-16", ("2008", 2008, 2008)),
        ("2011-01-01/P3Y", ("2011-13", 2011, 2013)),
        ("2019-01-01/P5Y", ("2019-23", 2019, 2023)),
        ("2004-01-01/P1Y", ("2004", 2004, 2004)),
        ("2015-11-16/P1Y", ("2015/16", 2015, 2016)),
        ("2021-04-01/P1Y", ("2021/22", 2021, 2022)),
        ("2013-04-01/P3Y", ("2013/14-15/16", 2013, 2016)),
    ],
)
def test_reads_each_form(text: object, expected: tuple[str, int, int]) -> None:
    assert tuple(parse_period(text)) == expected


def test_a_bare_year_may_be_the_year_it_ends_in() -> None:
    assert tuple(parse_period("2016", single_year="ends_in")) == ("2015/16", 2015, 2016)


def test_other_forms_do_not_heed_what_a_bare_year_means() -> None:
    for text in ("2013/14-15/16", "2015-17", "2011-01-01/P3Y"):
        assert parse_period(text, single_year="ends_in") == parse_period(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nan",
        "last year",
        "2016-17",
        "2016/18",
        "2015-2013",
        "2022Q5",
        "2011-01-01/P0Y",
        "16/17",
    ],
)
def test_refuses_what_it_cannot_be_sure_of(text: str) -> None:
    with pytest.raises(InvalidInputError, match="period: got"):
        parse_period(text)


@settings(deadline=None)
@given(first=st.integers(1950, 2080), years=st.integers(3, 20))
def test_publishers_agree_on_pooled_years(first: int, years: int) -> None:
    last = first + years - 1
    forms = [
        f"{first}-{last % 100:02d}",
        f"{first} - {last % 100:02d}",
        f"{first}-{last}",
        f"{first} to {last}",
        f"{first}-01-01/P{years}Y",
    ]
    assert {parse_period(form) for form in forms} == {(f"{first}-{last % 100:02d}", first, last)}


@settings(deadline=None)
@given(first=st.integers(1950, 2080))
def test_labels_read_back_as_themselves(first: int) -> None:
    for form in (f"{first}", f"{first}-07-01/P1Y", f"{first}-01-01/P4Y", f"{first}-07-01/P4Y"):
        period = parse_period(form)
        assert parse_period(period.label) == period
        assert period.start == first <= period.end
