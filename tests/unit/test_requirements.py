from __future__ import annotations

import json
import re
from importlib.metadata import metadata
from typing import Any, Final

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.__main__ import REQUIREMENTS
from utils.config import ROOT

PIN = re.compile(
    r"(?P<name>[a-z0-9-]+)(\[[a-z]+\])?==(?P<version>[^ ;]+)( ; .+?)?( --hash=sha256:[0-9a-f]{64})+"
)
MATERIALS = json.loads((ROOT / "deploy" / "sbom.cdx.json").read_text(encoding="utf-8"))[
    "components"
]
#: Libraries whose licence the list of materials does not know, as their own files have it.
NOT_LISTED: Final = {
    "protobuf": "3-Clause BSD License",
    "pydeck": "Apache License 2.0",
    "streamlit-folium": "MIT",
    "xstatic-leaflet": "BSD-2-Clause, as Leaflet",
}
COPYLEFT: Final = re.compile(r"GPL|GNU", re.IGNORECASE)


def read_pins(name: str) -> dict[str, str]:
    """Read a requirements file; every line that is no comment must be an exact pin with hashes."""
    text = (ROOT / name).read_text(encoding="utf-8")
    pins: dict[str, str] = {}
    for line in re.sub(r" \\\n +", " ", text).splitlines():
        if not line.lstrip().startswith("#"):
            pin = PIN.fullmatch(line)
            assert pin, f"{name}: {line[:100]!r} is no exact pin with hashes"
            assert pin["name"] not in pins, f"{name}: {pin['name']!r} comes twice"
            pins[pin["name"]] = pin["version"]
    return pins


def licences(component: dict[str, Any]) -> list[str]:
    """What the list of materials says of a library."""
    found = [one.get("expression") or one["license"] for one in component.get("licenses", [])]
    return [one if isinstance(one, str) else one.get("id") or one["name"] for one in found]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_line_is_one_exact_pin(name: str) -> None:
    assert len(read_pins(name)) > 10


def test_the_files_agree_where_they_overlap() -> None:
    agreed: dict[str, str] = {}
    for name in REQUIREMENTS:
        for library, version in read_pins(name).items():
            assert agreed.setdefault(library, version) == version, f"{name}: {library}"


def test_the_list_of_materials_is_that_of_the_pins() -> None:
    listed = {canonicalize_name(one["name"]): one["version"] for one in MATERIALS}
    pins = read_pins("requirements.txt")
    assert {name: pins.get(name) for name in listed} == listed
    # What is there on other systems or Pythons alone is in no list made on one.
    elsewhere = set(pins) - set(listed)
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    lines = {name: re.search(rf"^{name}==.*", text, re.MULTILINE) for name in elsewhere}
    marked = {
        name for name, line in lines.items() if line and Requirement(line[0].rstrip(" \\")).marker
    }
    assert elsewhere == marked


def test_no_library_of_the_app_binds_the_app_to_its_licence() -> None:
    found = {canonicalize_name(one["name"]): licences(one) for one in MATERIALS}
    assert {name for name, names in found.items() if not names} == set(NOT_LISTED)
    bound = {name: names for name, names in found.items() if COPYLEFT.search(" ".join(names))}
    assert bound == {}


@pytest.mark.parametrize("name", NOT_LISTED)
def test_a_licence_that_is_not_listed_is_none_of_those_either(name: str) -> None:
    about = metadata(name)
    words = [about.get("License") or "", *(about.get_all("Classifier") or [])]
    assert not COPYLEFT.search(" ".join(words))
