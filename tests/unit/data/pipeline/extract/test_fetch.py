from __future__ import annotations

import gzip
import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from data.pipeline.extract.cache import LEFTOVER_AGE, PARTIAL_FOLDER
from data.pipeline.extract.download import CHUNK_BYTES, RetryPolicy
from data.pipeline.extract.fetch import fetch_all
from data.pipeline.extract.manifest import RawFile
from tests.unit.data.pipeline.extract.local_server import Answer, LocalServer, serve
from utils.config import ROOT

QUICK = RetryPolicy(attempts=3, first_wait=0.01, longest_wait=0.02, timeout=0.3)
CSV = b"code,value\nE1,2\n"
GOOD = Answer(CSV)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serve() as running:
        yield running


def listed(files: Mapping[str, str | None]) -> list[RawFile]:
    """A list of raw files, by their path and address; the server of the tests speaks plain HTTP."""
    return [RawFile.model_construct(file=path, address=address) for path, address in files.items()]


def fetch(
    files: Mapping[str, str | None],
    folder: Path,
    *,
    refresh: bool = False,
    retry: RetryPolicy = QUICK,
) -> list[str]:
    """Fetch files that can all be had; returns what was said."""
    lines: list[str] = []
    missing = fetch_all(
        listed(files), folder=folder, refresh=refresh, report=lines.append, retry=retry
    )
    assert missing == {}
    return lines


def fail(files: Mapping[str, str | None], folder: Path, *, refresh: bool = False) -> list[str]:
    """Fetch files of which some cannot be had; returns what was said of each of these."""
    lines: list[str] = []
    missing = fetch_all(
        listed(files), folder=folder, refresh=refresh, report=lines.append, retry=QUICK
    )
    said = [line for line in lines if line.startswith("Not fetched: ")]
    assert [line.split(": ")[1] for line in said] == list(missing)
    assert missing
    return said


def stored(folder: Path) -> list[str]:
    """Every file below the cache folder, half-written ones too."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_file_inside_an_installed_package_is_not_fetched(tmp_path: Path) -> None:
    assert fetch({"package:yaml/nothing.json": None}, tmp_path)[0].startswith("0 of 0 raw files")


def test_good_file_lands_under_its_declared_path(server: LocalServer, tmp_path: Path) -> None:
    lines = fetch({"a/b.csv": server.url("/b", GOOD)}, tmp_path)
    assert (tmp_path / "a/b.csv").read_bytes() == CSV
    assert stored(tmp_path) == ["a/b.csv"]
    assert "Fetched a/b.csv (16 bytes)" in lines


def test_missing_file_is_asked_for_once(server: LocalServer, tmp_path: Path) -> None:
    said = fail({"a/x.csv.gz": server.url("/x", Answer(status=404))}, tmp_path)
    assert said[0].startswith("Not fetched: a/x.csv.gz: the answer was 404")
    assert server.requests["/x"] == 1
    assert stored(tmp_path) == []


def test_gone_is_not_asked_again(server: LocalServer, tmp_path: Path) -> None:
    assert "410" in fail({"x.csv": server.url("/x", Answer(status=410))}, tmp_path)[0]
    assert server.requests["/x"] == 1


def test_slow_then_good_is_fetched(server: LocalServer, tmp_path: Path) -> None:
    lines = fetch({"x.csv": server.url("/x", Answer(CSV, wait=1.0), GOOD)}, tmp_path)
    assert (tmp_path / "x.csv").read_bytes() == CSV
    assert any("no answer within 0.3 seconds; try 2 of 3 follows" in line for line in lines)


def test_truncated_then_good_is_whole(server: LocalServer, tmp_path: Path) -> None:
    fetch({"x.csv": server.url("/x", Answer(CSV[:5], declared=len(CSV)), GOOD)}, tmp_path)
    assert (tmp_path / "x.csv").read_bytes() == CSV
    assert server.requests["/x"] == 2


def test_always_truncated_leaves_nothing(server: LocalServer, tmp_path: Path) -> None:
    url = server.url("/x", Answer(CSV[:5], declared=len(CSV)))
    assert "the body of 16 bytes broke off before its end" in fail({"x.csv": url}, tmp_path)[0]
    assert server.requests["/x"] == QUICK.attempts
    assert stored(tmp_path) == []


def test_busy_server_is_asked_again(server: LocalServer, tmp_path: Path) -> None:
    busy = Answer(status=503)
    fetch({"x.csv": server.url("/x", busy, busy, GOOD)}, tmp_path)
    assert (tmp_path / "x.csv").read_bytes() == CSV
    assert server.requests["/x"] == 3


def test_server_error_without_end_is_reported(server: LocalServer, tmp_path: Path) -> None:
    assert "500" in fail({"x.csv": server.url("/x", Answer(status=500))}, tmp_path)[0]
    assert server.requests["/x"] == QUICK.attempts


def test_wish_of_a_busy_server_is_kept_up_to_the_longest_wait(
    server: LocalServer, tmp_path: Path
) -> None:
    busy = Answer(status=429, headers=(("Retry-After", "100"),))
    patient = RetryPolicy(attempts=2, first_wait=0.01, longest_wait=0.4, timeout=1)
    began = time.monotonic()
    fetch({"x.csv": server.url("/x", busy, GOOD)}, tmp_path, retry=patient)
    assert 0.4 <= time.monotonic() - began < 10


@pytest.mark.parametrize(
    "page",
    [b"\n<!DOCTYPE html><p>moved", b"\xef\xbb\xbf<HTML><p>", b"<?xml version='1.0'?><html/>"],
)
def test_web_page_is_refused(server: LocalServer, tmp_path: Path, page: bytes) -> None:
    assert (
        "a web page came instead of data"
        in fail({"x.csv": server.url("/x", Answer(page))}, tmp_path)[0]
    )
    assert server.requests["/x"] == 1
    assert stored(tmp_path) == []


def test_empty_file_is_refused(server: LocalServer, tmp_path: Path) -> None:
    assert "an empty file came" in fail({"x.csv": server.url("/x", Answer(b" \n"))}, tmp_path)[0]
    assert stored(tmp_path) == []


def test_a_file_without_an_address_is_not_asked_for(tmp_path: Path) -> None:
    lines = fetch({"deep/x.csv": None}, tmp_path)
    assert lines == [f"0 of 1 raw files are in {tmp_path}; 0 are fetched."]


def test_unusable_address_is_reported(tmp_path: Path) -> None:
    assert "the address cannot be used" in fail({"x.csv": "nonsense://x"}, tmp_path)[0]


def test_all_missing_files_are_named_and_the_others_fetched(
    server: LocalServer, tmp_path: Path
) -> None:
    files = {
        "a.csv": server.url("/a", Answer(status=404)),
        "b.csv": server.url("/b", GOOD),
        "c.csv": server.url("/c", Answer()),
    }
    said = fail(files, tmp_path)
    assert [line.split(": ")[1] for line in said] == ["a.csv", "c.csv"]
    assert stored(tmp_path) == ["b.csv"]


def test_silent_host_is_given_up_for_the_rest_of_the_run(tmp_path: Path) -> None:
    # Port 9 of this machine: nothing listens there.
    said = fail({"a.csv": "http://127.0.0.1:9/a", "b.csv": "http://127.0.0.1:9/b"}, tmp_path)
    assert ["not asked, as 127.0.0.1:9 did not answer" in line for line in said] == [False, True]


def test_cached_file_is_not_asked_for(server: LocalServer, tmp_path: Path) -> None:
    files = {"x.csv": server.url("/x", GOOD)}
    fetch(files, tmp_path)
    lines = fetch(files, tmp_path)
    assert server.requests["/x"] == 1
    assert lines == [f"1 of 1 raw files are in {tmp_path}; 0 are fetched."]


def test_file_put_by_hand_counts_as_fetched(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(CSV)
    lines = fetch({"x.csv": "http://127.0.0.1:9/x"}, tmp_path)
    assert lines == [f"1 of 1 raw files are in {tmp_path}; 0 are fetched."]


def test_refresh_fetches_again(server: LocalServer, tmp_path: Path) -> None:
    files = {"x.csv": server.url("/x", GOOD, Answer(b"code\nnew\n"))}
    fetch(files, tmp_path)
    fetch(files, tmp_path, refresh=True)
    assert server.requests["/x"] == 2
    assert (tmp_path / "x.csv").read_bytes() == b"code\nnew\n"


def test_failed_refresh_keeps_the_earlier_file(server: LocalServer, tmp_path: Path) -> None:
    files = {"x.csv": server.url("/x", GOOD, Answer(status=404))}
    fetch(files, tmp_path)
    assert "the file fetched earlier is kept" in fail(files, tmp_path, refresh=True)[0]
    assert (tmp_path / "x.csv").read_bytes() == CSV


def test_plain_file_is_compressed_alike_each_time(server: LocalServer, tmp_path: Path) -> None:
    files = {"x.csv.gz": server.url("/x.csv", GOOD)}
    fetch(files, tmp_path)
    first = (tmp_path / "x.csv.gz").read_bytes()
    assert gzip.decompress(first) == CSV
    assert first[4:8] == b"\0\0\0\0"
    time.sleep(1.1)
    fetch(files, tmp_path, refresh=True)
    assert (tmp_path / "x.csv.gz").read_bytes() == first
    assert stored(tmp_path) == ["x.csv.gz"]


def test_compressed_file_is_stored_as_it_came(server: LocalServer, tmp_path: Path) -> None:
    packed = gzip.compress(CSV, mtime=1234)
    fetch({"x.csv.gz": server.url("/x", Answer(packed))}, tmp_path)
    assert (tmp_path / "x.csv.gz").read_bytes() == packed


def test_old_leftovers_are_removed_and_fresh_ones_left(tmp_path: Path) -> None:
    partial = tmp_path / PARTIAL_FOLDER
    partial.mkdir()
    for name, age in (("old", LEFTOVER_AGE + 60), ("fresh", 0)):
        (partial / name).write_bytes(CSV)
        os.utime(partial / name, times=(time.time() - age,) * 2)
    fetch({}, tmp_path)
    assert stored(tmp_path) == [f"{PARTIAL_FOLDER}/fresh"]


def test_killed_half_way_leaves_nothing_in_the_files_place(
    server: LocalServer, tmp_path: Path
) -> None:
    body = b"x" * 4 * CHUNK_BYTES
    url = server.url("/x", Answer(body, pause=30), Answer(body))
    script = f"""
        from pathlib import Path
        from data.pipeline.extract.fetch import fetch_all
        from tests.unit.data.pipeline.extract.test_fetch import listed
        fetch_all(listed({{"x.csv": {url!r}}}), folder=Path({str(tmp_path)!r}), report=print)
    """
    command = [sys.executable, "-c", textwrap.dedent(script)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as child:  # noqa: S603
        try:
            wait_for_bytes(tmp_path / PARTIAL_FOLDER)
        finally:
            child.kill()
    assert not (tmp_path / "x.csv").exists()
    fetch({"x.csv": url}, tmp_path)
    assert (tmp_path / "x.csv").read_bytes() == body


def wait_for_bytes(folder: Path) -> None:
    """Wait until some file in the folder has begun to fill."""
    limit = time.monotonic() + 20
    while not any(path.stat().st_size for path in folder.glob("*")):
        assert time.monotonic() < limit, "no download began"
        time.sleep(0.02)
