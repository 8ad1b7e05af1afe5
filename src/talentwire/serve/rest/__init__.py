"""The ledger for programs over HTTP, under ``/api/v1``: the same questions, filters and answers as on the command line."""
