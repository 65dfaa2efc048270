"""Exports hold what was asked and answered, and nothing in them is more than text."""

import csv
import io
import re
import unicodedata
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import docx
import markdown_it
import pypdfium2
import pytest

from assistant.exports.csv_table import as_csv
from assistant.exports.markdown import as_markdown
from assistant.exports.pdf import as_pdf
from assistant.exports.report import Entry, Report, SectionShare, conversation_report
from assistant.exports.word import as_word
from assistant.records import Answer, Citation, Turn
from tests.unit.odd_texts import odd_texts

WHEN = datetime(2026, 11, 25, 14, 5, tzinfo=UTC)
HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def answer(text="Tillit tar tid. [1]", quote="Tillit tar tid.", section="Tid", question="?", **other) -> Answer:
    cited = (Citation(1, "text.md", "Vägledning", section, 10, 25, quote),)
    given = {"status": "answered", "reason": None, "mode": "extractive", "model": None} | other
    return Answer(id="1", question=question, query=question, language="sv", text=text, citations=cited, **given)


def workshop(*entries: Entry, **other) -> Report:
    given = {"title": "Ledardag i Umeå", "language": "sv", "participants": 28} | other
    return Report(kind="workshop", made_at=WHEN, entries=entries, **given)


FULL = workshop(
    Entry("Hur lång tid tar det?", answer(), WHEN, up=2, down=1, is_pinned=True),
    Entry("Vad kostar det?", answer(text="Det framgår inte.", status="refused"), WHEN),
    Entry("Hann inte?", None, WHEN),
    sections=(SectionShare("Tid", 1), SectionShare("Pengar", 0)),
    hidden=1,
)
TOLD = (
    *(
        "Ledardag i Umeå",
        "2026-11-25",
        "28 deltagare",
        "3 frågor",
        "Hur lång tid tar det?",
        "Tillit tar tid.",
        "Vad kostar det?",
    ),
    *("Det framgår inte.", "Hann inte?", "citat ur vägledningen", "Tid, tecken 10–25 i text.md", "Lyft fram", "Pengar"),
    *("En fråga som handledaren dolt", "Sparat 2026-11-25 14:05 (UTC)", "Ställd 14:05", "2 upp, 1 ned"),
)


def word_text(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def pdf_text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return " ".join(text.split())


def rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline=""), delimiter=";"))


def unescaped(written: str) -> str:
    return re.sub(r"\\(.)", r"\1", written)


@pytest.mark.parametrize(
    "read",
    [
        lambda report: unescaped(as_markdown(report)),
        lambda report: word_text(as_word(report)),
        lambda report: pdf_text(as_pdf(report)),
    ],
    ids=["markdown", "word", "pdf"],
)
def test_every_format_tells_all_of_a_workshop(read):
    written = read(FULL)
    assert [told for told in TOLD if told not in written] == []


def test_the_table_has_a_row_for_every_question():
    found = rows(as_csv(FULL))
    assert [row["Fråga"] for row in found] == ["Hur lång tid tar det?", "Vad kostar det?", "Hann inte?"]
    first = found[0]
    assert (first["Svar"], first["Källor"]) == ("Tillit tar tid. [1]", "[1] ”Tillit tar tid.”")
    assert (first["Tecken"], first["Tummar upp"], first["Tummar ned"], first["Lyft fram"]) == ("10–25", "2", "1", "ja")
    assert found[2]["Status"] == "Hann inte besvaras"


def test_the_zone_of_the_times_is_told():
    cet = timezone(timedelta(hours=1))
    report = replace(FULL, made_at=WHEN.astimezone(cet))
    assert "Sparat 2026-11-25 15:05 (UTC+1)" in unescaped(as_markdown(report))
    assert "Klockslag (UTC+1)" in rows(as_csv(report))[0]
    properties = docx.Document(io.BytesIO(as_word(report))).core_properties
    assert properties.created.replace(tzinfo=UTC) == WHEN


def test_an_english_export_has_english_words_around_the_swedish_quotes():
    report = conversation_report([Turn("How long?", answer())], WHEN, "en")
    written = unescaped(as_markdown(report))
    assert "quotes from the guidance" in written
    assert "characters 10–25 of text.md" in written
    assert "Källa" not in written
    assert 'w:val="en-GB"' in zipfile.ZipFile(io.BytesIO(as_word(report))).read("word/styles.xml").decode()


def test_a_conversation_tells_no_time_and_no_thumbs():
    written = as_markdown(conversation_report([Turn("Hur?", answer())], WHEN))
    assert "Samtal med Tillitsguiden" in written
    assert "Ställd" not in written
    assert "Tummar" not in written


def test_an_empty_conversation_says_so():
    empty = conversation_report([], WHEN)
    for written in (as_markdown(empty), word_text(as_word(empty)), pdf_text(as_pdf(empty))):
        assert "Inga frågor ställdes" in written
    assert rows(as_csv(empty)) == []


def test_an_answer_worded_by_a_model_is_marked():
    written = as_markdown(conversation_report([Turn("Hur?", answer(mode="generative", model="m"))], WHEN))
    assert "Formulerat av en språkmodell" in written


def test_lists_of_an_answer_stay_lists():
    text = "Tre saker:\n\n1. Ett \\[x\\] [1]\n2. Två [1]\n\n- streck"
    report = conversation_report([Turn("Hur?", answer(text))], WHEN)
    assert "1. Ett \\[x\\] \\[1\\]\n2. Två" in as_markdown(report)
    assert "1.\tEtt [x] [1]" in word_text(as_word(report))
    assert "•\tstreck" in word_text(as_word(report))


def test_markdown_holds_no_html_link_image_or_heading_of_others():
    texts = odd_texts()
    parser = markdown_it.MarkdownIt("commonmark", {"linkify": False}).enable("table")
    report = workshop(*(Entry(text, answer(text, text, text), WHEN) for text in texts), title="<b>x</b>")
    tokens = parser.parse(as_markdown(report))
    kinds = {token.type for token in tokens} | {child.type for token in tokens for child in token.children or ()}
    assert kinds.isdisjoint({"html_block", "html_inline", "link_open", "image", "fence", "code_block", "code_inline"})
    assert kinds.isdisjoint({"table_open", "hr"})
    headings = [tokens[place + 1].content for place, token in enumerate(tokens) if token.type == "heading_open"]
    assert len(headings) == 1 + len(texts)


def test_no_cell_of_the_table_is_a_formula():
    texts = odd_texts()
    found = rows(as_csv(workshop(*(Entry(text, answer(text, text, text), WHEN) for text in texts))))
    assert len(found) == len(texts)
    cells = [cell for row in found for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(tuple("=+-@\t\r＝＋－＠"))] == []
    assert "'=1+1" in {row["Fråga"] for row in found}


def test_five_hundred_odd_texts_go_through_every_format_as_plain_text():
    texts = odd_texts()
    assert len(texts) == 500
    report = workshop(*(Entry(text, answer(text, text, text), WHEN) for text in texts), title=texts[60])
    markdown, table, word, pdf = as_markdown(report), as_csv(report), as_word(report), as_pdf(report)
    for written in (
        markdown.replace("\n", ""),
        table.removeprefix("\ufeff").replace("\r\n", ""),
        word_text(word).replace("\n", "").replace("\t", ""),
    ):
        assert HIDDEN.findall(written) == []
        assert unicodedata.is_normalized("NFC", written)
        written.encode("utf-8")
    assert "<script>alert(1)</script>" in word_text(word)
    assert "<script>" not in zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml").decode()
    assert "<script>alert(1)</script>" in pdf_text(pdf)
    assert not re.search(rb"/(JavaScript|URI|Launch|SubmitForm)\b", pdf)


def test_a_question_too_long_to_be_read_is_told_as_far_as_it_was():
    (row,) = rows(as_csv(workshop(Entry("x" * 100_000, answer(), WHEN))))
    assert row["Fråga"] == "x" * 1000 + " …"


def test_files_hold_no_name_of_whoever_made_them():
    facts = docx.Document(io.BytesIO(as_word(FULL))).core_properties
    assert (facts.author, facts.last_modified_by, facts.comments) == ("Tillitsguiden", "", "")
    document = pypdfium2.PdfDocument(as_pdf(FULL))
    assert document.get_metadata_dict()["Author"] == "Tillitsguiden"
    document.close()


def test_characters_that_the_pdf_font_lacks_are_marked_and_told():
    written = pdf_text(as_pdf(workshop(Entry("Bra 😀", answer(), WHEN))))
    assert "Bra ◊" in written
    assert "typsnittet saknar" in written
    assert "typsnittet saknar" not in pdf_text(as_pdf(workshop(Entry("Bra, ”så” – ja!", answer(), WHEN))))
