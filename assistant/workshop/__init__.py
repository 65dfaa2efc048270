"""Sessions, questions and ratings in SQLite, and what the facilitator sees. SQLite is named in this package only."""
