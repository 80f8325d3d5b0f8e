"""Pool and prevent: what an intervention costs and saves, and for which body."""
