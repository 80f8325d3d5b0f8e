"""The charts of places side by side, with their findings in words and their tables."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from data.read.comparators import ComparatorKind
from data.read.comparisons import CompareReader, MeasureStandings, broad_shares
from data.read.funnels import allow_for_differences
from data.read.money_basis import NET_BASIS
from data.read.places import HEADLINE, Place
from data.read.statuses import DOUBTFUL, NOTED
from utils.charts.age_profile import age_profile_spec
from utils.charts.chart import Chart, number_axis
from utils.charts.funnel import funnel_spec
from utils.charts.grouped_dots import grouped_dots_spec
from utils.charts.intervals import interval_spec
from utils.config import ENGLAND
from utils.formatting import PERCENT, format_per_person, format_value, join_words, lower_first
from utils.narrative.compare import comparator_name, standing_sentence, standing_words
from utils.narrative.place import BASIS_WORDS, measure_title, need_words, unit_words
from utils.narrative.sources import cite, source_note
from utils.narrative.spend_lines import OVERLAP, line_notes, own_line_words

NO_COMPARATOR: Final = "no group to compare with"
#: The limits are drawn a little further than the largest place reaches.
WIDER: Final = 1.2
#: With fewer services than this in common, which are named.
FEW: Final = 3
#: How a place lies in a funnel plot, said to a reader.
SIGNALS: Final = {
    "within": "within what chance and the usual differences between areas would bring around "
    "England's value",
    "low 95": "below the 95 per cent limit",
    "low 99.8": "below the 99.8 per cent limit, which few areas ever pass",
    "high 95": "above the 95 per cent limit",
    "high 99.8": "above the 99.8 per cent limit, which few areas ever pass",
}
FUNNEL_KEY: Final = (
    "Each pale dot is an authority, further right the more people it is about. Around England's "
    "value are control limits of 95% (dashed) and 99.8% (solid), which allow for the usual "
    "differences between areas."
)
FUNNEL_METHOD: Final = (
    "Authorities lie further apart than chance alone would bring, so limits of chance are widened "
    "by the standard deviation between areas that is left (additive random effects, z-scores "
    "winsorised at 10%; Spiegelhalter, Statistics in Medicine 24, 2005)."
)


def outcome_chart(reader: CompareReader, found: MeasureStandings) -> Chart:
    """Every place's figure of an outcome with its limits, its comparator marked."""
    measure = found.measure
    rows = [standing for standing in found.standings if standing.value is not None]
    frame = pd.DataFrame(
        {
            "label": [standing.place.name for standing in rows],
            "value": [standing.value for standing in rows],
            "lower": [standing.row["lower_cl"] if standing.row else None for standing in rows],
            "upper": [standing.row["upper_cl"] if standing.row else None for standing in rows],
            "reference": [
                standing.reference.value if standing.reference else None for standing in rows
            ],
            "text": [standing_sentence(standing, measure) for standing in rows],
        }
    )
    table = pd.DataFrame(
        {
            "Place": frame["label"],
            f"Value ({unit_words(measure.unit)})": frame["value"],
            "95% confidence interval, lower": frame["lower"],
            "95% confidence interval, upper": frame["upper"],
            "Compared with": [
                standing.comparator.name if standing.comparator else "" for standing in rows
            ],
            "Its value": frame["reference"],
            "Result": [standing_words(standing, measure) for standing in rows],
        }
    )
    return Chart(
        name=f"outcome_{measure.measure.replace(':', '_')}_{_plain(found.period)}",
        title=f"{measure_title(measure)}, {found.period} ({unit_words(measure.unit)})",
        spec=interval_spec(
            frame, axis=number_axis(unit_words(measure.unit), decimals=measure.decimals)
        ),
        finding=" ".join(standing_sentence(standing, measure) for standing in found.standings),
        table=table.round(measure.decimals),
        notes=(
            "Dot: value; bar: 95% confidence interval, where published; grey tick: the comparator.",
            *measure.caveats,
            source_note(reader, measure),
        ),
    )


def line_spend_chart(
    reader: CompareReader,
    chosen: Sequence[Place],
    *,
    basis: str,
    year: str,
    against: ComparatorKind = "england",
    own_set: Sequence[str] = (),
) -> Chart:
    """Every place's spend per person on each service line of a year, beside its comparator's."""
    names = [place.name for place in chosen]
    parts = [
        _lines_of_place(reader, place, basis=basis, year=year, against=against, own_set=own_set)
        for place in chosen
    ]
    long = pd.concat(parts, ignore_index=True)
    headline = reader.places.maps.measure(measure=HEADLINE, basis=basis)
    shown = long[long["measure"] != HEADLINE].rename(
        columns={"reference": "england", "reference_text": "england_text"}
    )
    table = _spend_table(parts, names)
    by_place = len(long["comparator"].unique()) > 1
    return Chart(
        name=f"spend_by_service_{_plain(year)}_{basis}",
        title=f"Spending by service, £ per person, {year}, {BASIS_WORDS[basis]}",
        spec=grouped_dots_spec(
            shown[["line", "place", "value", "england", "text", "england_text", "noted"]],
            places=names,
            axis=number_axis("£ per person", decimals=0, before="£"),
            ticks_by_place=by_place,
        ),
        finding=_widest(parts, names),
        table=table,
        notes=(
            *_tick_words(parts, by_place=by_place),
            *_line_notes(reader, long, basis=basis, year=year),
            OVERLAP,
            NET_BASIS,
            source_note(reader, headline),
        ),
    )


def _lines_of_place(
    reader: CompareReader,
    place: Place,
    *,
    basis: str,
    year: str,
    against: ComparatorKind,
    own_set: Sequence[str],
) -> pd.DataFrame:
    """A place's service lines of a year, each with the value of its comparator."""
    rows = reader.places.spend_by_line(place, basis=basis, period=year)
    lines = reader.places.theme_lines(basis=basis, period=year).values()
    measures = {line.measure: line for line in lines}
    found = [
        reader.standings([place], measures[measure], period=year, against=against, own_set=own_set)[
            0
        ]
        for measure in rows["measure"]
    ]
    references = pd.Series(
        [standing.reference.value if standing.reference else None for standing in found],
        index=rows.index,
        dtype="float64",
    )
    comparator = next(
        (comparator_name(standing.comparator) for standing in found if standing.comparator),
        NO_COMPARATOR,
    )
    rows = rows.assign(
        place=place.name,
        comparator=comparator,
        reference=references,
        noted=rows["status"].isin(NOTED),
    )
    return rows.assign(
        text=[
            f"{place.name}, {row['line']}: {format_per_person(row['value'])}{_status_words(row)}"
            for row in rows.to_dict("records")
        ],
        reference_text=[
            f"{_first_up(comparator)}, {line}: {format_per_person(reference)}"
            for line, reference in zip(rows["line"], references, strict=True)
        ],
    )


def _tick_words(parts: Sequence[pd.DataFrame], *, by_place: bool) -> tuple[str, ...]:
    """What the ticks stand for."""
    names = list(dict.fromkeys(str(part["comparator"].iloc[0]) for part in parts if len(part)))
    ticks = "Tick in a place's colour" if by_place else "Grey tick"
    hollow = any(bool(part["noted"].any()) for part in parts)
    noted = " Hollow dot: partly estimated, or may include an error." if hollow else ""
    return (f"{ticks}: {join_words(names)}. No dot: no figure for that year.{noted}",)


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def _status_words(row: Mapping[Hashable, Any]) -> str:
    """What a reader must know of a figure that is in part estimated, or doubtful."""
    return f". {row['note']}" if row["status"] in NOTED and row["note"] else ""


def _line_notes(reader: CompareReader, long: pd.DataFrame, *, basis: str, year: str) -> list[str]:
    """What is missing, estimated or doubtful among the figures, and what has none of its own."""
    words = own_line_words(reader.places, basis=basis, period=year)
    return [*line_notes(long), *([words] if words else [])]


def _spend_table(parts: Sequence[pd.DataFrame], names: Sequence[str]) -> pd.DataFrame:
    """A row for each line; a column for each place, and a column for each different comparator."""
    table = pd.concat(parts)[["line"]].drop_duplicates(ignore_index=True)
    several = len(names) > 1
    beside: dict[str, pd.Series[float]] = {}
    for part, name in zip(parts, names, strict=True):
        own = part.set_index("line")
        table[name] = table["line"].map(own["value"])
        if not part.empty:
            comparator = _first_up(str(part["comparator"].iloc[0]))
            its_own = several and comparator.startswith(("Its ", "Other "))
            heading = f"{comparator} ({name})" if its_own else comparator
            beside.setdefault(heading, table["line"].map(own["reference"]))
    table = table.assign(**beside).rename(columns={"line": "Service"})
    numbers = table.columns.drop("Service")
    # Adding zero takes the sign off a negative zero.
    return table.assign(**{name: table[name].round(0) + 0.0 for name in numbers})


def _widest(parts: Sequence[pd.DataFrame], names: Sequence[str]) -> str:
    """Say on which service the places lie furthest apart, in pounds; doubtful figures left out."""
    sure = [part[(part["measure"] != HEADLINE) & (part["status"] != DOUBTFUL)] for part in parts]
    if len(names) == 1:
        return _beside_comparator(sure[0], names[0])
    table = pd.concat([part.set_index("line")["value"] for part in sure], axis=1, keys=names)
    known = table.dropna()
    if known.empty:
        return "No service has a figure for every place in that year."
    line = str((known.max(axis=1) - known.min(axis=1)).idxmax())
    on_line = known.loc[line].to_dict()
    values = join_words([f"{name} {format_per_person(on_line[name])}" for name in names])
    if len(known) >= FEW:
        return f"They differ most, in pounds, on {lower_first(line)}: {values}."
    common = join_words([lower_first(str(name)) for name in known.index])
    verb = "has" if len(known) == 1 else "have"
    start = f"Only {common} {verb} a figure for every place in that year"
    return f"{start}: {values} on {lower_first(line)}."


def _beside_comparator(rows: pd.DataFrame, name: str) -> str:
    """Say on which services a place spends more and on which less per person, plainly."""
    both = rows.dropna(subset=["value", "reference"])
    if both.empty:
        return f"No service has a figure for {name} in that year."
    higher = both["value"] > both["reference"]
    lower = both["value"] < both["reference"]
    comparator = both["comparator"].iloc[0]
    more, less = (
        [str(line).lower() for line in both.loc[side, "line"]] for side in (higher, lower)
    )
    with_name = f" per person than {comparator}"
    sides = [f"more{with_name} on {join_words(more)}"] if more else []
    sides += [f"less{'' if more else with_name} on {join_words(less)}"] if less else []
    said = "; ".join(sides) or f"as much per person as {comparator} on every service"
    return f"{name} spends {said}.{need_words(is_more=bool(more))}"


def funnel_chart(
    reader: CompareReader, found: MeasureStandings, chosen: Sequence[Place]
) -> Chart | None:
    """All authorities' figures by their size inside control limits; None where there are none."""
    measure = found.measure
    read = reader.comparators.facts.funnel(measure.measure, period=found.period)
    if read is None:
        return None
    authorities = reader.places.maps.geography.codes("upper_tier")
    points, limits = allow_for_differences(
        *read, areas=authorities, is_share=measure.unit == PERCENT
    )
    names = {place.value_code: place.name for place in chosen}
    shown = points.assign(place=points["area_code"].map(names))
    single = shown["area_code"].isin(authorities)
    shown = shown[single | shown["place"].notna()]
    shown = shown.assign(
        text=[_point_words(reader, row, found) for row in shown.to_dict("records")]
    )
    own = shown[shown["place"].notna()]
    unit = unit_words(measure.unit)
    return Chart(
        name=f"funnel_{measure.measure.replace(':', '_')}_{_plain(found.period)}",
        title=f"{measure_title(measure)}, {found.period}, by number of people ({unit}): limits "
        "allow for the usual differences between areas",
        spec=funnel_spec(
            shown,
            limits[limits["denominator"] <= shown["denominator"].max() * WIDER],
            places=[place.name for place in chosen if place.value_code in set(own["area_code"])],
            across=number_axis("People or cases at risk", decimals=0),
            up=number_axis(unit, decimals=measure.decimals),
        ),
        finding=" ".join(own["text"]),
        table=_funnel_table(reader, shown, unit).round(measure.decimals),
        notes=(FUNNEL_KEY, FUNNEL_METHOD, *measure.caveats, source_note(reader, measure)),
    )


def _funnel_table(reader: CompareReader, shown: pd.DataFrame, unit: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Place": [_name_of(reader, code) for code in shown["area_code"]],
            "Events": shown["numerator"],
            "At risk": shown["denominator"],
            f"Value ({unit})": shown["value"],
            "Against the limits": shown["signal"],
        }
    ).sort_values("Place", ignore_index=True)


def _name_of(reader: CompareReader, code: str) -> str:
    return reader.places.places[code].name


def _point_words(reader: CompareReader, row: dict[Hashable, Any], found: MeasureStandings) -> str:
    measure = found.measure
    value = format_value(row["value"], unit=measure.unit, decimals=measure.decimals)
    return f"{_name_of(reader, row['area_code'])}: {value}, {SIGNALS[row['signal']]}."


def age_chart(reader: CompareReader, chosen: Sequence[Place], *, year: int) -> Chart | None:
    """Share of residents by age, a line a place; None where no place's ages are published."""
    shares = {place.name: reader.age_shares(place, year=year) for place in chosen}
    known = {name: share for name, share in shares.items() if share is not None}
    if not known:
        return None
    bands = list(next(iter(known.values())))
    frame = pd.DataFrame(
        [
            {
                "place": name,
                "band": band,
                "share": ages[band],
                "text": f"{name}, age {band}: {ages[band]:.1f}%",
            }
            for name, ages in known.items()
            for band in bands
        ]
    )
    table = pd.DataFrame(
        {"Age": bands, **{name: list(ages.values()) for name, ages in known.items()}}
    )
    broad = {name: broad_shares(ages) for name, ages in known.items()}
    finding = "; ".join(
        f"{name}: " + ", ".join(f"{share:.0f}% aged {age}" for age, share in ages.items())
        for name, ages in broad.items()
    )
    return Chart(
        name=f"ages_{year}",
        title=f"Residents by age, mid-{year} (% of all residents)",
        spec=age_profile_spec(frame, places=list(known), bands=bands),
        finding=f"{finding}.",
        table=table.round(1),
        notes=(cite(reader, "ons_population"),),
    )


def england_age_place() -> Place:
    """England as a place, for charts that set it beside others."""
    return Place(place_id=ENGLAND, name="England", kind="country", members=(ENGLAND,))


def _plain(period: str) -> str:
    return period.replace("/", "-").replace(" ", "-")
