"""Parsers that are fuzzed: a module for each family of them."""
