"""A visitor with a browser: opens pages, uses the map, and notes all traffic."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import (
    ConsoleMessage,
    FilePayload,
    Locator,
    Page,
    Request,
    Response,
    WebSocket,
)
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from utils.config import ROOT

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 390, "height": 844}
BIRMINGHAM = (52.48, -1.89)
MAP = ".atlas-map"
RUN_SECONDS = 20
POLL_MS = 20
UPLOADS = "/_stcore/upload_file/"
#: In staff mode alone; a public server has none of it.
STAFF_PAGES = {"ledger", "new_data", "own_table"}
#: Addresses of all public pages.
PATHS = [
    "/" if path.stem == "map" else f"/{path.stem}"
    for path in sorted((ROOT / "pages").glob("*.py"))
    if path.stem not in {"__init__", *STAFF_PAGES}
]
ATLAS = "document.querySelector('.atlas-map').atlas"
IDLE = f"""() => {ATLAS}.maps.every(({{ map }}) =>
    !map._animatingZoom && !(map._panAnim && map._panAnim._inProgress))"""
PIXEL = """([pane, x, y]) => {
    const home = document.querySelector(".atlas-box").getBoundingClientRect();
    const [left, top] = [x + home.left, y + home.top];
    const canvases = [...document.querySelectorAll(`.atlas-box .leaflet-${pane}-pane canvas`)];
    for (const canvas of canvases.reverse()) {
        const box = canvas.getBoundingClientRect();
        if (left < box.left || left >= box.right || top < box.top || top >= box.bottom) continue;
        const ratio = canvas.width / box.width;
        const at = [(left - box.left) * ratio, (top - box.top) * ratio].map(Math.floor);
        const data = canvas.getContext("2d").getImageData(...at, 1, 1).data;
        if (data[3]) return [...data];
    }
    return [0, 0, 0, 0];
}"""
PAINTED = """(pane) => [...document.querySelectorAll(`.atlas-box .leaflet-${pane}-pane canvas`)]
    .some((canvas) => {
        const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        return data.some((value, index) => index % 4 === 3 && value > 0);
    })"""


class Visit:
    """A page in a fresh browser context, and everything it sent and received."""

    def __init__(self, page: Page, address: str) -> None:
        """Listen before anything is loaded."""
        self.page = page
        self.address = address
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.sent: list[BackMsg] = []
        self.received: list[bytes] = []
        page.on("request", self._note_request)
        page.on("websocket", self._note_socket)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._note_words)

    def _note_request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _note_words(self, said: ConsoleMessage) -> None:
        """Note what the page's own policy, or one of its headers, did not let through."""
        if "Policy" in said.text:
            self.errors.append(said.text)

    def _note_socket(self, socket: WebSocket) -> None:
        self.requests.append(socket.url)
        socket.on("framesent", lambda data: self.sent.append(BackMsg.FromString(as_bytes(data))))
        socket.on("framereceived", lambda data: self.received.append(as_bytes(data)))

    def open(self, path: str = "/") -> Visit:
        """Open a page and wait until it stands."""
        self.page.goto(self.address + path)
        self.page.locator("h1").wait_for()
        self.wait_idle()
        if path.partition("?")[0] == "/":
            self.wait_shown()
        return self

    def upload(self, *files: Path | FilePayload) -> None:
        """Give files to the first upload of the page, and wait until the server has taken each."""
        taken: list[str] = []

        def note(answer: Response) -> None:
            if UPLOADS in answer.url and answer.request.method == "PUT":
                taken.append(answer.url)

        self.page.on("response", note)
        self.page.locator("input[type=file]").first.set_input_files(list(files))
        last = time.monotonic() + RUN_SECONDS
        while len(taken) < len(files) and time.monotonic() < last:
            self.page.wait_for_timeout(POLL_MS)
        self.page.remove_listener("response", note)
        # The page notes the answer before it draws the next picture.
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(done))")

    def wait_idle(self) -> None:
        """Wait until no script runs and nothing is still to be drawn."""
        self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
        self.page.wait_for_function("() => !document.querySelector('[data-testid=stSkeleton]')")

    def wait_finished(self, runs: int) -> None:
        """Wait until so many runs are over since the traffic was last forgotten.

        The map shows what it already holds before the server has answered, so a picture that
        stands does not tell that the run is over.
        """
        last = time.monotonic() + RUN_SECONDS
        while self.runs_finished < runs and time.monotonic() < last:
            self.page.wait_for_timeout(POLL_MS)

    def forget_traffic(self) -> None:
        """Count from here."""
        self.requests.clear()
        self.sent.clear()
        self.received.clear()

    @property
    def runs_asked_for(self) -> int:
        """How often the browser asked for a script run."""
        return sum(message.WhichOneof("type") == "rerun_script" for message in self.sent)

    @property
    def runs_finished(self) -> int:
        """How often the server said that a run is over."""
        kinds = [ForwardMsg.FromString(message).WhichOneof("type") for message in self.received]
        return kinds.count("script_finished")

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters in the address bar."""
        return {name: q[0] for name, q in parse_qs(urlsplit(self.page.url).query).items()}

    def wait_parameter(self, name: str, value: str) -> None:
        """Wait until the address bar holds a value."""
        self.page.wait_for_function(
            "([name, value]) => new URLSearchParams(location.search).get(name) === value",
            arg=[name, value],
        )

    # The controls

    def box(self, name: str) -> Locator:
        """A select box by its label."""
        return self.page.get_by_role("combobox", name=name)

    def choose_tool(self, name: str, option: str) -> None:
        """Choose an option of one of the map's own lists."""
        if not self.page.get_by_label(name).is_visible():
            self.page.locator(".atlas-more summary").click()
        self.page.get_by_label(name).select_option(label=option)

    def choose(self, name: str, option: str) -> None:
        """Choose an option of a select box: type its name and click it."""
        self.box(name).click()
        self.box(name).fill(option)
        self.page.get_by_role("option", name=option, exact=True).click()

    @property
    def search(self) -> Locator:
        """The search for a place in the head."""
        return self.page.get_by_role("combobox", name="Find a place")

    def find(self, text: str, name: str = "") -> None:
        """Type into the search and choose what was found: the first of a name, or of all."""
        self.search.fill(text)
        options = self.page.get_by_role("listbox", name="Places found").get_by_role("option")
        (options.filter(has_text=name) if name else options).first.click()

    def open_page(self, name: str) -> None:
        """Open a page by its name in the head."""
        if self.page.get_by_role("button", name="Menu").is_visible():
            self.page.get_by_role("button", name="Menu").click()
        head = self.page.locator(".shell nav")
        link = head.get_by_role("link", name=name, exact=True)
        if not link.is_visible():
            head.get_by_text("More", exact=True).click()
        link.click()

    @property
    def year(self) -> Locator:
        """The slider of years."""
        return self.page.get_by_role("slider", name="Year")

    def year_back(self) -> None:
        """Go to the year before."""
        self.year.focus()
        self.page.keyboard.press("ArrowLeft")

    # The map

    @property
    def map(self) -> Locator:
        """The map with its legend and tools."""
        return self.page.locator(MAP)

    def run(self, script: str, argument: object = None) -> Any:  # noqa: ANN401  # any JSON
        """Run a script that may use `atlas` and its first Leaflet `map`."""
        return self.page.evaluate(
            f"(argument) => {{ const atlas = {ATLAS}, map = atlas.map;"
            f" return ({script})(argument); }}",
            argument,
        )

    def wait_shown(self, text: str = "") -> None:
        """Wait until the map shows a measure and period that hold a text, and stands still."""
        held = f'[data-shown*="{text}"]' if text else "[data-shown]"
        # While a page changes its parts, the map of before may still stand beside the new one.
        self.page.wait_for_function(
            f"""() => document.querySelectorAll('{MAP}').length === 1
                && document.querySelector('{MAP}{held}')?.checkVisibility()"""
        )
        self.page.wait_for_function(IDLE)

    def wait_nearer(self, zoom: float) -> None:
        """Wait until the map is nearer than it was; a click is answered a moment later."""
        self.page.wait_for_function(f"(zoom) => {ATLAS}.maps[0].map.getZoom() > zoom", arg=zoom)

    def point(self, place: tuple[float, float] = BIRMINGHAM) -> dict[str, float]:
        """Where a latitude and longitude lie inside the map, in pixels."""
        found: dict[str, float] = self.run("(at) => map.latLngToContainerPoint(at)", list(place))
        return {"x": found["x"], "y": found["y"]}

    def pointer(self, place: tuple[float, float] = BIRMINGHAM) -> tuple[float, float]:
        """Where it lies in the window."""
        box = self.page.locator(".atlas-box").first.bounding_box() or {"x": 0.0, "y": 0.0}
        at = self.point(place)
        return box["x"] + at["x"], box["y"] + at["y"]

    def colour(self, pane: str = "overlay", place: tuple[float, float] = BIRMINGHAM) -> str:
        """Colour of the map at a place; empty where nothing is painted."""
        at = self.point(place)
        self.page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
        red, green, blue, alpha = self.run(PIXEL, [pane, at["x"], at["y"]])
        return f"#{red:02x}{green:02x}{blue:02x}" if alpha else ""

    def is_painted(self, pane: str) -> bool:
        """Whether anything is painted on a pane of the map."""
        return bool(self.run(PAINTED, pane))

    def wait_unpainted(self, pane: str) -> None:
        """Wait until nothing is painted on a pane of the map, a frame after it is so."""
        self.page.wait_for_function(f"() => !({PAINTED})('{pane}')")


def as_bytes(data: str | bytes) -> bytes:
    """Frames of text and of bytes alike."""
    return data.encode() if isinstance(data, str) else data


def read_download(path: Path) -> list[str]:
    """Lines of a downloaded table."""
    return path.read_text(encoding="utf-8-sig").splitlines()
