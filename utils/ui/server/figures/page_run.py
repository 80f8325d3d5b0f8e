"""Runs a page without a visitor, for what it hands over."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import module_from_spec, spec_from_file_location
from threading import current_thread
from typing import Final
from urllib.parse import urlencode

from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import StopException, add_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.scriptrunner_utils.script_run_context_attr import (
    SCRIPT_RUN_CONTEXT_ATTR_NAME,
)
from streamlit.runtime.state import SafeSessionState, SessionState

from utils.config import ROOT
from utils.ui.shared.chart_links import collect_links
from utils.ui.shared.data_request import DataRequest, answering

#: No visit has this name.
NOBODY: Final = "data"


def run_page(name: str, choices: Mapping[str, str], request: DataRequest) -> None:
    """Run a page with the choices of an address until it has handed over what is wanted.

    To be called in a thread in which no other page is run at that time.

    Args:
        name: file name of the page, without its ending.
        choices: values by parameter of the address.
        request: what is wanted; it is filled.
    """
    path = ROOT / "pages" / f"{name}.py"
    query = urlencode(choices)
    context = _context(str(path), query)
    thread = current_thread()
    # As Streamlit runs a page: a module of its own in every run, which nothing else imports.
    spec = spec_from_file_location(f"data_of_{name}", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    add_script_run_ctx(thread, context)
    try:
        context.reset(query_string=query)
        with answering(request):
            # Links that a page offers are collected in every run; nobody draws these.
            collect_links()
            spec.loader.exec_module(module_from_spec(spec))
    except StopException:
        # The page has handed over what is wanted, or refused.
        return
    finally:
        delattr(thread, SCRIPT_RUN_CONTEXT_ATTR_NAME)


def _context(path: str, query: str) -> ScriptRunContext:
    """A visit that begins and ends with this run, whose messages nobody reads."""
    return ScriptRunContext(
        session_id=NOBODY,
        _enqueue=lambda _message: None,
        query_string=query,
        session_state=SafeSessionState(SessionState(), lambda: None),
        uploaded_file_mgr=MemoryUploadedFileManager(NOBODY),
        main_script_path=path,
        user_info={},
        fragment_storage=MemoryFragmentStorage(),
        pages_manager=PagesManager(path),
    )
