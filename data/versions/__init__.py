"""Versions of the published data: a candidate beside them, two people's looks, and publication.

A command and a page of staff do the same with them; nothing here loads the pipeline.

A program that changes some tables of what is published makes a candidate of them with one call:

    from data.versions.stage import stage_tables

    candidate = stage_tables({"observations": frame}, made_by="Ann Example")

It takes tables by their names in `data/declared/tables.yml`, as frames or as Parquet files, and
copies every other file of the published version. Nothing is published by it, and nothing is
computed: who changes a table gives the tables computed from it as well. See `data.versions.stage`.

A candidate lies in `staged` beside the published folder, see `data.versions.candidate`.
"""
