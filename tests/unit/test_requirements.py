from __future__ import annotations

import re

import pytest

from tests.__main__ import REQUIREMENTS
from utils.config import ROOT

PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+)( ; .+)?")


def read_pins(name: str) -> dict[str, str]:
    """Read a requirements file; every line that is no comment must be an exact pin."""
    pins: dict[str, str] = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if not line.lstrip().startswith("#"):
            pin = PIN.fullmatch(line)
            assert pin, f"{name}: {line!r} is no exact pin"
            assert pin["name"] not in pins, f"{name}: {line!r} comes twice"
            pins[pin["name"]] = pin["version"]
    return pins


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_line_is_one_exact_pin(name: str) -> None:
    assert len(read_pins(name)) > 10


def test_the_files_agree_where_they_overlap() -> None:
    agreed: dict[str, str] = {}
    for name in REQUIREMENTS:
        for library, version in read_pins(name).items():
            assert agreed.setdefault(library, version) == version, f"{name}: {library}"
