"""The naive peer: the same values on the same outlines, as a first-time user would map them."""

from __future__ import annotations

import folium
import geopandas as gpd
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from data.read.areas import read_json
from data.read.measures import MapReader
from data.read.store import Store
from geo.unpack import unpack_areas
from tests.bench.scenes import (
    CITY,
    LABEL,
    SMALL_AREAS,
    read_measure_names,
    read_theme_measures,
)


@st.cache_data
def load_outlines(scene: str) -> gpd.GeoDataFrame:
    """Read the scene's areas."""
    store = Store()
    wanted = {"upper": "geometry-upper-tier", "city": f"geometry-lsoa-{CITY.lower()}"}
    files = [
        resource
        for resource in store.resources
        if resource.startswith(wanted.get(scene, "geometry-lsoa-e"))
    ]
    return pd.concat([unpack_areas(read_json(store, path)) for path in files], ignore_index=True)


@st.cache_data
def load_measures() -> dict[str, str]:
    """Read the small-area measures by name."""
    return {name: measure for measure, name in read_measure_names().items()}


@st.cache_data
def load_spend(name: str) -> pd.DataFrame:
    """Read the newest values of a theme's first measure."""
    measure = read_theme_measures()[name]
    return MapReader().on_map(measure, period=measure.periods[-1])[["area_code", "value"]]


@st.cache_data
def load_small_areas(measure: str) -> pd.DataFrame:
    """Read a measure of the small areas."""
    where = [("measure", "==", measure), ("area_type", "==", SMALL_AREAS)]
    return Store().read("small_areas", columns=["area_code", "value"], where=where)


scene = st.query_params.get("scene", "upper")
if scene == "upper":
    name = st.selectbox(LABEL, list(read_theme_measures()))
    values = load_spend(name)
else:
    measures = load_measures()
    name = st.selectbox(LABEL, list(measures))
    values = load_small_areas(measures[name])
areas = load_outlines(scene).merge(values.astype({"value": "float"}), on="area_code")

centre, zoom = ([52.48, -1.89], 11) if scene == "city" else ([52.9, -1.9], 6)
m = folium.Map(location=centre, zoom_start=zoom)
folium.Choropleth(
    geo_data=areas,
    data=areas,
    columns=["area_code", "value"],
    key_on="feature.properties.area_code",
    fill_color="YlGnBu",
    legend_name=name,
).add_to(m)
folium.GeoJson(
    areas,
    style_function=lambda _feature: {"fillOpacity": 0, "weight": 0},
    tooltip=folium.GeoJsonTooltip(fields=["area_name", "value"]),
).add_to(m)
st_folium(m)
