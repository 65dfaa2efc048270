"""Documents are cut along their structure: what a passage is, what surrounds it, and what it is known by."""

import pytest

from assistant.documents import read_document
from assistant.errors import CorpusError
from assistant.passages import embedded_text, split_corpus, split_document
from assistant.records import Passage

GUIDE = """# Råd till chefer

Inledning om råden.

## Fem råd

Så här gör du:

1. Lyssna först.
2. Fråga sedan. Vänta på svaret.
3. Sätt gränser!

## Reklam

Köp en kurs.
"""


def split(text: str, name: str = "a.md", most: int = 10_000) -> list[Passage]:
    return split_document(read_document(name, text), lambda candidate: len(candidate) <= most)


def test_paragraphs_and_list_items_are_passages_and_headings_are_not():
    assert [passage.text for passage in split(GUIDE)] == [
        "Inledning om råden.",
        "Så här gör du:",
        "Lyssna först.",
        "Fråga sedan. Vänta på svaret.",
        "Sätt gränser!",
        "Köp en kurs.",
    ]


def test_a_passage_knows_its_document_title_and_headings():
    passages = split(GUIDE)
    assert {(passage.document, passage.title) for passage in passages} == {("a.md", "Råd till chefer")}
    assert [passage.section_name for passage in passages] == ["Råd till chefer", *["Fem råd"] * 4, "Reklam"]


def test_a_list_item_knows_its_number_and_how_many_there_are():
    items = [passage for passage in split(GUIDE) if passage.place]
    assert [(item.place.number, item.place.size, item.place.ordered) for item in items] == [
        (1, 3, True),
        (2, 3, True),
        (3, 3, True),
    ]
    assert {item.place.intro for item in items} == {"Så här gör du:"}


def test_headings_and_list_introduction_are_searched_with_a_passage_but_are_no_part_of_its_text():
    [item] = [passage for passage in split(GUIDE) if passage.text == "Lyssna först."]
    assert embedded_text(item).endswith("\nLyssna först.")
    for around in ("Fem råd", "Så här gör du:"):
        assert around in embedded_text(item)
        assert around not in item.text
        assert embedded_text(item).count(around) == 1


def test_what_stands_aside_from_the_guidance_says_so():
    passages = split(f"---\naside: Reklam\n---\n{GUIDE}")
    assert [passage.text for passage in passages if passage.aside] == ["Köp en kurs."]


def test_a_long_paragraph_becomes_several_passages_of_whole_sentences_and_like_length():
    sentences = [f"Mening nummer {number} handlar om chefens ansvar för gruppen." for number in range(1, 14)]
    passages = split("# T\n\n" + " ".join(sentences))
    assert len(passages) > 1
    assert [sentence.text for passage in passages for sentence in passage.sentences] == sentences
    lengths = [len(passage.text) for passage in passages]
    assert max(lengths) < 2 * min(lengths)


def test_a_short_paragraph_and_a_short_item_stay_whole():
    assert len(split("# T\n\nEtt. Två. Tre.")) == 1
    assert len(split("# T\n\n- Ett. Två. Tre. Fyra. Fem. Sex. Sju.\n- b")) == 2


def test_a_sentence_longer_than_the_encoder_reads_is_cut_between_words():
    words = [f"ord{number}" for number in range(300)]
    passages = split("# T\n\n" + " ".join(words), most=120)
    assert all(len(embedded_text(passage)) <= 120 for passage in passages)
    assert [word for passage in passages for word in passage.text.split()] == words


def test_text_without_any_space_is_cut_too():
    passages = split("# T\n\n" + "å" * 1000, most=100)
    assert "".join(passage.text for passage in passages) == "å" * 1000


def test_headings_that_leave_no_room_for_the_text_are_an_error_and_never_cut_in_silence():
    with pytest.raises(CorpusError) as caught:
        split("# " + "lång " * 50 + "\n\nText.", most=100)
    assert "a.md" in caught.value.message


def test_the_encoder_counts_what_it_reads_context_included():
    document = read_document("a.md", GUIDE)
    read: list[str] = []

    def count(text: str) -> int:
        read.append(text)
        return len(text.split())

    passages = split_corpus([document], count, 12)
    assert {embedded_text(passage) for passage in passages} <= set(read)
    assert all(len(embedded_text(passage).split()) <= 12 for passage in passages)


def test_equal_text_in_two_documents_and_twice_in_one_stays_several_passages():
    text = "# T\n\nSamma ord.\n\nSamma ord.\n"
    passages = split_corpus([read_document("a.md", text), read_document("b.md", text)], len, 1000)
    assert [passage.text for passage in passages] == ["Samma ord."] * 4
    assert len({passage.id for passage in passages}) == 4


def test_a_thousand_passages_have_a_thousand_ids():
    passages = split("# T\n\n" + "\n\n".join(f"Stycke nummer {number}." for number in range(1000)))
    assert len({passage.id for passage in passages}) == len(passages) == 1000


def test_a_new_paragraph_leaves_the_ids_of_those_around_it():
    before = {passage.text: passage.id for passage in split(GUIDE)}
    after = {passage.text: passage.id for passage in split(GUIDE.replace("Så här", "Nytt stycke.\n\nSå här"))}
    assert after.keys() - before.keys() == {"Nytt stycke."}
    assert all(after[text] == id_ for text, id_ in before.items())


def test_an_id_changes_with_the_document_the_section_and_the_text():
    ids = [
        split(text, name)[0].id
        for name, text in (
            ("a.md", "# T\n\n## A\n\nOrd."),
            ("b.md", "# T\n\n## A\n\nOrd."),
            ("a.md", "# T\n\n## B\n\nOrd."),
            ("a.md", "# T\n\n## A\n\nNya ord."),
        )
    ]
    assert len(set(ids)) == 4
