"""A folder for a person's count: what was uploaded, how it is read, and what came of it.

It knows nothing of how ledgers are read, so that the page needs none of the ledger's libraries.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import tempfile
import time
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from utils.errors import InvalidInputError

PREFIX: Final = "atlas-ledger-"
INPUTS, MAPPINGS, READ, COUNT = "inputs", "mappings", "read", "count"
SETTINGS: Final = "settings.json"
#: Payments of which it is asked how they are counted, in the folder of what was read.
IN_QUESTION: Final = "in_question.csv"
FORMAT: Final = {"format": "total-place-atlas ledger work", "version": 1}
LONGEST_NAME: Final = 120
#: A work that nobody closed is removed by the next work that is opened after this long.
KEPT_SECONDS: Final = 24 * 60 * 60
#: What a saved work may hold: the settings, uploaded files in numbered folders, and mappings.
KEPT: Final = re.compile(rf"{SETTINGS}|{INPUTS}/\d{{3}}/[^/\\]+|{MAPPINGS}/[a-z0-9-]+\.yml")
MOST_BYTES: Final = 2 * 1024**3
MOST_ENTRIES: Final = 2_000


@dataclass(frozen=True)
class WorkFolder:
    """The folder of a work."""

    folder: Path

    @classmethod
    def open(cls, *, within: Path | None = None) -> WorkFolder:
        """Make an empty work, and remove works that nobody has touched for a day.

        Args:
            within: where works lie; the system's folder for temporary files if not given.
        """
        root = within or Path(tempfile.gettempdir())
        for old in root.glob(f"{PREFIX}*"):
            if time.time() - old.stat().st_mtime > KEPT_SECONDS:
                shutil.rmtree(old, ignore_errors=True)
        work = cls(Path(tempfile.mkdtemp(prefix=PREFIX, dir=root)))
        for name in (INPUTS, MAPPINGS):
            (work.folder / name).mkdir()
        return work

    def close(self) -> None:
        """Remove the work with all that was uploaded."""
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def inputs(self) -> list[Path]:
        """The uploaded files, in the order in which they came."""
        return sorted((self.folder / INPUTS).glob("*/*"))

    @property
    def mappings(self) -> Path:
        """Folder of the mappings."""
        return self.folder / MAPPINGS

    @property
    def read(self) -> Path:
        """Folder of the payments and rejected rows that were read."""
        return self.folder / READ

    @property
    def count(self) -> Path:
        """Folder of the count."""
        return self.folder / COUNT

    def add(self, name: str, content: bytes) -> Path:
        """Keep an uploaded file under a name that can lead nowhere else."""
        self.folder.touch()
        number = len(self.inputs) + 1
        place = self.folder / INPUTS / f"{number:03d}"
        place.mkdir()
        path = place / safe_name(name)
        path.write_bytes(content)
        return path

    def forget_results(self) -> None:
        """Remove what was read and counted, as it no longer fits the files or the mappings."""
        shutil.rmtree(self.read, ignore_errors=True)
        self.forget_count()

    def forget_count(self) -> None:
        """Remove the count alone."""
        shutil.rmtree(self.count, ignore_errors=True)

    def write_settings(self, settings: dict[str, Any]) -> None:
        """Keep the choices of the work."""
        text = json.dumps({**FORMAT, "settings": settings}, indent=1)
        (self.folder / SETTINGS).write_text(text, encoding="utf-8")

    def read_settings(self) -> dict[str, Any]:
        """The kept choices; nothing where none were kept."""
        path = self.folder / SETTINGS
        if not path.exists():
            return {}
        settings: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["settings"]
        return settings

    def save(self) -> bytes:
        """The work as one file: uploaded files, mappings and choices; results are made anew."""
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
            for path in sorted(self.folder.rglob("*")):
                name = path.relative_to(self.folder).as_posix()
                if path.is_file() and KEPT.fullmatch(name):
                    packed.write(path, name)
        return held.getvalue()

    def load(self, content: bytes) -> None:
        """Put a saved work into this, which must be empty.

        Raises:
            InvalidInputError: it is no saved work of this version, is damaged, too large, or holds
                something that a work does not hold; then nothing is taken from it.
        """
        files = _read_saved(content)
        for name, inner in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(inner)


def safe_name(name: str) -> str:
    """The last part of a name, with nothing that could lead elsewhere or cannot be shown.

    >>> safe_name("../../etc/passwd.csv")
    'passwd.csv'
    >>> safe_name("..")
    'file'
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = "".join(
        letter
        for letter in last
        if unicodedata.category(letter)[0] != "C" and letter not in '<>:"|?*'
    ).strip(" .")
    return plain[-LONGEST_NAME:] or "file"


def _read_saved(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _read_entries(packed)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise _refused(str(error) or type(error).__name__) from error


def _read_entries(packed: zipfile.ZipFile) -> dict[str, bytes]:
    entries = packed.infolist()
    whole = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or whole > MOST_BYTES:
        raise _refused(f"{len(entries):,} files of {whole:,} bytes")
    strange = [entry.filename for entry in entries if not KEPT.fullmatch(entry.filename)]
    if strange:
        raise _refused(f"a file {strange[0]!r}")
    files: dict[str, bytes] = {}
    for entry in entries:
        with packed.open(entry) as opened:
            inner = opened.read(entry.file_size + 1)
        if len(inner) > entry.file_size:
            raise _refused(f"{entry.filename} larger than it says")
        parts = PurePosixPath(entry.filename)
        files[
            str(parts.parent / safe_name(parts.name)) if parts.parent.name else entry.filename
        ] = inner
    settings = files.get(SETTINGS)
    if settings is None or not _is_current(settings):
        raise _refused("no settings of this version")
    return files


def _is_current(settings: bytes) -> bool:
    try:
        saved = json.loads(settings.decode("utf-8"))
    except (UnicodeDecodeError, ValueError):
        return False
    if not isinstance(saved, dict) or not isinstance(saved.get("settings"), dict):
        return False
    return {key: saved.get(key) for key in FORMAT} == FORMAT


def _refused(received: str) -> InvalidInputError:
    return InvalidInputError(
        argument="saved work",
        received=received,
        expected=f"a file that this page saved, at most {MOST_BYTES // 1024**2:,} MB unpacked",
    )
