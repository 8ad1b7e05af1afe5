"""The ledger for people in a browser: pages made on the server, readable without any script."""
