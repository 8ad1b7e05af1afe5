"""Sums of money as questions need them: with their bounds, in one currency where a rate is given, over a time."""
