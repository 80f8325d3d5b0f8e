from __future__ import annotations

from collections.abc import Iterator

import pytest

from data.versions.checks import CheckResult, require_all
from utils.errors import CheckFailedError


def test_every_failed_check_is_named_and_no_other() -> None:
    def results() -> Iterator[CheckResult]:
        yield CheckResult("first", passed=True, detail="fine")
        yield CheckResult("second", passed=False, detail="3 rows")
        yield CheckResult("third", passed=False, detail="none")

    with pytest.raises(CheckFailedError) as caught:
        require_all(results())
    assert str(caught.value) == (
        "Nothing is published. Failed checks: second: 3 rows; third: none."
    )
    require_all([CheckResult("first", passed=True, detail="fine")])
