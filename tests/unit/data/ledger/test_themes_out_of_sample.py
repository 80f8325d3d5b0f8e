"""How many payments of publishers that the rules never saw have a theme, and how many are right.

The design was written down before any row was read; it was committed, unchanged, when the first
pages of two councils had been.

Councils: those of upper or single tier with payment files (CSV) in a public collection of files
(github.com/JuanBlanco9/German-Budget-Galaxy, data/uk/local_authorities/spend), in the alphabetical
order of its folders, without the 22 whose rows were labelled before; by turns they go to wave A
and wave B, eight or more each. One without a column that describes the spending gives way to the
next, and the turn stays.

Rows: of each council the file that comes first by name (no archive, no purchase cards, no file of
payments to persons or care homes alone), and in it three pages of 16,000 characters: the first,
and those that begin at 2/5 and at 4/5 of the file's characters. On each page the four largest
payments ("by money"; of rows with the same words and supplier only the largest) and four equally
spaced ones ("by chance": nearest 1/8, 3/8, 5/8 and 7/8 of the page, by eye; one drawn by money
gives way to the next). Columns mean what the product's own recognition of headers takes them for.
A supplier that may be a person is left empty, with the kind "individual".

Labels: every theme or group that a reader may give the row from the row alone, or "cannot_tell",
written and committed before the product was run on the rows.

Measures: coverage (a theme or group was given) and precision (it is one of the labels; a theme
given where the label is only "cannot_tell" is wrong), by rows in both strata and by GBP. By GBP
means: the share in the sum of the amounts of a council's rows, averaged over councils, so that one
large payment of one council does not decide. Intervals: 95%, by drawing councils with replacement.

Wave A shows what the rules lack and may lead to changes of a whole kind. Wave B is read
afterwards, and the changed rules are run on it once. Wave C was read after the changes that B led
to, of the next councils in the same order.

What was first measured of A and B (interval in brackets; coverage, then precision):
- Wave A, rules unchanged: by GBP 79% (58 to 99) and 98% (95 to 100), by rows 86% (72 to 97) and
  92% (84 to 98).
- Wave B, rules changed after wave A, run once: by GBP 90% (76 to 99) and 96% (89 to 100), by rows
  92% (83 to 98) and 94% (85 to 99). So 10% of the money had no theme, 1% to 24%. The rules before
  the change give wave B 83% (67 to 96) and 96% by GBP, 89% and 93% by rows.
- Wave A with the changed rules, which it led to, is in sample: by GBP 96% and 100%, by rows 94%
  and 99%.
- Of wave B's money 10% is of the groups (running the council, money passed on) and 80% of themes;
  of 147 rows with a theme 98% are right, of 30 with a group 73%.

Afterwards the group "adult_social_care" was made, and labels of 74 rows of A and B changed with
it: 60 that say adult care but not for whom may be called so too, and 14 that say physical support
under 65, which had the nearest theme, have it instead. Columns of the header of one council of B
(Gateshead) are recognised now, so that its 24 rows have department and category, with the labels
that they had; columns of two councils of A that are read now too are not in its rows. Measured
again, both in sample now:
- Wave A: by GBP 96% (89 to 100) and 100%, by rows 94% (84 to 100) and 99% (98 to 100).
- Wave B: by GBP 92% (78 to 100) and 96% (89 to 100), by rows 97% (94 to 99) and 98% (96 to 100);
  without the columns of that council by GBP 90% and 96%, by rows 88% and 98%, as a purchase card
  no longer has a theme.

Wave C, labelled with the group in mind, run once (ten councils):
- By GBP 99% (99 to 100) and 86% (73 to 97), by rows 93% (84 to 100) and 91% (82 to 98). Of its
  money 78% was of themes, 16% of adult social care, 5% of support and money passed on.
- By council, precision by GBP: Greenwich 46%, as one payment for school buildings was called work
  and skills, Hampshire 52%, Hartlepool 71%, Haringey 91%, the other six 100%. Of the 20 rows that
  were wrong eight were adult education, taken for schools; 11 of the 17 without a theme were
  temporary accommodation written "Temp Acc" or social care written "Personalisation".
- The folders of Halton and Hampshire were not found at first, as a listing shows only some, so
  eight councils were run, then these two with the same rules.

Afterwards the rules were made stricter by kinds: a department that lists several themes says
none, words that mean several things say less, departments of support come last, and what wave C
lacked was added. In sample now, by GBP then by rows (precision is 99% to 100% throughout):
- Coverage of wave A 95% and 93%, before 96% and 94%; of B 90% and 89%, before 92% and 97%; of C
  99% and 97%, before 99% and 93%.

Wave D, the newest, of the next eight folders that were found in the order (a name was tried for
each council, as no whole listing is to be had), run once with the stricter rules:
- By GBP 83% (73 to 93) and 88% (71 to 99), by rows 86% (81 to 91) and 92% (82 to 99). Of its
  money 58% is of themes, 16% of adult social care, 9% of support and money passed on; of 94 rows
  with a theme 96% are right, of 67 of adult social care 85%, the four of the other groups all.
- By council, coverage and precision by GBP: Islington 83% and 100%, Kingston upon Thames 98% and
  100%, Lancashire 98% and 81%, Liverpool 93% and 94%, Medway 64% and 100%, Newcastle upon Tyne
  68% and 28%, Newham 98% and 100%, North Lincolnshire 63% and 100%.
- Of the 14 rows that are wrong ten are called adult social care, where an abbreviation names
  older people ("Nursing Care OP") or mental health ("MH1-Domiciliary Care"): seven of Newcastle
  upon Tyne, three of Lancashire. Afterwards such abbreviations were added, so that wave D is in
  sample too: by GBP 83% and 98% (95 to 100). Coroners' costs were taken out of offending.
- The rules before they were made stricter give wave D 87% (76 to 96) and 89% (76 to 99) by GBP,
  89% and 91% by rows. So on it the change gained nothing in precision; what it lost in coverage
  is three rows of support and one of events that were right, and one row that was wrong.

First runs of B, C and D together (26 councils, each wave with the rules of its time;
`first_runs_of_themes.csv`): by GBP 92% (85 to 97) and 90% (82 to 97), by rows 91% (86 to 95) and
92% (87 to 96). So of unseen councils enough of the money has a theme (the project wants at most
15% without), and that nine tenths of it are right is as likely as not.

What bears on that: labels are of one reader, who knew the rules when waves B, C and D were
labelled; where several labels fit, any of them counts as right, and 131 of the 816 rows may also
be "cannot_tell". One page of wave B, four of wave C and four of wave D have rows of only one or
two kinds, so that their largest are alike. Seven of the ten councils of wave C are in London.
"""

from __future__ import annotations

import pandas as pd
import pytest

from data.ledger.count.theme_rules import group_ids, theme_ids
from data.ledger.suppliers.trades import PERSONS
from tests.unit.data.ledger.labelled import FILES, answered, coverage, precision

WAVES = {wave: f"labelled_themes_wave_{wave}.csv" for wave in ("a", "b", "c", "d")}
#: Rows of each council, and of those by money or by chance.
ROWS, DRAWN = 24, 12
COUNCILS = {"a": 8, "b": 8, "c": 10, "d": 8}
#: Least coverage and least precision of each wave, each by rows and by GBP.
FLOORS = {
    "a": ((0.92, 0.95), (0.99, 0.99)),
    "b": ((0.89, 0.89), (0.99, 0.99)),
    "c": ((0.96, 0.98), (0.98, 0.99)),
    "d": ((0.85, 0.83), (0.97, 0.97)),
}
NEWEST = "d"
#: What was first found of waves B, C and D, with the labels and rules of that time.
FIRST_RUNS = FILES / "first_runs_of_themes.csv"
#: By GBP, as the project wants it: at most 15% without a theme, nine tenths of the rest right.
WANTED = (0.85, 0.9)


@pytest.fixture(scope="module")
def waves() -> dict[str, pd.DataFrame]:
    return {wave: answered(file) for wave, file in WAVES.items()}


def test_rows_are_drawn_as_designed_and_labels_are_known(waves: dict[str, pd.DataFrame]) -> None:
    known = theme_ids() | group_ids() | {"cannot_tell"}
    for wave, rows in waves.items():
        assert {one for labels in rows["themes"] for one in labels.split("|")} <= known
        assert rows["publisher"].nunique() == COUNCILS[wave]
        assert set(rows.groupby(["publisher", "stratum"]).size()) == {DRAWN}
        assert set(rows.groupby("publisher").size()) == {ROWS}


def test_no_council_is_in_two_samples(waves: dict[str, pd.DataFrame]) -> None:
    before = set(answered("labelled_themes_unseen.csv")["publisher"])
    councils = [before, *(set(rows["publisher"]) for rows in waves.values())]
    assert len(set.union(*councils)) == sum(map(len, councils))


def test_no_name_of_a_person_is_in_a_sample(waves: dict[str, pd.DataFrame]) -> None:
    for rows in waves.values():
        assert set(rows.loc[rows["supplier_kind"].isin(PERSONS), "supplier"]) == {""}


@pytest.mark.parametrize("by_gbp", [False, True])
@pytest.mark.parametrize("wave", WAVES)
def test_coverage_and_precision_are_not_below_what_was_measured(
    waves: dict[str, pd.DataFrame], wave: str, *, by_gbp: bool
) -> None:
    covered, right = FLOORS[wave]
    assert coverage(waves[wave], by_gbp=by_gbp).share >= covered[by_gbp]
    assert precision(waves[wave], by_gbp=by_gbp).share >= right[by_gbp]


def first_runs(*waves: str) -> pd.DataFrame:
    """What was found when the rules first saw the rows of some waves."""
    rows = pd.read_csv(FIRST_RUNS)
    rows["right"] = rows["right"] == "yes"
    return rows[rows["wave"].isin(waves)]


def test_of_the_newest_wave_neither_was_surely_reached_nor_surely_missed() -> None:
    rows = first_runs(NEWEST)
    covered, right = coverage(rows, by_gbp=True), precision(rows, by_gbp=True)
    assert covered.low < WANTED[0] < covered.high
    assert right.low < WANTED[1] < right.high


def test_of_all_first_runs_enough_has_a_theme_but_nine_tenths_are_not_surely_right() -> None:
    rows = first_runs("b", "c", "d")
    assert rows["publisher"].nunique() == sum(COUNCILS[wave] for wave in "bcd")
    covered, right = coverage(rows, by_gbp=True), precision(rows, by_gbp=True)
    assert covered.low >= WANTED[0]
    assert right.low < WANTED[1] < right.high
