"""Saved questions at the command line, in files, and in the background of a server."""
