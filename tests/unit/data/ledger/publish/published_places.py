"""A published folder with what a count's publication reads of it, and a small real count."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final

from data.ledger.cli import main
from data.read.store import PACKAGE_FILE, Store

#: What says which places there are, and which payments they publish.
READ: Final = ("areas", "place-members", "places", "ledger-")
DURHAM: Final = "E06000047"
LEDGER: Final = (
    "Body,Department,Payment Date,Supplier,Net Amount\n"
    "Durham County Council,Highways,01/10/2024,Ringway Paving Ltd,1000.50\n"
    "Durham County Council,Adult social care,02/10/2024,Mr Q Zebedee,600.00\n"
    "Durham County Council,Adult social care,03/10/2024,Ottoline Zebedee Childcare,700.00\n"
    "Durham County Council,Highways,04/10/2024,RINGWAY PAVING LIMITED,-0.50\n"
    "Durham County Council,Xyz,01/11/2024,East Durham College,99.99\n"
)


def publish_places(folder: Path, *, with_counts: bool = False) -> Path:
    """Link published tables that tell places into a folder of their own, described."""
    store = Store()
    described = dict(store.description)
    wanted = READ if with_counts else READ[:-1]
    described["resources"] = [
        resource
        for name, resource in store.resources.items()
        if name.startswith(wanted) and "/" not in str(resource["path"])
    ]
    folder.mkdir(parents=True)
    for resource in described["resources"]:
        os.link(store.folder / resource["path"], folder / resource["path"])
    (folder / PACKAGE_FILE).write_text(json.dumps(described), encoding="utf-8")
    return folder


def count_payments(folder: Path, *, options: tuple[str, ...] = ()) -> Path:
    """Count a small ledger for County Durham with the command, and further options of it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "october.csv"
    path.write_text(LEDGER, encoding="utf-8")
    main(["count", str(path), "--place", DURHAM, "--out", str(folder / "count"), *options])
    return folder / "count"
