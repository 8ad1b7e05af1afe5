"""The server: one program that lends open ledgers to requests, keeps strangers out, and says how it is."""
