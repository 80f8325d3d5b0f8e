from __future__ import annotations

from hypothesis import settings

# How long an example takes depends on what else the machine does; no test here is about time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
