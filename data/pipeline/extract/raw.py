"""The raw files of a source, found in a local folder."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from data.pipeline.extract.declarations import SourceDeclaration
from utils.config import DECLARED_DIR
from utils.errors import FetchError, InvalidInputError

#: A path with this start lies inside an installed package, so there is nothing to fetch.
PACKAGE_PREFIX: Final = "package:"
#: A path with this start is declared data, and comes with the code.
DECLARED_PREFIX: Final = "declared:"


@dataclass(frozen=True)
class RawFiles:
    """Finds a source's files by key below a folder laid out as the declarations say."""

    declaration: SourceDeclaration
    folder: Path

    def path(self, key: str) -> Path:
        """Return the path of a declared file.

        Raises:
            InvalidInputError: the declaration has no such key.
            FetchError: the file is not in the folder.
        """
        declared = self.declaration.files.get(key)
        if declared is None:
            raise InvalidInputError(
                argument="file key", received=key, expected=", ".join(self.declaration.files)
            )
        found = locate(declared.path, folder=self.folder)
        if not found.is_file():
            message = (
                f"Source {self.declaration.source}: {declared.path} is not in the raw folder. "
                f"Get it from {self.declaration.landing_page} and put it there."
            )
            raise FetchError(message)
        return found


def locate(path: str, *, folder: Path) -> Path:
    """Where a declared path is: below the raw folder, in declared data, or in a package."""
    if path.startswith(DECLARED_PREFIX):
        return DECLARED_DIR / path.removeprefix(DECLARED_PREFIX)
    if not path.startswith(PACKAGE_PREFIX):
        return folder / path
    package, _, inside = path.removeprefix(PACKAGE_PREFIX).partition("/")
    return Path(str(files(package))) / inside
