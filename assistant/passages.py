"""Documents → passages: cut along their structure, with exact offsets."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.errors import CorpusError
from assistant.records import Block, Document, Passage, Section, Sentence
from assistant.sentences import split_sentences

SPLITTER = "structure-6"
"""Name of these rules; raise it when passages come out differently, so that old indexes are noticed."""

MAX_SENTENCES = 4
"""Sentences of a paragraph that stay one passage; a longer one is cut into parts of nearly equal length."""
MAX_CHARS = 700

TokenCount = Callable[[str], int]


def split_corpus(documents: Iterable[Document], count_tokens: TokenCount, max_tokens: int) -> list[Passage]:
    """Cut documents into passages, in the order of their text.

    Args:
        documents: What was read from the corpus.
        count_tokens: The encoder's tokens for a text.
        max_tokens: The most the encoder reads; a passage whose context and text are longer is cut further.

    Raises:
        CorpusError: Headings alone are longer than that.
    """
    return [
        passage
        for document in documents
        for passage in split_document(document, lambda text: count_tokens(text) <= max_tokens)
    ]


def split_document(document: Document, fits: Callable[[str], bool]) -> list[Passage]:
    """Cut one document into passages.

    A paragraph is a passage, a long one several; a list item is one of its own. Headings are no passages: they are
    the context of what stands below them. ``document.text[p.start:p.end] == p.text`` holds for passages and sentences.

    Args:
        document: A text with its structure.
        fits: Tells whether the encoder can read a text to its end.
    """
    passages: list[Passage] = []
    seen: Counter[tuple[object, ...]] = Counter()
    for section in document.sections:
        for block in section.blocks:
            if block.kind == "heading":
                continue
            for part in _parts(document, section, block, fits):
                text = document.text[part[0].start : part[-1].end]
                identity = (section.path, block.place.number if block.place else 0, text)
                passages.append(_passage(document, section, block, part, seen[identity]))
                seen[identity] += 1
    return passages


def embedded_text(passage: Passage) -> str:
    """Give what the encoder reads for a passage: its context, then its text."""
    return f"{passage.context}\n{passage.text}" if passage.context else passage.text


def sentence_text(passage: Passage, sentence: Sentence) -> str:
    """Give what the encoder reads for a sentence: the nearest heading, then the sentence."""
    return f"{passage.heading}\n{sentence.text}" if passage.heading else sentence.text


def _passage(document: Document, section: Section, block: Block, part: Sequence[Sentence], occurrence: int) -> Passage:
    start, end = part[0].start, part[-1].end
    text = document.text[start:end]
    number = block.place.number if block.place else 0
    identity = "\0".join((document.name, *section.path, str(number), str(occurrence), text))
    return Passage(
        id=hashlib.sha256(identity.encode()).hexdigest()[:32],
        document=document.name,
        title=document.title,
        # A title from the file's name or the front matter stands nowhere in the text: nothing is found by it.
        section=section.path if section.blocks[0].kind == "heading" else (),
        start=start,
        end=end,
        text=text,
        sentences=tuple(part),
        place=block.place,
        aside=section.aside,
    )


def _parts(
    document: Document, section: Section, block: Block, fits: Callable[[str], bool]
) -> Iterator[Sequence[Sentence]]:
    """Cut a block into runs of sentences that are short enough to be found and read as one."""
    sentences = split_sentences(document.text, block.start, block.end)
    if not sentences:
        return
    count = 1
    if block.kind != "item" or block.end - block.start > MAX_CHARS:
        by_length = -(-(block.end - block.start) // MAX_CHARS)
        count = min(len(sentences), max(-(-len(sentences) // MAX_SENTENCES), by_length))
    for run in _even_runs(sentences, count):
        yield from _fitting(document, section, block, run, fits)


def _even_runs(sentences: Sequence[Sentence], count: int) -> Iterator[Sequence[Sentence]]:
    """Cut sentences into ``count`` runs, each ending where its share of the characters is reached."""
    begin, total = sentences[0].start, sentences[-1].end - sentences[0].start
    first = 0
    for part in range(1, count + 1):
        limit = begin + total * part / count
        last = first
        remaining = count - part
        while last + 1 < len(sentences) - remaining and sentences[last + 1].end <= limit + 1:
            last += 1
        if part == count:
            last = len(sentences) - 1
        yield sentences[first : last + 1]
        first = last + 1


def _fitting(
    document: Document, section: Section, block: Block, run: Sequence[Sentence], fits: Callable[[str], bool]
) -> Iterator[Sequence[Sentence]]:
    """Yield the run, cut further wherever the encoder could not read it to its end."""
    if fits(embedded_text(_passage(document, section, block, run, 0))):
        yield run
    elif len(run) > 1:
        middle = len(run) // 2
        yield from _fitting(document, section, block, run[:middle], fits)
        yield from _fitting(document, section, block, run[middle:], fits)
    elif run[0].end - run[0].start > 1:
        for piece in _pieces(run[0]):
            yield from _fitting(document, section, block, [piece], fits)
    else:
        raise CorpusError(
            f"The headings {section.name!r} in {document.name} are longer than the encoder reads. "
            "Expected headings of at most a few lines. Shorten them.",
            f"Rubrikerna i avsnittet ”{section.name}” i {document.name} är för långa. Korta dem.",
        )


def _pieces(sentence: Sentence) -> list[Sentence]:
    """Cut a sentence that is too long for the encoder at commas or spaces, halving its length."""
    splitter = RecursiveCharacterTextSplitter(
        separators=["\n", "; ", ", ", " ", ""],
        chunk_size=max(1, len(sentence.text) // 2),
        chunk_overlap=0,
        keep_separator="end",
        add_start_index=True,
        strip_whitespace=True,
    )
    pieces: list[Sentence] = []
    for chunk in splitter.create_documents([sentence.text]):
        if not chunk.page_content.strip():
            continue
        start = sentence.start + int(chunk.metadata["start_index"])
        pieces.append(Sentence(start, start + len(chunk.page_content), chunk.page_content))
    return pieces
