"""Measures answers with test prompts; runs only over ``Assistant``, so it measures what people get."""
