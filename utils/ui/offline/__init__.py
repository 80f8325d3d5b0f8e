"""A copy of the site that is read without a server: what is in it, and the command for it."""
