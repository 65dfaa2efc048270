"""What a run leaves for people: a page, a summary, and the same figures for other programs."""
