"""Claims against gold."""
