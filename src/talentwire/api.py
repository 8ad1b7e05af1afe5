"""The one object that every front end uses."""
