"""Parts of the page on what changed when places worked together."""
