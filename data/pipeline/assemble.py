"""Makes every published table: from raw files, from published tables that are kept, from others."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType

import pandas as pd
import pyarrow as pa

from data.pipeline.derive.catalogue import build_source_files, declared_tables
from data.pipeline.derive.clusters import build_clusters
from data.pipeline.derive.correlations import build_correlations
from data.pipeline.derive.did_it_work.build import build_did_it_work
from data.pipeline.derive.funnels import build_funnels
from data.pipeline.derive.group_gaps import build_group_gaps
from data.pipeline.derive.inequality_indices import build_inequality
from data.pipeline.derive.map_measures import build_map_tables
from data.pipeline.derive.place_names import build_place_names
from data.pipeline.derive.similar_spend import build_similar_spend
from data.pipeline.derive.spend_concentration import build_spend_concentration
from data.pipeline.derive.whole_place.build import build_whole_place
from data.pipeline.extract.holdings import Holding
from data.pipeline.extract.raw import RawFiles
from data.pipeline.kept import Kept
from data.pipeline.steps import GEOMETRY, STEPS, run_checks, source_of
from data.pipeline.transform.mhclg_revenue_outturn import transform as mhclg_revenue_outturn
from data.pipeline.transform.ons_boundaries.transform import GeometryReport
from data.read.payments import sources_of
from data.versions.checks import CheckResult
from data.versions.publish import Payload, table_payload
from data.versions.schema import Table, conform
from utils.errors import AtlasError

Report = Callable[[str], None]
Parts = Mapping[str, pd.DataFrame]
#: What is computed from the tables of sources, in order; later ones read earlier ones.
DERIVED: tuple[Callable[[Parts], Parts], ...] = (
    build_whole_place,
    build_map_tables,
    build_similar_spend,
    build_funnels,
    build_place_names,
    build_inequality,
    build_group_gaps,
    build_spend_concentration,
    build_correlations,
    build_did_it_work,
)


@dataclass
class Built:
    """What a build made.

    Attributes:
        tables: frames by table.
        content: the same as they are published.
        payloads: files ready to publish.
        checks: what checks of the tables saw.
        sources: sources of what staff published, beside those that are declared.
    """

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    content: dict[str, pa.Table] = field(default_factory=dict)
    payloads: list[Payload] = field(default_factory=list)
    checks: list[CheckResult] = field(default_factory=list)
    sources: list[dict[str, str]] = field(default_factory=list)

    def add(self, parts: Parts) -> None:
        """Add a source's tables; parts of a table are put below each other."""
        for name, part in parts.items():
            known = self.tables.get(name)
            self.tables[name] = (
                part if known is None else pd.concat([known, part], ignore_index=True)
            )


@dataclass(frozen=True)
class Assembly:
    """A build.

    A table is read by later ones as it is published: rounded and in its order. What is computed
    from a kept table is therefore what would be computed from a rebuilt table.
    """

    stock: Mapping[str, Holding]
    folder: Path
    kept: Kept
    tables: Mapping[str, Table]
    report: Report
    built: Built = field(default_factory=Built)

    def build(self) -> Built:
        """Transform or keep every source, compute the rest, check the tables and encode them.

        Raises:
            AtlasError: a source is not as declared, or a table cannot be kept; nothing has been
                written.
        """
        for step in STEPS:
            self._add_source(step)
        self._add(
            declared_tables({name: holding.declaration for name, holding in self.stock.items()})
        )
        self._add(build_source_files(self.stock, self.kept.measures()))
        self._add(self.kept.layers())
        self.built.sources += sources_of(self.built.tables["ledger_counts"])
        for derive in DERIVED:
            self._add(derive(self.built.tables))
        geometry = self._add_geometry()
        self._add(build_clusters(self.built.tables, geometry.borders))
        self._check()
        for name, table in self.tables.items():
            self.built.content[name] = conform(table, self.built.tables[name])
            self.built.payloads.append(self._encode(table))
        return self.built

    def _add(self, parts: Parts) -> None:
        """Add tables as they are published."""
        undeclared = sorted(set(parts) - set(self.tables))
        if undeclared:
            raise AtlasError(f"Tables built but not declared: {undeclared}.")
        self.built.add(
            {name: conform(self.tables[name], part).to_pandas() for name, part in parts.items()}
        )

    def _add_source(self, step: ModuleType) -> None:
        source = source_of(step)
        started = time.perf_counter()
        declared = {table.name for table in self.tables.values() if source in table.sources}
        if self.stock[source].is_complete:
            parts = step.transform(self._raw(source), self.built.tables)
            if set(parts) != declared:
                raise AtlasError(
                    f"Source {source} makes {sorted(parts)}, but in the declared tables it is a "
                    f"source of {sorted(declared)}."
                )
        else:
            parts = self.kept.parts_of(source)
        self._add(parts)
        rows = ", ".join(f"{name} {len(part):,}" for name, part in parts.items())
        kept = "" if self.stock[source].is_complete else " kept as published:"
        self.report(f"{source}:{kept} {rows} ({time.perf_counter() - started:.1f} s)")

    def _add_geometry(self) -> GeometryReport:
        """Add the files of the geometry, and say what was found."""
        started = time.perf_counter()
        source = source_of(GEOMETRY)
        files, found = GEOMETRY.build_geometry(self._raw(source), self.built.tables)
        self.built.payloads += files
        coverage = found.coverage
        self.report(
            f"{source}: {coverage.areas:,} small areas, {coverage.faulty_before} with faulty edges "
            f"mended ({coverage.area_change_m2:+.2f} m2), {found.without_pixel} without a pixel in "
            f"the tiles, {len(files)} files ({time.perf_counter() - started:.1f} s)"
        )
        return found

    def _check(self) -> None:
        self.built.checks += run_checks(self.built.tables)
        outturn = source_of(mhclg_revenue_outturn)
        if self.stock[outturn].is_complete:
            raw = self._raw(outturn)
            self.built.checks += mhclg_revenue_outturn.reconcile(raw, self.built.tables)
        missing = sorted(set(self.tables) - set(self.built.tables))
        if missing:
            raise AtlasError(f"Tables declared but not built: {missing}.")

    def _encode(self, table: Table) -> Payload:
        payload = table_payload(table, self.built.content[table.name])
        made = not table.sources or any(self.stock[name].is_complete for name in table.sources)
        if made and not table.kept:
            return payload
        # Another version of the library may write the same cells as other bytes.
        return replace(payload, content=self.kept.file_of(table) or payload.content)

    def _raw(self, source: str) -> RawFiles:
        return RawFiles(self.stock[source].declaration, self.folder)
