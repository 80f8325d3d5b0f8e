"""Pages of number passports: plain HTML of our own server, a page for each figure or list.

A passport is a document with an address of its own, so that it can be opened beside the figure,
printed, kept and cited, and works without any script.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse

from data.read.comparators import ComparatorKind, comparator_kind
from data.read.inequality import InequalityReader
from data.read.measures import Measure
from data.read.passports.indices import index_passports
from data.read.passports.passport import Facts, Origin, Passport
from data.read.passports.payments import payments_passport
from data.read.passports.reader import PassportReader
from data.read.payments import PaymentReader
from data.read.places import Place
from utils.config import ENGLAND
from utils.errors import InvalidInputError
from utils.ui.shared.document import answer_document
from utils.ui.shared.prose import Html, bullets, join, link, paragraph, strong

PATH: Final = "atlas/passport"
#: All public spending, of which the card and the profile of a place speak first.
WHOLE: Final = "whole:total"
#: Spending of local bodies, whose years a card may be of.
MONEY: Final = "spend:total"


def value_url(measure: Measure, *, period: str, area: str) -> str:
    """Address of the passport of a value."""
    return _url(
        figure="value",
        measure=measure.measure,
        basis=measure.basis,
        level=measure.level,
        period=period,
        area=area,
    )


def count_url(line: str) -> str:
    """Address of the passport of a published count."""
    return _url(figure="count", line=line)


def similar_url(measure: Measure, *, period: str, area: str) -> str:
    """Address of the passport of what similar places spend."""
    return _url(
        figure="need", measure=measure.measure, basis=measure.basis, period=period, area=area
    )


def group_url(
    place: Place,
    measure: Measure,
    *,
    period: str,
    against: ComparatorKind,
    own_set: Sequence[str] = (),
) -> str:
    """Address of the passport of a comparator's value."""
    parts = {"set": ",".join(own_set)} if own_set else {}
    return _url(
        figure="group",
        place=place.place_id,
        against=against,
        measure=measure.measure,
        basis=measure.basis,
        period=period,
        **parts,
    )


def inequality_url(*, area: str, measure: str) -> str:
    """Address of the passports of a place's indices of inequality on a measure."""
    return _url(figure="inequality", area=area, measure=measure)


def payments_url(*, place: str, period: str) -> str:
    """Address of the passport of the payments that a place publishes."""
    return _url(figure="payments", place=place, period=period)


def card_url(
    place: Place, *, theme: str, basis: str, period: str, whole_year: str | None = None
) -> str:
    """Address of the passports of all figures on a place's card.

    Args:
        place: whose card it is.
        theme: theme of its outcomes.
        basis: price basis.
        period: financial year of its money.
        whole_year: financial year of all public money, where it is another.
    """
    parts = {"whole_year": whole_year} if whole_year and whole_year != period else {}
    return _url(
        figure="card", place=place.place_id, theme=theme, basis=basis, period=period, **parts
    )


def _url(**parts: str) -> str:
    return f"{PATH}?{urlencode(parts)}"


NO_FIGURE: Final = (
    "This link is incomplete or out of date. Choose the figure again on the map. What is wrong:"
)

#: What an address must name, by the kind of figure.
WAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "value": ("measure", "basis", "level", "period", "area"),
    "count": ("line",),
    "need": ("measure", "basis", "period", "area"),
    "group": ("place", "against", "measure", "basis", "period"),
    "card": ("place", "theme", "basis", "period"),
    "inequality": ("area", "measure"),
    "payments": ("place", "period"),
}


class PassportPages:
    """Answers requests for passports."""

    def __init__(self, reader: PassportReader) -> None:
        """Keep the readers."""
        self.reader = reader
        self.inequality = InequalityReader(reader.maps)
        self.payments = PaymentReader(reader.places)

    async def answer(self, request: Request) -> HTMLResponse:
        """The passport asked for, or a sentence that says what an address may hold."""
        asked = dict(request.query_params)
        try:
            heading, passports = await run_in_threadpool(self.passports, asked)
        except InvalidInputError as error:
            return answer_document("No such figure", [paragraph(f"{NO_FIGURE} {error}")], 404)
        return answer_document(heading, [_section(passport) for passport in passports])

    def passports(self, asked: Mapping[str, str]) -> tuple[str, list[Passport]]:
        """Heading and passports that an address asks for.

        Raises:
            InvalidInputError: a part of the address is missing or names nothing.
        """
        kind = asked.get("figure", "")
        if kind not in WAYS:
            raise InvalidInputError(argument="figure", received=kind, expected=", ".join(WAYS))
        missing = [way for way in WAYS[kind] if way not in asked]
        if missing:
            raise InvalidInputError(
                argument="address", received=sorted(asked), expected=f"also {', '.join(missing)}"
            )
        parts = {name: asked[name] for name in WAYS[kind]}
        if kind == "card":
            return self._card(**parts, whole_year=asked.get("whole_year"))
        if kind == "inequality":
            return self._inequality(**parts)
        if kind == "group":
            parts_set = tuple(part for part in asked.get("set", "").split(",") if part)
            passport = self.reader.of_group(
                place=parts["place"],
                against=comparator_kind(parts["against"]),
                own_set=parts_set,
                measure=parts["measure"],
                basis=parts["basis"],
                period=parts["period"],
            )
        else:
            ways_to_make: dict[str, Callable[..., Passport]] = {
                "value": self.reader.of_value,
                "count": self.reader.of_count,
                "need": self.reader.of_similar,
                "payments": partial(payments_passport, self.payments),
            }
            passport = ways_to_make[kind](**parts)
        return passport.title, [passport]

    def _inequality(self, *, area: str, measure: str) -> tuple[str, list[Passport]]:
        name = self.inequality.name(area)
        found = index_passports(
            self.reader.maps, self.inequality, area=area, name=name, measure=measure
        )
        return f"Where the indices of inequality of {name} are from", found

    def _card(
        self, *, place: str, theme: str, basis: str, period: str, whole_year: str | None
    ) -> tuple[str, list[Passport]]:
        at = self.reader.places.place(place)
        if theme not in self.reader.places.theme_names:
            raise InvalidInputError(
                argument="theme", received=theme, expected=", ".join(self.reader.places.theme_names)
            )
        places = self.reader.places
        lines = places.theme_lines(basis=basis, period=period).values()
        whole = places.maps.measure(measure=WHOLE, basis=basis)
        money = places.maps.measure(measure=MONEY, basis=basis)
        _require_period("period", period, money)
        if whole_year is not None:
            _require_period("whole_year", whole_year, whole)
        wanted = [(whole, whole_year or whole.nearest_period(period))]
        wanted += [(line, period) for line in lines]
        health = places.headlines(at, next(iter(places.theme_names)))
        outcomes = dict.fromkeys([*health, *places.outcomes(at, theme)])
        wanted += [(outcome.measure, outcome.period) for outcome in outcomes]
        found = [
            self.reader.of_value(
                measure=measure.measure,
                basis=measure.basis,
                level=measure.level,
                period=when,
                area=code,
            )
            for measure, when in wanted
            for code in (at.value_code, ENGLAND)
            if places.maps.values(measure).row(when, code)
        ]
        found += [self.reader.of_count(row["line"]) for row in places.counts(at)]
        return f"Where the figures of {at.name} are from", found


def _require_period(argument: str, period: str, measure: Measure) -> None:
    if period not in measure.periods:
        raise InvalidInputError(
            argument=argument, received=period, expected=f"one of {', '.join(measure.periods)}"
        )


def _section(passport: Passport) -> Html:
    parts = [
        Html(f"<h2>{join(passport.title)}</h2>"),
        Html(f'<p class="figure">{join(passport.figure)}</p>'),
        _facts(passport.facts),
    ]
    if passport.smaller:
        opener = f"All {len(passport.smaller)} smaller items"
        parts.append(
            Html(f"<details><summary>{opener}</summary>{_facts(passport.smaller)}</details>")
        )
    parts += [
        Html("<h3>How it was made</h3>"),
        bullets(passport.steps),
    ]
    if passport.origins:
        parts += [
            Html("<h3>Accounts and drivers, and where they are from</h3>"),
            bullets(_origin(origin) for origin in passport.origins),
        ]
    if passport.caveats:
        parts += [Html("<h3>What to know before you use it</h3>"), bullets(passport.caveats)]
    parts.append(paragraph(link("The publisher's page", passport.link)))
    return Html(f"<section>{''.join(parts)}</section>")


def _facts(facts: Facts) -> Html:
    rows = "".join(f"<dt>{join(label)}</dt><dd>{join(text)}</dd>" for label, text in facts)
    return Html(f"<dl>{rows}</dl>")


def _origin(origin: Origin) -> Html:
    return join(strong(f"{origin.name}: "), f"{origin.words}. ", link(origin.link, origin.link))
