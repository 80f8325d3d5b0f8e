"""The naive peer: the same values on the same outlines, as a first-time user would map them."""

from __future__ import annotations

import folium
import geopandas as gpd
import streamlit as st
from streamlit_folium import st_folium

from data.map_reader import MapReader
from data.place_reader import PlaceReader
from data.store import Store
from tests.bench.outlines import read_outlines


@st.cache_data
def load_outlines() -> gpd.GeoDataFrame:
    """Read the upper-tier areas."""
    return read_outlines(Store(), "upper-tier")


@st.cache_data
def load_themes() -> dict[str, str]:
    """Read the themes by name."""
    return {name: theme for theme, name in PlaceReader(MapReader()).theme_names.items()}


@st.cache_data
def load_values(theme: str) -> tuple[str, gpd.GeoDataFrame]:
    """Read the newest values of a theme's first measure, joined to the outlines."""
    maps = MapReader()
    measure = PlaceReader(maps).theme_measures(theme, basis="real")[0]
    rows = maps.on_map(measure, period=measure.periods[-1])[["area_code", "value"]]
    rows["value"] = rows["value"].astype(float)
    return measure.name, load_outlines().merge(rows, on="area_code")


st.title("Spend per person")
themes = load_themes()
chosen = st.selectbox("Theme", list(themes))
name, areas = load_values(themes[chosen])

m = folium.Map(location=[52.9, -1.9], zoom_start=6)
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
