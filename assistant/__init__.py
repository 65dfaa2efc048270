"""Tillitsguiden: answers questions from a guidance text and shows the passage every sentence rests on."""
