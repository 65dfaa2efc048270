"""Plain text gets the same structure as Markdown, told by how its lines look."""

import re
from pathlib import Path

import pytest

from assistant.documents import read_document
from assistant.records import Block, Document

ARTICLE = (Path(__file__).parents[2] / "corpus" / "tillitsbaserat-ledarskap.md").read_text("utf-8")
MARKDOWN = re.sub(r"\A---\n.*?\n---\n+", "", ARTICLE, flags=re.DOTALL)
PLAIN = re.sub(r"^- ", "  • ", re.sub(r"^#+ ", "", MARKDOWN, flags=re.MULTILINE), flags=re.MULTILINE)


def read(*lines: str) -> Document:
    return read_document("guide.txt", "\n".join(lines))


def blocks(document: Document) -> list[Block]:
    return [block for section in document.sections for block in section.blocks]


def outline(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in blocks(document)]


def squeezed(text: str) -> str:
    """Take away the blank line after each heading that asks, and between list items."""
    return re.sub(r"\?\n\n(?=\S)", "?\n", re.sub(r"(?m)^( *\d\..*\n)\n(?= *\d\.)", r"\1", text))


@pytest.mark.parametrize(
    "plain",
    [PLAIN, squeezed(PLAIN), PLAIN.replace("\n", "\r\n"), re.sub(r"(?m)^(?=\d\. )", "  ", PLAIN), PLAIN.rstrip()],
    ids=["as it is", "fewer blank lines", "CRLF", "indented items", "no last line end"],
)
def test_the_article_has_the_same_outline_with_and_without_markup(plain):
    markdown, text = read_document("a.md", MARKDOWN), read_document("a.txt", plain)
    assert outline(text) == outline(markdown)
    assert text.title == markdown.title
    places = [
        [block.place and (block.place.number, block.place.size, block.place.ordered) for block in blocks(d)]
        for d in (text, markdown)
    ]
    assert places[0] == places[1]
    intros = [{block.place.intro.rstrip() for block in blocks(d) if block.place} for d in (text, markdown)]
    assert intros[0] == intros[1]


def test_the_plain_article_differs_from_the_markdown_one_at_all():
    assert not re.search(r"(?m)^(#|- )", PLAIN)
    assert squeezed(PLAIN) != PLAIN


def test_a_first_short_line_is_the_title():
    document = read("Råd till chefer", "", "Här är våra råd, och de är långa nog att läsa.", "", "Slut på råden.")
    assert document.title == "Råd till chefer"
    assert outline(document)[0] == ("heading", "Råd till chefer")


def test_a_first_line_that_is_a_whole_sentence_is_text_that_can_be_cited():
    document = read("Lönen sätts i april varje år.", "", "Samtalet om lönen bokas av chefen i mars.")
    assert [kind for kind, _ in outline(document)] == ["paragraph", "paragraph"]


def test_short_lines_and_questions_with_text_below_are_headings():
    document = read(
        "Titel",
        "",
        "Inledande text som är en hel mening.",
        "",
        "Hur ofta och hur länge?",
        "",
        "Alla har rätt till ett samtal om året, och det är viktigt.",
        "",
        "Förberedelser",
        "",
        "Boka tid och rum i god tid före samtalet.",
    )
    headings = [text for kind, text in outline(document) if kind == "heading"]
    assert headings == ["Titel", "Hur ofta och hur länge?", "Förberedelser"]
    assert [section.path for section in document.sections][1:] == [("Hur ofta och hur länge?",), ("Förberedelser",)]


@pytest.mark.parametrize(
    "line",
    [
        "Det här är en hel mening.",
        "och här fortsätter något med liten bokstav",
        "Nej, tvärt om!",
        "En rad så lång att ingen satte den som rubrik, eftersom en rubrik ska kunna läsas med ett ögonkast",
    ],
)
def test_sentences_small_beginnings_and_long_lines_are_no_headings(line):
    document = read("Titel", "", "En inledning står här.", "", line, "", "Mer text följer efter den raden.")
    assert ("paragraph", line) in outline(document)


def test_a_short_last_line_without_text_below_is_no_heading():
    assert outline(read("Titel", "", "Text som står här.", "", "Dela sidan"))[-1] == ("paragraph", "Dela sidan")


def test_a_question_is_a_heading_even_where_its_answer_is_one_short_line():
    document = read("Frågor", "", "Kan man tacka nej?", "Nej.", "", "Får man byta chef?", "Ja, om det finns skäl.")
    headings = [text for kind, text in outline(document) if kind == "heading"]
    assert headings == ["Frågor", "Kan man tacka nej?", "Får man byta chef?"]


def test_lines_broken_at_one_width_are_one_paragraph():
    wrapped = [
        "Ett stycke som någon har brutit för hand vid en",
        "viss bredd ska läsas som ett enda stycke, så att",
        "meningarna inte går sönder mitt itu när de ska",
        "citeras.",
    ]
    document = read("Titel", "", *wrapped, "", "Nästa stycke är kort.")
    assert outline(document)[1:] == [("paragraph", "\n".join(wrapped)), ("paragraph", "Nästa stycke är kort.")]


def test_short_lines_of_their_own_are_not_joined_into_one():
    lines = ["Ring växeln i Lund först av alla.", "Be sedan om Bo.", "Lämna namn och nummer till honom."]
    document = read("Titel", "", *lines, "", "Nästa stycke är kort.")
    assert outline(document)[1:4] == [("paragraph", line) for line in lines]


@pytest.mark.parametrize("marker", ["•", "-", "–", "*", "·"])
def test_bullets_make_a_list(marker):
    document = read(
        "Titel", "", "Två saker är viktiga:", "", f"  {marker} mod", f"  {marker} tid", "", "Slut på listan."
    )
    items = [block for block in blocks(document) if block.kind == "item"]
    assert [document.text[block.start : block.end] for block in items] == ["mod", "tid"]
    assert [(block.place.number, block.place.size, block.place.ordered) for block in items] == [
        (1, 2, False),
        (2, 2, False),
    ]
    assert {block.place.intro for block in items} == {"Två saker är viktiga:"}


def test_numbered_items_may_begin_at_three_stand_apart_and_go_over_several_lines():
    document = read("Titel", "", "3. tre", "4. fyra", "   fortsätter", "", "5) fem", "", "Slut på det hela här.")
    items = [block for block in blocks(document) if block.kind == "item"]
    assert [document.text[block.start : block.end] for block in items] == ["tre", "fyra\n   fortsätter", "fem"]
    assert [(block.place.number, block.place.size) for block in items] == [(1, 3), (2, 3), (3, 3)]


def test_two_lists_are_two_lists():
    document = read("T", "", "1. a", "2. b", "", "Mellan listorna står text.", "", "• c", "• d")
    items = [block for block in blocks(document) if block.kind == "item"]
    assert len({block.place.list_id for block in items[:2]}) == 1
    assert items[0].place.list_id != items[2].place.list_id


def test_a_single_line_with_a_number_is_text_and_loses_nothing():
    document = read(
        "Titel", "", "Här står en mening om året.", "", "1. Ensam punkt som inte är någon lista.", "", "Slut."
    )
    assert any("1. Ensam punkt" in text for _, text in outline(document))


def test_front_matter_is_read_before_plain_text_too():
    document = read("---", "title: Stadgar", "publisher: Föreningen", "---", "Föreningens namn är Linden.")
    assert (document.title, document.facts) == ("Stadgar", {"publisher": "Föreningen"})
    assert outline(document) == [("paragraph", "Föreningens namn är Linden.")]


def test_a_line_that_introduces_a_list_below_a_question_does_not_hide_the_question():
    document = read(
        "Samtalet",
        "",
        "Så här gör vi med samtalet på vår arbetsplats.",
        "",
        "Vad ska samtalet handla om?",
        "",
        "Guiden har tre områden:",
        "",
        "• Uppdraget: vad förväntas?",
        "• Samarbetet: hur fungerar det?",
        "",
        "Slut på guiden för samtalet.",
    )
    [items] = [section for section in document.sections if any(block.kind == "item" for block in section.blocks)]
    assert "Vad ska samtalet handla om?" in items.path
    assert {block.place.intro for block in items.blocks if block.place} == {"Guiden har tre områden:"}
