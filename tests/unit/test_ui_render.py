"""Answers and documents become HTML: escaped, with markers, and with every offset found again."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.citations import escape
from assistant.documents import read_document
from assistant.records import Answer, AnswerSentence, Citation, Document, Retrieved
from assistant.reflections import Reflection, Reflections
from assistant.text_facts import fact_place
from assistant.ui import texts
from assistant.ui.answers import copied
from assistant.ui.markup import answer_html, plain, source_html
from assistant.ui.messages import Exchange, earlier_html, newest_html, spoken_html, turns, welcome_html
from assistant.ui.reader import anchors, reader_html
from assistant.ui.view import View

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


def shown(exchange: Exchange, **view) -> str:
    return newest_html(exchange, 0, View("sv", **view))


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
    html = shown(Exchange(typed, busy=True))
    assert "${1+1} {{x}} &lt;img src=x onerror=alert(1)&gt; **fet** [1]</h2>" in html


@given(st.text())
def test_any_text_survives_as_question_suggestion_and_quote(text):
    hostile = answer(text=text, query=text, suggestions=(text,), citations=(citation(1, text),))
    html = shown(Exchange(text, hostile))
    parsed = HTMLParser(convert_charrefs=True)
    opened: list[str] = []
    parsed.handle_starttag = lambda tag, attrs: opened.append(tag)
    parsed.feed(html)
    assert set(opened) <= {
        *("div", "h2", "h3", "span", "p", "ol", "ul", "li", "button", "q", "strong", "em", "code", "br", "svg", "path")
    }


def test_plain_text_has_neither_marks_nor_markers():
    assert plain("**Tala** med [varandra](x) &amp; lyssna.\nOfta. [1] [12]") == "Tala med varandra & lyssna. Ofta."


# ---- The conversation


@pytest.mark.parametrize(
    ("changes", "spoken_in"),
    [
        ({}, "sv"),
        ({"language": "en"}, "sv"),
        ({"language": "en", "status": "refused", "citations": (), "sentences": ()}, "en"),
        ({"language": "sv", "status": "refused", "citations": (), "sentences": ()}, "sv"),
        ({"language": "en", "mode": "generative", "model": "m"}, "en"),
    ],
)
@pytest.mark.parametrize("interface", ["sv", "en"])
def test_words_follow_the_question_quotations_the_guidance_and_labels_the_page(changes, spoken_in, interface):
    told = answer(suggestions=("Vad är tillit?",), **changes)
    html = newest_html(Exchange("F", told), 0, View(interface, ()))
    assert f'<div class="words" lang="{spoken_in}">' in html
    quoted = ["questions", *(["sources"] if told.citations else [])]
    assert all(re.search(rf'<div class="{name}"><h3>[^<]+</h3><ul lang="sv">', html) for name in quoted)
    heading = texts.ANSWERABLE if told.status == "refused" else texts.SUGGESTIONS
    assert heading(interface) in html


def test_sources_stand_under_their_sections_with_their_whole_quotes():
    html = shown(Exchange("F", answer(citations=(citation(1, "ord " * 100), citation(2)))))
    assert len(buttons(html, "source")) == 2
    assert html.count("Avsnitt &lt;b&gt;</p>") == 1
    assert f"<q>{' '.join(['ord'] * 100)}</q>" in html


def test_a_section_that_ends_in_a_colon_is_named_without_it():
    cited = replace(citation(1), section="Fem råd:")
    assert '<p class="where">Fem råd</p>' in shown(Exchange("F", answer(citations=(cited,))))
    assert "(Titel › Fem råd)" in copied(answer(citations=(cited,)), "sv")


def test_a_source_names_its_text_where_there_are_several():
    exchange = Exchange("F", answer())
    assert '<p class="where">Titel: Avsnitt' in shown(exchange, several=True)
    assert '<p class="where">Avsnitt' in shown(exchange)


def test_an_answer_is_copied_with_its_question_and_sources():
    told = answer(text="Så här:\n\n1. Ett \\*råd\\*. [1]\n2. Två. [1]", sentences=(), notice=None)
    assert copied(told, "sv").split("\n") == [
        "Vad är öppenhet?",
        "",
        "Så här:",
        "1. Ett *råd*. [1]",
        "2. Två. [1]",
        "",
        "Källor:",
        "[1] ”Öppenhet är ett sätt.” (Titel › Avsnitt <b>)",
    ]


def test_only_the_newest_exchange_can_be_changed_and_suggests_what_to_ask():
    exchange = Exchange("F", answer(suggestions=("Vidare?",)))
    assert 'data-do="edit"' in shown(exchange)
    assert "Vidare?" in shown(exchange)
    earlier = earlier_html([exchange, exchange], View("sv"))
    assert 'data-do="edit"' not in earlier
    assert "Vidare?" not in earlier
    assert re.findall(r'data-at="(\d)"', earlier) == ["0", "1"]


def test_what_went_wrong_can_be_asked_again():
    assert 'class="ask" data-question="F"' in shown(Exchange("F", note="Något gick fel."))
    assert 'class="ask"' not in shown(Exchange("F", note="Söker …", busy=True))


def test_the_welcome_offers_questions():
    assert 'data-question="Vad är mod?"' in welcome_html(View("sv", ("Vad är mod?",)))


def test_questions_for_the_group_are_marked_as_ours():
    cited = citation(1)
    ours = Reflection("Vad <gör> ni?", cited.document, cited.section, cited.start, cited.end)
    html = shown(Exchange("F", answer()), reflections=Reflections("Vi", (ours,), ()))
    assert "Tillitsguidens egna frågor, inte artikelns" in html
    assert "Vad &lt;gör&gt; ni?" in html
    assert "egna frågor" not in shown(Exchange("F", answer()), reflections=Reflections("Vi", (), ()))


def test_a_refusal_shows_the_way_to_the_nearest_section_and_what_can_be_asked():
    nearest = Retrieved("a.md", "Rätt avsnitt", 5, 9, 1, 0.5, 0.5, 0.0)
    refusal = answer(status="refused", citations=(), text="Nej.", retrieved=(nearest,), suggestions=("Vad går?",))
    html = shown(Exchange("F", refusal))
    assert 'data-status="refused"' in html
    assert "Visa närmaste avsnitt</button>" in html  # the sentence above it names the section
    assert 'data-question="Vad går?"' in html
    assert "Källor" not in html


def test_a_refusal_without_anything_near_has_no_button_to_nowhere():
    html = shown(Exchange("F", answer(status="refused", citations=(), text="Nej.")))
    assert "nearest" not in html


def test_a_partial_answer_says_so():
    assert "Delvis svar" in shown(Exchange("F", answer(status="partial")))


@pytest.mark.parametrize(
    ("question", "query", "said"),
    [
        ("vad ar oppenhet", "Vad är öppenhet?", False),
        ("Vad är öppenhet?", "Vad är öppenhet?", False),
        ("Och det tredje?", "Vilket är det tredje rådet?", True),
    ],
)
def test_how_a_question_was_understood_is_said_when_it_differs(question, query, said):
    html = shown(Exchange(question, answer(question=question, query=query)))
    assert ("Så förstod jag frågan" in html) is said


def test_sources_and_suggestions_wait_until_the_answer_is_complete():
    growing = Exchange("F", answer(suggestions=("Vidare?",)), busy=True)
    html = shown(growing)
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
    html = shown(Exchange("F", formulated(*sentences)))
    words = html.split('<div class="words" lang="sv">')[1].split("</div>")[0]
    read = re.sub(r"<[^>]+>", "", words).replace("\N{NARROW NO-BREAK SPACE}", "").strip()
    assert read == "Sant *här*.1har stöd i källan Påhittat.1saknar stöd Oklart.1ej bedömd"
    assert re.findall(r'class="said" data-support="(\w+)"', words) == ["unsupported", "unjudged"]
    assert "Ett tal står inte i källan." in html
    assert "modell-x · 1 av 3 meningar" in html


def test_the_guidances_own_sentences_need_no_mark_among_their_like():
    verbatim = (AnswerSentence("Öppenhet är ett sätt.", (1,), "verbatim"),)
    html = shown(Exchange("F", answer(sentences=verbatim)))
    assert 'class="support"' not in html
    assert "Ordagrant ur vägledningen" in html


@pytest.mark.parametrize("escaped", [True, False])
def test_why_an_answer_is_not_formulated_is_said_once_and_apart(escaped):
    notice = "Modellen [x] svarade inte."
    text = f"Öppenhet är ett sätt. [1]\n\n{escape(notice) if escaped else notice}"
    html = shown(Exchange("F", answer(text=text, notice=notice)))
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
    assert re.search("<dt>Publicerad</dt><dd [^>]*><span [^>]*>5 februari 2024</span></dd>", html)
    assert '<a href="#text-vad-ar-oppenhet">Vad är öppenhet?</a>' in html
    assert re.search(r'<h3 id="text-vad-ar-oppenhet"', html)
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
    assert targets
    assert all(target.startswith("#text-") for target in targets)


def test_every_block_says_where_it_stands(document):
    html = reader_html([document], "sv")
    places = {(int(a), int(b)) for a, b in re.findall(r'data-start="(\d+)" data-end="(\d+)"', html)}
    blocks = {(block.start, block.end) for section in document.sections for block in section.blocks}
    assert places - blocks == {fact_place(document, key) for key in document.facts}
    assert blocks <= places


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
    assert '<li><a href="#text-andra">Andra</a></li>' in html
    identities = re.findall(r'id="([^"]+)"', html)
    assert len(identities) == len(set(identities))


@given(st.lists(st.sampled_from(["Ett", "Ett 2", "ett!", "Två", "?", "日本"]), min_size=1, max_size=8))
def test_every_section_has_an_address_of_its_own_that_leads_to_it(headings):
    text = "# Titel\n\n" + "\n\n".join(f"## {heading}\n\nText." for heading in headings)
    made = [read_document("a.md", text), read_document("b.md", text)]
    names = [name for own in anchors(made) for name in own]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"text-[a-z0-9-]+", name) for name in names)
    html = reader_html(made, "sv")
    assert all(f'id="{target}"' in html for target in re.findall(r'href="#([^"]*)"', html))


def test_an_address_stays_while_its_heading_stays():
    before = anchors([read_document("a.md", "# T\n\n## Ett\n\nA.\n\n## Två\n\nB.\n")])
    after = anchors([read_document("a.md", "# T\n\n## Noll\n\nN.\n\n## Två\n\nB.\n")])
    assert before[0][-1] == after[0][-1] == "text-tva"


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
    tables = [value for value in vars(texts).values() if isinstance(value, dict)]
    entries = [*vars(texts).values(), *(line for table in tables for line in table.values())]
    lines = [value for value in entries if isinstance(value, texts.Line)]
    assert len(lines) > 30
    for line in lines:
        assert line.sv.strip()
        assert line.en.strip()
        assert set(re.findall(r"{\w+}", line.sv)) == set(re.findall(r"{\w+}", line.en))
