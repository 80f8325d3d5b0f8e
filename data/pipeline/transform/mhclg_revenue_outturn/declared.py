"""What is declared about the revenue outturn: workbooks, service lines, wider bodies and breaks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict

from data.pipeline.extract.declarations import SourceDeclaration, parse_reading
from utils.config import MONEY_DIR

BodyType = Literal["police", "fire", "transport", "waste", "combined", "gla", "park"]


class _Declared(BaseModel):
    """Unknown keys are refused, so a typing slip cannot pass silently."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Workbook(_Declared):
    """A workbook of a year: the form it publishes and how its sheet is laid out."""

    key: str
    financial_year: str
    form: Literal["RS", "RSX", "RO3"]
    layout: Literal["summary", "joined", "grouped"]
    sheet: str
    gross_only: bool = False


class Reading(_Declared):
    """How the publisher's files are read: workbooks in the order of their years, and revisions.

    `time_series` gives by financial year the file of the later time series that revises it.
    """

    workbooks: tuple[Workbook, ...]
    time_series: Mapping[str, str] = {}

    @property
    def net(self) -> list[Workbook]:
        """The workbooks that give net spend."""
        return [workbook for workbook in self.workbooks if not workbook.gross_only]

    @property
    def gross(self) -> list[Workbook]:
        """The workbooks that give gross spend and income."""
        return [workbook for workbook in self.workbooks if workbook.form in {"RSX", "RO3"}]

    def newest_year(self, form: str) -> str:
        """The newest year for which a form is read; RSX carries the lines of RS."""
        forms = {"RO3"} if form == "RO3" else {"RS", "RSX"}
        return max(workbook.financial_year for workbook in self.net if workbook.form in forms)


class ServiceLine(_Declared):
    """A line of the product and the published lines whose sum it is.

    A derived line is its parent less the lines named in `less`.
    """

    service_line: str
    name: str
    form: Literal["RS", "RO3", "derived"]
    parent: str | None
    caution: str | None
    first_year: str
    #: None while the line is reported.
    last_year: str | None = None
    labels: tuple[str, ...] = ()
    less: tuple[str, ...] = ()

    def is_in(self, workbook: Workbook) -> bool:
        """Say whether a workbook must hold this line; RSX carries the lines of RS."""
        form = "RS" if workbook.form == "RSX" else workbook.form
        last = self.last_year or workbook.financial_year
        return form == self.form and self.first_year <= workbook.financial_year <= last


class WiderBody(_Declared):
    """A body that serves several upper-tier areas, or parts of them, in some or all years."""

    ecode: str
    name: str
    body_type: BodyType
    areas: tuple[str, ...] = ()
    police_area: str | None = None
    fire_area: str | None = None
    first_year: str = "2007-08"
    last_year: str | None = None
    note: str | None = None


class Break(_Declared):
    """A place where a series changes its meaning, and who says so.

    `scope` says in a few words what the line holds after the break and not before, or the reverse;
    nothing where the services are the same.
    """

    financial_year: str
    service_line: str
    kind: str
    note: str
    cited: str
    scope: str | None = None
    within_total: bool = False


def financial_years(first: int, last: int) -> list[str]:
    """Label the financial years that begin in `first` to `last`: 2007 gives "2007-08"."""
    return [f"{year}-{(year + 1) % 100:02d}" for year in range(first, last + 1)]


@cache
def _read(name: str) -> dict[str, Any]:
    declared: dict[str, Any] = yaml.safe_load((MONEY_DIR / name).read_text(encoding="utf-8"))
    return declared


def reading_of(declaration: SourceDeclaration) -> Reading:
    """How the files of the outturn are read.

    Raises:
        InvalidInputError: the declaration's part on reading is not as it must be.
    """
    return parse_reading(declaration, Reading)


def service_lines() -> list[ServiceLine]:
    """List the service lines of the product."""
    return [ServiceLine(**line) for line in _read("spend_lines.yml")["lines"]]


def aliases() -> dict[str, str]:
    """Map an older wording of a published label to the wording the lines are declared with."""
    return dict(_read("spend_lines.yml")["aliases"])


def wider_bodies() -> list[WiderBody]:
    """List the police, fire, transport, waste, combined and park authorities."""
    return [WiderBody(**body) for body in _read("wider_bodies.yml")["bodies"]]


def breaks() -> list[Break]:
    """List the places where a series changes its meaning."""
    return [Break(**spend_break) for spend_break in _read("spend_breaks.yml")["breaks"]]
