"""What is believed, for other programs: facts with their sources, and the relations that may be told as plain truth."""
