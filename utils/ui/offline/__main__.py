"""Makes a copy of the site that opens without a server: `python3 -m utils.ui.offline --out DIR`.

Sets up what it needs, then runs `utils.ui.offline.cli` with it. Only the standard library is
imported here, as nothing else may be installed yet.
"""

from __future__ import annotations

import sys

from data.ledger.__main__ import run_prepared

REQUIREMENTS = ("requirements.txt",)

if __name__ == "__main__":
    sys.exit(run_prepared("utils.ui.offline.cli", sys.argv[1:], requirements=REQUIREMENTS))
