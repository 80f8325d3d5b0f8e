"""The folder of a copy: made beside its place and put there whole, or not at all."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from utils.config import APP_NAME
from utils.errors import InvalidInputError

#: Says of a folder that it is such a copy, which a newer one may replace.
MARK_FILE: Final = "copy.json"


@contextmanager
def new_copy(out: Path, *, made: str, data_version: str) -> Iterator[Path]:
    """Give a folder to write into; once all is written it becomes `out`.

    Args:
        out: a new or empty folder, or a copy, which is replaced.
        made: the day on which it is made.
        data_version: version of the published tables.

    Raises:
        InvalidInputError: `out` is a file, or a folder that holds something else.
    """
    require_replaceable(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    # Beside the target, so that it can be put in place in a single step.
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".atlas-copy-") as work:
        fresh = Path(work) / "new"
        fresh.mkdir()
        yield fresh
        mark = {"copy_of": APP_NAME, "made": made, "data_version": data_version}
        (fresh / MARK_FILE).write_text(json.dumps(mark, indent=2) + "\n", encoding="utf-8")
        # Somebody may have written into it meanwhile.
        require_replaceable(out)
        old = Path(work) / "old"
        if out.exists():
            out.rename(old)
        try:
            fresh.rename(out)
        except OSError:
            if old.exists():
                old.rename(out)
            raise


def require_replaceable(out: Path) -> None:
    """Check that a copy can be written there, before any work is done.

    Raises:
        InvalidInputError: it is a file, or a folder that holds something else than a copy.
    """
    is_free = not out.exists() or (out.is_dir() and not any(out.iterdir()))
    if not is_free and not _is_copy(out):
        raise InvalidInputError(
            argument="out",
            received=f"{out}, which has something else in it",
            expected="a new or an empty folder, or an earlier copy, which is replaced",
        )


def _is_copy(out: Path) -> bool:
    try:
        mark = json.loads((out / MARK_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(mark, dict) and mark.get("copy_of") == APP_NAME
