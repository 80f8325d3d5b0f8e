"""A round: an app in a server that nobody has visited yet, from its first view to its memory."""

from __future__ import annotations

import asyncio
from typing import Any

from playwright.sync_api import Playwright, sync_playwright

from tests.bench.browser import open_page
from tests.bench.memory import measure_memory
from tests.bench.scenes import Scene
from tests.bench.servers import Server, run_server
from tests.bench.subjects import Subject
from tests.bench.visit import Visit

DRAGS, ZOOMS = 3, 2


def run_round(subject: Subject, scene: Scene, *, switches: int, is_first: bool) -> dict[str, Any]:
    """Measure an app; give its figures by kind of step."""
    with run_server(subject.script, own_settings=not subject.is_naive) as server:
        with sync_playwright() as playwright:
            figures = _measure_pages(playwright, subject, scene, server, switches=switches)
        figures["server"] |= {"start_seconds": server.start_seconds}
        # 200 switches of the naive peer take minutes, so they are made once.
        if not subject.is_naive or (is_first and not scene.is_huge):
            figures["memory"] = asyncio.run(measure_memory(subject, scene, server))
    return figures


def _measure_pages(
    playwright: Playwright, subject: Subject, scene: Scene, server: Server, *, switches: int
) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    with open_page(playwright, subject, scene=scene) as (page, traffic):
        visit = Visit(page, traffic, subject=subject, scene=scene, server=server)
        figures["cold"] = visit.open()
        figures["server"] = {"memory_mb": server.memory_mb()}
        if subject.is_naive and scene.is_huge:
            figures["switches"] = visit.switch(1, first=1)
            return figures
        figures["first switches"] = visit.switch(len(visit.choice.options) - 1, first=1)
        figures["switches"] = visit.switch(switches, first=0)
        if subject.has_map:
            figures["drags"] = [visit.drag() for _ in range(DRAGS)]
            figures["zooms"] = [visit.zoom() for _ in range(ZOOMS)]
    with open_page(playwright, subject, scene=scene) as (page, traffic):
        newcomer = Visit(page, traffic, subject=subject, scene=scene, server=server)
        figures["warm"] = newcomer.open()
    figures["server"]["third_party"] = visit.third_party + newcomer.third_party
    return figures
