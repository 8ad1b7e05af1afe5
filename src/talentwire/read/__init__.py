"""Places and pages become documents."""
