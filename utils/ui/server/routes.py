"""What the server answers beside the pages: the map's files, the shell's, searches and health."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from utils.ui.passports.pages import PassportPages
from utils.ui.server.addresses import PREFIX, shell_version
from utils.ui.server.base_path import base_path
from utils.ui.server.compressed import answer_compressed, compress_program
from utils.ui.server.file_turns import answer_queue
from utils.ui.server.headers import NOT_KEPT
from utils.ui.server.map_files import MapFiles
from utils.ui.server.readiness import READINESS
from utils.ui.shared.glossary import load_glossary
from utils.ui.shared.loaders import load_passports
from utils.ui.shared.versions import VERSIONS, each_version, showing
from utils.ui.shell.find import answer_search
from utils.ui.shell.program import shell_script


def build_routes() -> list[Route]:
    """Return the routes of the app's own server."""
    files = MapFiles()
    paths = {
        "script/{version}/map.js": files.script,
        "geometry/{name}": files.outlines,
        "tiles/{name}/{z:int}/{x:int}/{y:int}.png": files.tile,
        "data/{version}/{name}.json": files.table,
        "series/{version}/{measure}/{basis}/{level}/{inside}": files.series,
        "script/{version}/shell.js": answer_shell,
        "find/{version}": answer_find,
        "glossary.json": answer_glossary,
        "queue": answer_queue,
        "health": answer_health,
        "health/ready": answer_ready,
        "passport": answer_passport,
    }
    return [Route(f"{base_path()}/{PREFIX}/{path}", answer) for path, answer in paths.items()]


async def answer_shell(request: Request) -> Response:
    """The program of the head of every page."""
    if request.path_params["version"] != shell_version():
        raise HTTPException(404, "No such version of the program.")
    return answer_compressed(
        compress_program(shell_script()), request, media_type="text/javascript"
    )


async def answer_passport(request: Request) -> Response:
    """A page of its own about a figure of the newest version."""
    return await _passport_pages().answer(request)


@each_version
def _passport_pages() -> PassportPages:
    return PassportPages(load_passports())


async def answer_find(request: Request) -> Response:
    """Places by what a visitor typed, in the version that the page shows if it is still here."""
    text = request.query_params.get("text", "")
    with showing(VERSIONS.find(request.path_params["version"]) or VERSIONS.newest):
        found = await run_in_threadpool(answer_search, text)
    return JSONResponse(found, headers={"Cache-Control": NOT_KEPT})


async def answer_glossary(_request: Request) -> Response:
    """The words that are explained."""
    words = {
        key: {"word": entry["word"], "meaning": entry["meaning"]}
        for key, entry in load_glossary().items()
    }
    return JSONResponse(words)


async def answer_health(_request: Request) -> Response:
    """Says that the server lives, whether it wants visitors, and with which data."""
    return _health(200)


async def answer_ready(_request: Request) -> Response:
    """The same, as an error while the server wants no visitors."""
    return _health(200 if READINESS.is_ready else 503)


def _health(status: int) -> Response:
    content = {
        "live": True,
        "ready": READINESS.is_ready,
        "state": READINESS.state,
        "data_version": VERSIONS.newest.version,
    }
    return JSONResponse(content, status, headers={"Cache-Control": NOT_KEPT})
