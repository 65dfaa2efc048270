"""A conversation or a workshop as a file to keep: Markdown, Word, PDF, CSV. Everything in it is text, nothing is code."""
