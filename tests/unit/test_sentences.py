"""Where sentences begin and end, so that a citation is whole sentences."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.sentences import split_sentences


def texts(source: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(source)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Vi ses t.ex. på måndag.",
        "T.ex. Anna kan komma.",
        "Det är t. ex. Anna som ringer.",
        "Det gäller bl.a. Anna och Per.",
        "Samtalet är enskilt, dvs. Du och chefen.",
        "Ta med penna, papper m.m. och en fika.",
        "Det står i kap. 3 och på s. 12.",
        "Vi börjar kl. 9.30 på fredag.",
        "Enligt 1 § st. 2 gäller detta.",
        "Räkna med ca. 90 minuter.",
        "Anmäl dig fr.o.m. 1 maj t.o.m. 3 juni.",
        "Hon är f.d. VD på bolaget.",
        "Vi arbetar s.k. Lean.",
        "Enl. prof. Anna Berg stämmer det.",
        "Mötet leds av resp. chef.",
        "Det beror på bl.a. EU och p.g.a. FN.",
    ],
)
def test_an_abbreviation_does_not_end_its_sentence(sentence):
    assert texts(f"{sentence} Sedan går vi hem.") == [sentence, "Sedan går vi hem."]


@pytest.mark.parametrize(
    "sentence",
    [
        "Läs G. H. von Wright om saken.",
        "Boken är skriven av A. Lundgren.",
        "Det hände den 1. maj 2020.",
        "Hon kom på 2. plats i loppet.",
        "Det kostar 1.500 kr.",
        "Version 2.0 kom i maj.",
        "Läs mer på www.example.se och hör av dig.",
    ],
)
def test_initials_ordinals_numbers_and_addresses_do_not_end_a_sentence(sentence):
    assert texts(f"{sentence} Sedan går vi hem.") == [sentence, "Sedan går vi hem."]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Vad är tillit? Det är en fråga. Bra!", ["Vad är tillit?", "Det är en fråga.", "Bra!"]),
        ("Är det sant?! Ja.", ["Är det sant?!", "Ja."]),
        ("År 2023. Sedan kom 2024.", ["År 2023.", "Sedan kom 2024."]),
        ("Svaret är ja. 3 av 4 instämmer.", ["Svaret är ja.", "3 av 4 instämmer."]),
        ("Det gick bra (mycket bra!). Nu vidare.", ["Det gick bra (mycket bra!).", "Nu vidare."]),
        ("(Det är sant.) Nästa mening.", ["(Det är sant.)", "Nästa mening."]),
        ("- Hej. - Hej då.", ["- Hej.", "- Hej då."]),
        ("Vi är sju. Åtta kommer. Ödet avgör.", ["Vi är sju.", "Åtta kommer.", "Ödet avgör."]),
    ],
)
def test_a_mark_before_a_new_beginning_ends_the_sentence(source, expected):
    assert texts(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("”Ska vi gå?” frågade hon. Han nickade.", ["”Ska vi gå?” frågade hon.", "Han nickade."]),
        ("”Gå!” sa hon. Han gick.", ["”Gå!” sa hon.", "Han gick."]),
        ("Hon sa: ”Vi går nu.” Han stannade.", ["Hon sa: ”Vi går nu.”", "Han stannade."]),
        ('Hon sa: "Vi går nu." Han stannade.', ['Hon sa: "Vi går nu."', "Han stannade."]),
        ("Han sa nej. ”Vi stannar.” Hon gick.", ["Han sa nej.", "”Vi stannar.”", "Hon gick."]),
        ("Hon frågade varför? och gick. Slut.", ["Hon frågade varför? och gick.", "Slut."]),
    ],
)
def test_a_quotation_stays_with_the_sentence_it_stands_in(source, expected):
    assert texts(source) == expected


@pytest.mark.parametrize("dots", ["…", "...", " …"])
def test_an_ellipsis_ends_a_sentence_only_before_a_capital(dots):
    assert texts(f"Jag vet inte{dots} kanske. Vi ser.") == [f"Jag vet inte{dots} kanske.", "Vi ser."]
    assert texts(f"Jag vet inte{dots} Vi ser.") == [f"Jag vet inte{dots}", "Vi ser."]


def test_a_line_break_inside_a_sentence_does_not_end_it_but_a_blank_line_does():
    assert texts("En mening\nsom fortsätter. Nästa.") == ["En mening\nsom fortsätter.", "Nästa."]
    assert texts("Ett stycke utan punkt\n \t\nEtt till") == ["Ett stycke utan punkt", "Ett till"]


def test_a_text_without_any_mark_is_one_sentence_and_white_space_is_none():
    assert texts("  utan punkt  ") == ["utan punkt"]
    assert texts(" \n\n\t ") == []
    assert texts("") == []


PIECES = st.sampled_from(
    [
        *'Tillit. Chefen bl.a. t.ex. 1. 12 § ” " ( ) [ ] … ... ? ! .” : ; – - å Ö É 中文 🙂 A.'.split(),
        *(" ", "  ", "\n", "\n\n", "\n\t\n", "\r", "\u00a0", "\u2028", "\u200b", "e\u0301"),
    ]
)
SOURCES = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=80))


@given(SOURCES, st.integers(0, 40), st.integers(0, 120))
@example("\x1c.\x1d A", 0, 120)
@example("A.\u2029B. C", 0, 120)
def test_sentences_are_exact_slices_in_order_and_lose_nothing_but_white_space(source, start, length):
    start = min(start, len(source))
    end = min(start + length, len(source))
    covered = start
    for sentence in split_sentences(source, start, end):
        assert source[sentence.start : sentence.end] == sentence.text
        assert sentence.text == sentence.text.strip() != ""
        assert sentence.start >= covered
        assert not source[covered : sentence.start].strip()
        covered = sentence.end
    assert covered <= end
    assert not source[covered:end].strip()


@given(st.lists(st.sampled_from(["Chefen lyssnar.", "Varför då?", "Ja!", "Det tar tid, t.ex. nu."]), max_size=6))
def test_whole_sentences_set_side_by_side_come_apart_again(sentences):
    assert texts(" ".join(sentences)) == sentences
    assert texts("\n\n".join(sentences)) == sentences


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Den 1 jan. 2024 trädde lagen i kraft. Sedan hände inget.", "Den 1 jan. 2024 trädde lagen i kraft."),
        ("Ta med penna, papper m.m. Sedan börjar vi.", "Ta med penna, papper m.m."),
        ("Ta med penna osv. före mötet. Sedan börjar vi.", "Ta med penna osv. före mötet."),
        ("**Viktigt.** Läs detta.", "**Viktigt.**"),
    ],
)
def test_what_may_end_a_sentence_does_so_before_a_capital_only(text, first):
    assert split_sentences(text)[0].text == first
