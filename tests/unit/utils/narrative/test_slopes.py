from __future__ import annotations

import pandas as pd

from utils.narrative.slopes import newest_slope_sentence


def test_a_newer_slope_index_is_said_and_an_older_or_suppressed_one_is_not() -> None:
    slopes = pd.DataFrame({"period": ["2014-16", "2022-24"], "value": [10.0, 12.4]})
    assert newest_slope_sentence(slopes, after="2014-16") == (
        "A newer measure, the slope index of 2022-24, puts the gap at 12.4 years; it has no "
        "confidence interval."
    )
    assert newest_slope_sentence(slopes.head(1), after="2014-16") == ""
    assert newest_slope_sentence(slopes.assign(value=[10.0, None]), after="2014-16") == ""
