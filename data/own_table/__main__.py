"""Maps a table of your own: `python3 -m data.own_table FILE --value COLUMN --out DIR`.

Sets up what it needs, then runs `data.own_table.cli` with it. Only the standard library is imported
here, as nothing else may be installed yet.
"""

from __future__ import annotations

import sys

from data.ledger.__main__ import run_prepared

if __name__ == "__main__":
    sys.exit(run_prepared("data.own_table.cli", sys.argv[1:]))
