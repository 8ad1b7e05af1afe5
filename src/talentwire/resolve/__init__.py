"""Names become entities."""
