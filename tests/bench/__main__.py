"""Compares the atlas with the floor and with a naive map: `python -m tests.bench`.

Every round starts each app in a fresh server process and drives a browser with an empty profile;
the apps take turns, so that a busy machine slows all of them. Read the ratios, not the times.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from math import isnan
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.bench.report import print_sizes, print_stages, print_table, summarise
from tests.bench.servers import run_server
from tests.bench.subjects import list_subjects
from tests.bench.visit import run_visit
from utils.environment import say

MOST_REPEATS, MOST_SWITCHES = 20, 50


def main(arguments: Sequence[str]) -> int:
    """Measure, print and, if asked, write JSON."""
    options = read_options(arguments)
    results = measure(repeat=options.repeat, switches=options.switches)
    records = summarise(results)
    say("\n" + "\n".join(print_table(records)))
    for part in ("cold", "warm", "switches"):
        zero = "click" if part == "switches" else "navigation"
        say(f"\nWhere the time goes, {part}, ms ({zero} = 0)")
        say("\n".join(print_stages(results, part)))
    say("\nThe atlas's websocket bytes of one switch, by kind of message")
    say("\n".join(print_sizes(results["atlas"])))
    if options.json:
        content = {
            "options": {"repeat": options.repeat, "switches": options.switches},
            "medians": records,
            "rounds": results,
        }
        options.json.write_text(json.dumps(_plain(content), indent=1) + "\n", encoding="utf-8")
    return 0


def read_options(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line; counts are bounded."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--repeat", type=int, default=5, help="rounds (default 5)")
    parser.add_argument(
        "--switches", type=int, default=4, help="timed switches a round (default 4)"
    )
    parser.add_argument("--json", type=Path, help="also write every figure to this file")
    options = parser.parse_args(arguments)
    if not 1 <= options.repeat <= MOST_REPEATS or not 1 <= options.switches <= MOST_SWITCHES:
        parser.error(f"--repeat takes 1 to {MOST_REPEATS}, --switches 1 to {MOST_SWITCHES}")
    return options


def measure(*, repeat: int, switches: int) -> dict[str, list[dict[str, Any]]]:
    """Run the rounds; give the figures by subject."""
    subjects = list_subjects()
    results: dict[str, list[dict[str, Any]]] = {one.name: [] for one in subjects}
    with sync_playwright() as playwright:
        for number in range(1, repeat + 1):
            for subject in subjects:
                with run_server(subject.script, own_settings=subject.own_settings) as server:
                    figures = run_visit(playwright, subject, server, switches=switches)
                    figures["server"]["start_seconds"] = server.start_seconds
                results[subject.name].append(figures)
                say(f"round {number} of {repeat}: {subject.name} measured")
    return results


def _plain(value: Any) -> Any:  # noqa: ANN401  # any JSON value
    """JSON knows no NaN."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return None if isinstance(value, float) and isnan(value) else value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
