"""Skins over the api: each handler only translates."""
