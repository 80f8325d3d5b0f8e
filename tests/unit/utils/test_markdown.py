from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.config import ROOT
from utils.errors import LONGEST_RECEIVED, InvalidInputError
from utils.markdown import plain_notes, plain_text

#: Parts of Streamlit that read what they are given as Markdown, and which of it.
READS_MARKDOWN = {
    *("markdown", "write", "caption", "title", "header", "subheader", "badge", "text_input"),
    *("warning", "error", "info", "success", "toast", "expander", "popover", "text_area"),
    *("selectbox", "multiselect", "radio", "segmented_control", "pills", "checkbox", "toggle"),
    *("slider", "select_slider", "number_input", "date_input", "time_input", "file_uploader"),
    *("button", "download_button", "link_button", "page_link", "form_submit_button", "metric"),
    *("spinner", "status", "exception", "chat_message", "camera_input", "color_picker", "latex"),
}
ARGUMENTS = {"label", "help", "text", "body"}
#: The second of these is what a bar says.
PROGRESS = "progress"
#: What makes Markdown of a text that is not ours, marks what we wrote as such, or makes a number.
MAKES = {"plain_text", "plain_notes", "Markdown", "markdown_link", "bullet_list", "counted", "len"}
#: What makes HTML of its parts and escapes them, and names that hold such.
ESCAPES = {"join", "paragraph", "bullets", "strong", "link", "Html", "_facts"}
ESCAPED = {"chart.finding", "report['legend']", "rows", "opener", "opened"}
#: Tables of Markdown, whose cells are our own.
TABLES = {"compare", "inequality", "prevention", "profile", "shared", "sources", "spend"}
PAGES = [path for folder in ("utils/ui", "pages") for path in (ROOT / folder).rglob("*.py")]


def is_ours(node: ast.expr, makes: AbstractSet[str] = MAKES) -> bool:
    """Whether an expression holds nothing but what is written in the code, or was made harmless."""
    parts: Sequence[ast.expr] | None = None
    match node:
        case ast.Constant():
            parts = ()
        case ast.Name(id=name) if re.fullmatch(r"_?[A-Z][A-Z0-9_]*", name):
            parts = ()
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in makes:
            parts = ()
        # A number has a form; a text has none.
        case ast.FormattedValue(format_spec=spec) if spec is not None and makes_number(spec):
            parts = ()
        case ast.Subscript(value=value) | ast.FormattedValue(value=value):
            parts = (value,)
        case ast.IfExp(body=first, orelse=last) | ast.BinOp(left=first, right=last):
            parts = (first, last)
        case ast.JoinedStr(values=values):
            parts = values
    return parts is not None and all(is_ours(part, makes) for part in parts)


def makes_number(spec: ast.expr) -> bool:
    return re.search(r"[dfg%,]'?$|%", ast.unparse(spec)) is not None


def shown(tree: ast.AST) -> Iterator[ast.expr]:
    """What a module gives to parts of Streamlit that read Markdown."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        name, given_by_name = node.func.attr, {word.arg: word.value for word in node.keywords}
        if name in READS_MARKDOWN and is_streamlit(node.func.value, name):
            yield from node.args[:1]
            yield from (value for key, value in given_by_name.items() if key in ARGUMENTS)
        elif name == PROGRESS:
            yield from node.args[1:2]
            yield from (value for key, value in given_by_name.items() if key == "text")


def is_streamlit(owner: ast.expr, name: str) -> bool:
    """Some names are those of other things too: a log, a reader's error, an archive's writing."""
    if ast.unparse(owner) == "LOG":
        return False
    return name not in {"error", "write"} or ast.unparse(owner) in {"st", "message"}


def unmarked(code: str) -> list[str]:
    return [ast.unparse(found) for found in shown(ast.parse(code)) if not is_ours(found)]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_not_written_in_the_code_is_shown_as_plain_text(path: Path) -> None:
    assert unmarked(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "code",
    [
        "st.warning(text)",
        "st.error(str(error))",
        "message.warning(words(asked))",
        "st.header(f'About {name}')",
        "st.header('About ' + name)",
        "st.selectbox('Column', names, help=found.why)",
        "bar.progress(0.5, f'{name} read')",
        "column.expander(label=title)",
        "st.caption(WORDS if there else words)",
        "st.markdown(WORDS.format(name))",
        "st.write(f'{name:>20}')",
    ],
)
def test_the_search_finds_what_is_not_marked(code: str) -> None:
    assert len(unmarked(code)) == 1


@pytest.mark.parametrize(
    "code",
    [
        "st.warning(plain_text(text))",
        "st.header(f'About {plain_text(name)} ({len(rows)}, {share:.0%}, {number:,})')",
        "st.caption(NOTES[year])",
        "reader.error(name)",
        "archive.write(path)",
    ],
)
def test_the_search_leaves_alone_what_is(code: str) -> None:
    assert unmarked(code) == []


def test_no_page_shows_html_as_markdown_and_tables_of_markdown_are_ours() -> None:
    for path in PAGES:
        code = path.read_text(encoding="utf-8")
        assert "unsafe_allow_html" not in code, path
        assert "st.table(" not in code or path.parent.name in TABLES, path


def test_html_is_marked_as_such_only_where_it_is_written_or_escaped() -> None:
    for path in PAGES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"Html", "Markup"}:
                unsafe = [given for given in node.args if not is_html(given)]
                assert unsafe == [], f"{path}: {ast.unparse(node)}"


def is_html(node: ast.expr) -> bool:
    """Whether an expression is of parts that escape, or of names that hold such."""
    if isinstance(node, ast.JoinedStr):
        values = [
            part.value if isinstance(part, ast.FormattedValue) else part for part in node.values
        ]
        return all(map(is_html, values))
    if isinstance(node, ast.BinOp):
        return is_html(node.left) and is_html(node.right)
    return ast.unparse(node) in ESCAPED or is_ours(node, ESCAPES)


@pytest.mark.parametrize(
    "text",
    [
        "![p](http://evil.example/p.png)",
        "[Sign in again](http://evil.example)",
        "<http://evil.example>",
        "<javascript:alert(1)>",
        "<img src=x onerror=alert(1)>",
        "[a]: http://evil.example",
        "$\\sum$ and $$x$$",
        "**bold** __bold__ _thin_ ~~gone~~ `code`",
        ":red[x] :material/home: :smile: :streamlit: :small[y]",
        "&lt;b&gt; &#106;",
        "| a | b |",
    ],
)
def test_no_sign_of_markdown_stays_one(text: str) -> None:
    said = plain_text(text)
    signs = re.sub(r"\\[\\`*_~\[\]<>$!|&]", "", said)
    assert not re.search(r"[`*\[\]$|~]|<\w|&#?\w+;|(?<!\w)_\w|:[\w+/-]|https?:|www\.", signs)
    assert re.sub(r"\\([\\`*_~\[\]<>$!|&])|\u200b", r"\1", said) == text


@pytest.mark.parametrize(
    "text", ["# a", "- a", "+ a", "> a", "1. a", "1) a", "---", "===", "    a"]
)
def test_a_text_begins_no_part_of_a_page(text: str) -> None:
    assert re.match(r"\\|1\\|a", plain_text(text))


def test_a_text_is_one_line_in_its_own_direction() -> None:
    assert plain_text("a\n\n# b\r\x00c\u2028d") == "a # b c d"
    assert plain_text("a\u202eb\u2066c\u200fd") == "abcd"
    assert plain_text("a\ud800b") == "a\ufffdb"


@given(st.text(alphabet=st.characters(codec=None), max_size=40))
def test_any_text_can_be_sent_and_stays_one_line(text: str) -> None:
    said = plain_text(text)
    assert said.encode().decode() == said
    assert len(said.splitlines()) <= 1
    assert len(said) <= 3 * len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Source: Ann, https://www.a.test/b_c?d=1&e=%20~f.",
        "https://a.test/`x` [y](https://b.test/z)",
        "1. `https://a.test` :red[www.b.test]",
    ],
)
def test_addresses_of_notes_are_copied_as_they_are_and_are_no_links(text: str) -> None:
    said = plain_notes(text)
    addresses = re.findall(r"(?<!\\)`([^`]*)`", said)
    assert addresses
    assert all(address in text and "\u200b" not in address for address in addresses)
    signs = re.sub(r"\\[\\`*_~\[\]<>$!|&]", "", re.sub(r"(?<!\\)`[^`]*`", "", said))
    assert not re.search(r"[`*\[\]$|~]|:[\w+/-]|https?:|www\.", signs)


@given(st.text(alphabet="ht`ps:/\\.a[]()*_ 1", max_size=40))
def test_notes_without_an_address_are_plain_text(text: str) -> None:
    if not re.search("https?://", text):
        assert plain_notes(text) == plain_text(text)


def test_an_error_repeats_no_more_than_the_beginning() -> None:
    error = InvalidInputError(argument="place", received="x" * 10_000, expected="a place")
    assert len(str(error)) < LONGEST_RECEIVED + 50
