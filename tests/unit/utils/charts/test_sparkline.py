from __future__ import annotations

from utils.charts.sparkline import draw_position, draw_trend


def test_a_line_goes_from_the_lowest_at_the_foot_to_the_highest_at_the_top() -> None:
    picture = draw_trend([1.0, 2.0, 3.0])
    assert "0.0% 86.0%, 50.0% 46.0%, 100.0% 6.0%" in picture
    assert 'class="spark-dot" style="left: 100%; top: 10.0%"' in picture


def test_a_single_year_is_no_line_and_equal_years_are_a_level_line() -> None:
    assert draw_trend([4.0]) == ""
    assert "0.0% 86.0%, 100.0% 86.0%, 100.0% 94.0%, 0.0% 94.0%" in draw_trend([4.0, 4.0])


def test_a_position_puts_every_mark_where_its_figure_lies() -> None:
    picture = draw_position(value=15, lower=10, upper=20, middle=(12, 16), england=14)
    assert 'class="spark-range" style="left: 4.0%; width: 92.0%"' in picture
    assert 'class="spark-band" style="left: 22.4%; width: 36.8%"' in picture
    assert 'class="spark-england" style="left: 40.8%; width: 0.0%"' in picture
    assert 'class="spark-dot" style="left: 50.0%; top: 50%"' in picture
