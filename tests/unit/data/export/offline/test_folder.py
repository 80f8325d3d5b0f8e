from __future__ import annotations

from pathlib import Path

import pytest

from data.export.offline.folder import MARK_FILE, new_copy
from utils.errors import InvalidInputError


def write(out: Path, text: str) -> None:
    with new_copy(out, made="24 November 2026", data_version="abc") as folder:
        (folder / "index.html").write_text(text, encoding="utf-8")
        (folder / f"{text}.html").touch()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("is_there", [False, True])
def test_a_copy_is_put_into_a_new_or_an_empty_folder(tmp_path: Path, is_there: bool) -> None:  # noqa: FBT001
    out = tmp_path / "meetings" / "atlas"
    if is_there:
        out.mkdir(parents=True)
    write(out, "first")
    assert names(out) == [MARK_FILE, "first.html", "index.html"]
    assert names(out.parent) == ["atlas"]


def test_an_earlier_copy_is_replaced_whole(tmp_path: Path) -> None:
    out = tmp_path / "atlas"
    write(out, "first")
    write(out, "second")
    assert names(out) == [MARK_FILE, "index.html", "second.html"]
    assert names(tmp_path) == ["atlas"]


def test_a_copy_that_fails_leaves_the_earlier_one_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "atlas"
    write(out, "first")

    def fail() -> None:
        with new_copy(out, made="25 November 2026", data_version="abc") as folder:
            (folder / "index.html").write_text("half", encoding="utf-8")
            raise OSError("no space left on device")

    with pytest.raises(OSError, match="no space left"):
        fail()
    assert (out / "index.html").read_text(encoding="utf-8") == "first"
    assert names(tmp_path) == ["atlas"]


@pytest.mark.parametrize("mark", [None, "no JSON", "[]", '{"copy_of": "something else"}'])
def test_a_folder_of_something_else_is_refused(tmp_path: Path, mark: str | None) -> None:
    (tmp_path / "accounts.csv").write_text("1", encoding="utf-8")
    if mark is not None:
        (tmp_path / MARK_FILE).write_text(mark, encoding="utf-8")
    before = names(tmp_path)
    with pytest.raises(InvalidInputError, match=r"has something else.*new or an empty folder"):
        write(tmp_path, "first")
    assert names(tmp_path) == before


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "atlas").write_text("mine", encoding="utf-8")
    with pytest.raises(InvalidInputError, match="has something else"):
        write(tmp_path / "atlas", "first")
    assert (tmp_path / "atlas").read_text(encoding="utf-8") == "mine"
