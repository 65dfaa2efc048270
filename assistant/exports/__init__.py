"""A conversation or a workshop as a file to keep: Markdown, Word, PDF, CSV. All that is in it is text, nothing is code."""
