"""What is declared about the revenue outturn: workbooks, service lines, wider bodies and breaks."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict

from utils.config import MONEY_DIR

BodyType = Literal["police", "fire", "transport", "waste", "combined", "gla", "park"]


class _Declared(BaseModel):
    """Unknown keys are refused, so a typing slip cannot pass silently."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Workbook(_Declared):
    """One workbook of one year: the form it publishes and how its sheet is laid out."""

    key: str
    financial_year: str
    form: Literal["RS", "RSX", "RO3"]
    layout: Literal["summary", "joined", "grouped"]
    sheet: str


class ServiceLine(_Declared):
    """One line of the product and the published lines whose sum it is.

    A derived line is its parent less the lines named in `less`.
    """

    service_line: str
    name: str
    form: Literal["RS", "RO3", "derived"]
    parent: str | None
    caution: str | None
    first_year: str
    last_year: str
    labels: tuple[str, ...] = ()
    less: tuple[str, ...] = ()

    def is_in(self, workbook: Workbook) -> bool:
        """Say whether a workbook must hold this line; RSX carries the lines of RS."""
        form = "RS" if workbook.form == "RSX" else workbook.form
        return form == self.form and self.first_year <= workbook.financial_year <= self.last_year


class WiderBody(_Declared):
    """A body that serves several upper-tier areas, or parts of them, in some or all years."""

    ecode: str
    name: str
    body_type: BodyType
    areas: tuple[str, ...] = ()
    police_area: str | None = None
    fire_area: str | None = None
    first_year: str = "2007-08"
    last_year: str = "2024-25"
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


def workbooks() -> list[Workbook]:
    """List the workbooks in the order of their years, the detailed form last."""
    return [Workbook(**one) for one in _read("spend_lines.yml")["workbooks"]]


def service_lines() -> list[ServiceLine]:
    """List the service lines of the product."""
    return [ServiceLine(**one) for one in _read("spend_lines.yml")["lines"]]


def aliases() -> dict[str, str]:
    """Map an older wording of a published label to the wording the lines are declared with."""
    return dict(_read("spend_lines.yml")["aliases"])


def wider_bodies() -> list[WiderBody]:
    """List the police, fire, transport, waste, combined and park authorities."""
    return [WiderBody(**one) for one in _read("wider_bodies.yml")["bodies"]]


def breaks() -> list[Break]:
    """List the places where a series changes its meaning."""
    return [Break(**one) for one in _read("spend_breaks.yml")["breaks"]]
