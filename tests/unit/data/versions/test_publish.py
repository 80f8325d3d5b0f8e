from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import random
import re
import time
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from data.read.store import Store
from data.versions.publish import PACKAGE_FILE, ROW_GROUP_ROWS, package, publish, table_payload
from data.versions.schema import conform
from tests.unit.data.small_tables import VALUES, frame_of, payloads_of, publish_small
from tests.unit.data.versions.disk_steps import (
    StoppedError,
    count_and_stop,
    files_of,
    published_factor,
)

FILES = 12
#: Forked, a process begins at once; where that is not to be had it starts anew.
PROCESSES = multiprocessing.get_context(
    "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
)


def test_files_are_named_by_their_content(tmp_path: Path) -> None:
    payloads = publish_small(tmp_path)
    for payload in payloads:
        found = hashlib.sha256((tmp_path / payload.path).read_bytes()).hexdigest()
        assert f"-{found[:12]}." in payload.path
    assert payloads[0].path.startswith("map-values-")
    assert payloads_of(2.0)[0].path != payloads[0].path


def test_the_same_input_gives_the_same_bytes_and_version(tmp_path: Path) -> None:
    publish_small(tmp_path / "one")
    publish_small(tmp_path / "two")
    publish_small(tmp_path / "other", 2.0)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")
    assert Store(tmp_path / "one").version != Store(tmp_path / "other").version


def test_the_version_does_not_depend_on_the_order_of_the_files() -> None:
    payloads = payloads_of(1.0, files=3)
    assert package(payloads, sources=[]) == package(payloads[::-1], sources=[])


def test_a_table_is_described_column_by_column() -> None:
    payload = table_payload(VALUES, conform(VALUES, frame_of()))
    resource = payload.resource()
    assert resource["schema"]["primaryKey"] == ["measure", "area_code"]
    assert resource["schema"]["fields"][3] == {
        "name": "value",
        "type": "number",
        "title": "Value",
        "unit": "GBP",
    }
    assert resource["schema"]["fields"][0]["constraints"] == {"required": True}
    assert resource["rows"] == 3


def test_what_is_read_back_is_what_was_published(tmp_path: Path) -> None:
    payloads = publish_small(tmp_path)
    assert pq.read_table(tmp_path / payloads[0].path).equals(
        conform(VALUES, frame_of(value=[1.0, 2.0, 3.0]))
    )


def test_long_lists_of_codes_are_written_as_differences(tmp_path: Path) -> None:
    number = ROW_GROUP_ROWS + 1
    codes = [f"E01{order:06d}" for order in range(number)]
    columns = {"measure": ["a"] * number, "area_code": codes, "is_current": [True] * number}
    columns |= {"year": [2019] * number, "value": [1.5] * number}
    content = conform(VALUES, pd.DataFrame(columns))
    payload = table_payload(VALUES, content)
    path = tmp_path / "values.parquet"
    path.write_bytes(payload.content)
    assert pq.read_table(path).equals(content)
    written = pq.read_metadata(path).row_group(0)
    encodings = {
        written.column(column).path_in_schema: written.column(column).encodings
        for column in range(written.num_columns)
    }
    assert "DELTA_BYTE_ARRAY" in encodings["area_code"]
    assert "RLE_DICTIONARY" in encodings["measure"]
    one_less = table_payload(VALUES, content.slice(1))
    assert len(one_less.content) > len(payload.content)


def test_a_second_publication_clears_the_first(tmp_path: Path) -> None:
    publish_small(tmp_path)
    payloads = publish_small(tmp_path, 2.0)
    assert set(files_of(tmp_path)) == {payload.path for payload in payloads} | {PACKAGE_FILE}


def test_leftovers_of_a_killed_one_are_cleared(tmp_path: Path) -> None:
    payloads = publish_small(tmp_path)
    leftovers = [
        tmp_path / "geometry" / f".geometry-00-{'0' * 12}.topojson.gz.part",
        tmp_path / f".{PACKAGE_FILE}.part",
        tmp_path / f"map-values-{'f' * 12}.parquet",
        tmp_path / "geometry" / f"geometry-lsoa-tiles-{'a' * 12}.zip",
        tmp_path / "geometry" / f"geometry-lsoa-index-{'b' * 12}.json.gz",
    ]
    for path in leftovers:
        path.write_bytes(b"half")
    publish_small(tmp_path)
    assert set(files_of(tmp_path)) == {payload.path for payload in payloads} | {PACKAGE_FILE}


def test_files_of_others_in_the_folder_stay(tmp_path: Path) -> None:
    others = ["notes.txt", "thesis.parquet", "pictures/map.topojson.gz", ".profile", "all.zip"]
    for name in others:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("mine", encoding="utf-8")
    publish_small(tmp_path)
    publish_small(tmp_path, 2.0)
    assert set(others) <= set(files_of(tmp_path))


def test_a_damaged_file_is_mended_by_publishing_again(tmp_path: Path) -> None:
    payloads = publish_small(tmp_path)
    (tmp_path / payloads[0].path).write_bytes(b"damaged")
    publish_small(tmp_path)
    assert published_factor(tmp_path) == 1.0


def test_an_equal_file_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / publish_small(tmp_path)[0].path
    os.utime(path, (1, 1))
    publish_small(tmp_path)
    assert path.stat().st_mtime == 1


def test_stopped_at_any_step_the_folder_holds_the_old_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    for after in range(1000):
        folder = tmp_path / f"{after}"
        publish_small(folder, 1.0, files=3)
        with monkeypatch.context() as patched:
            taken, _ = count_and_stop(patched, after=after)
            try:
                publish_small(folder, 2.0, files=3)
                finished = True
            except StoppedError:
                finished = False
            steps = taken()
        seen.append(published_factor(folder))
        publish_small(folder, 3.0, files=3)
        assert published_factor(folder) == 3.0
        assert len(files_of(folder)) == 5
        if finished:
            break
    # Five files written and put in place, four old ones cleared.
    assert steps == 14
    assert seen == sorted(seen)
    assert set(seen) == {1.0, 2.0}


def test_only_temporary_files_are_written_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_small(tmp_path)
    written: list[str] = []

    def noted(name: str) -> None:
        real = getattr(Path, name)

        def note(path: Path, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - passed on
            if name.startswith("write") or "w" in str(arguments):
                written.append(path.name)
            return real(path, *arguments, **named)

        monkeypatch.setattr(Path, name, note)

    for name in ("open", "write_bytes", "write_text"):
        noted(name)
    publish_small(tmp_path, 2.0)
    assert len(written) == 4
    assert all(re.fullmatch(r"\..+\.part", name) for name in written)


def publish_slowly(folder: Path, factor: float) -> None:
    """Publish with a pause at every file, so that it can be killed in between."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("data.versions.publish.os.fsync", lambda _number: time.sleep(0.01))
        publish_small(folder, factor, files=FILES)


def kill_once_begun(folder: Path, *, factor: float, wait: float) -> bool:
    """Kill a publication some seconds after its first file; returns whether it had ended."""
    before = set(folder.rglob("*"))
    process = PROCESSES.Process(target=publish_slowly, args=(folder, factor))
    process.start()
    while set(folder.rglob("*")) == before and process.is_alive():
        time.sleep(0.001)
    time.sleep(wait)
    process.kill()
    process.join()
    return process.exitcode == 0


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_killed_at_random_moments_the_folder_stays_whole(tmp_path: Path) -> None:
    generator = random.Random(2009)  # noqa: S311 - moments, not secrets
    publish_small(tmp_path, 1.0, files=FILES)
    ended = []
    for factor in range(2, 14):
        before = published_factor(tmp_path)
        wait = generator.uniform(0.0, 0.2)
        ended.append(kill_once_begun(tmp_path, factor=float(factor), wait=wait))
        now = published_factor(tmp_path)
        assert now in {before, factor}
        assert now == factor or not ended[-1]
    assert not all(ended), "none was killed before its end"
    publish_small(tmp_path, 99.0, files=FILES)
    assert published_factor(tmp_path) == 99.0
    assert len(files_of(tmp_path)) == FILES + 2


def test_the_description_is_json_a_person_can_read(tmp_path: Path) -> None:
    publish(payloads_of(1.0), package(payloads_of(1.0), sources=[]), folder=tmp_path)
    text = (tmp_path / PACKAGE_FILE).read_text(encoding="utf-8")
    assert text.endswith("}\n")
    assert len(text.splitlines()) > 10
    assert re.fullmatch(r"[0-9a-f]{12}", json.loads(text)["version"])
