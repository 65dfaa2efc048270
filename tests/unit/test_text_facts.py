"""Questions about the text itself are answered from its front matter, by exact slices."""

import pytest

from assistant.documents import read_document
from assistant.text_facts import compose_facts, fact_place
from assistant.ui.reader import reader_html

TEXT = """---
title: "Om möten"
publisher: Föreningen
published: 2023-10-16
reading_time: '3 minuter'
---

# Om möten

Korta möten är bra.
"""
DOCUMENT = read_document("a.md", TEXT)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("När publicerades texten?", "2023-10-16"),
        ("Hur gammal är artikeln?", "2023-10-16"),
        ("Vem har gett ut guiden?", "Föreningen"),
        ("Hur lång tid tar texten att läsa?", "3 minuter"),
    ],
)
def test_a_fact_is_quoted_from_front_matter(question, value):
    draft = compose_facts(question, [DOCUMENT], "sv")
    assert [claim.text for claim in draft.claims] == [value]
    claim = draft.claims[0]
    assert DOCUMENT.text[claim.start : claim.end] == value
    assert "Om möten" in draft.frame


def test_the_reader_can_light_a_fact_that_is_cited():
    start, end = fact_place(DOCUMENT, "published")
    html = str(reader_html([DOCUMENT], "sv"))
    assert f'data-start="{start}" data-end="{end}"' in html
    assert f'<span data-s="{start}" data-e="{end}">16 oktober 2023</span>' in html


def test_a_fact_that_is_not_there_gives_nothing():
    assert fact_place(DOCUMENT, "author") is None
    assert compose_facts("När publicerades texten?", [read_document("b.md", "# B\n\nText.")], "sv").claims == ()
