"""Counts public money from payment files as bodies publish them."""
