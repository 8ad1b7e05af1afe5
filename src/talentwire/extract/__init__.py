"""Documents become claims."""
