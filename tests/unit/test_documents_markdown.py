"""Markdown files become documents with headings, paragraphs and list items at their exact places."""

import itertools
import unicodedata

from assistant.documents import read_document
from assistant.records import Block, Document


def read(*lines: str) -> Document:
    return read_document("guide.md", "\n".join(lines))


def blocks(document: Document, kind: str | None = None) -> list[Block]:
    return [block for section in document.sections for block in section.blocks if kind in {None, block.kind}]


def texts(document: Document, kind: str | None = None) -> list[str]:
    return [document.text[block.start : block.end] for block in blocks(document, kind)]


def test_headings_give_every_section_its_path_without_the_title():
    document = read("# Titel", "Ingress.", "## Ett", "A.", "### Djupt", "B.", "## Två", "C.")
    assert document.title == "Titel"
    assert [(section.name, texts_of(document, section)) for section in document.sections] == [
        ("Titel", ["Ingress."]),
        ("Ett", ["A."]),
        ("Ett › Djupt", ["B."]),
        ("Två", ["C."]),
    ]


def texts_of(document: Document, section) -> list[str]:
    return [document.text[block.start : block.end] for block in section.blocks if block.kind != "heading"]


def test_a_skipped_heading_level_does_not_confuse_the_paths():
    document = read("## Ett", "a", "", "#### Djupt", "b", "", "### Grundare", "c", "", "# Nytt", "d")
    assert [section.path for section in document.sections][-3:] == [("Ett", "Djupt"), ("Ett", "Grundare"), ("Nytt",)]


def test_marks_around_a_heading_are_no_part_of_it():
    document = read("# Titel #", "", "Underrubrik", "-----------", "", "## Nästa ##", "text")
    assert texts(document, "heading") == ["Titel", "Underrubrik", "Nästa"]


def test_inline_marks_stay_in_the_exact_slice():
    document = read("Läs **detta** och [mer](http://localhost/a).", "Samma stycke.", "", "Nästa stycke.")
    assert texts(document) == ["Läs **detta** och [mer](http://localhost/a).\nSamma stycke.", "Nästa stycke."]


def test_list_items_know_their_number_their_list_and_the_line_that_introduces_them():
    document = read("# T", "Tre saker behövs:", "", "1. mod", "2. tid", "3. tillit", "", "Slut.", "", "* a", "* b")
    places = [block.place for block in blocks(document, "item")]
    assert texts(document, "item") == ["mod", "tid", "tillit", "a", "b"]
    assert [(place.number, place.size, place.ordered) for place in places[:3]] == [
        (1, 3, True),
        (2, 3, True),
        (3, 3, True),
    ]
    assert {place.intro for place in places[:3]} == {"Tre saker behövs:"}
    assert [(place.number, place.size, place.ordered) for place in places[3:]] == [(1, 2, False), (2, 2, False)]
    assert len({place.list_id for place in places[:3]}) == len({place.list_id for place in places[3:]}) == 1
    assert places[0].list_id != places[3].list_id


def test_the_heading_introduces_a_list_that_no_line_introduces():
    document = read("# T", "", "## Fem råd", "", "- ett", "- två")
    assert {block.place.intro for block in blocks(document, "item")} == {"Fem råd"}


def test_a_numbered_list_that_begins_at_three_counts_its_own_items():
    document = read("3. tre", "4. fyra", "5. fem")
    assert texts(document) == ["tre", "fyra", "fem"]
    assert [(block.place.number, block.place.size) for block in blocks(document)] == [(1, 3), (2, 3), (3, 3)]


def test_nested_lists_are_lists_of_their_own():
    document = read("- a", "  - a1", "  - a2", "- b", "  1. b1", "- c")
    found = dict(zip(texts(document), blocks(document), strict=True))
    assert list(found) == ["a", "a1", "a2", "b", "b1", "c"]
    assert {text: (block.place.number, block.place.size, block.level) for text, block in found.items()} == {
        "a": (1, 3, 1),
        "a1": (1, 2, 2),
        "a2": (2, 2, 2),
        "b": (2, 3, 1),
        "b1": (1, 1, 2),
        "c": (3, 3, 1),
    }
    assert len({block.place.list_id for block in found.values()}) == 3


def test_several_paragraphs_of_an_item_are_one_item():
    document = read("1. Ett.", "", "   Mer om ett.", "", "   Ännu mer.", "2. Två.")
    assert [" ".join(text.split()) for text in texts(document)] == ["Ett. Mer om ett. Ännu mer.", "Två."]


def test_text_after_a_nested_list_still_belongs_to_one_block_only():
    document = read("1. Ett.", "   - inre", "", "   Svans.", "2. Två.")
    found = blocks(document)
    assert all(first.end <= second.start for first, second in itertools.pairwise(found))
    assert all(any(word in text for text in texts(document)) for word in ("Ett.", "inre", "Svans.", "Två."))


def test_code_and_tables_inside_a_list_item_are_not_lost():
    document = read(
        "- Kör så här:", "", "  ```", "  kommandot", "  ```", "", "- Sedan:", "", "  | a |", "  |---|", "  | cell |"
    )
    everything = " ".join(texts(document))
    assert "kommandot" in everything
    assert "cell" in everything


def test_quotations_code_and_table_rows_are_paragraphs():
    document = read(
        "> citat", "", "```", "kod", "```", "", "| a | b |", "|---|---|", "| 1 | 2 |", "", "    indragen kod"
    )
    assert {block.kind for block in blocks(document)} == {"paragraph"}
    everything = "\n".join(texts(document))
    assert all(word in everything for word in ("citat", "kod", "| a | b |", "| 1 | 2 |", "indragen kod"))


def test_front_matter_gives_the_facts_as_printed_and_is_no_text():
    document = read(
        "---", "title: Min titel", "publisher: Förlaget", "published: 2023-10-16", "language: nb", "---", "Text."
    )
    assert (document.title, document.language) == ("Min titel", "nb")
    assert document.facts == {"publisher": "Förlaget", "published": "2023-10-16"}
    assert texts(document) == ["Text."]


def test_facts_that_look_like_numbers_and_truth_values_stay_as_printed():
    document = read("---", "version: 1.10", "language: no", "edition: 010", "---", "Text.")
    assert document.facts == {"version": "1.10", "edition": "010"}
    assert document.language == "no"


def test_without_front_matter_the_first_heading_and_else_the_file_name_is_the_title():
    assert read("# Rubriken", "text").title == "Rubriken"
    assert read_document("råd/att-leda_folk.md", "Bara text.").title == "Att leda folk"
    assert read("Bara text.").language == "sv"


def test_sections_named_in_the_front_matter_are_asides_with_what_stands_below_them():
    document = read("---", "aside: Reklam", "---", "# T", "a", "## Reklam", "b", "### Kurs", "c", "## Råd", "d")
    assert [(section.name, section.aside) for section in document.sections] == [
        ("T", False),
        ("Reklam", True),
        ("Reklam › Kurs", True),
        ("Råd", False),
    ]
    several = read("---", "aside: [Ett, Två]", "---", "# Ett", "a", "# Två", "b", "# Tre", "c")
    assert [section.aside for section in several.sections] == [True, True, False]


def test_text_is_brought_to_nfc_and_plain_line_ends_once_on_reading():
    source = unicodedata.normalize("NFD", "# Råd\r\n\r\nÅtgärd för chefen.\r\n\r\n- ö\r- é\n")
    document = read_document("guide.md", source)
    assert document.text == "# Råd\n\nÅtgärd för chefen.\n\n- ö\n- é\n"
    assert texts(document) == ["Råd", "Åtgärd för chefen.", "ö", "é"]
    assert document.title == "Råd"


def test_every_markdown_ending_is_read_as_markdown():
    for name in ("a.md", "A.MD", "a.markdown"):
        assert texts(read_document(name, "# Rubrik\n\ntext"), "heading") == ["Rubrik"]
