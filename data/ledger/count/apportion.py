"""Says what share of a public body's payments belongs to a place, and how that was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from functools import cache
from typing import Final

from data.ledger.bodies.bodies import PublicBody, declared, served_bodies
from data.read.store import Store
from utils.config import ENGLAND
from utils.errors import InvalidInputError, MissingPopulationError

POPULATION, NEED = "population", "need"
#: Rules for bodies wider than a place, the usual rule first. A share that is given outranks them.
RULES: Final = (POPULATION, NEED)
GIVEN, INSIDE, OUTSIDE, UNKNOWN = "given", "inside", "outside", "not known"
DEPRIVATION: Final = "deprivation_score"
#: Bodies that serve the whole country, by kind.
NATIONAL_KINDS: Final = frozenset({"department", "health_department", "agency"})
PLACES: Final = Decimal("0.0000000001")
ONE, ZERO = Decimal(1), Decimal(0)


@dataclass(frozen=True)
class Share:
    """The part of a body's payments that is counted in a place.

    Attributes:
        share: from 0 (the body serves none of the place) to 1.
        rule: population, need, given, inside, outside or not known.
        basis: how the share was made, for readers.
        source: the published table or declaration it was made from.
        is_weak: whether it stands on little: a national body, or a body whose area is not known.
    """

    share: Decimal
    rule: str
    basis: str
    source: str
    is_weak: bool = False


def share_of(
    body: PublicBody,
    members: Sequence[str],
    *,
    rule: str = POPULATION,
    given: Decimal | None = None,
    year: int | None = None,
) -> Share:
    """Find the share of a body that belongs to a place.

    A given share holds whatever the body. A council, or another body, all of whose area lies in
    the place belongs to it wholly; a body that serves none of it not at all. Any other is shared by
    the mid-year population of the place's part of the area it serves ("population"), or by
    population times deprivation score ("need"). A body of the whole country is shared over
    England. Of a body whose area is not known nothing is counted until a share is given.

    Args:
        body: the body, as `resolve_payer` recognises it.
        members: upper-tier areas of the place.
        rule: population or need.
        given: a share given by the user.
        year: year of the population; the latest published if none is given.

    Raises:
        InvalidInputError: the rule is unknown, or a given share is not above 0 and at most 1.
        MissingPopulationError: an area has no population of the year, or no deprivation score.
    """
    if rule not in RULES:
        raise InvalidInputError(argument="rule", received=rule, expected=", ".join(RULES))
    if given is not None:
        if not given.is_finite() or not ZERO < given <= ONE:
            raise InvalidInputError(
                argument=f"share of {body.body_id}", received=given, expected="above 0, at most 1"
            )
        return Share(given, GIVEN, "The share is given by whoever made the count.", "given")
    national = _is_national(body)
    served = _england() if national else _served(body)
    if not served:
        basis = (
            "The area this body serves is not known here, so nothing is counted until a share is "
            "given."
        )
        return Share(ZERO, UNKNOWN, basis, "none", is_weak=True)
    inside = {code: part for code, part in served.items() if code in set(members)}
    if not inside:
        return Share(ZERO, OUTSIDE, "The body serves no part of the place.", _source(body))
    if inside == served:
        return Share(ONE, INSIDE, "All of the body's area lies in the place.", _source(body))
    return _shared(body, served, inside, rule=rule, year=year, weak=national)


def _shared(
    body: PublicBody,
    served: Mapping[str, float],
    inside: Mapping[str, float],
    *,
    rule: str,
    year: int | None,
    weak: bool,
) -> Share:
    year = max(_populations()) if year is None else year
    own, whole = (_weight(areas, rule, year) for areas in (inside, served))
    ratio = Fraction(own) / Fraction(whole)
    share = Decimal(ratio.numerator) / Decimal(ratio.denominator)
    what = f"people in mid-{year}" + (" times deprivation score" if rule == NEED else "")
    where = "England" if weak else "the area it serves"
    basis = f"The place's part of {where} by {what}: {own:,.0f} of {whole:,.0f}."
    if weak:
        basis += " A national body does not spend alike everywhere, so this is weak."
    tables = "populations" if rule == POPULATION else f"populations, observations ({DEPRIVATION})"
    source = f"{tables}; {_source(body)}"
    return Share(share.quantize(PLACES, ROUND_HALF_EVEN), rule, basis, source, is_weak=weak)


def _weight(areas: Mapping[str, float], rule: str, year: int) -> float:
    people = _populations().get(year, {})
    scores = _scores() if rule == NEED else {}
    known = people.keys() & scores.keys() if rule == NEED else people.keys()
    missing = sorted(set(areas) - known)
    if missing:
        what = "population" if rule == POPULATION else f"population and {DEPRIVATION}"
        raise MissingPopulationError(f"No {what} of {', '.join(missing)} is published for {year}.")
    return sum(part * people[code] * scores.get(code, 1.0) for code, part in areas.items())


def _is_national(body: PublicBody) -> bool:
    nhs, _, name = body.body_id.partition("nhs:")
    return body.kind in NATIONAL_KINDS or (not nhs and name in declared()["national_nhs"])


def _served(body: PublicBody) -> Mapping[str, float]:
    """Upper-tier areas that a body serves, with the part of each; none where that is not known."""
    known = served_bodies().get(body.body_id)
    if known is not None:
        return known.areas
    kind, _, code = body.body_id.partition(":")
    if kind != "council":
        return {}
    # A council of another nation serves none of England's areas.
    return dict.fromkeys(_upper_areas().get(code, (code,)), 1.0)


def _source(body: PublicBody) -> str:
    if body.kind == "council":
        return "areas, area_changes"
    return "areas" if body.body_id not in served_bodies() else "declared areas served"


@cache
def _england() -> Mapping[str, float]:
    areas = Store().read("areas", columns=["area_code", "level", "is_current"])
    upper = areas[areas["is_current"] & areas["level"].isin(["upper_tier", "both"])]
    return dict.fromkeys(map(str, upper["area_code"]), 1.0)


@cache
def _upper_areas() -> dict[str, tuple[str, ...]]:
    """Today's upper-tier areas of every council: its own, its county's, or its successors'."""
    store = Store()
    today = _england()
    areas = store.read("areas", columns=["area_code", "upper_tier_code"])
    upper = {str(a): str(b) for a, b in areas.itertuples(index=False)}
    found: dict[str, tuple[str, ...]] = {
        code: (above,) for code, above in upper.items() if above in today
    }
    changes = store.read("area_changes", columns=["old_code", "new_code"])
    for old, part in changes.groupby("old_code"):
        new = (str(code) for code in part["new_code"])
        above = sorted({upper.get(code, code) for code in new} & today.keys())
        if above:
            found.setdefault(str(old), tuple(above))
    return found


@cache
def _populations() -> dict[int, dict[str, float]]:
    frame = Store().read("populations", columns=["area_code", "year", "population"])
    frame = frame[(frame["area_code"] != ENGLAND) & frame["population"].notna()]
    return {
        int(str(year)): dict(zip(part["area_code"], part["population"], strict=True))
        for year, part in frame.groupby("year")
    }


@cache
def _scores() -> dict[str, float]:
    """The latest published deprivation score of each area."""
    where = [("indicator", "==", DEPRIVATION)]
    frame = Store().read(
        "observations", columns=["area_code", "period_start", "value"], where=where
    )
    latest = frame[frame["value"].notna()].sort_values("period_start").groupby("area_code").last()
    return {str(code): float(value) for code, value in latest["value"].items()}
