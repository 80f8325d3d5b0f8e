"""Parts of the page on pooling money to prevent."""
