"""Answers and documents become HTML: escaped, with markers, and with every offset found again."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.citations import escape
from assistant.documents import read_document
from assistant.records import Answer, AnswerSentence, Citation, Document, Retrieved
from assistant.ui import texts
from assistant.ui.markup import answer_html, plain, source_html
from assistant.ui.messages import Exchange, conversation_html, spoken_html, turns
from assistant.ui.reader import reader_html

GUIDE = """---
title: Öppet arbetssätt – en handledning
publisher: Förlaget
published: 2024-02-05
aside: Annons
---

# Öppet arbetssätt – en handledning

Inledning med **två fetstilta ord** och en [länk](https://exempel.se/a(b)c "titel") till mer. Nästa &amp; en till.

## Vad är *öppenhet*?

Öppenhet är att visa hur \\*alla\\* beslut
fattas. Emoji 🙂 räknas som ett tecken.

1. Första rådet. Det har **två** meningar.
2. Andra rådet.
   - Under det andra.
   - Också under.
3. Tredje rådet.

## Hur börjar man?

Med att fråga.

## Annons

Köp kursen!
"""


@pytest.fixture(scope="module")
def document() -> Document:
    return read_document("oppet.md", GUIDE)


def answer(**changes) -> Answer:
    record = {
        "id": "1",
        "question": "Vad är öppenhet?",
        "query": "Vad är öppenhet?",
        "language": "sv",
        "status": "answered",
        "reason": None,
        "mode": "extractive",
        "model": None,
        "text": "Öppenhet är ett sätt. [1]",
        "citations": (citation(1),),
    }
    return Answer(**(record | changes))


def citation(number: int, quote: str = "Öppenhet är ett sätt.") -> Citation:
    return Citation(number, 'o"<k>.md', "Titel", "Avsnitt <b>", 10, 10 + len(quote), quote)


class Runs(HTMLParser):
    """Reads the runs of rendered source: for each its offset, the end of its source, and its text on the page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[list] = []
        self.open: list[bool] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if tag == "span":
            self.open.append("data-s" in named)
            if "data-s" in named:
                self.runs.append([int(named["data-s"]), int(named["data-e"]) if "data-e" in named else None, ""])

    def handle_endtag(self, tag):
        if tag == "span":
            self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1]:
            self.runs[-1][2] += data


def lit(html: str, start: int, end: int) -> str:
    """Give what lights up for a span, as chat.js reads the offsets."""
    pieces = []
    for run_start, run_end, text in Runs(html).runs:
        if run_end is not None:
            pieces.append(text if run_end > start and run_start < end else "")
        else:
            pieces.append(text[max(start - run_start, 0) : max(end - run_start, 0)])
    return "".join(pieces)


def buttons(html: str, kind: str) -> list[str]:
    return re.findall(rf'<button type="button" class="{kind}"[^>]*>', html)


# ---- Answers


def test_a_marker_with_a_citation_becomes_a_named_button_with_its_place():
    (button,) = buttons(answer_html("En mening. [1]", (citation(1),), "sv"), "cite")
    assert 'aria-label="Källa 1: visa i vägledningen"' in button
    assert 'data-document="o&#34;&lt;k&gt;.md" data-start="10" data-end="31"' in button


def test_a_marker_without_a_citation_stays_text():
    html = answer_html("En mening [2], se även [1].", (citation(1),), "sv")
    assert "[2]" in html
    assert len(buttons(html, "cite")) == 1


def test_an_escaped_marker_stays_text():
    assert buttons(answer_html(r"Du skrev \[1\].", (citation(1),), "sv"), "cite") == []


def test_a_marker_never_stands_alone_at_the_start_of_a_line():
    html = answer_html("Ett längre ord. [1] [2]", (citation(1), citation(2)), "sv")
    assert re.search(r'<span class="marked">ord\..*data-number="1".*data-number="2".*</span>', html)


def test_lists_and_bold_of_an_answer_are_kept():
    html = answer_html("Fem tips:\n\n3. **Tala** [1]\n4. Lyssna\n\n- a\n- b", (citation(1),), "sv")
    assert '<ol start="3">' in html
    assert "<strong>Tala</strong>" in html
    assert html.count("<li>") == 4


@pytest.mark.parametrize(
    "hostile",
    [
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script>",
        "[klicka](javascript:alert(1))",
        "![bild](https://exempel.se/spår.png)",
        "<https://exempel.se>",
        "[1]: https://exempel.se",
        '"><svg onload=alert(1)>',
        "```\n<b>kod</b>\n```",
        "# Rubrik",
    ],
)
def test_nothing_an_answer_holds_becomes_markup_of_its_own(hostile):
    html = answer_html(hostile, (), "sv")
    tags = set(re.findall(r"<\s*/?\s*(\w+)", html))
    assert tags <= {"p", "span", "code", "pre", "br", "em", "strong"}
    assert "href" not in re.sub(r"&lt;.*?&gt;", "", html)


def test_everything_that_was_typed_is_shown_as_text():
    typed = "${1+1} {{x}} <img src=x onerror=alert(1)> **fet** [1]"
    html = conversation_html([Exchange(typed, busy=True)], (), "sv")
    assert "${1+1} {{x}} &lt;img src=x onerror=alert(1)&gt; **fet** [1]</h2>" in html


@given(st.text())
def test_any_text_survives_as_question_suggestion_and_quote(text):
    shown = answer(text=text, query=text, suggestions=(text,), citations=(citation(1, text),))
    html = conversation_html([Exchange(text, shown)], (), "sv")
    parsed = HTMLParser(convert_charrefs=True)
    opened: list[str] = []
    parsed.handle_starttag = lambda tag, attrs: opened.append(tag)
    parsed.feed(html)
    assert set(opened) <= {
        *("div", "h2", "h3", "span", "p", "ol", "ul", "li", "button", "q", "strong", "em", "code", "br")
    }


def test_plain_text_has_neither_marks_nor_markers():
    assert plain("**Tala** med [varandra](x) &amp; lyssna.\nOfta. [1] [12]") == "Tala med varandra & lyssna. Ofta."


# ---- The conversation


def test_each_citation_has_a_line_with_section_and_shortened_quote():
    html = conversation_html([Exchange("F", answer(citations=(citation(1, "ord " * 100),)))], (), "sv")
    assert len(buttons(html, "source")) == 1
    assert "Avsnitt &lt;b&gt;" in html
    assert " …</q>" in html


def test_a_source_names_its_text_where_there_are_several():
    exchange = Exchange("F", answer())
    assert "Titel: Avsnitt" in conversation_html([exchange], (), "sv", several=True)
    assert "Titel" not in conversation_html([exchange], (), "sv")


def test_a_refusal_shows_the_way_to_the_nearest_section_and_what_can_be_asked():
    nearest = Retrieved("a.md", "Rätt avsnitt", 5, 9, 1, 0.5, 0.5, 0.0)
    refusal = answer(status="refused", citations=(), text="Nej.", retrieved=(nearest,), suggestions=("Vad går?",))
    html = conversation_html([Exchange("F", refusal)], (), "sv")
    assert 'data-status="refused"' in html
    assert "Visa närmaste avsnitt: Rätt avsnitt" in html
    assert 'data-question="Vad går?"' in html
    assert "Källor" not in html


def test_a_refusal_without_anything_near_has_no_button_to_nowhere():
    html = conversation_html([Exchange("F", answer(status="refused", citations=(), text="Nej."))], (), "sv")
    assert "nearest" not in html


def test_a_partial_answer_says_so():
    assert "Delvis svar" in conversation_html([Exchange("F", answer(status="partial"))], (), "sv")


@pytest.mark.parametrize(
    ("question", "query", "said"),
    [
        ("vad ar oppenhet", "Vad är öppenhet?", False),
        ("Vad är öppenhet?", "Vad är öppenhet?", False),
        ("Och det tredje?", "Vilket är det tredje rådet?", True),
    ],
)
def test_how_a_question_was_understood_is_said_when_it_differs(question, query, said):
    html = conversation_html([Exchange(question, answer(question=question, query=query))], (), "sv")
    assert ("Så förstod jag frågan" in html) is said


def test_sources_and_suggestions_wait_until_the_answer_is_complete():
    growing = Exchange("F", answer(suggestions=("Vidare?",)), busy=True)
    html = conversation_html([growing], (), "sv")
    assert "Källor" not in html
    assert "Vidare?" not in html
    assert len(buttons(html, "cite")) == 1


def formulated(*sentences: AnswerSentence, **changes) -> Answer:
    text = " ".join(f"{escape(each.text)} [1]" for each in sentences)
    return answer(mode="generative", model="modell-x", sentences=sentences, text=text, **changes)


def test_each_formulated_sentence_carries_the_mark_of_its_support():
    sentences = (
        AnswerSentence("Sant *här*.", (1,), "supported"),
        AnswerSentence("Påhittat.", (1,), "unsupported", "number"),
        AnswerSentence("Oklart.", (1,), "unjudged", "other_words"),
    )
    html = conversation_html([Exchange("F", formulated(*sentences))], (), "sv")
    words = html.split('<div class="words">')[1].split("</div>")[0]
    shown = re.sub(r"<[^>]+>", "", words).replace("\N{NARROW NO-BREAK SPACE}", "").strip()
    assert shown == "Sant *här*.1har stöd i källan Påhittat.1saknar stöd Oklart.1ej bedömd"
    assert re.findall(r'class="said" data-support="(\w+)"', words) == ["unsupported", "unjudged"]
    assert "Ett tal står inte i källan." in html
    assert "modell-x · 1 av 3 meningar" in html


def test_the_guidances_own_sentences_need_no_mark_among_their_like():
    verbatim = (AnswerSentence("Öppenhet är ett sätt.", (1,), "verbatim"),)
    html = conversation_html([Exchange("F", answer(sentences=verbatim))], (), "sv")
    assert 'class="support"' not in html
    assert "Ordagrant ur vägledningen" in html


@pytest.mark.parametrize("escaped", [True, False])
def test_why_an_answer_is_not_formulated_is_said_once_and_apart(escaped):
    notice = "Modellen [x] svarade inte."
    text = f"Öppenhet är ett sätt. [1]\n\n{escape(notice) if escaped else notice}"
    html = conversation_html([Exchange("F", answer(text=text, notice=notice))], (), "sv")
    assert html.count("svarade inte") == 1
    assert '<p class="notice">Modellen [x] svarade inte.</p>' in html


@given(st.text(), st.sampled_from(["verbatim", "supported", "unsupported", "unjudged"]))
def test_no_text_of_a_model_becomes_markup_through_its_support(text, support):
    sentence = AnswerSentence(text, (1,), support)
    html = answer_html(f"{escape(text)} [1]", (citation(1),), "sv", (sentence,))
    assert set(re.findall(r"<(\w+)", html)) <= {"p", "span", "button", "ol", "ul", "li", "em", "strong", "code", "br"}


def test_what_is_doubtful_is_spoken_as_such():
    told = spoken_html(Exchange("F", formulated(AnswerSentence("Påhittat.", (1,), "unsupported"))), "sv")
    assert "<p>Påhittat. (saknar stöd)</p>" in told


def test_a_growing_answer_is_spoken_sentence_by_sentence():
    one, two = (AnswerSentence(text, (1,), "verbatim") for text in ("Ett. [1]", "**Två.** [2]"))
    first = spoken_html(Exchange("F", answer(sentences=(one,)), busy=True), "sv")
    both = spoken_html(Exchange("F", answer(sentences=(one, two))), "sv")
    assert "<p>Ett.</p></div>" in first
    assert both.startswith(first.removesuffix("</div>"))
    assert "<p>Två.</p>" in both


def test_only_answered_questions_belong_to_the_history():
    known = answer()
    exchanges = (Exchange("A", known), Exchange("B", note="Något gick fel."))
    assert [turn.question for turn in turns(exchanges)] == ["A"]


# ---- The reader


def test_the_reader_shows_title_facts_contents_and_sections(document):
    html = reader_html([document], "sv")
    assert '<h2 class="title"' in html
    assert "<dt>Publicerad</dt><dd>5 februari 2024</dd>" in html
    assert '<a href="#text-1-2">Vad är öppenhet?</a>' in html
    assert re.search(r'<h3 id="text-1-2"', html)
    assert html.count("<h2") == 1


def test_what_is_no_guidance_stands_apart(document):
    html = reader_html([document], "sv")
    aside = html.index('class="aside"')
    assert aside < html.index(texts.ASIDE("sv")) < html.index("Köp kursen!")
    assert aside > html.index("Tredje rådet")


def test_lists_are_lists_with_their_numbers(document):
    html = re.sub(r"<span[^>]*>|</span>|<div[^>]*>|</div>", "", str(reader_html([document], "sv")))
    assert '<ol><li value="1">Första rådet. Det har <strong>två</strong> meningar.</li>' in html
    assert '<li value="2">Andra rådet.<ul><li>Under det andra.</li><li>Också under.</li></ul></li>' in html
    assert '<li value="3">Tredje rådet.</li></ol>' in html


def test_no_link_leaves_the_page(document):
    targets = re.findall(r'href="([^"]*)"', reader_html([document], "sv"))
    assert targets == ["#text-1-2", "#text-1-3"]


def test_every_block_says_where_it_stands(document):
    html = reader_html([document], "sv")
    places = {(int(a), int(b)) for a, b in re.findall(r'data-start="(\d+)" data-end="(\d+)"', html)}
    assert places == {(block.start, block.end) for section in document.sections for block in section.blocks}


@pytest.mark.parametrize(
    ("span", "shown"),
    [
        ("två fetstilta ord", "två fetstilta ord"),
        ("med **två fetstilta ord** och", "med två fetstilta ord och"),
        ("till mer. Nästa", "till mer. Nästa"),
        ("Nästa &amp; en", "Nästa & en"),
        ("en till.", "en till."),
        (r"hur \*alla\* beslut", "hur *alla* beslut"),
        ("beslut\nfattas.", "beslut\nfattas."),
        ("🙂 räknas som ett tecken.", "🙂 räknas som ett tecken."),
        ("Det har **två** meningar.", "Det har två meningar."),
        ("Också under.", "Också under."),
    ],
)
def test_a_span_of_the_source_lights_up_its_own_words(document, span, shown):
    start = document.text.index(span)
    assert lit(reader_html([document], "sv"), start, start + len(span)) == shown


def test_plain_text_is_shown_as_it_stands():
    plain_document = read_document("a.txt", "Rubrik\n\nEtt *stjärnat* ord & <b>mer</b> [länk](x).\n")
    html = reader_html([plain_document], "sv")
    assert "Ett *stjärnat* ord &amp; &lt;b&gt;mer&lt;/b&gt; [länk](x)." in html


def test_several_documents_stand_one_after_another_with_a_chooser(document):
    other = read_document("b.md", "# Andra\n\nText.\n\n## Ett\n\nA.\n\n## Två\n\nB.\n")
    html = reader_html([document, other], "sv")
    assert html.count("<article") == 2
    assert '<li><a href="#text-2">Andra</a></li>' in html
    identities = re.findall(r'id="([^"]+)"', html)
    assert len(identities) == len(set(identities))


def test_an_empty_corpus_is_said_kindly():
    assert texts.NO_TEXTS("sv") in reader_html([], "sv")


_PIECES = st.sampled_from(
    [
        "ord",
        " ",
        "**fet**",
        "*lut*",
        "[text](mål)",
        "\\*",
        "&amp;",
        "`kod`",
        "\n",
        "å",
        "🙂",
        "_",
        "<b>",
        "![b](u)",
        "](",
    ]
)


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_runs_follow_each_other_and_equal_their_source(text):
    runs = Runs(source_html(text, 100)).runs
    position = 100
    for start, end, shown in runs:
        assert start >= position
        if end is None:
            assert text[start - 100 : start - 100 + len(shown)] == shown
        position = end or start + len(shown)
    assert position <= 100 + len(text)


def test_every_text_has_both_languages():
    lines = [value for value in vars(texts).values() if isinstance(value, texts.Line)]
    assert len(lines) > 30
    for line in lines:
        assert line.sv.strip()
        assert line.en.strip()
        assert set(re.findall(r"{\w+}", line.sv)) == set(re.findall(r"{\w+}", line.en))
