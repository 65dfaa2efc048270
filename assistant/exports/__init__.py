"""A conversation or a workshop as a file: Markdown, Word, PDF, CSV. All that is in it is text, nothing is code."""
