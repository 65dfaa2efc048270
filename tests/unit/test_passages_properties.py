"""The law of the data path: every passage and sentence is an exact slice, and nothing is lost on the way."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from assistant.documents import read_corpus, read_document
from assistant.errors import CorpusError
from assistant.passages import embedded_text, split_corpus, split_document
from assistant.records import Document, Passage

ROOT = Path(__file__).parents[2]

WORDS = st.sampled_from(
    [
        *"tillit Chefen bl.a. mål t.ex. 12 1. Åtgärd, (ja) ”nej” – § a_b_c **fet** [länk](http://x) &amp; \\*".split(),
        *("中文字", "🙂", "מילה", "A\u030angra", "e\u0301n", "\u202eRTL\u202c", "\u00a0", "x" * 60),
    ]
)
MARKS = st.sampled_from([".", "?", "!", "…", ":", ".”", ""])
SENTENCES = st.builds(lambda words, mark: " ".join(words) + mark, st.lists(WORDS, min_size=1, max_size=8), MARKS)
PROSE = st.lists(SENTENCES, min_size=1, max_size=6).map(" ".join)
UNBROKEN = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=200)
PARAGRAPHS = PROSE | UNBROKEN
HEADINGS = st.builds(lambda level, text: "#" * level + " " + text, st.integers(1, 4), SENTENCES)


@st.composite
def markdown_lists(draw) -> str:
    lines: list[str] = []
    numbered, number = draw(st.booleans()), draw(st.integers(1, 9))
    for place, item in enumerate(draw(st.lists(PROSE, min_size=1, max_size=5))):
        marker = f"{number + place}. " if numbered else "- "
        lines.append(marker + item)
        indent = " " * len(marker)
        if draw(st.booleans()):
            lines += ["", indent + draw(PROSE)]
        if draw(st.booleans()):
            lines += [f"{indent}- {inner}" for inner in draw(st.lists(SENTENCES, min_size=1, max_size=3))]
            if draw(st.booleans()):
                lines += ["", indent + draw(PROSE)]
    return "\n".join(lines)


PLAIN_LISTS = st.lists(PROSE, min_size=1, max_size=5).flatmap(
    lambda items: st.sampled_from(
        ["\n".join(f"{n}. {item}" for n, item in enumerate(items, 1)), "\n\n".join(f"  • {item}" for item in items)]
    )
)
MARKDOWN = st.lists(HEADINGS | PARAGRAPHS | markdown_lists(), min_size=1, max_size=5).map("\n\n".join)
PLAIN = st.builds(
    lambda parts, gap: gap.join(parts),
    st.lists(SENTENCES | PARAGRAPHS | PLAIN_LISTS, min_size=1, max_size=5),
    st.sampled_from(["\n\n", "\n", "\r\n"]),
)
ANYTHING = st.text(st.characters(codec="utf-8"), min_size=1, max_size=120)
FEW = settings(max_examples=50)


def read(name: str, text: str) -> Document:
    try:
        return read_document(name, text)
    except Exception as error:  # a private class: what it says is the contract
        assume("no text" not in str(error) and "front matter" not in str(error))
        raise


def check_laws(document: Document, passages: list[Passage]) -> None:
    assert unicodedata.is_normalized("NFC", document.text)
    seen = bytearray(len(document.text))
    for passage in passages:
        assert document.text[passage.start : passage.end] == passage.text
        assert passage.text.strip() == passage.text != ""
        assert passage.sentences[0].start == passage.start
        assert passage.sentences[-1].end == passage.end
        covered = passage.start
        for sentence in passage.sentences:
            assert document.text[sentence.start : sentence.end] == sentence.text
            assert not document.text[covered : sentence.start].strip()
            covered = sentence.end
        for place in range(passage.start, passage.end):
            seen[place] += 1
    for section in document.sections:
        for block in section.blocks:
            for place in range(block.start, block.end):
                if not document.text[place].isspace():
                    assert seen[place] == (block.kind != "heading"), (place, document.text[place])


@FEW
@given(MARKDOWN)
def test_passages_of_any_markdown_are_exact_slices_and_lose_nothing(text):
    document = read("a.md", text)
    check_laws(document, split_document(document, lambda _: True))


@FEW
@given(PLAIN)
def test_passages_of_any_plain_text_are_exact_slices_and_lose_nothing(text):
    document = read("a.txt", text)
    check_laws(document, split_document(document, lambda _: True))


@given(ANYTHING, st.sampled_from(["a.md", "a.txt"]))
@example("\ufeff#\u2028a\x85b\x0b\n\n\t1.\tx", "a.md")
@example("1. 1", "a.md")
@example("- - x\n  - y", "a.md")
@example("# # #\n\n=\n=", "a.md")
def test_odd_characters_break_no_law(text, name):
    document = read(name, text)
    check_laws(document, split_document(document, lambda _: True))


@FEW
@given(MARKDOWN | PLAIN, st.integers(20, 60) | st.integers(80, 600), st.sampled_from(["a.md", "a.txt"]))
def test_nothing_is_longer_than_the_encoder_reads_and_nothing_is_lost(text, room, name):
    document = read(name, text)
    contexts = [passage.context for passage in split_document(document, lambda _: True)]
    most = max(map(len, contexts), default=0) + room
    passages = split_document(document, lambda candidate: len(candidate) <= most)
    check_laws(document, passages)
    assert all(len(embedded_text(passage)) <= most for passage in passages)


def test_a_text_cut_into_single_characters_has_no_empty_passage():
    document = read("a.txt", "§ §")
    room = len(split_document(document, lambda _: True)[0].context) + 2
    passages = split_document(document, lambda candidate: len(candidate) <= room)
    assert [passage.text for passage in passages] == ["§", "§"]
    check_laws(document, passages)


@FEW
@given(MARKDOWN | PLAIN, st.sampled_from(["a.md", "a.txt"]), st.integers(300, 900))
def test_ids_are_unique_and_the_same_each_time(text, name, most):
    try:
        first, second = ([p.id for p in split_corpus([read(name, text)], len, most)] for _ in range(2))
    except CorpusError:
        assume(False)
    assert len(set(first)) == len(first)
    assert second == first


@FEW
@given(st.lists(PROSE.filter(lambda text: text[0] not in "1–-§"), min_size=2, max_size=7), st.data())
def test_an_edit_in_one_paragraph_leaves_the_ids_of_the_others(paragraphs, data):
    changed = data.draw(st.integers(0, len(paragraphs) - 1))
    edited = [*paragraphs]
    edited[changed] = "Helt nya ord står här."
    before, after = (split_document(read("a.md", "\n\n".join(parts)), lambda _: True) for parts in (paragraphs, edited))
    texts = [passage.text for passage in before]
    assume(len(set(texts)) == len(texts))  # what stands twice is told apart by its order
    known = {passage.text: passage.id for passage in before}
    kept = [passage for passage in after if passage.text in known]
    gone = len(split_document(read("a.md", paragraphs[changed]), lambda _: True))
    assert len(kept) == len(before) - gone
    assert all(known[passage.text] == passage.id for passage in kept)


@pytest.mark.parametrize(
    "folder", ["corpus", *sorted(f"tests/corpora/{p.name}" for p in (ROOT / "tests/corpora").iterdir())]
)
def test_the_laws_hold_for_the_texts_at_hand(folder):
    corpus = read_corpus(ROOT / folder)
    assert corpus.documents
    for document in corpus.documents:
        check_laws(document, split_document(document, lambda text: len(text) <= 1500))
