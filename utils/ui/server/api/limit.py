"""How many requests an address may make: a bucket of tokens each, which fills again with time."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

#: Addresses that are remembered; of more the one longest unheard is forgotten.
KEPT: Final = 10_000
MINUTE: Final = 60.0


class RequestLimit:
    """Buckets of tokens in the memory of this server, one for each network address."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with full buckets.

        Args:
            per_minute: tokens of a full bucket, and how many it gains a minute.
            clock: seconds from any start.
        """
        self.per_minute = per_minute
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, source: str) -> int:
        """Take a token; whole seconds until there is one again, or 0 where one was taken."""
        now = self._clock()
        tokens, since = self._buckets.pop(source, (float(self.per_minute), now))
        rate = self.per_minute / MINUTE
        tokens = min(float(self.per_minute), tokens + (now - since) * rate)
        is_taken = tokens >= 1
        self._buckets[source] = (tokens - is_taken, now)
        if len(self._buckets) > KEPT:
            self._buckets.popitem(last=False)
        return 0 if is_taken else math.ceil((1 - tokens) / rate)
