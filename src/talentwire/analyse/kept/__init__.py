"""Facts that were weighed once and are kept: what changed in the ledger is weighed again, the rest is read back."""
