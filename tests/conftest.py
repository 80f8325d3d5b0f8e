from __future__ import annotations

import os

from hypothesis import settings

# What numba compiles runs for less time here than it would take to make it fast; read as numba is
# first imported.
os.environ.setdefault("NUMBA_OPT", "0")
# How long an example takes depends on what else the machine does; no test here is about time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
