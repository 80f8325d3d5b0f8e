from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.unit.data.pipeline.transform.small_record import SMALL_TOPICS, declared_in


@pytest.fixture(scope="module", autouse=True)
def small_topics() -> Iterator[None]:
    """Fixtures hold a few rows of the record, so entries for the others would find none."""
    with declared_in(SMALL_TOPICS):
        yield
