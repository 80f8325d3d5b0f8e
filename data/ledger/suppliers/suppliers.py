"""Groups the different supplier texts of a count into suppliers; works on distinct texts alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa
from rapidfuzz import fuzz

from data.ledger.bodies.public_bodies import resolve_body
from data.ledger.core.names import compact, legal_form, normalise_name, slug
from data.ledger.suppliers.individual_words import person_words
from data.ledger.suppliers.individuals import (
    REDACTION,
    is_bare_redaction,
    judge_supplier,
    shown_name,
)
from data.ledger.suppliers.name_slips import linked_names
from utils.errors import InvalidInputError

#: The share of letters that two spellings of one name must have in common, in percent.
CUTOFF: Final = 92.0
#: Names of fewer words say too little to distinguish a slip from another company.
FEWEST_WORDS: Final = 3
INDIVIDUALS, NOT_SAID, REDACTED = "individuals", "not said", "redacted"
#: A name without a legal form belongs to the first of these that bears it.
FORM_ORDER: Final = ("ltd", "plc", "llp", "cic", "cio", "inc", "bv", "gmbh", "sarl")
SUPPLIERS: Final = pa.schema(
    [
        ("supplier", pa.string()),  # as written: the key to payments; null where none is given
        ("supplier_id", pa.string()),
        ("supplier_name", pa.string()),  # shown; "individuals" for every person
        ("supplier_kind", pa.string()),  # individual, redacted, public_body, organisation, not_said
        ("body_id", pa.string()),  # for a public body, else null
        ("score", pa.float64()),  # 0 to 100: how near the text is to the supplier's name
        ("rule", pa.string()),
        ("local", pa.bool_()),  # whether a like name in the ledger of another body says nothing
    ]
)


@dataclass(frozen=True)
class _Group:
    """Texts that are one supplier: its id, the text it is shown by and how each text came in."""

    supplier_id: str
    shown: str
    how: dict[str, tuple[float, str]]


def resolve_suppliers(names: Sequence[str | None], *, cutoff: float = CUTOFF) -> pa.Table:
    """Say for every distinct supplier text which supplier it is.

    A text is, in this order: a redaction or no name; a public body; a person, folded into
    "individuals"; an organisation. A redaction that says nothing of persons is "redacted", any
    other is of "individuals". Organisations whose names agree after `normalise_name` are one
    supplier, unless they state different legal forms. Names that differ by a slip of the pen in
    one word, or by being cut short in the middle of a word, are one supplier too. A supplier is
    shown by its most frequent text, then the shortest, then the first of the alphabet, of those
    that state a legal form if any do. The order of the names makes no difference; the id of a
    group of spellings holds within a single count.

    Args:
        names: supplier texts as written; repeats count towards the most frequent.
        cutoff: least likeness of two spellings of one name, from 0 to 100.

    Returns:
        A row for each distinct text, sorted by it; columns of `SUPPLIERS`.

    Raises:
        InvalidInputError: the cutoff is outside 0 to 100.
    """
    if not 0 <= cutoff <= 100:  # noqa: PLR2004
        raise InvalidInputError(argument="cutoff", received=cutoff, expected="0 to 100")
    counts = Counter(names)
    rows: dict[str | None, dict[str, Any]] = {}
    organisations = []
    for text in counts:
        row = _folded(text)
        if row is None and text is not None:
            organisations.append(text)
        else:
            rows[text] = row or {}
    for group in _groups(organisations, counts, cutoff):
        for text, (score, rule) in group.how.items():
            rows[text] = {
                "supplier": text,
                "supplier_id": group.supplier_id,
                "supplier_name": group.shown,
                "supplier_kind": "organisation",
                "score": score,
                "rule": rule,
            }
    ordered = sorted(rows, key=lambda text: (text is not None, text or ""))
    named = [{**rows[text], "local": _is_local(rows[text])} for text in ordered]
    return pa.Table.from_pylist(named, schema=SUPPLIERS)


def _is_local(row: dict[str, Any]) -> bool:
    """Whether a supplier has a name as schools and homes of many towns have it."""
    school = str(row.get("body_id") or "").startswith("school:")
    if row["supplier_kind"] != "organisation" and not school:
        return False
    words = normalise_name(row["supplier"] or "").split()
    if not words or legal_form(row["supplier"]):
        return False
    declared = person_words()
    return not declared.common.isdisjoint(words) or words[-1] in declared.common_last


def _folded(text: str | None) -> dict[str, Any] | None:
    """The row of a text that is no organisation of its own: nobody, a person or a public body."""
    verdict = judge_supplier(text or "")
    row: dict[str, Any] = {"supplier": text, "rule": verdict.rule, "score": 100.0}
    if verdict.kind == "not_said":
        return row | {
            "supplier_id": "not-said",
            "supplier_name": NOT_SAID,
            "supplier_kind": "not_said",
        }
    if verdict.rule == REDACTION and is_bare_redaction(text or ""):
        return row | {
            "supplier_id": REDACTED,
            "supplier_name": REDACTED,
            "supplier_kind": REDACTED,
        }
    body = None if verdict.rule == REDACTION else resolve_body(text or "")
    if body is not None:
        return row | {
            "supplier_id": body.body_id,
            "supplier_name": body.name,
            "supplier_kind": "public_body",
            "body_id": body.body_id,
            "score": body.score,
            "rule": body.rule,
        }
    if verdict.kind == "individual":
        sure = {"high": 100.0, "fair": 80.0, "low": 50.0}[verdict.confidence]
        person = {
            "supplier_id": INDIVIDUALS,
            "supplier_name": INDIVIDUALS,
            "supplier_kind": "individual",
        }
        return row | person | {"score": sure}
    return None


def _groups(texts: Sequence[str], counts: Counter[str | None], cutoff: float) -> Iterable[_Group]:
    """Groups of texts: by key and form first, then those whose keys are slips of each other."""
    by_key: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for text in sorted(texts):
        by_key[compact(normalise_name(text)), legal_form(text)].append(text)
    resolved = _resolve_forms(by_key)
    keys = {group: normalise_name(_first(own, counts)) for group, own in resolved.items()}
    weights = {group: sum(counts[text] for text in own) for group, own in resolved.items()}
    bearers = Counter(key for key, _ in resolved)
    for linked in _links(keys, weights, cutoff):
        main = linked[0]
        own = resolved[main]
        # One who states a company is shown as it, which no person is.
        stated = [text for text in own if legal_form(text)]
        shown = _first(stated or own, counts)
        how = {text: (100.0, "same name" if text != shown else "own name") for text in own}
        for other in linked[1:]:
            score = round(fuzz.ratio(keys[main], keys[other]), 1)
            how |= dict.fromkeys(resolved[other], (score, "nearly the same name"))
        name, form = keys[main], main[1]
        several = form and bearers[main[0]] > 1
        yield _Group(f"org:{slug(name)}" + (f"-{form}" if several else ""), shown_name(shown), how)


def _resolve_forms(by_key: dict[tuple[str, str], list[str]]) -> dict[tuple[str, str], list[str]]:
    """Give texts without a legal form to the form their name has, the first of `FORM_ORDER`."""
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for key, form in by_key:
        if form:
            forms[key].append(form)
    resolved: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for (key, form), own in by_key.items():
        resolved[key, form or min(forms[key], key=FORM_ORDER.index, default="")] += own
    return resolved


def _links(
    keys: dict[tuple[str, str], str], weights: dict[tuple[str, str], int], cutoff: float
) -> Iterable[list[tuple[str, str]]]:
    """Groups with the slips of their names, the chief first; every group stands in one list.

    The chief of linked names is the most frequent, then the longest; those that are not near to
    it by themselves stay alone, so that a chain of slips cannot join distant names.
    """
    pairs = linked_names(sorted(set(keys.values())), cutoff=cutoff)
    at: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for group, name in keys.items():
        at[name].append(group)
    taken: set[tuple[str, str]] = set()
    rank = sorted(keys, key=lambda group: (-weights[group], -len(keys[group]), keys[group], group))
    for chief in rank:
        if chief in taken:
            continue
        near = [group for name in sorted(pairs.get(keys[chief], ())) for group in at[name]]
        short = len(keys[chief].split()) < FEWEST_WORDS
        joined = [
            candidate
            for candidate in near
            if candidate not in taken and _may_join(chief, candidate, short=short)
        ]
        taken |= {chief, *joined}
        yield [chief, *joined]


def _may_join(chief: tuple[str, str], other: tuple[str, str], *, short: bool) -> bool:
    """Different legal forms are different companies; a short name must state the same form."""
    if short:
        return chief != other and chief[1] == other[1]
    return chief != other and (not chief[1] or not other[1] or chief[1] == other[1])


def _first(texts: Iterable[str], counts: Counter[str | None]) -> str:
    """The text a supplier is shown by: most frequent, then shortest, then first."""
    return min(texts, key=lambda text: (-counts[text], len(text), text))
