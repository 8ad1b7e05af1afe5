"""A made-up market of laboratories and people, and the news about it, of which everything is known."""
