"""Sources that bring news again and again: feeds, sitemaps, newsletters and pages, asked politely, each item once."""
