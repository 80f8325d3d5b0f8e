"""What two files have in common, and the saved answers to whether it was paid once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import yaml

from utils.errors import InvalidInputError

#: How payments that are in two files are counted.
ONCE, BOTH = "once", "both"
ANSWERS: Final = (ONCE, BOTH)
#: Where the saved answers are, beside the mappings.
ANSWERS_FILE: Final = "overlaps.yml"
PAIR: Final = 2
#: By what it is known that payments in two files are the same.
BY_ALL, BY_CONTENT, BY_REFERENCE = "all payments", "all of one file", "references"
#: By what it is known how the others are counted.
BY_ANSWER, BY_SIZE = "answer", "too small to change the sum"
#: Attributes of an overlap that are sums.
MONEY: Final = (
    "amount",
    "same_amount",
    "if_others",
    "unclear_amount",
    "kept_amount",
    "differing_amount",
    "equal_sum",
    "once",
    "both",
)


@dataclass(frozen=True)
class Overlap:
    """Two files, or two sheets, with payments in common; sums are in GBP.

    Attributes:
        first: name of a file, with the sheet where several sheets of it have payments.
        second: name of the other.
        first_id: id of the first file.
        second_id: id of the second file.
        payers: whose payments are in both, by name; "" is a payer that is not said.
        rows: payments in both, counted as often as in the file that has fewer of them.
        amount: their sum.
        whole: whether the two files have the very same payments.
        same_rows: of `rows`, those that the files show to be the same; they are counted once.
        same_amount: their sum.
        same_by: BY_ALL, BY_CONTENT or BY_REFERENCE; "" where there are none.
        within: name of the file all of whose payments are in the other; "" elsewhere.
        if_others: what the two files come to if those of them without a reference are other
            payments, which an answer for the two files may say; None where each has one.
        unclear_rows: of `rows`, those of which the files do not show whether they are the same.
        unclear_amount: their sum.
        kept: name of the file whose payments stay where those that differ, or all of one file,
            are counted once.
        kept_rows: its payments of which the other file has the reference, but with another date,
            supplier or amount.
        kept_amount: their sum.
        differing_rows: the payments of the other file of these references.
        differing_amount: their sum.
        equal_sum: what each file comes to if both come to the same sum and it is not known why;
            None elsewhere.
        counted: how what is unclear is counted: ONCE, BOTH, or "" while nobody has said.
        counted_by: BY_ANSWER or BY_SIZE; "" where nothing is unclear, or nobody has said.
        once: what the two files come to if what is unclear is counted once.
        both: what they come to if it is counted in both.
    """

    first: str
    second: str
    first_id: str
    second_id: str
    payers: tuple[str, ...]
    rows: int
    amount: Decimal
    whole: bool
    same_rows: int
    same_amount: Decimal
    same_by: str
    within: str
    if_others: Decimal | None
    unclear_rows: int
    unclear_amount: Decimal
    kept: str
    kept_rows: int
    kept_amount: Decimal
    differing_rows: int
    differing_amount: Decimal
    equal_sum: Decimal | None
    counted: str
    counted_by: str
    once: Decimal
    both: Decimal

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Overlap:
        """Read what a report wrote as plain values."""
        read = {name: Decimal(plain[name]) for name in MONEY if plain[name] is not None}
        return cls(**{**plain, **read, "payers": tuple(plain["payers"])})

    @property
    def is_question(self) -> bool:
        """Whether somebody must say how its payments are counted."""
        return self.is_unclear and not self.counted

    @property
    def other(self) -> str:
        """Name of the file that is not `kept`."""
        return self.second if self.kept == self.first else self.first

    @property
    def is_unclear(self) -> bool:
        """Whether the files leave open how any of its payments are counted."""
        return bool(self.unclear_rows or self.differing_rows or self.equal_sum)


@dataclass(frozen=True)
class OverlapAnswers:
    """How payments that are in two files are counted where the files do not show it.

    Attributes:
        every: the answer for every pair of files; "" for none.
        files: answers by the two names of a pair of files.
        payers: answers by payer.
    """

    every: str
    files: Mapping[frozenset[str], str]
    payers: Mapping[str, str]


NO_ANSWERS: Final = OverlapAnswers("", {}, {})


def load_answers(folder: Path | None, *, every: str = "") -> OverlapAnswers:
    """Read the saved answers beside the mappings.

    Args:
        folder: of the mappings, if there is one.
        every: an answer for every pair of files, which goes before the saved ones.

    Raises:
        InvalidInputError: the file has something other than answers, or two that contradict each
            other.
    """
    files: dict[frozenset[str], str] = {}
    payers: dict[str, str] = {}
    entries = _read(folder / ANSWERS_FILE) if folder else []
    _require_no_contradiction(entries)
    for entry in entries:
        if "payer" in entry:
            payers[entry["payer"]] = entry["answer"]
        else:
            files[frozenset(entry["files"])] = entry["answer"]
    return OverlapAnswers(every, files, payers)


def save_answer(folder: Path, answer: str, *, files: Sequence[str] = (), payer: str = "") -> None:
    """Keep an answer for two files, or for all files of a payer, in place of an older one.

    Raises:
        InvalidInputError: the answer is none, or the file has something other than answers.
    """
    subject: dict[str, Any] = {"payer": payer} if payer else {"files": sorted(files)}
    path = folder / ANSWERS_FILE
    entry = {**subject, "answer": answer}
    _require_entry(path, entry)
    kept = [old for old in _read(path) if {**old, "answer": answer} != entry]
    folder.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    text = yaml.safe_dump([*kept, entry], sort_keys=False, allow_unicode=True)
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


def _read(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    try:
        entries: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise _no_answers(path, str(error)) from error
    if not isinstance(entries, list):
        raise _no_answers(path, type(entries).__name__)
    for entry in entries:
        _require_entry(path, entry)
    return [
        {**entry, "files": sorted(entry["files"])} if "files" in entry else entry
        for entry in entries
    ]


def _require_no_contradiction(entries: Sequence[Mapping[str, Any]]) -> None:
    first: dict[object, Mapping[str, Any]] = {}
    for entry in entries:
        subject = entry.get("payer") or frozenset(entry["files"])
        if first.setdefault(subject, entry)["answer"] != entry["answer"]:
            raise InvalidInputError(
                argument=f"answers in {ANSWERS_FILE}",
                received=f"{dict(first[subject])} and {dict(entry)}",
                expected="a single answer for the same two files or the same payer",
            )


def _require_entry(path: Path, entry: Any) -> None:  # noqa: ANN401 - whatever the file has
    if not isinstance(entry, dict) or entry.get("answer") not in ANSWERS:
        raise _no_answers(path, repr(entry))
    files, payer = entry.get("files"), entry.get("payer")
    is_pair = isinstance(files, list) and len(files) == PAIR
    for_files = is_pair and all(isinstance(name, str) for name in files or ())
    for_payer = isinstance(payer, str) and bool(payer.strip())
    if for_files == for_payer or len(entry) != PAIR:
        raise _no_answers(path, repr(entry))


def _no_answers(path: Path, received: str) -> InvalidInputError:
    return InvalidInputError(
        argument=f"answers in {path.name}",
        received=received,
        expected=(
            "a YAML list of entries, each with 'answer: once' or 'answer: both', and with either "
            "'files:' and the names of two files or 'payer:' and a name"
        ),
    )
