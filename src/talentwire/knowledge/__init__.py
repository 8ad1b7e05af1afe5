"""What a knowledgeable reader knows: organisations, products, facilities, places, and what belongs to whom."""
