"""What flows through the stages: documents, values, claims, entities. Standard library only."""
