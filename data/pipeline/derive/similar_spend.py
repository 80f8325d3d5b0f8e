"""What similar places spend: neighbours and a fit for every line and year, made at build time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from data.pipeline.derive.similar_bodies import body_of, into_bodies, places_of_bodies
from data.pipeline.derive.similar_neighbours import SPREAD, mean_errors, neighbour_spread
from data.pipeline.derive.similar_places import LONDON, PREDICTORS, SimilarPlaces, describe_places
from data.pipeline.derive.similar_words import METHOD, body_note, shown_reason, why_no_fit
from data.read.school_lines import lines_with_schools
from data.read.statuses import DOUBTFUL
from utils.stats.held_out_fit import HeldOutFit, calculate_held_out_fit

BASIS: Final = "cash"
EXPECTED, NEIGHBOURS = "expected", "neighbours"
#: Leaves out the City of London (15,111 residents at most) and the Isles of Scilly, and no other
#: area: the next smallest had 34,598.
SMALLEST_POPULATION: Final = 20_000
#: A term for London asks for at least so many observations there.
FEWEST_IN_LONDON: Final = 10
KEYS: Final = ["measure", "basis", "period"]
FITTED: Final = [
    "n",
    "degrees_of_freedom",
    "r_squared",
    "adjusted_r_squared",
    "held_out_r_squared",
    "coverage_own",
    "coverage_high",
    "residual_sd",
    "mean",
    "confidence",
]
FIT_COLUMNS: Final = [
    *KEYS,
    "shown",
    "reason",
    "areas",
    *FITTED,
    "expected_error",
    "neighbours_error",
    "deprivation_edition",
    "age_year",
    "method",
    "note",
    "source",
]
JUDGED: Final = ["expected", "residual", "lower_cl", "upper_cl"]
ROW_COLUMNS: Final = [*KEYS, "area_code", "value", *JUDGED, *SPREAD]


def build_similar_spend(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Build `similar_fits`, `similar_terms` and `similar_spend` from the built tables.

    All of it is in cash. Real terms are the same times one factor a year, and so is every part of
    a fit that is money, as a least-squares fit is linear in the values.
    """
    similar = describe_places(tables)
    values = tables["map_values"]
    is_spend = values["measure"].str.startswith("spend:") & (values["basis"] == BASIS)
    # A return that may hold an error says nothing of what similar places spend.
    spend = values[is_spend & (values["status"] != DOUBTFUL)]
    named = tables["map_measures"].drop_duplicates("measure")
    sources = dict(zip(named["measure"], named["source"], strict=True))
    schools = lines_with_schools(tables["spend_breaks"], tables["spend_components"])
    fits, terms, rows = [], [], []
    for (measure, period), part in spend.groupby(["measure", "period"]):
        if not part["area_code"].isin(similar.areas).any():
            continue
        keys = {"measure": str(measure), "basis": BASIS, "period": str(period)}
        with_schools = str(measure).partition(":")[2] in schools
        year = int(str(period)[:4])
        fit, found, own = _of_year(part, similar, year=year, with_schools=with_schools)
        fits.append({**keys, **fit, "method": METHOD, "source": sources[measure]})
        rows.append(own.assign(**keys))
        terms += [found.terms.assign(**keys)] if found is not None else []
    return {
        "similar_fits": pd.DataFrame(fits, columns=FIT_COLUMNS),
        "similar_terms": pd.concat(terms, ignore_index=True),
        "similar_spend": pd.concat(rows, ignore_index=True).reindex(columns=ROW_COLUMNS),
    }


def _of_year(
    part: pd.DataFrame, similar: SimilarPlaces, *, year: int, with_schools: bool
) -> tuple[dict[str, Any], HeldOutFit | None, pd.DataFrame]:
    """The row of a line and year, its fit if there is any, and a row for each place."""
    known = similar.describe(part[["area_code", "value"]].dropna(), year)
    residents = similar.residents[year]
    large = known["area_code"].map(residents) >= SMALLEST_POPULATION
    areas = known[known["area_code"].isin(similar.areas) & large]
    areas = areas.sort_values("area_code", ignore_index=True)
    bodies = body_of(areas)
    places = known[known["area_code"].isin(similar.members["place_id"])]
    both = pd.concat([areas, places])[["area_code", "value"]]
    spread = neighbour_spread(both, bodies, neighbours=similar.neighbours, members=similar.members)
    rows = both.merge(spread, on="area_code", how="left")
    observed = into_bodies(areas, residents=residents, predictors=PREDICTORS)
    fitted, predictors = _without_lone_london(observed)
    row: dict[str, Any] = {
        "areas": len(areas),
        "n": len(fitted),
        "deprivation_edition": str(similar.edition(year)),
        "age_year": similar.age_year(year),
        "note": body_note(areas=len(areas), bodies=len(observed), fitted=len(fitted)),
    }
    why = why_no_fit(with_schools=with_schools, areas=len(areas), values=fitted["value"])
    if why:
        return {**row, "shown": NEIGHBOURS, "reason": why}, None, rows
    found, judged = _judge(fitted, predictors, places, similar, bodies)
    rows = rows.merge(judged[["area_code", *JUDGED]], on="area_code", how="left")
    errors = mean_errors(rows, bodies)
    explained = found.held_out_r_squared
    shown = EXPECTED if explained > 0 and errors[0] < errors[1] else NEIGHBOURS
    row |= {name: getattr(found, name) for name in FITTED}
    row |= {"shown": shown, "expected_error": errors[0], "neighbours_error": errors[1]}
    return {**row, "reason": shown_reason(*errors, explained=explained)}, found, rows


def _without_lone_london(bodies: pd.DataFrame) -> tuple[pd.DataFrame, Sequence[str]]:
    """Bodies of the fit and its terms: a London of one or few bodies cannot be left out singly."""
    inside = bodies[LONDON] > 0
    if int(inside.sum()) >= FEWEST_IN_LONDON:
        return bodies, PREDICTORS
    rest = [predictor for predictor in PREDICTORS if predictor != LONDON]
    return bodies[~inside].reset_index(drop=True), rest


def _judge(
    fitted: pd.DataFrame,
    predictors: Sequence[str],
    places: pd.DataFrame,
    similar: SimilarPlaces,
    bodies: pd.Series[str],
) -> tuple[HeldOutFit, pd.DataFrame]:
    """The fit over bodies, and what it says of each of their areas and of places of several."""
    own = bodies[bodies.isin(fitted["area_code"])]
    several, members, alone = places_of_bodies(
        places, similar.members, own, fitted.set_index("area_code")["value"]
    )
    found = calculate_held_out_fit(
        data=fitted, predictors=predictors, places=several, members=members, least=0.0
    )
    judged = found.places.set_index("area_code")
    belongs = {**own.to_dict(), **{code: code for code in several["area_code"]}, **alone}
    belongs = {code: body for code, body in belongs.items() if body in judged.index}
    rows = judged.loc[list(belongs.values())].reset_index(drop=True)
    return found, rows.assign(area_code=list(belongs))
