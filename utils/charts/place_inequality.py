"""The charts of unequal health inside a single place, made once for all visitors who look at it."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from data.read.comparisons import CompareReader
from data.read.inequality import SMALL_AREAS, TENTHS, Index, InequalityReader
from data.read.places import AS_PUBLISHED, Place
from utils.charts.chart import Chart
from utils.charts.curve import curve_chart
from utils.charts.inequality import local_chart
from utils.charts.slopes import OWN_PERIOD, published_chart
from utils.charts.small_areas import line_chart, strip_chart
from utils.narrative.place import SEX_WORDS, measure_title, unit_words
from utils.narrative.slopes import (
    agreement_sentence,
    curve_sentence,
    own_agreement_sentence,
    slope_sentence,
)
from utils.narrative.sources import source_note
from utils.stats.concentration import concentration_curve

KEPT: Final = 32
LIFE: Final = "life_expectancy_at_birth"
EDITIONS_NOTE: Final = (
    "Neighbourhoods are ranked on the deprivation scores of 2010 for 2009-13 and of 2019 for later "
    "years, and weighted by residents of 2020. A place needs five with a figure, and figures for "
    "nine in ten of its residents. Confidence intervals come from simulation with the published "
    "intervals of each neighbourhood (5,000 repetitions, seed 2010); they do not allow for other "
    "reasons why neighbourhoods differ."
)


class SmallAreaCharts(NamedTuple):
    """The charts over the small areas of a place, or why a chart is not there.

    Attributes:
        line: every area by its rank with the line of the slope index.
        why_no_line: the reason where there is none.
        strip: every area's value on a line, a row a time.
        curve: the concentration curve.
        why_no_curve: the reason where there is none.
    """

    line: Chart | None
    why_no_line: str
    strip: Chart
    curve: Chart | None
    why_no_curve: str


def tenths_index(
    inequality: InequalityReader, code: str, *, sex: str, statistic: str
) -> Index | None:
    """An index of life expectancy over the tenths of an authority."""
    return inequality.index(
        code, measure=f"{LIFE}:{sex}", period=OWN_PERIOD, grouping=TENTHS, statistic=statistic
    )


@lru_cache(maxsize=KEPT)
def tenths_chart(reader: CompareReader, own: Place, sex: str) -> Chart | None:
    """Life expectancy by tenth of deprivation inside an authority."""
    return local_chart(reader, own, sex=sex)


@lru_cache(maxsize=KEPT)
def slope_chart(
    reader: CompareReader, inequality: InequalityReader, own: Place, sex: str
) -> Chart | None:
    """The published slope index of an authority over the years, ours beside it."""
    published = inequality.published_slopes(own.value_code, sex=sex)
    ours = tenths_index(inequality, own.value_code, sex=sex, statistic="sii")
    same = published.loc[published["period"] == OWN_PERIOD, "value"].dropna()
    finding = (
        own_agreement_sentence(ours, float(same.iloc[0]) if len(same) else None) if ours else ""
    )
    measure = reader.places.maps.measure(
        measure=f"slope_index_of_inequality:{sex}", basis=AS_PUBLISHED
    )
    return published_chart(
        published,
        ours,
        name=f"slope_{own.value_code}_{sex}",
        title=f"Slope index over the years, {own.name}, {SEX_WORDS[sex]} (years)",
        finding=finding,
        notes=(agreement_sentence(inequality.agreement), source_note(reader, measure)),
    )


@lru_cache(maxsize=KEPT)
def small_area_charts(
    reader: CompareReader,
    inequality: InequalityReader,
    place: Place,
    measure_name: str,
    periods: tuple[str, ...],
) -> SmallAreaCharts | None:
    """The charts over the small areas of a place; None where no area has a figure.

    Args:
        reader: the reader of places.
        inequality: the reader of inequality.
        place: the place.
        measure_name: measure of small areas with its sex.
        periods: its periods, oldest first.
    """
    measure = reader.places.maps.measure(measure=measure_name, basis=AS_PUBLISHED, level="msoa")
    frames = {
        period: inequality.small_areas(place.members, measure=measure_name, period=period)
        for period in periods
    }
    if not frames[periods[-1]]["value"].notna().any():
        return None

    def index(period: str, statistic: str) -> Index | None:
        return inequality.index(
            place.value_code,
            measure=measure_name,
            period=period,
            grouping=SMALL_AREAS,
            statistic=statistic,
        )

    notes = (EDITIONS_NOTE, *measure.caveats, source_note(reader, measure))
    stem = f"{place.place_id}_{measure_name.replace(':', '_')}"
    first, last = periods[0], periods[-1]
    now, before = index(last, "sii"), index(first, "sii")
    line = None
    if now is not None and now.value is not None:
        line = line_chart(
            frames[last],
            (frames[first], before) if first != last and before is not None else None,
            now,
            name=f"line_{stem}",
            title=f"{measure_title(measure)} of neighbourhoods of {place.name} from most to least "
            f"deprived, {last} ({unit_words(measure.unit)})",
            unit=measure.unit,
            finding=slope_sentence(now, None),
            notes=notes,
        )
    strip = strip_chart(
        frames,
        name=f"strip_{stem}",
        title=f"Every neighbourhood of {place.name}: {measure_title(measure)} "
        f"({unit_words(measure.unit)})",
        unit=measure.unit,
        decimals=measure.decimals,
        notes=notes[1:],
    )
    share = index(last, "concentration")
    what = "length of life" if "expectancy" in measure_name else "early death"
    said = curve_sentence(share, what=what, place=place.name)
    curve = None
    if share is not None and share.value is not None:
        curve = curve_chart(
            {what.capitalize(): concentration_curve(data=frames[last].dropna(subset=["value"]))},
            name=f"curve_{stem}",
            title=f"Concentration of {what} over deprivation, {place.name}, {last}",
            of_what="points above equal shares",
            finding=said,
            notes=notes[-1:],
        )
    none = now.note if now else "No confidence interval is published from which to make one."
    return SmallAreaCharts(line, none, strip, curve, said)
