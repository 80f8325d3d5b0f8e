"""Starts the app: `python3 -m utils.launch` (Windows: `py -m utils.launch`).

Sets up everything it needs first. Other options than those here are passed on to Streamlit.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from utils.config import METADATA_URL_VARIABLE, OPEN_STAFF_VARIABLE, STAFF_ON, STAFF_VARIABLE
from utils.environment import SetupError, check_python, prepare_environment, say

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ("requirements.txt",)
#: Staff pages read workbooks, count and draw with libraries that a public server does without.
STAFF_REQUIREMENTS = (*REQUIREMENTS, "data/requirements.txt")
DEFAULT_PORT = 8501
PORTS_TRIED = 50
LAST_PORT = 65535
#: Ports below this one are the system's.
FIRST_OWN_PORT = 1024
STOPPED_BY_KEYS = 130
#: Where Streamlit reads at which network address to listen.
ADDRESS = "--server.address"
ADDRESS_VARIABLE = "STREAMLIT_SERVER_ADDRESS"
LOOPBACK = "127.0.0.1"


def main(arguments: Sequence[str]) -> int:
    """Set up, then run the app until it is stopped; return the exit code."""
    port, is_staff, passed_on = read_arguments(arguments)
    try:
        check_python(version=sys.version_info[:2])
        needed = STAFF_REQUIREMENTS if is_staff else REQUIREMENTS
        python = prepare_environment(root=ROOT, requirements=needed)
        free = choose_port(port)
    except SetupError as error:
        say(f"\n{error}")
        return 1
    except KeyboardInterrupt:
        say("\nStopped before the set-up was complete. Start again to go on.")
        return STOPPED_BY_KEYS
    if is_staff:
        os.environ[STAFF_VARIABLE] = STAFF_ON
        say("Staff mode: files can be uploaded. Do not offer this server to the public.")
        if is_for_one_machine(passed_on, os.environ):
            passed_on = [*passed_on, ADDRESS, LOOPBACK]
            say("Nobody is asked to sign in, so the server answers this machine alone.")
    say(f"Total Place Atlas is starting at http://localhost:{free}  (to stop it: Ctrl+C)")
    return run_app(compose_command(python=python, port=free, passed_on=passed_on))


def read_arguments(arguments: Sequence[str]) -> tuple[int, bool, list[str]]:
    """Split the command line: the port asked for, staff mode or not, and Streamlit's part."""
    parser = argparse.ArgumentParser(
        prog="python3 -m utils.launch",
        description="Sets up and starts Total Place Atlas.",
        epilog="Any other option is passed on to Streamlit.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--port",
        "--server.port",
        type=_port_number,
        default=DEFAULT_PORT,
        metavar="PORT",
        help="default: %(default)s",
    )
    parser.add_argument(
        "--staff",
        action="store_true",
        help="let staff count their own payment files and map their own tables",
    )
    known, others = parser.parse_known_args(
        [argument for argument in arguments if argument != "--"]
    )
    return known.port, known.staff, others


def is_for_one_machine(passed_on: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Say whether staff mode is to answer its own machine alone: nothing else was asked for.

    Args:
        passed_on: Streamlit's options.
        environ: the environment, in which how staff sign in or an address may be set.
    """
    set_elsewhere = (METADATA_URL_VARIABLE, OPEN_STAFF_VARIABLE, ADDRESS_VARIABLE)
    has_address = any(option.partition("=")[0] == ADDRESS for option in passed_on)
    return not has_address and not any(environ.get(name) for name in set_elsewhere)


def _port_number(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= LAST_PORT:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no port: give a number from 1 to {LAST_PORT}")


def is_free(port: int) -> bool:
    """Say whether a server may listen at a port of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # Where it is the default a port just left counts as free; on Windows the same option
        # would let two servers share one port.
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except OSError:
            return False
    return True


def choose_port(
    wanted: int,
    *,
    say: Callable[[str], None] = say,
    is_free: Callable[[int], bool] = is_free,
) -> int:
    """Return the wanted port or, if it is taken, the next free port, and say so.

    Raises:
        SetupError: no port near the wanted port is free.
    """
    last = min(wanted + PORTS_TRIED - 1, LAST_PORT)
    for port in range(wanted, last + 1):
        if is_free(port):
            if port != wanted:
                say(f"Port {wanted} is taken by another program, so {port} is used instead.")
            return port
    if wanted < FIRST_OWN_PORT:
        raise SetupError(
            f"The ports {wanted} to {last} are taken or kept for the system. Name one from "
            f"{FIRST_OWN_PORT} on: python3 -m utils.launch --port 9000"
        )
    raise SetupError(
        f"The ports {wanted} to {last} are all taken. Stop a program that uses "
        "one of them, or name another: python3 -m utils.launch --port 9000"
    )


def compose_command(*, python: Path, port: int, passed_on: Sequence[str]) -> list[str]:
    """Compose the command that runs the app."""
    # Streamlit would ask a new user for an e-mail address and wait for the answer.
    options = ["--server.port", str(port), "--server.showEmailPrompt", "false"]
    return [str(python), "-m", "streamlit", "run", "app.py", *options, *passed_on]


def run_app(command: list[str]) -> int:
    """Run the app in this process's place, so that stopping it stops the app."""
    os.chdir(ROOT)
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606  # our own command, without a shell
    try:
        return subprocess.run(command, check=False).returncode  # noqa: S603  # the same
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
