"""The recipes of CONTRIBUTING.md, each carried out on small files."""

import re
import shlex
import shutil
from pathlib import Path

import pandas as pd
import pytest
import yaml

from data.export import chart
from data.ledger.cli import main as ledger
from data.ledger.publish.publication import published_keys
from data.pipeline.extract.declarations import Indicator, SourceFile
from data.pipeline.extract.raw import RawFiles
from data.pipeline.transform import ohid_fingertips
from data.pipeline.transform.hmt_country_regional_analysis import items as segments_placed
from data.pipeline.transform.hmt_country_regional_analysis.items import place_segments
from data.pipeline.transform.hmt_country_regional_analysis.releases import RELEASES
from data.pipeline.transform.mhclg_revenue_outturn.areas import wider_shares
from data.pipeline.transform.mhclg_revenue_outturn.declared import WiderBody, reading_of
from data.pipeline.transform.shared.place import Place
from data.pipeline.transform.shared.whole_place import (
    SEGMENT_LABELS,
    one_spelling,
    segment_items,
)
from data.pipeline.transform.total_place import asks, disagreements
from data.pipeline.transform.total_place import transform as total_place
from data.pipeline.typed_rows import write_rows
from data.read.store import Store
from data.versions.publication import accept
from data.versions.schema import Field, Table
from tests.unit.data.ledger.publish.published_places import count_payments, publish_places
from tests.unit.data.pipeline.transform.health_built import FIXTURES, built_tables, fixture_raw
from tests.unit.data.pipeline.transform.small_record import SMALL_TOPICS, declared_in
from utils.config import ROOT
from utils.errors import SourceSchemaError
from utils.ui.shared.chart_twin import PICTURES

RECIPES = {
    "Add a year of the outturn",
    "Add an indicator of a known source",
    "Add an edition of the Treasury's regional analysis",
    "Add a body that serves several areas",
    "Add or correct a place of the programme",
    "Publish a place's payments",
    "Add a file format of pictures",
    "Add a page",
    "Add a column to a published table",
}


def test_every_recipe_is_run_here() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^## (.+)$", text, flags=re.MULTILINE)) == RECIPES


def test_files_and_commands_that_recipes_name_are_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:data|utils|tests|pages)/[\w./]+)`", text)
    assert len(named) > 8
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_a_year_is_a_file_and_a_line() -> None:
    """The whole step with a made-up year is in test_transform of the outturn."""
    declaration = fixture_raw("mhclg_revenue_outturn", folder=FIXTURES).declaration
    line = {"key": "rsx_2025_26", "financial_year": "2025-26", "form": "RSX", "layout": "joined"}
    reading = dict(declaration.reading)
    reading["workbooks"] = [*reading["workbooks"], {**line, "sheet": "RSX_LA_Data_202526"}]
    found = reading_of(declaration.model_copy(update={"reading": reading}))
    assert found.newest_year("RS") == "2025-26"
    assert found.net[-1].key == found.gross[-1].key == "rsx_2025_26"


def test_an_indicator_is_a_file_a_line_and_its_meaning() -> None:
    raw = fixture_raw("ohid_fingertips")
    own = raw.declaration
    meaning = own.indicators["smoking_adults_aps"].model_copy(update={"name": "Vaping"})
    extracts = {**own.reading["extracts"]}
    extracts["vaping"] = {**extracts["smoking"], "indicator": "vaping_adults"}
    declaration = own.model_copy(
        update={
            "files": {**own.files, "vaping": own.files["smoking"]},
            "reading": {**own.reading, "extracts": extracts},
            "indicators": {**own.indicators, "vaping_adults": Indicator(**meaning.model_dump())},
        }
    )
    made = ohid_fingertips.transform(RawFiles(declaration, raw.folder), built_tables())
    rows = made["observations"].set_index("indicator")
    old, new = (
        rows.loc[[indicator], "value"] for indicator in ("smoking_adults_aps", "vaping_adults")
    )
    assert new.notna().any()
    assert new.reset_index(drop=True).equals(old.reset_index(drop=True))


def test_a_segment_of_a_new_edition_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    labels = ["Department of Tides", "S999A001-TIDE TABLES", "4. of which: transport", "4.5 Rail"]
    row = dict(zip(SEGMENT_LABELS, labels, strict=True))
    rows = pd.DataFrame([{**row, "amount_gbp": 1e6, "row": 2}])
    edition = Place("hmt_country_regional_analysis", "cra_2026.xlsx", "CRA 2026 database")
    with pytest.raises(SourceSchemaError) as caught:
        place_segments(rows, place=edition)
    line = str(caught.value).splitlines()[1]
    assert line == ",".join([*labels, "", ""])
    listed = {**segment_items(), tuple(map(one_spelling, line.split(",")[:4])): "transport_central"}
    monkeypatch.setattr(segments_placed, "segment_items", lambda: listed)
    assert place_segments(rows, place=edition)["item"].tolist() == ["transport_central"]


def test_years_of_editions_never_overlap() -> None:
    years = [year for release in RELEASES for year in release.years]
    assert years == sorted(set(years))


def test_a_wider_body_is_one_line() -> None:
    line = "{ecode: E6999, name: A new authority, body_type: combined, areas: [A, B]}"
    people = pd.DataFrame(
        [(code, year, 10) for code in ("A", "B") for year in range(2007, 2025)],
        columns=["area_code", "year", "population"],
    )
    body = WiderBody(**yaml.safe_load(line))
    shares = wider_shares([body], populations=people, police_areas={}, fire_areas={})
    assert set(shares["area_code"]) == {"A", "B"}
    assert set(shares["share"]) == {0.5}


def test_a_place_is_a_row_and_its_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    origin = FIXTURES / "total_place"
    for path in origin.iterdir():
        shutil.copy(path, tmp_path / path.name)
    rows = (tmp_path / "places.csv").read_text(encoding="utf-8").splitlines()
    new = rows[1].split(",")
    new[:2] = ["a_new_place", "A new place"]
    (tmp_path / "places.csv").write_text("\n".join([*rows, ",".join(new)]) + "\n", encoding="utf-8")
    declared = yaml.safe_load(total_place.MEMBERS_FILE.read_text(encoding="utf-8"))
    declared["a_new_place"] = {"members": ["E08000025"], "how": "Named by it.", "themes": []}
    members = tmp_path / "members.yml"
    members.write_text(yaml.safe_dump(declared), encoding="utf-8")
    monkeypatch.setattr(total_place, "MEMBERS_FILE", members)
    monkeypatch.setattr(disagreements, "FILE", origin / "disagreements.yml")
    monkeypatch.setattr(asks, "ASKS_FILE", origin / "asks.yml")
    codes = sorted({code for entry in declared.values() for code in entry["members"]})
    areas = pd.DataFrame({"area_code": codes, "level": "both", "is_current": True})
    raw = fixture_raw("total_place", folder=tmp_path)
    with declared_in(SMALL_TOPICS):
        made = total_place.transform(raw, {"areas": areas})["place_members"]
    assert made.loc[made["place_id"] == "a_new_place", "area_code"].tolist() == ["E08000025"]


def test_a_places_payments_are_published_by_the_commands_of_the_recipe(tmp_path: Path) -> None:
    recipe = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    recipe = recipe.partition("## Publish a place's payments")[2].partition("\n## ")[0]
    command = re.search(r"python3 -m data\.ledger (publish DIR .+?)\n\n", recipe, re.DOTALL)
    assert command
    arguments = shlex.split(command[1].replace("\\\n", " "))
    folder = publish_places(tmp_path / "published")
    made = str(count_payments(tmp_path / "made"))
    wanted = [made if word == "DIR" else word for word in arguments]
    assert ledger([*wanted, "--to", str(folder)]) == 0
    accept(folder)
    assert published_keys(Store(folder)) == [("E06000047", "2024-10")]
    again = ["republish", "--from", str(tmp_path / "made"), "--to", str(folder)]
    assert ledger(again) == 0


def test_every_format_of_pictures_can_be_written_and_is_offered() -> None:
    assert set(chart.FORMATS) == set(PICTURES)


def test_every_page_is_a_script_and_a_line() -> None:
    scripts = {path.stem for path in (ROOT / "pages").glob("*.py")} - {"__init__"}
    assert len(scripts) > 8
    text = (ROOT / "utils/ui/shell/pages.py").read_text(encoding="utf-8")
    assert [script for script in scripts if f'"{script}"' not in text] == []


def test_a_column_is_declared_once_and_typed() -> None:
    table = Table("towns", "Towns", ("code",), (Field("code", "string", "Code"),))
    more = Table("towns", "Towns", ("code",), (*table.fields, Field("heads", "integer", "Heads")))
    assert "heads" not in write_rows({"towns": table})
    assert "    heads: int | None\n" in write_rows({"towns": more})


def test_a_declared_file_is_its_path_alone() -> None:
    assert SourceFile.model_validate("spend/a.xlsx").path == "spend/a.xlsx"
