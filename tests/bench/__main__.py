"""Compares the atlas with the floor and with a naive map: `python -m tests.bench`.

Every round starts each app in a fresh server process and drives a browser with an empty profile;
the apps take turns, so that a busy machine slows all of them. Read the ratios, not the times.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Error as PlaywrightError

from tests.bench.browser import browser_version
from tests.bench.documents import plain, write_markdown
from tests.bench.machine import describe_machine
from tests.bench.report import Record, Results, print_sizes, print_stages, print_table, summarise
from tests.bench.rounds import run_round
from tests.bench.rows import list_rows
from tests.bench.scenes import Scene, list_scenes
from tests.bench.servers import ServerError
from tests.bench.session_client import RunError
from tests.bench.subjects import SUBJECTS, Subject
from tests.bench.visit import BenchError
from utils.environment import say

MOST_REPEATS, MOST_SWITCHES = 20, 50
#: What can go wrong in a round without spoiling the others.
FAILURES = (BenchError, RunError, ServerError, PlaywrightError)
NOTE_ON_NAIVE = (
    "The naive map of all small areas takes minutes a step: it is opened and switched once, and"
    " only with --naive-england; a dash stands for what was not measured. Naive memory: once."
)


def main(arguments: Sequence[str]) -> int:
    """Measure, print and, if asked, write Markdown and JSON."""
    known = list_scenes()
    options = read_options(arguments, names=[listed.name for listed in known])
    scenes = [listed for listed in known if listed.name in options.scenes]
    results, failures = {}, 0
    for scene in scenes:
        results[scene.name], failed = measure(scene, options)
        failures += failed
    summaries = [(scene, summarise(results[scene.name], list_rows(scene))) for scene in scenes]
    for scene, records in summaries:
        report(scene, records, results[scene.name])
    say(f"\n{NOTE_ON_NAIVE}")
    machine = describe_machine(browser=browser_version())
    if options.markdown:
        text = write_markdown(summaries, machine=machine, notes=[NOTE_ON_NAIVE])
        options.markdown.write_text(text, encoding="utf-8")
    if options.json:
        content = {
            "machine": machine,
            "repeat": options.repeat,
            "switches": options.switches,
            "medians": {
                scene.name: [record.as_json() for record in found] for scene, found in summaries
            },
            "rounds": results,
        }
        options.json.write_text(json.dumps(plain(content), indent=1) + "\n", encoding="utf-8")
    return int(failures > 0)


def read_options(arguments: Sequence[str], *, names: Sequence[str]) -> argparse.Namespace:
    """Read the command line; counts are bounded."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--scenes", nargs="+", choices=names, default=names, help="default: all")
    parser.add_argument("--repeat", type=int, default=5, help="rounds (default 5)")
    parser.add_argument(
        "--switches", type=int, default=4, help="timed switches a round (default 4)"
    )
    parser.add_argument(
        "--naive-england",
        action="store_true",
        help="let the naive map show all small areas too, in one round: some ten minutes",
    )
    parser.add_argument("--markdown", type=Path, help="also write the summary to this file")
    parser.add_argument("--json", type=Path, help="also write every figure to this file")
    options = parser.parse_args(arguments)
    if not 1 <= options.repeat <= MOST_REPEATS or not 1 <= options.switches <= MOST_SWITCHES:
        parser.error(f"--repeat takes 1 to {MOST_REPEATS}, --switches 1 to {MOST_SWITCHES}")
    return options


def measure(
    scene: Scene, options: argparse.Namespace
) -> tuple[dict[str, list[dict[str, Any]]], int]:
    """Run the rounds of a scene; give the figures by subject and how many rounds failed."""
    results: dict[str, list[dict[str, Any]]] = {compared.name: [] for compared in SUBJECTS}
    failures = 0
    for number, subject in _turns(scene, options):
        turn = f"{scene.name}, round {number} of {options.repeat}: {subject.name}"
        try:
            figures = run_round(subject, scene, switches=options.switches, is_first=number == 1)
        except FAILURES as error:
            failures += 1
            say(f"{turn} FAILED and is left out: {error}")
        else:
            results[subject.name].append(figures)
            say(f"{turn} measured")
    return results, failures


def _turns(scene: Scene, options: argparse.Namespace) -> Iterator[tuple[int, Subject]]:
    """Every app in every round, but for the naive peer where a step takes minutes."""
    for number in range(1, options.repeat + 1):
        for subject in SUBJECTS:
            once = subject.is_naive and scene.is_huge
            if not once or (options.naive_england and number == 1):
                yield number, subject


def report(scene: Scene, records: Sequence[Record], results: Results) -> None:
    """Print a scene's table, where the time goes and what a switch weighs."""
    say(f"\n== {scene.title} ==\n" + "\n".join(print_table(records)))
    for part in ("cold", "warm", "switches"):
        zero = "click" if part == "switches" else "navigation"
        say(f"\nWhere the time goes, {part}, ms ({zero} = 0)")
        say("\n".join(print_stages(results, part)))
    say("\nThe atlas's websocket bytes of one switch, by kind of message")
    say("\n".join(print_sizes(results)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
