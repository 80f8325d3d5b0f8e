"""No text on screen has a word that the style sheet (docs/style.md) advises against."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest
import yaml

from utils.config import ROOT

PYTHON = ("utils/narrative", "utils/charts", "utils/ui", "pages", "data/export", "data/read")
SCRIPTS = ("geo/assets/map", "utils/ui/shell/assets", "utils/ui/offline/assets")
#: Declared texts that a page shows as they are written.
DECLARED = ("data/declared/glossary.yml", "data/declared/news.yml")


class Text(NamedTuple):
    """A text that may reach the screen, and where it is written."""

    file: str
    line: int
    words: str


class Advice(NamedTuple):
    """A pattern that is not written on screen, and what is written in its place."""

    pattern: str
    better: str


class Allowed(NamedTuple):
    """Words that one file may write, and why."""

    file: str
    words: str
    reason: str


ADVICE = (
    Advice(r"\ba person\b|\b(a|per) head\b|\ba resident\b", "per person"),
    Advice(r"\blimits?\b|\bCIs?\b", "confidence interval"),
    Advice(r"statistical neighbours|\b(its|their) neighbours\b", "similar places"),
    Advice(r"\bmost (like|alike)\b|\bplaces like (it|this|the)\b", "similar places"),
    Advice(r"\bnot clearly different\b", "no clear difference"),
    Advice(r"\bcannot (say|be (said|told|judged))\b|\bone can(not)?\b", "cannot tell"),
    Advice(r"\btold\b|\btell apart\b", "say, or not broken down"),
    Advice(r"\b(no|without) (data|value)\b|\bat hand\b", "no figure"),
    Advice(r"\bhold(s|ing)?\b|\bheld\b", "include, or have"),
    Advice(r"\bst(and|ands|ood)\b", "is, or are"),
    Advice(r"\bnought\b", "zero"),
    Advice(r"\bpassports?\b", "where this figure is from"),
    Advice(r"\b(un)?settled?\b", "agreed, or decided"),
    Advice(r"\bremade\b|\bmade anew\b", "made again"),
    Advice(r"\bat( average)? need\b", "after allowing for deprivation and age"),
    Advice(r"\bit touches\b", "related"),
    Advice(r"\bhad on\b", "downloaded on"),
    Advice(r"\bparted\b", "separate"),
    Advice(r"\bours\b", "our estimate"),
    Advice(r"\bdoubtful\b", "may include an error"),
    Advice(r"\bGBP\b", "£"),
    Advice(r"\bcauses of the causes\b", "housing, work, crime and neighbourhood"),
    Advice(r"\d per cent\b", "%"),
    Advice(r"\bverdicts?\b", "result, or better, worse or no clear difference"),
    Advice(r"\bexpected spend\b|\bspend (by|is|as|of|over) |\bspend lines?\b", "spending"),
    Advice(r"\bin local accounts\b|\bshown by accounts\b", "measured"),
    Advice(r"^(Look|Of|Beside|Moved|Set)$", "a label that says what is chosen or shown"),
)

FUNNEL: Final = "control limits of a funnel plot"
UNIT: Final = "a unit as the data writes it, which is compared or replaced"
KIND: Final = "a kind as the published table names it"
DIFFERENCE: Final = "said with the chart of the difference"
ALLOWED = (
    Allowed("utils/charts/compare.py", "per cent limit", FUNNEL),
    Allowed("utils/charts/compare.py", "control limits of 95%", FUNNEL),
    Allowed("utils/charts/compare.py", "limits of chance are widened", FUNNEL),
    Allowed("utils/charts/compare.py", "limits allow for the usual differences", FUNNEL),
    Allowed("data/export/described.py", " gbp ", "a unit in the name of a file"),
    Allowed("utils/ui/server/api/guide.py", "as limit says", "the name of a parameter"),
    Allowed("utils/ui/server/api/record.py", "GBP", "the unit in files of data"),
    Allowed("geo/assets/map/picture.js", " gbp ", "a unit in the name of a file"),
    Allowed("utils/charts/compare.py", "Against the limits", FUNNEL),
    Allowed("utils/ui/sources/methods.py", "control limits", FUNNEL),
    Allowed("utils/ui/sources/methods.py", "exact Poisson limits", FUNNEL),
    Allowed("utils/narrative/compare.py", "(95% limits of the difference {})", DIFFERENCE),
    Allowed("utils/narrative/compare.py", "{}; {}, so we cannot say if", DIFFERENCE),
    Allowed("geo/assets/map/gestures.js", "Hold Ctrl", "what the hand does"),
    Allowed("data/read/self_assessment.py", "holds us back", "to hold back is to hinder"),
    Allowed("data/read/self_assessment.py", "does not hold us back", "to hold back is to hinder"),
    Allowed("utils/ui/count/whole_tests.py", "GBP per person", UNIT),
    Allowed("utils/narrative/tiles.py", "GBP per person", UNIT),
    Allowed("utils/narrative/tiles.py", "GBP", UNIT),
    Allowed("utils/charts/cluster_map.py", "not told from chance", KIND),
    Allowed("data/read/rows.py", "GBP per person", UNIT),
    Allowed("data/read/rows.py", "GBP", UNIT),
)


def texts_of_python(path: Path) -> Iterator[Text]:
    """Every string that is no docstring and no key; a gap for each value in it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    silent |= {id(unit) for node in ast.walk(tree) for unit in _compared(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            silent |= {id(part) for part in node.values}
            parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
            yield from _text(path, node.lineno, "".join(str(part) for part in parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _text(path, node.lineno, "" if id(node) in silent else node.value)


def _compared(node: ast.AST) -> list[ast.expr]:
    """Texts that are compared with a value or replaced in it, so that no reader sees them."""
    if isinstance(node, ast.Compare):
        return [node.left, *node.comparators]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.args[:1] if node.func.attr in {"startswith", "replace", "removeprefix"} else []
    return []


def texts_of_script(path: Path) -> Iterator[Text]:
    """Every string of a JavaScript file, without its comments."""
    source = path.read_text(encoding="utf-8")
    source = re.sub(r"(?s)/\*.*?\*/", lambda comment: "\n" * comment[0].count("\n"), source)
    for number, line in enumerate(source.splitlines(), start=1):
        for found in re.finditer(r'"((?:[^"\\]|\\.)*)"', re.sub(r"(^|\s)//.*", "", line)):
            yield from _text(path, number, found[1])


def texts_of_yaml(path: Path) -> Iterator[Text]:
    """Every value of a declared file."""
    loader = yaml.SafeLoader(path.read_text(encoding="utf-8"))
    pending = [loader.get_single_node()]
    while pending:
        node = pending.pop()
        if isinstance(node, yaml.ScalarNode):
            yield from _text(path, node.start_mark.line + 1, node.value)
        elif isinstance(node, yaml.SequenceNode):
            pending += node.value
        elif isinstance(node, yaml.MappingNode):
            pending += [value for _, value in node.value]


def _text(path: Path, line: int, words: str) -> Iterator[Text]:
    """A text, unless it is a key such as "lower_cl" or an address."""
    if not re.fullmatch(r"[a-z0-9_.,:/#?=&{}-]*", words):
        yield Text(path.relative_to(ROOT).as_posix(), line, words)


def all_texts() -> list[Text]:
    found: list[Text] = []
    for folder in PYTHON:
        for path in sorted((ROOT / folder).rglob("*.py")):
            found += texts_of_python(path)
    for folder in SCRIPTS:
        for path in sorted((ROOT / folder).glob("*.js")):
            found += texts_of_script(path)
    for name in DECLARED:
        found += texts_of_yaml(ROOT / name)
    return found


TEXTS = all_texts()


def without_allowed(text: Text) -> str:
    words = text.words
    for allowed in ALLOWED:
        if allowed.file == text.file:
            words = words.replace(allowed.words, "")
    return words


@pytest.mark.parametrize("advice", ADVICE, ids=lambda advice: advice.better)
def test_no_text_has_a_word_that_is_not_written(advice: Advice) -> None:
    found = [
        f"{text.file}:{text.line}: “{match[0]}” in “{text.words}”: write {advice.better}"
        for text in TEXTS
        if (match := re.search(advice.pattern, without_allowed(text), re.IGNORECASE))
    ]
    assert found == []


def test_what_is_allowed_is_still_written() -> None:
    unused = [
        allowed
        for allowed in ALLOWED
        if not any(allowed.file == text.file and allowed.words in text.words for text in TEXTS)
    ]
    assert unused == []


def test_texts_of_every_kind_are_read() -> None:
    words = {text.words for text in TEXTS}
    assert {"Total Place, 2009-10", "no figure", "Council, postcode, town or ward"} <= words
    assert any(text.file.endswith("glossary.yml") and text.line > 1 for text in TEXTS)
    assert any("{} per person" in text.words for text in TEXTS)
    assert not any("Every string that is no docstring" in text.words for text in TEXTS)
