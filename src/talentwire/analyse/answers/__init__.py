"""What every answer to a question is made of: numbers that open to facts, a definition, a coverage, a picture."""
