"""The publisher's sheet layouts, and what is refused in them."""

import math
from collections.abc import Callable

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from data.pipeline.extract.declarations import SourceDeclaration, SourceFile
from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_sheet
from data.pipeline.transform.mhclg_revenue_outturn.declared import ServiceLine, Workbook
from data.pipeline.transform.mhclg_revenue_outturn.workbooks import normalise, parse_sheet
from data.pipeline.transform.shared.place import Place
from utils.config import ROOT
from utils.errors import SourceSchemaError

FIXTURES = ROOT / "tests" / "fixtures" / "mhclg_revenue_outturn"
PLACE = Place("mhclg_revenue_outturn", "rs.xls", "RS data")
SUMMARY = Workbook(key="rs", financial_year="2007-08", form="RS", layout="summary", sheet="RS data")


def line(name: str, *labels: str, form: str = "RS") -> ServiceLine:
    return ServiceLine(
        service_line=name,
        name=name,
        form=form,
        parent=None,
        caution=None,
        first_year="2007-08",
        last_year="2024-25",
        labels=labels,
    )


LINES = [line("police", "Police services"), line("total", "TOTAL SERVICE EXPENDITURE")]


def summary_rows() -> list[list[object]]:
    return [
        ["Revenue Outturn Summary (RS): 2007-08 data", "", "", "", ""],
        [
            "E-code",
            "Local authority",
            "Class",
            "Police services",
            "TOTAL SERVICE EXPENDITURE (TOTAL OF LINES 190 to 698)",
        ],
        ["", "", "", "", ""],
        ["E0101", "Alpha UA", "UA", -1.5, 20.0],
        ["E5100", "Greater London Authority", "O", 3.0, 4.0],
        ["", "ENGLAND", "", 1.5, 24.0],
        ["E5100", "Greater London Authority", "O", 3.0, 4.0],
        ["[Y]", "Unitary Authorities", "UA", -1.5, 20.0],
    ]


def parse(
    rows: list[list[object]],
    workbook: Workbook = SUMMARY,
    lines: list[ServiceLine] = LINES,
    aliases: dict[str, str] | None = None,
) -> pd.DataFrame:
    return parse_sheet(rows, workbook=workbook, lines=lines, aliases=aliases or {}, place=PLACE)


def test_summary_sheet_gives_authorities_and_england_in_pounds() -> None:
    frame = parse(summary_rows())
    assert frame["ecode"].tolist() == ["E0101"] * 2 + ["E5100"] * 2 + ["England"] * 2
    assert frame["amount_gbp"].tolist() == [-1500, 20000, 3000, 4000, 1500, 24000]
    assert set(frame["financial_year"]) == {"2007-08"}


def test_rows_below_england_are_breakdowns_so_the_second_gla_row_is_left_out() -> None:
    assert (parse(summary_rows())["ecode"] == "E5100").sum() == len(LINES)


def test_older_wording_is_found_by_its_alias() -> None:
    rows = summary_rows()
    rows[1][3] = "Policing"
    frame = parse(rows, aliases={"Policing": "Police services"})
    assert frame["amount_gbp"].iloc[0] == -1500


def test_first_of_two_like_labels_is_read() -> None:
    rows = [[*row, 999.0] for row in summary_rows()]
    rows[1][5] = "Police services"
    assert parse(rows)["amount_gbp"].iloc[0] == -1500


@pytest.mark.parametrize("mark", ["[x]", "…", "[n]", "[note 3]"])
def test_marks_of_no_return_become_null(mark: str) -> None:
    rows = summary_rows()
    rows[3][3] = mark
    assert math.isnan(parse(rows)["amount_gbp"].iloc[0])


@pytest.mark.parametrize("cell", ["twelve", "", "[z]", True, None])
def test_a_cell_that_is_no_number_is_refused_with_its_place(cell: object) -> None:
    rows = summary_rows()
    rows[3][3] = cell
    with pytest.raises(SourceSchemaError) as caught:
        parse(rows)
    message = str(caught.value)
    for part in ("mhclg_revenue_outturn", "rs.xls", "RS data", "row 4", "Police services"):
        assert part in message
    assert repr(cell) in message


def test_a_missing_line_is_refused_by_its_label() -> None:
    rows = summary_rows()
    rows[1][3] = "Constabulary"
    with pytest.raises(SourceSchemaError, match="Police services"):
        parse(rows)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(lambda rows: rows.pop(1), "E-code", id="no header"),
        pytest.param(lambda rows: rows.pop(5), "ENGLAND|E-code", id="no England row"),
        pytest.param(lambda rows: rows[3].__setitem__(0, ""), "E-code", id="code lost"),
        pytest.param(lambda rows: rows[4].__setitem__(0, "E0101"), "row 5", id="code twice"),
        pytest.param(lambda rows: rows[1].__setitem__(1, "Council"), "Local authority", id="name"),
    ],
)
def test_broken_layouts_are_refused(
    change: Callable[[list[list[object]]], object], expected: str
) -> None:
    rows = summary_rows()
    change(rows)
    with pytest.raises(SourceSchemaError, match=expected):
        parse(rows)


def test_joined_layout_reads_net_expenditure_alone_and_adds_parts() -> None:
    workbook = SUMMARY.model_copy(update={"layout": "joined", "form": "RO3"})
    net = "Net Current Expenditure (C7 = C3 - C6)"
    rows = [
        [
            "E-code",
            "Local authority",
            "Drugs - adults (18–64) - Total Income (C6 = C4 + C5)",  # noqa: RUF001
            f"Drugs - adults (18–64) - {net}",  # noqa: RUF001
            f"Children’s drugs [note 2] - {net}",  # noqa: RUF001
        ],
        ["E0101", "Alpha", 50.0, 2.0, 3.0],
        ["Eng", "ENGLAND", 50.0, "[n]", 3.0],
    ]
    lines = [line("drugs", "Drugs - adults (18-64)", "Children's drugs", form="RO3")]
    amounts = parse(rows, workbook=workbook, lines=lines)["amount_gbp"]
    assert amounts.iloc[0] == 5000
    assert math.isnan(amounts.iloc[1])


def test_grouped_layout_takes_the_service_from_the_row_above() -> None:
    workbook = SUMMARY.model_copy(update={"layout": "grouped", "form": "RO3"})
    rows = [
        ["", "", "Youth Justice", "", "Fostering", ""],
        ["E-code", "Local authority", "Employees (C1)", "Net Current Expenditure\n (C7)29"] * 1
        + ["Employees (C1)2", "Net Current Expenditure\n (C7)36"],
        ["E0101", "Alpha", 9.0, 1.0, 9.0, 2.0],
        ["Eng", "ENGLAND", 9.0, 1.0, 9.0, 2.0],
    ]
    lines = [line("youth", "Youth Justice", form="RO3"), line("foster", "Fostering", form="RO3")]
    amounts = parse(rows, workbook=workbook, lines=lines)["amount_gbp"]
    assert amounts.tolist()[:2] == [1000, 2000]


def test_labels_are_compared_without_case_notes_or_line_numbers() -> None:
    assert normalise("TOTAL\nSERVICE  EXPENDITURE (total of lines 1 to 2) [note 3]") == (
        "total service expenditure"
    )


def fixture_raw() -> RawFiles:
    declaration = SourceDeclaration(
        source="mhclg_revenue_outturn",
        title="t",
        publisher="p",
        licence="OGL-UK-3.0",
        citation="c",
        landing_page="https://example.org",
        attribution="a",
        retrieved="2026-11-21",
        files={"small": SourceFile(path="rsx_small.ods")},
    )
    return RawFiles(declaration, FIXTURES)


def test_a_real_ods_file_is_read_through_calamine() -> None:
    workbook = SUMMARY.model_copy(update={"layout": "joined", "form": "RSX"})
    rows = read_sheet(fixture_raw(), "small", sheet="RSX_small")
    frame = parse(rows, workbook=workbook).set_index(["ecode", "service_line"])["amount_gbp"]
    assert frame["E0101", "police"] == 12_500
    assert math.isnan(frame["E0102", "total"])
    assert frame["England", "total"] == 40_000


def test_a_missing_sheet_is_refused_and_those_present_are_listed() -> None:
    with CalamineWorkbook.from_path(str(FIXTURES / "rsx_small.ods")) as workbook:
        assert workbook.sheet_names == ["RSX_small"]
    with pytest.raises(SourceSchemaError, match=r"RSX_2024.*RSX_small"):
        read_sheet(fixture_raw(), "small", sheet="RSX_2024")
