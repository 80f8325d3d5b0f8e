"""The charts of places side by side, with their findings in words and their tables."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, Final

import pandas as pd

from data.compare_reader import CompareReader, MeasureStandings, broad_shares
from data.map_reader import Measure
from data.place_reader import Place
from utils.charts.age_profile import age_profile_spec
from utils.charts.chart import Chart, number_axis
from utils.charts.funnel import funnel_spec
from utils.charts.grouped_dots import grouped_dots_spec
from utils.charts.intervals import interval_spec
from utils.config import ENGLAND
from utils.formatting import GBP_PER_PERSON, format_value, join_words
from utils.narrative.compare import standing_sentence, standing_words
from utils.narrative.place import BASIS_WORDS, measure_title, unit_words

#: All services together stand in the table alone: beside them no theme could be told from another.
TOTAL: Final = "spend:total"
OVERLAP: Final = "Themes overlap, so never add them up."
NET: Final = (
    "Net current expenditure of councils, police, fire, transport and waste bodies, after fees and "
    "charges and before grants; without the NHS, benefits, pensions, levies and capital financing."
)


#: The limits are drawn a little further than the largest place reaches.
WIDER: Final = 1.2
#: How a place lies in a funnel plot, said to a reader.
SIGNALS: Final = {
    "within": "within what chance alone would bring around England's value",
    "low 95": "below the 95 per cent limit",
    "low 99.8": "below the 99.8 per cent limit, which chance hardly ever passes",
    "high 95": "above the 95 per cent limit",
    "high 99.8": "above the 99.8 per cent limit, which chance hardly ever passes",
}
FUNNEL_KEY: Final = (
    "Each pale dot is an authority, further right the more people it is about. Around England's "
    "value lie limits of 95 per cent (dashed) and 99.8 per cent (solid): one in twenty, and one in "
    "500, would lie outside by chance. With many people even small differences pass the limits."
)


def source_note(reader: CompareReader, measure: Measure) -> str:
    """Name the publisher and the data set of a measure, with the version of the data."""
    return cite(reader, measure.source)


def cite(reader: CompareReader, source: str) -> str:
    """Name the publisher and the data set of a source, with the version of the data."""
    maps = reader.places.maps
    row = maps.sources[source]
    return (
        f"Source: {row['publisher']}, {row['title']} ({row['licence']}). "
        f"Data version {maps.store.version}."
    )


def outcome_chart(reader: CompareReader, found: MeasureStandings) -> Chart:
    """Every place's figure of one outcome with its limits, its comparator marked."""
    measure = found.measure
    rows = [one for one in found.standings if one.value is not None]
    frame = pd.DataFrame(
        {
            "label": [one.place.name for one in rows],
            "value": [one.value for one in rows],
            "lower": [one.row["lower_cl"] if one.row else None for one in rows],
            "upper": [one.row["upper_cl"] if one.row else None for one in rows],
            "reference": [one.reference.value if one.reference else None for one in rows],
            "text": [standing_sentence(one, measure) for one in rows],
        }
    )
    table = pd.DataFrame(
        {
            "Place": frame["label"],
            f"Value ({unit_words(measure.unit)})": frame["value"],
            "Lower 95% limit": frame["lower"],
            "Upper 95% limit": frame["upper"],
            "Compared with": [one.comparator.name if one.comparator else "" for one in rows],
            "Its value": frame["reference"],
            "Verdict": [standing_words(one, measure) for one in rows],
        }
    )
    return Chart(
        name=f"outcome_{measure.measure.replace(':', '_')}_{_plain(found.period)}",
        title=f"{measure_title(measure)}, {found.period} ({unit_words(measure.unit)})",
        spec=interval_spec(
            frame, axis=number_axis(unit_words(measure.unit), decimals=measure.decimals)
        ),
        finding=" ".join(standing_sentence(one, measure) for one in found.standings),
        table=table.round(measure.decimals),
        notes=(
            "Dot: value; bar: 95 per cent limits, where published; grey tick: the comparator.",
            *measure.caveats,
            source_note(reader, measure),
        ),
    )


def theme_spend_chart(
    reader: CompareReader, chosen: Sequence[Place], *, basis: str, year: str
) -> Chart:
    """Every place's spend per person on each theme's first line in one year, beside England's."""
    names = [one.name for one in chosen]
    parts = [
        reader.places.spend_by_theme(place, basis=basis, period=year).assign(place=place.name)
        for place in chosen
    ]
    long = pd.concat(parts, ignore_index=True)
    long["text"] = [
        f"{row['place']}, {row['theme']} ({row['line']}): {_pounds(row['value'])}"
        for row in long.to_dict("records")
    ]
    long["england_text"] = [
        f"England, {row['theme']} ({row['line']}): {_pounds(row['england'])}"
        for row in long.to_dict("records")
    ]
    parts_alone = long[long["measure"] != TOTAL]
    frame = parts_alone[["theme", "place", "value", "england", "text", "england_text"]].rename(
        columns={"theme": "line"}
    )
    table = _spend_table(parts, names)
    words = BASIS_WORDS[basis]
    all_services = next(iter(reader.places.theme_names.values()))
    return Chart(
        name=f"spend_by_theme_{_plain(year)}_{basis}",
        title=f"Spend per person by theme, {year}, {words}",
        spec=grouped_dots_spec(
            frame, places=names, axis=number_axis("£ per person", decimals=0, before="£")
        ),
        finding=_widest(table[table["Theme"] != all_services], names),
        table=table,
        notes=(
            "Grey tick: England. No dot: no figure for that year.",
            OVERLAP,
            NET,
            source_note(reader, reader.places.maps.measure(measure=TOTAL, basis=basis)),
        ),
    )


def _spend_table(parts: Sequence[pd.DataFrame], names: Sequence[str]) -> pd.DataFrame:
    """One row a theme, one column a place, and England's; a place without a row has a gap."""
    lines = pd.concat(parts)[["theme", "line", "england"]].drop_duplicates("theme")
    for part, name in zip(parts, names, strict=True):
        own = part[["theme", "value"]].rename(columns={"value": name})
        lines = lines.merge(own, on="theme", how="left", validate="one_to_one")
    named = lines.rename(
        columns={"theme": "Theme", "line": "What is counted", "england": "England"}
    )
    return named[["Theme", "What is counted", *names, "England"]].round(0)


def _widest(table: pd.DataFrame, names: Sequence[str]) -> str:
    """Say on which theme the places lie furthest apart, in pounds."""
    known = table.dropna(subset=list(names))
    if len(names) == 1:
        return _beside_england(known, names[0])
    if known.empty:
        return "No theme has a figure for every place in that year."
    spread = known[list(names)].max(axis=1) - known[list(names)].min(axis=1)
    row = known.iloc[int(spread.to_numpy().argmax())]
    values = join_words([f"{name} {_pounds(row[name])}" for name in names])
    return f"They lie furthest apart, in pounds, on {str(row['Theme']).lower()}: {values}."


def _beside_england(known: pd.DataFrame, name: str) -> str:
    """Say on which themes a place spends more and on which less a head than England, plainly."""
    both = known.dropna(subset=["England"])
    more = [str(one).lower() for one in both.loc[both[name] > both["England"], "Theme"]]
    less = [str(one).lower() for one in both.loc[both[name] < both["England"], "Theme"]]
    parts = [f"more than England on {join_words(more)}"] if more else []
    parts += [f"less on {join_words(less)}"] if less else []
    if not parts:
        return f"No theme has a figure for both {name} and England in that year."
    return f"{name} spends {'; '.join(parts)}. More money can mean more need, not more service."


def funnel_chart(
    reader: CompareReader, found: MeasureStandings, chosen: Sequence[Place]
) -> Chart | None:
    """All authorities' figures by their size inside control limits; None where there are none."""
    measure = found.measure
    read = reader.comparators.facts.funnel(measure.measure, period=found.period)
    if read is None:
        return None
    points, limits = read
    names = {place.value_code: place.name for place in chosen}
    shown = points.assign(place=points["area_code"].map(names))
    single = shown["area_code"].isin(reader.places.maps.geography.codes("upper_tier"))
    shown = shown[single | shown["place"].notna()]
    shown = shown.assign(
        text=[_point_words(reader, row, found) for row in shown.to_dict("records")]
    )
    own = shown[shown["place"].notna()]
    unit = unit_words(measure.unit)
    return Chart(
        name=f"funnel_{measure.measure.replace(':', '_')}_{_plain(found.period)}",
        title=f"{measure_title(measure)}, {found.period}: what chance would explain ({unit})",
        spec=funnel_spec(
            shown,
            limits[limits["denominator"] <= shown["denominator"].max() * WIDER],
            places=[place.name for place in chosen if place.value_code in set(own["area_code"])],
            across=number_axis("People or cases at risk", decimals=0),
            up=number_axis(unit, decimals=measure.decimals),
        ),
        finding=" ".join(own["text"]),
        table=_funnel_table(reader, shown, unit).round(measure.decimals),
        notes=(FUNNEL_KEY, *measure.caveats, source_note(reader, measure)),
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
    """Share of residents by age, one line a place; None where no place's ages are published."""
    shares = {place.name: reader.age_shares(place, year=year) for place in chosen}
    known = {name: one for name, one in shares.items() if one is not None}
    if not known:
        return None
    bands = list(next(iter(known.values())))
    frame = pd.DataFrame(
        [
            {
                "place": name,
                "band": band,
                "share": one[band],
                "text": f"{name}, age {band}: {one[band]:.1f}%",
            }
            for name, one in known.items()
            for band in bands
        ]
    )
    table = pd.DataFrame(
        {"Age": bands, **{name: list(one.values()) for name, one in known.items()}}
    )
    broad = {name: broad_shares(one) for name, one in known.items()}
    finding = "; ".join(
        f"{name}: " + ", ".join(f"{share:.0f}% aged {age}" for age, share in one.items())
        for name, one in broad.items()
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


def _pounds(value: object) -> str:
    number = None if pd.isna(value) else float(value)  # type: ignore[arg-type, call-overload]
    return format_value(number, unit=GBP_PER_PERSON, decimals=0)


def _plain(period: str) -> str:
    return period.replace("/", "-").replace(" ", "-")
