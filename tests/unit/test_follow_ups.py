"""What stands beside what was told."""

import pytest

from assistant.documents import read_document
from assistant.drafts import sentence_claim
from assistant.follow_ups import with_neighbours
from assistant.passages import split_document

GUIDE = """# Råd

## Möten

Boka i god tid. Då kommer alla.

Sluta i tid. Alla är trötta. Ingen vill mer. Gå hem.

## Raster

Ta en paus.
"""
PASSAGES = split_document(read_document("a.md", GUIDE), lambda _: True)
BOOK, END, REST = PASSAGES


@pytest.mark.parametrize(
    ("told", "around"),
    [
        ([(BOOK, 1)], ["Boka i god tid.", "Då kommer alla.", "Sluta i tid."]),
        ([(BOOK, 0)], ["Boka i god tid.", "Då kommer alla."]),
        ([(END, 1), (END, 2)], ["Sluta i tid.", "Alla är trötta.", "Ingen vill mer.", "Gå hem."]),
        ([(BOOK, 0), (END, 3)], []),
        ([(REST, 0)], []),
    ],
)
def test_the_sentence_before_and_the_one_after_in_the_same_section(told, around):
    claims = [sentence_claim(passage, number) for passage, number in told]
    assert [made.text for made in with_neighbours(claims, PASSAGES)] == around
