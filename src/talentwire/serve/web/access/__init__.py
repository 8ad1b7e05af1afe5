"""Who may ask the server what: the scope that each address needs, tokens and sessions, forms that are ours, limits."""
