"""Answers the declared questions of whether working together changed anything."""
