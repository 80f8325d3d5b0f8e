from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from data.versions.candidate import Candidate, VersionError, published_version, staged_folder
from data.versions.decisions import Decider, look, publish, refuse, return_from
from data.versions.lock import BusyError, locked
from data.versions.looks import LOOKS_FILE, looks_at
from data.versions.publication import version_before
from tests.unit.data.small_tables import publish_small, stage_small
from tests.unit.data.versions.disk_steps import published_factor

ADA, BOB = Decider("1", "Ada Staff"), Decider("2", "Bob Staff")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Published data made with 1."""
    publish_small(tmp_path / "published", 1.0)
    return tmp_path / "published"


@pytest.fixture
def candidate(folder: Path) -> Candidate:
    """A candidate made with 2."""
    return stage_small(folder, 2.0)


def look_all(candidate: Candidate, folder: Path, *people: Decider) -> None:
    for person in people:
        look(candidate.fingerprint, person, folder=folder)


def test_two_different_people_who_looked_are_enough(folder: Path, candidate: Candidate) -> None:
    look_all(candidate, folder, ADA, BOB)
    assert [(seen.subject, seen.name) for seen in looks_at(candidate, folder)] == [
        ("1", "Ada Staff"),
        ("2", "Bob Staff"),
    ]
    version = publish(candidate.fingerprint, folder=folder)
    assert version == published_version(folder)
    assert published_factor(folder) == 2.0


@pytest.mark.parametrize(
    ("people", "words"),
    [
        ([], "and nobody has"),
        ([ADA], "and one has"),
        # The same person counts once, however often, and whatever the name.
        ([ADA, ADA, Decider("1", "Ada Another")], "and one has"),
    ],
)
def test_fewer_are_not(
    folder: Path, candidate: Candidate, people: list[Decider], words: str
) -> None:
    look_all(candidate, folder, *people)
    with pytest.raises(VersionError, match=words):
        publish(candidate.fingerprint, folder=folder)
    assert published_factor(folder) == 1.0


def test_two_people_of_one_name_are_two(folder: Path, candidate: Candidate) -> None:
    look_all(candidate, folder, Decider("1", "Ann"), Decider("2", "Ann"))
    publish(candidate.fingerprint, folder=folder)
    assert published_factor(folder) == 2.0


def test_who_has_not_signed_in_has_not_looked(folder: Path, candidate: Candidate) -> None:
    with pytest.raises(VersionError, match="who has signed in"):
        look(candidate.fingerprint, Decider("", "Ada Staff"), folder=folder)
    assert looks_at(candidate, folder) == ()


def test_one_person_publishes_alone_only_where_that_is_said(
    folder: Path, candidate: Candidate
) -> None:
    publish(candidate.fingerprint, alone=True, folder=folder)
    assert published_factor(folder) == 2.0


def test_looks_do_not_count_for_another_candidate(folder: Path, candidate: Candidate) -> None:
    look_all(candidate, folder, ADA, BOB)
    other = stage_small(folder, 3.0)
    for act in (publish, refuse):
        with pytest.raises(VersionError, match="the candidate has changed since"):
            act(candidate.fingerprint, folder=folder)
    with pytest.raises(VersionError, match="the candidate has changed since"):
        look(candidate.fingerprint, ADA, folder=folder)
    assert looks_at(other, folder) == ()
    with pytest.raises(VersionError, match="and nobody has"):
        publish(other.fingerprint, folder=folder)
    assert published_factor(folder) == 1.0


def test_looks_count_again_where_the_very_same_candidate_is_back(
    folder: Path, candidate: Candidate
) -> None:
    look_all(candidate, folder, ADA)
    stage_small(folder, 3.0)
    again = stage_small(folder, 2.0)
    assert [seen.subject for seen in looks_at(again, folder)] == ["1"]


def test_dropped_it_is_gone_with_its_looks(folder: Path, candidate: Candidate) -> None:
    look_all(candidate, folder, ADA, BOB)
    refuse(candidate.fingerprint, folder=folder)
    assert not staged_folder(folder).exists()
    with pytest.raises(VersionError, match="the candidate is gone"):
        publish(candidate.fingerprint, folder=folder)
    assert looks_at(stage_small(folder, 2.0), folder) == ()


def test_a_damaged_list_of_looks_lets_nothing_through(folder: Path, candidate: Candidate) -> None:
    look_all(candidate, folder, ADA, BOB)
    path = staged_folder(folder) / LOOKS_FILE
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(VersionError, match=r"looks\.json is damaged"):
        publish(candidate.fingerprint, folder=folder)
    assert published_factor(folder) == 1.0


def test_going_back_is_from_what_was_seen(folder: Path, candidate: Candidate) -> None:
    first = published_version(folder)
    assert version_before(folder) == ""
    second = publish(candidate.fingerprint, alone=True, folder=folder)
    assert version_before(folder) == first
    with pytest.raises(VersionError, match=f"version {second} is published now, and not {first}"):
        return_from(first, folder=folder)
    assert return_from(second, folder=folder) == first
    assert published_factor(folder) == 1.0
    assert version_before(folder) == second


def test_while_a_build_is_at_work_nothing_is_decided(folder: Path, candidate: Candidate) -> None:
    acts: list[Callable[[], object]] = [
        lambda: look(candidate.fingerprint, ADA, folder=folder),
        lambda: publish(candidate.fingerprint, alone=True, folder=folder),
        lambda: refuse(candidate.fingerprint, folder=folder),
        lambda: return_from(published_version(folder), folder=folder),
    ]
    with locked(folder):
        for act in acts:
            with pytest.raises(BusyError, match="Try again when it has ended"):
                act()
    assert published_factor(folder) == 1.0


@pytest.mark.parametrize("second", ["publish", "drop"])
def test_of_two_who_decide_at_once_one_wins_and_the_other_reads_why_not(
    folder: Path, second: str
) -> None:
    outcomes = set()
    for factor in range(2, 12):
        before = published_factor(folder)
        candidate = stage_small(folder, float(factor))
        start = threading.Barrier(2)

        def decide(
            way: str, *, start: threading.Barrier = start, seen: str = candidate.fingerprint
        ) -> str:
            start.wait()
            try:
                if way == "publish":
                    publish(seen, alone=True, folder=folder)
                else:
                    refuse(seen, folder=folder)
            except (VersionError, BusyError) as error:
                return str(error)
            return way

        with ThreadPoolExecutor(2) as people:
            said = list(people.map(decide, ["publish", second]))
        winners = [words for words in said if words in {"publish", "drop"}]
        losers = [words for words in said if words not in winners]
        assert len(winners) == 1, said
        assert "the candidate is gone" in losers[0] or "is at work" in losers[0]
        assert published_factor(folder) == (factor if winners == ["publish"] else before)
        outcomes.add(winners[0])
    assert outcomes <= {"publish", second}
