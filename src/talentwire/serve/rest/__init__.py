"""The ledger for programs over HTTP, under ``/api/v1``: the questions, filters and answers of the command line."""
