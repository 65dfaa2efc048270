"""Sentence and span: numbering, quoting word for word, and what counts as support."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.citations import cite, claim, escape, markdown
from assistant.documents import read_document
from assistant.passages import split_document
from assistant.plain import plain_text

GUIDE = """# Råd

## Chefen

Chefen **måste** lyssna. Hon kan vänta, men [inte länge](http://localhost/x).

- kompass (för uppdraget),
- coach [den viktigaste] för_gruppen

Tillit kan inte beordras fram.
"""
DOCUMENT = read_document("a.md", GUIDE)
PROSE, FIRST, SECOND, LAST = split_document(DOCUMENT, lambda _: True)


def sentence(passage, number=0, **options):
    place = passage.sentences[number]
    return claim(passage, place.start, place.end, **options)


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("Chefen **måste** lyssna.", "Chefen måste lyssna."),
        ("__Sätt__ *gränser* och _våga_", "Sätt gränser och våga"),
        ("Läs [mer här](http://localhost/a?b=1).", "Läs mer här."),
        ("![bild](x.png) sedan", "bild sedan"),
        ("en rad\nsom går   vidare", "en rad som går vidare"),
        ("citat\n> som går vidare", "citat som går vidare"),
        ("skriv `kommandot` nu", "skriv kommandot nu"),
        ("2 * 3 och för_gruppen", "2 * 3 och för_gruppen"),
    ],
)
def test_plain_text_is_what_a_person_reads_of_a_slice(source, plain):
    assert plain_text(source) == plain


def test_a_quote_is_the_exact_slice_and_the_sentence_its_readable_form():
    sentences, citations = cite([sentence(PROSE)])
    assert citations[0].quote == "Chefen **måste** lyssna."
    assert DOCUMENT.text[citations[0].start : citations[0].end] == citations[0].quote
    assert sentences[0].text == "Chefen måste lyssna."
    assert sentences[0].support == "verbatim"
    assert (citations[0].document, citations[0].title, citations[0].section) == ("a.md", "Råd", "Chefen")


def test_spans_are_numbered_from_one_in_the_order_of_the_answer():
    sentences, citations = cite([sentence(LAST), sentence(PROSE), sentence(FIRST)])
    assert [citation.number for citation in citations] == [1, 2, 3]
    assert [made.citations for made in sentences] == [(1,), (2,), (3,)]
    assert [citation.start for citation in citations] == [LAST.start, PROSE.start, FIRST.start]


def test_two_sentences_on_one_span_share_a_number_and_two_spans_of_one_document_do_not():
    sentences, citations = cite([sentence(PROSE, 0), sentence(PROSE, 1), sentence(PROSE, 0)])
    assert [made.citations for made in sentences] == [(1,), (2,), (1,)]
    assert len(citations) == 2


def test_every_sentence_carries_its_marker_and_stands_in_order():
    claims = [sentence(PROSE, 0), sentence(PROSE, 1), sentence(LAST, opens_paragraph=True)]
    text = markdown(claims, cite(claims)[0], frame="Ram:", close="Slut.")
    assert text.startswith("Ram:")
    assert text.endswith("Slut.")
    places = [text.index(part) for part in ("lyssna. [1]", "länge. [2]", "fram. [3]")]
    assert places == sorted(places)
    assert "[2]\n\nTillit" in text
    assert "[1] Hon" in text


def test_list_items_are_set_as_a_list_that_markdown_reads_as_one():
    claims = [sentence(PROSE), sentence(FIRST, item="1."), sentence(SECOND, item="2.")]
    html = MarkdownIt("commonmark").render(markdown(claims, cite(claims)[0]))
    assert html.count("<li>") == 2
    assert "<p>Chefen måste lyssna. [1]</p>" in html
    assert "coach [den viktigaste] för_gruppen [3]" in html


def test_an_item_loses_the_comma_that_led_on_to_the_next():
    made = sentence(FIRST, item="-")
    assert made.text == "kompass (för uppdraget)"
    assert cite([made])[0][0].support == "verbatim"
    assert cite([made])[1][0].quote.startswith("kompass")


@pytest.mark.parametrize(
    "text",
    [
        "# rubrik",
        "### rubrik",
        "1. ett",
        "- streck",
        "+ plus",
        "a*b*c",
        "_x_",
        "[1] <b>fet</b>",
        "`kod` \\ | ~~x~~",
        "> citat",
        "1) ett",
        "2023. Ett år",
        "-",
        "---",
    ],
)
def test_what_looks_like_markup_in_the_guidance_is_shown_as_it_stands(text):
    rendered = MarkdownIt("commonmark").enable("strikethrough").render(f"{escape(text)} [1]")
    unescaped = rendered.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    assert unescaped == f"<p>{text} [1]</p>\n"


@given(st.text(st.sampled_from("ab1 .)#*_[]<>|`\\-+~!&;:/@h"), min_size=1, max_size=24).map(str.strip).filter(bool))
def test_escaped_text_never_becomes_markup(text):
    rendered = MarkdownIt("commonmark", {"html": True}).enable(["strikethrough", "table"]).render(f"{escape(text)} [1]")
    assert not any(
        f"<{tag}" in rendered
        for tag in ("em", "strong", "code", "a ", "li", "h1", "h2", "blockquote", "table", "s>", "hr", "b>", "img")
    )
