"""Facts in the vocabularies of others: schema.org as JSON-LD, and FollowTheMoney entities."""
