"""Saved questions: which changes of facts somebody wants to be told, and how they are told."""
