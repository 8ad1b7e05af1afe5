"""What bulk reading wrote becomes entries of a ledger, many documents at a time, each row checked before."""
