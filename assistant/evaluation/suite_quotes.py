"""Finds a suite's quotes in the corpus, and the nearest sentence to one that is no longer there."""

import difflib
import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property

from assistant.evaluation.prompts import Place
from assistant.records import Document
from assistant.sentences import split_sentences
from assistant.swedish import stems

_NEAR = 8
"""Sentences sharing most words with a stale quote that are compared letter by letter."""
_LIKENESS = 0.5
"""From here on a sentence counts as what became of a quote."""


class Finder:
    """The corpus, opened for finding quotes in it."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents

    def places(self, quote: str) -> tuple[Place, ...]:
        """Give every place where a quote stands, () where it stands nowhere.

        A space in it matches any white space: a quote copied from a page has lost the text's line breaks and no-break
        spaces.
        """
        words = [re.escape(word) for word in unicodedata.normalize("NFC", quote).split()]
        if not words:
            return ()
        pattern = re.compile(r"\s+".join(words))
        return tuple(
            Place(document.name, match.start(), match.end())
            for document in self._documents
            for match in pattern.finditer(document.text)
        )

    def nearest(self, quote: str) -> str:
        """Give the sentence that looks most like a quote, "" where none does."""
        wanted = set(stems(quote))
        shared = sorted(self._sentences, key=lambda row: -len(wanted & row[1]) / (1 + len(wanted | row[1])))
        near = [(difflib.SequenceMatcher(None, quote, text).ratio(), text) for text, _ in shared[:_NEAR]]
        # A quote may be a part of a sentence: then its words, not its length, tell.
        part = [text for text, found in shared[:1] if wanted and len(wanted & found) >= 0.7 * len(wanted)]
        likeness, text = max(near, default=(0.0, ""))
        return text if likeness >= _LIKENESS else part[0] if part else ""

    @cached_property
    def sections(self) -> frozenset[str]:
        """The names of all sections, whole paths and innermost headings."""
        return frozenset(
            name
            for document in self._documents
            for section in document.sections
            for name in (section.name, section.path[-1], document.title)
        )

    @cached_property
    def _sentences(self) -> list[tuple[str, frozenset[str]]]:
        blocks = [
            (document, block)
            for document in self._documents
            for section in document.sections
            for block in section.blocks
        ]
        texts = [
            " ".join(sentence.text.split())
            for document, block in blocks
            for sentence in split_sentences(document.text, block.start, block.end)
        ]
        return [(text, frozenset(stems(text))) for text in dict.fromkeys(texts)]
