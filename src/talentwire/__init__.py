"""Talentwire: a ledger of the AI talent war, read from the news with the words that prove each entry."""

__version__ = "0.1.0"
