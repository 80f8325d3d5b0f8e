"""Pages of the copy that is read without a server: their layout, a place's page, their folder."""
