"""Finds what a file is by its bytes; its name says nothing."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Final

TEXT, ZIP, GZIP = "text", "zip", "gzip"
XLSX, XLSB, XLS, ODS = "xlsx", "xlsb", "xls", "ods"
WORKBOOKS: Final = (XLSX, XLSB, XLS, ODS)
READABLE: Final = (TEXT, *WORKBOOKS)
#: How much of a file is looked at for signs of its kind.
HEAD: Final = 65_536
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ALLOWED: Final = (
    "a text table (CSV, TSV) or a workbook (XLS, XLSX, XLSB, ODS), also in a zip or gzip archive"
)
PROTECTED: Final = "a workbook protected by a password"
#: Beginnings that other kinds of files have, and what to call them.
BEGINNINGS: Final = (
    (b"%PDF", "a PDF document, perhaps a scan"),
    (b"\x89PNG", "a picture (PNG), perhaps a scan"),
    (b"\xff\xd8\xff", "a picture (JPEG), perhaps a scan"),
    (b"II*\x00", "a picture (TIFF), perhaps a scan"),
    (b"MM\x00*", "a picture (TIFF), perhaps a scan"),
    (b"GIF8", "a picture (GIF)"),
    (b"RIFF", "a picture or a recording (RIFF)"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"Rar!", "an archive of the kind RAR"),
    (b"7z\xbc\xaf\x27\x1c", "an archive of the kind 7z"),
    (b"BZh", "an archive of the kind bzip2"),
    (b"\xfd7zXZ\x00", "an archive of the kind xz"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a document (RTF)"),
)
MARKUP: Final = re.compile(
    rb"\s*<(!doctype html|html|head|body|table|meta|\?xml|div)\b", re.IGNORECASE
)
JSON: Final = re.compile(rb'\s*(\{\s*"|\[\s*[\{\[])')
#: Words in the folder of an OLE file, which writes them in UTF-16.
OLE_STREAMS: Final = (
    ("EncryptedPackage", PROTECTED),
    ("WordDocument", "a Word document"),
    ("PowerPoint Document", "a slide show"),
)
OFFICE_FOLDERS: Final = (("word/", "a Word document"), ("ppt/", "a slide show"))
UNKNOWN: Final = "a file of bytes that are no text (with NUL bytes)"
#: Text in UTF-16 has a zero in every other byte, at least where letters are plain.
WIDE_SHARE: Final = 0.7


def find_kind(path: Path) -> str:
    """Say what a file is: any of `READABLE`, `ZIP`, `GZIP`, or words for what is not read."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    bare = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xef\xbb\xbf")
    if not bare.strip():
        return "an empty file" if path.stat().st_size <= HEAD else UNKNOWN
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(path)
    if head.startswith(OLE):
        return _kind_of_ole(path)
    if head.startswith(b"\x1f\x8b"):
        return GZIP
    return _other_kind(head, bare) or (TEXT if b"\0" not in head or wide_order(head) else UNKNOWN)


def _other_kind(head: bytes, bare: bytes) -> str:
    """Words for a kind that is known by its beginning and not read; "" where it is none."""
    for beginning, words in BEGINNINGS:
        # A text may begin with the two letters of a program, but it has no NUL bytes.
        if head.startswith(beginning) and (len(beginning) > 2 or b"\0" in head):  # noqa: PLR2004
            return words
    if MARKUP.match(bare):
        return "a web page or XML"
    return "JSON" if JSON.match(bare) else ""


def wide_order(head: bytes) -> str:
    """Name the UTF-16 that bytes are written in; "" where they are not."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    pairs = max(len(head) // 2, 1)
    even, odd = head[0::2].count(0) / pairs, head[1::2].count(0) / pairs
    if odd > WIDE_SHARE and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > WIDE_SHARE and odd == 0 else ""


def _kind_of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < HEAD:
                kind = _kind_of_open_document(archive)
                if kind:
                    return kind
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        # Why it is broken is said where it is unpacked.
        return ZIP
    if "[Content_Types].xml" not in names:
        return ZIP
    if any(name.startswith("xl/") for name in names):
        return XLSB if "xl/workbook.bin" in names else XLSX
    for folder, words in OFFICE_FOLDERS:
        if any(name.startswith(folder) for name in names):
            return words
    return ZIP


def _kind_of_open_document(archive: zipfile.ZipFile) -> str:
    mimetype = archive.read("mimetype").decode("ascii", "replace")
    if "opendocument.spreadsheet" in mimetype:
        manifest = "META-INF/manifest.xml"
        if manifest in archive.namelist() and archive.getinfo(manifest).file_size < HEAD * 16:
            return PROTECTED if b"encryption-data" in archive.read(manifest) else ODS
        return ODS
    return "a document of another kind (OpenDocument)" if "opendocument" in mimetype else ""


def _kind_of_ole(path: Path) -> str:
    """A workbook's folder may stand anywhere in the file, so all of it is looked through."""
    seen = b""
    found: set[str] = set()
    words = {name.encode("utf-16-le"): kind for name, kind in OLE_STREAMS}
    with path.open("rb") as file:
        while block := file.read(HEAD * 16):
            seen = seen[-64:] + block
            found |= {kind for word, kind in words.items() if word in seen}
    return PROTECTED if PROTECTED in found else next(iter(sorted(found)), XLS)
