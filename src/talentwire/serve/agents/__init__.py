"""The ledger for agents: a few tools under the Model Context Protocol, each answer short, with words to quote."""
