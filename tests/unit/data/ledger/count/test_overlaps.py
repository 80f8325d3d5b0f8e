"""Payments that several files have: what the files decide, what is asked, and what is counted."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from data.ledger.core.overlaps import BOTH, NO_ANSWERS, ONCE, Overlap, OverlapAnswers
from data.ledger.count.overlaps import FoundOverlaps, find_overlaps
from tests.unit.data.ledger.count.payment_files import Files, Paid, compare_files
from tests.unit.data.ledger.ledger_files import read_all, write, write_workbook

HEAD = "Date,Supplier,Reference,Amount"
ONE = "01/04/2024,Craft Ltd,1,10.00"
TWO = "02/04/2024,Oak Ltd,2,20.00"
COUNT_ONCE, COUNT_BOTH = OverlapAnswers(ONCE, {}, {}), OverlapAnswers(BOTH, {}, {})
#: The payments of a file with an amount and a reference.
Node = tuple[int, str | None]
SOME = settings(max_examples=25, deadline=None)


def compare(files: Files, answers: OverlapAnswers = NO_ANSWERS) -> tuple[FoundOverlaps, list[int]]:
    """The overlaps of files, and all amounts that are counted, smallest first."""
    with tempfile.TemporaryDirectory() as out:
        found, counted = compare_files(Path(out), files, answers)
    return found, sorted(amount for own in counted for amount in own)


def numbered(*numbers: int) -> list[Paid]:
    """Payments of references and amounts of their own."""
    return [Paid(number, f"T{number}", day=1 + number % 28) for number in numbers]


def plain(*amounts: int) -> list[Paid]:
    """Payments without references."""
    return [Paid(amount) for amount in amounts]


def test_what_has_the_same_references_is_counted_once_and_nothing_is_asked() -> None:
    found, counted = compare([numbered(1, 2, 3), numbered(2, 3, 4, 5)])
    (overlap,) = found.overlaps
    assert (overlap.same_rows, overlap.same_amount, overlap.unclear_rows) == (2, 5, 0)
    assert (overlap.once, overlap.both) == (15, 15)
    assert counted == [1, 2, 3, 4, 5]
    assert found.left_out == {"file-0": (2, 5)}, "the larger file stays as it is"


def test_other_references_are_other_payments() -> None:
    alike = [Paid(7, "A"), Paid(7, "B"), *numbered(1, 2, 3)]
    other = [Paid(7, "C"), Paid(7, "B"), *numbered(3, 4)]
    found, counted = compare([alike, other])
    assert counted == [1, 2, 3, 4, 7, 7, 7]
    assert not found.questions


@pytest.mark.parametrize(
    "reference",
    [None, "S1"],
    ids=["without references", "by references of the supplier"],
)
def test_what_nothing_decides_is_asked_with_both_sums(reference: str | None) -> None:
    files = [[Paid(n, reference) for n in own] for own in ((1, 2, 3), (2, 3, 4, 5))]
    found, counted = compare(files)
    (question,) = found.questions
    assert (question.unclear_rows, question.unclear_amount, question.counted) == (2, 5, "")
    assert (question.once, question.both) == (15, 20)
    assert (found.once, found.both) == (15, 20)
    assert sum(counted) == 20, "nothing is left out before somebody has said so"
    assert compare(files, COUNT_ONCE)[1] == [1, 2, 3, 4, 5]
    assert compare(files, COUNT_BOTH)[1] == [1, 2, 2, 3, 3, 4, 5]


def test_a_file_without_references_is_asked_about_beside_one_with_them() -> None:
    files = [numbered(1, 2, 3, 4), [Paid(n, None, day=1 + n) for n in (2, 3, 5)]]
    found, _ = compare(files)
    (question,) = found.questions
    assert (question.unclear_rows, question.once, question.both) == (2, 15, 20)
    assert compare(files, COUNT_ONCE)[1] == [1, 2, 3, 4, 5]


def test_references_of_two_kinds_decide_nothing() -> None:
    invoices = [Paid(n, f"I{n}", day=1 + n) for n in (1, 2, 3, 4)]
    # One number is the same by chance.
    transactions = [Paid(n, f"T{n}", day=1 + n) for n in (1, 2, 3)] + [Paid(4, "I4", day=5)]
    transactions.append(Paid(9, "T9"))
    found, _ = compare([invoices, transactions])
    (question,) = found.questions
    assert (question.unclear_rows, question.once, question.both) == (4, 19, 29)
    assert sum(compare([invoices, transactions], COUNT_ONCE)[1]) == 19


def test_a_supplier_in_capitals_is_the_same() -> None:
    small = [Paid(n, f"T{n}") for n in (1, 2, 3)]
    capital = [Paid(n, f"T{n}", supplier="OAK LTD") for n in (2, 3, 4)]
    assert compare([small, capital])[1] == [1, 2, 3, 4]


def test_a_file_within_another_is_left_out_whole() -> None:
    found, counted = compare([plain(1, 2), plain(1, 2, 3)])
    assert not found.questions
    assert found.left_out == {"file-0": (2, 3)}
    assert counted == [1, 2, 3]


def test_repeats_within_a_file_stay() -> None:
    once = compare([plain(5, 5, 5, 1), plain(5, 5, 2)], COUNT_ONCE)[1]
    assert once == [1, 2, 5, 5, 5]


def test_a_month_in_a_quarter_in_a_year_comes_to_the_year() -> None:
    found, counted = compare([numbered(1, 2), numbered(1, 2, 3), numbered(1, 2, 3, 4, 5)])
    assert not found.questions
    assert counted == [1, 2, 3, 4, 5]


def test_one_pair_may_be_counted_once_and_another_in_both() -> None:
    files = [plain(9, 1, 2), plain(9, 3, 4), plain(9, 5, 6, 7)]
    answers = OverlapAnswers(
        "",
        {
            frozenset(("file-0", "file-1")): ONCE,
            frozenset(("file-0", "file-2")): BOTH,
            frozenset(("file-1", "file-2")): BOTH,
        },
        {},
    )
    found, counted = compare(files, answers)
    assert not found.questions
    assert counted == [1, 2, 3, 4, 5, 6, 7, 9, 9]


def test_an_answer_for_a_payer_answers_for_all_its_files_by_whichever_name() -> None:
    files = [
        [Paid(n, payer=payer) for n in own]
        for payer, own in (("Luton Borough Council", (1, 2, 3)), ("Luton", (3, 4, 5)))
    ]
    assert len(compare(files)[0].questions) == 1
    found, counted = compare(files, OverlapAnswers("", {}, {"Luton council": ONCE}))
    assert not found.questions
    assert counted == [1, 2, 3, 4, 5]
    other = OverlapAnswers("", {}, {"Bedford": ONCE})
    assert len(compare(files, other)[0].questions) == 1


def test_what_hardly_changes_a_sum_is_said_and_not_asked() -> None:
    found, counted = compare([plain(500, 499_500), plain(500, 600_000)])
    (overlap,) = found.overlaps
    assert (overlap.is_question, overlap.counted, overlap.counted_by) == (
        False,
        BOTH,
        "too small to change the sum",
    )
    assert (overlap.once, overlap.both) == (1_100_000, 1_100_500)
    assert sum(counted) == 1_100_500
    found, _ = compare([plain(501, 499_499), plain(501, 600_000)])
    assert len(found.questions) == 1
    found, _ = compare([plain(500, -500, 1, -1), plain(500, -500, 7)])
    assert len(found.questions) == 1, "sums that cancel each other out are not small"


def changed(*numbers: int, by: int = 1000, day: int | None = None) -> list[Paid]:
    """Payments of the references of `numbered`, of other amounts or another date."""
    return [Paid(n + by, f"T{n}", day=day or 1 + n % 28) for n in numbers]


def test_payments_of_the_same_reference_that_differ_are_asked_about() -> None:
    files = [numbered(1, 2, 3, 4), [*changed(3, 4), *numbered(5)]]
    found, _ = compare(files)
    (question,) = found.questions
    assert (question.rows, question.kept, question.kept_rows, question.kept_amount) == (
        0,
        "file-0",
        2,
        7,
    )
    assert (question.differing_rows, question.differing_amount) == (2, 2007)
    assert (question.once, question.both) == (found.once, found.both) == (15, 2022)
    assert compare(files, COUNT_ONCE)[1] == [1, 2, 3, 4, 5]
    assert sum(compare(files, COUNT_BOTH)[1]) == 2022


def test_another_date_or_none_with_the_same_references_is_asked_about() -> None:
    for day in (28, None):
        dated = numbered(*range(1, 9))
        files = [dated, [Paid(paid.amount, paid.reference, day=day) for paid in dated]]
        (question,) = compare(files)[0].questions
        assert (question.differing_rows, question.once, question.both) == (8, 36, 72)
        assert sum(compare(files, COUNT_ONCE)[1]) == 36
        assert not question.unclear_rows


def test_of_files_with_as_many_payments_that_of_the_first_name_is_kept() -> None:
    gross, net = changed(1, 2, by=10), changed(1, 2, by=5)
    assert compare([gross, net], COUNT_ONCE)[1] == [11, 12]
    assert compare([net, gross], COUNT_ONCE)[1] == [6, 7]
    assert compare([net, [*gross, *numbered(9)]], COUNT_ONCE)[1] == [9, 11, 12]


def test_few_instalments_of_an_invoice_are_said_and_not_asked_about() -> None:
    many = numbered(*range(1, 41))
    later = [*numbered(*range(50, 90)), *changed(1, 2, day=28)]
    found, counted = compare([many, later])
    (overlap,) = found.overlaps
    assert (overlap.differing_rows, overlap.is_question, overlap.counted) == (2, False, BOTH)
    assert len(counted) == 82


def test_corrections_on_the_same_date_are_asked_about_where_their_money_is_not_small() -> None:
    many, others = numbered(*range(1, 41)), numbered(*range(50, 90))
    (question,) = compare([many, [*others, *changed(1, 2)]])[0].questions
    assert question.differing_rows == 2
    large = [*many, Paid(9000, "T91")]
    (overlap,) = compare([large, [*others, Paid(9001, "T92"), *changed(1, 2, by=1)]])[0].overlaps
    assert (overlap.differing_rows, overlap.counted) == (2, BOTH)


def test_references_that_do_not_identify_payments_say_nothing() -> None:
    files = [[Paid(n, "S1", day=n) for n in own] for own in ((1, 2, 3), (4, 5, 6))]
    assert not compare(files)[0].overlaps


def test_files_of_the_same_sum_are_asked_about_and_one_of_them_stays() -> None:
    listed = [Paid(n, supplier=f"S{n % 3}", day=n) for n in range(1, 9)]
    dates_off = [Paid(paid.amount, supplier=paid.supplier, day=20) for paid in listed]
    undated = [Paid(paid.amount, supplier=paid.supplier, day=None) for paid in listed]
    summary = [Paid(12, supplier="S1", day=28), Paid(24, supplier="S2", day=28)]
    for other in (dates_off, undated, summary):
        for files in ([listed, other], [other, listed]):
            found, counted = compare(files)
            (question,) = found.questions
            assert (question.equal_sum, question.once, question.both) == (36, 36, 72)
            assert sum(counted) == 72
            assert (found.once, found.both) == (36, 72)
            assert len(compare(files, COUNT_ONCE)[1]) == 8, "the file with more payments stays"
            assert sum(compare(files, COUNT_BOTH)[1]) == 72
    three = [listed, dates_off, undated]
    assert (compare(three)[0].once, compare(three)[0].both) == (36, 108)
    assert sum(compare(three, COUNT_ONCE)[1]) == 36


def test_the_same_sum_of_few_payments_or_of_another_body_or_nothing_is_not_asked_about() -> None:
    few = [[Paid(n, day=day) for n in (1, 2, 3, 4)] for day in (1, 2)]
    assert not compare(few)[0].questions
    own = [
        [Paid(n, day=day, payer=payer) for n in range(1, 7)]
        for day, payer in ((1, "Luton Borough Council"), (2, "Bedford Borough Council"))
    ]
    assert not compare(own)[0].questions
    silent = [Paid(n, day=3, payer="") for n in range(1, 7)]
    assert len(compare([*own, silent])[0].questions) == 2
    zero = [[Paid(n, day=day) for n in (1, 2, 3, -1, -2, -3)] for day in (1, 2)]
    assert not compare(zero)[0].questions


def test_a_file_that_is_left_out_whole_leaves_no_other_out() -> None:
    listed = [Paid(n, f"T{n}", day=n) for n in range(1, 9)]
    summary = [Paid(36, "T50", supplier="All", day=28)]
    later = [Paid(36, "T50", supplier="All", day=28), *numbered(60, 61)]
    found, counted = compare([listed, summary, later], COUNT_ONCE)
    assert sum(counted) == 36 + 36 + 121, "of the summary nothing is counted, but of the third is"
    assert found.left_out == {"file-1": (1, 36)}


def test_an_answer_for_two_files_counts_all_of_one_that_has_no_references_in_both() -> None:
    files = [plain(1, 2, 3), plain(1, 2)]
    (overlap,) = compare(files)[0].overlaps
    assert (overlap.within, overlap.if_others, overlap.same_rows) == ("file-1", 9, 2)
    assert compare(files, COUNT_BOTH)[1] == [1, 2, 3], "months stay in their quarters"
    pair = frozenset(("file-0", "file-1"))
    found, counted = compare(files, OverlapAnswers("", {pair: BOTH}, {}))
    assert counted == [1, 1, 2, 2, 3]
    assert (found.overlaps[0].counted, found.overlaps[0].within) == (BOTH, "")
    referenced = [numbered(1, 2, 3), numbered(1, 2)]
    assert compare(referenced, OverlapAnswers("", {pair: BOTH}, {}))[1] == [1, 2, 3]


def test_payments_without_a_date_are_asked_about_by_year() -> None:
    files = [[Paid(n, day=None) for n in own] for own in ((1, 2, 3), (2, 3, 4))]
    found, _ = compare(files)
    assert found.questions[0].unclear_rows == 2
    within = [[Paid(n, day=None) for n in own] for own in ((1, 2), (1, 2, 4))]
    assert compare(within)[0].questions, "without dates even all payments of a file may be others"


def test_a_file_that_does_not_say_its_payer_is_compared_with_the_only_other() -> None:
    named = [Paid(n, payer="Luton Borough Council") for n in (1, 2, 3)]
    silent = [Paid(n, payer="") for n in (3, 4, 5)]
    assert compare([named, silent])[0].questions
    nobody = compare([silent, [Paid(n, payer="") for n in (3, 7)]])[0]
    assert nobody.questions[0].payers == ("",)
    other = [Paid(n, payer="Bedford Borough Council") for n in (7, 8)]
    assert not compare([named, silent, other])[0].overlaps


def test_the_same_content_in_another_encoding_and_order_of_names_is_found(tmp_path: Path) -> None:
    cafe = "02/04/2024,Café Ltd,2,20.00"
    first = write(tmp_path / "northam_april.csv", HEAD, ONE, cafe)
    second = write(tmp_path / "copy.csv", HEAD, ONE, cafe, encoding="cp1252")
    (overlap,) = overlaps_of([first, second], tmp_path / "out", payer="")
    assert {overlap.first, overlap.second} == {"northam_april.csv", "copy.csv"}
    assert (overlap.rows, str(overlap.amount), overlap.whole) == (2, "30.0000", True)


def test_payments_of_two_bodies_do_not_overlap(tmp_path: Path) -> None:
    head = f"{HEAD},Body Name"
    files = [
        write(tmp_path / f"{body}.csv", head, f"{ONE},{body}", f"{extra},{body}")
        for body, extra in (("North Council", TWO), ("South Council", "03/04/2024,Elm,2,1.00"))
    ]
    assert overlaps_of(files, tmp_path / "out") == []


def test_files_of_an_earlier_run_in_the_same_folder_are_not_compared(tmp_path: Path) -> None:
    out = tmp_path / "out"
    before = write(tmp_path / "before.csv", HEAD, ONE, TWO)
    assert overlaps_of([before], out, payer="Northam") == []
    after = [
        write(tmp_path / "after.csv", HEAD, ONE, TWO, "03/04/2024,Elm Ltd,3,1.00"),
        write(tmp_path / "other.csv", HEAD, "04/04/2024,Elm Ltd,4,1.00"),
    ]
    assert overlaps_of(after, out, payer="Northam") == []


def overlaps_of(files: Sequence[Path], out: Path, payer: str = "") -> list[Overlap]:
    reports = read_all(files, out, payer=payer)
    sheets = [(report.file_id, sheet.sheet) for report in reports for sheet in report.sheets]
    return list(find_overlaps(out, sheets).overlaps)


def test_sheets_of_a_workbook_are_compared_too_and_with_other_files(tmp_path: Path) -> None:
    def rows(*days: int) -> list[list[object]]:
        return [HEAD.split(","), *([45400 + day, "Oak Ltd", f"T{day}", day] for day in days)]

    files = [
        write_workbook(tmp_path / "a.xlsx", {"April": rows(1, 2, 3), "May": rows(3, 4, 5, 6)}),
        write_workbook(tmp_path / "b.xlsx", {"June": rows(6, 7, 8)}),
    ]
    found = overlaps_of(files, tmp_path / "out", payer="Northam")
    assert [(one.first, one.second, one.same_rows) for one in found] == [
        ("a.xlsx, sheet April", "a.xlsx, sheet May", 1),
        ("a.xlsx, sheet May", "b.xlsx", 1),
    ]


def test_sheets_that_are_together_what_a_file_of_another_payer_is_are_a_copy(
    tmp_path: Path,
) -> None:
    rows = [[f"{day:02}/04/2024", "Oak Ltd", f"T{day}", f"{day}.00"] for day in range(1, 6)]
    head = HEAD.split(",")
    paid = [",".join([*row, "Southam Council"]) for row in rows]
    files = [
        write_workbook(
            tmp_path / "northam_council.xlsx",
            {"April": [head, *rows[:2]], "May": [head, *rows[2:]]},
        ),
        write(tmp_path / "all.csv", f"{HEAD},Body Name", *paid),
    ]
    (overlap,) = overlaps_of(files, tmp_path / "out")
    assert (overlap.rows, overlap.amount, overlap.whole) == (5, 15, True)
    assert {overlap.first, overlap.second} == {"northam_council.xlsx", "all.csv"}
    assert overlap.once == overlap.both == 15


#: Which of up to seven payments each of two or three files has.
SPLITS = st.lists(
    st.lists(st.integers(1, 40), min_size=1, max_size=12, unique=True), min_size=2, max_size=3
)


@example(numbers=[[1, 2, 17], [1, 2, 3, 4], [1, 2, 3, 17]], random=Random(1))  # noqa: S311
@given(SPLITS, st.randoms(use_true_random=False))
@SOME
def test_files_come_to_their_distinct_payments_in_any_order(
    numbers: list[list[int]], random: Random
) -> None:
    shuffled = [random.sample(own, len(own)) for own in random.sample(numbers, len(numbers))]
    for own in (numbers, shuffled):
        # No two sets of powers of two come to the same sum.
        paid = [[Paid(2**number, f"T{number}") for number in file] for file in own]
        found, counted = compare(paid)
        assert not found.questions
        assert counted == sorted({2**number for file in own for number in file})


#: Payments of few amounts, so that many are alike, with few references or none.
PAYMENTS = st.lists(
    st.builds(Paid, st.sampled_from([1, 10, 100]), st.sampled_from([None, "A", "B"])),
    min_size=1,
    max_size=7,
)


@given(st.lists(PAYMENTS, min_size=2, max_size=3), st.sampled_from([ONCE, BOTH]))
@SOME
def test_the_sums_that_are_said_are_those_that_are_counted(
    files: list[list[Paid]], answer: str
) -> None:
    asked, _ = compare(files)
    answered, counted = compare(files, OverlapAnswers(answer, {}, {}))
    assert not answered.questions
    assert sum(counted) == (answered.once if answer == ONCE else answered.both)
    if not any(one.differing_rows or one.equal_sum for one in answered.overlaps):
        backwards = compare(files[::-1], OverlapAnswers(answer, {}, {}))[1]
        assert backwards == counted, "the order and names of files do not matter"
    if len(files) == 2 and asked.questions:
        (question,) = asked.questions
        assert sum(counted) == (question.once if answer == ONCE else question.both)


def are_same(overlap: Overlap, files: list[list[Paid]], one: Node, other: Node) -> bool:
    """Whether an overlap says that the payments of two files are the same, those alike given."""
    alike, strict = (
        sum((Counter(map(key, files[a])) & Counter(map(key, files[b]))).values())
        for a, b in [sorted((one[0], other[0]))]
        for key in (lambda paid: paid.amount, lambda paid: (paid.amount, paid.reference))
    )
    once = bool(overlap.unclear_rows) and overlap.counted == ONCE
    if strict < alike / 2:
        return once
    decided = overlap.same_rows if one[1] else overlap.same_by == "all of one file"
    return one[1] == other[1] and bool(decided or once)


@given(st.lists(PAYMENTS, min_size=2, max_size=3), st.data())
@SOME
def test_of_each_likeness_the_most_are_counted_of_which_no_two_are_the_same(
    files: list[list[Paid]], data: st.DataObject
) -> None:
    """By any answers, of which some may contradict each other."""
    pairs = list(combinations(range(len(files)), 2))
    answers = {
        frozenset(f"file-{n}" for n in pair): data.draw(st.sampled_from([ONCE, BOTH]))
        for pair in pairs
    }
    found, counted = compare(files, OverlapAnswers("", answers, {}))
    assume(not any(overlap.differing_rows or overlap.equal_sum for overlap in found.overlaps))
    copies = {int(overlap.second[-1]) for overlap in found.overlaps if overlap.whole}
    overlaps = {frozenset((int(o.first[-1]), int(o.second[-1]))): o for o in found.overlaps}
    expected: Counter[int] = Counter()
    for amount in {paid.amount for own in files for paid in own}:
        nodes = Counter(
            (file, paid.reference)
            for file, own in enumerate(files)
            for paid in own
            if paid.amount == amount and file not in copies
        )
        expected[amount] = max(
            sum(nodes[node] for node in kept)
            for size in range(1, len(nodes) + 1)
            for kept in combinations(nodes, size)
            if not any(
                a[0] != b[0] and are_same(overlaps[frozenset((a[0], b[0]))], files, a, b)
                for a, b in combinations(kept, 2)
            )
        )
    assert Counter(counted) == expected
