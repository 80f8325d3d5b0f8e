"""Describes what a run was measured on, so that its figures can be read later."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("streamlit", "pandas", "folium", "streamlit-folium", "geopandas")


def describe_machine(*, browser: str) -> dict[str, str]:
    """Processor, memory, system and versions, by name."""
    return {
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": _memory(),
        "system": _system(),
        "Python": platform.python_version(),
        "browser": browser,
        **{name: version(name) for name in LIBRARIES},
    }


def _processor() -> str:
    model = _field(Path("/proc/cpuinfo"), "model name")
    return model or platform.processor() or platform.machine()


def _memory() -> str:
    total = _field(Path("/proc/meminfo"), "MemTotal")
    return f"{int(total.split()[0]) / 2**20:.0f} GiB" if total else "unknown"


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.platform()


def _field(path: Path, name: str) -> str:
    """What a file of Linux says of a field; "" elsewhere."""
    if not path.exists():
        return ""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = (line.partition(":")[2].strip() for line in lines if line.startswith(name))
    return next(found, "")
