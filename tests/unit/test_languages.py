"""The language of a question is told by its small words, also when it is short or typed without å, ä and ö."""

from pathlib import Path
from statistics import mean

import pytest

from assistant.evaluation.parallel_questions import read_parallel
from assistant.languages import detect_language

PARALLEL = Path(__file__).resolve().parents[1] / "training" / "parallel"
PLAIN = str.maketrans("åäöÅÄÖ", "aaoAAO")

QUESTIONS = {
    "sv": """
        Vad är tillit?
        Hur gör jag som chef?
        Varför ska man leda med tillit?
        Vilka fördelar finns det?
        Vem är Louise Bringselius?
        Finns det några nackdelar?
        När kom artikeln?
        Och nackdelarna?
        Det tredje då?
        Kan du sammanfatta texten?
        Berätta mer om coach
        Ge mig fem tips
        Vad betyder ordet vägröjare?
        Måste chefen kontrollera allt?
        Vad menas med självledarskap
        vad ar tillit
        hur gor jag som chef
        varfor ska man inte detaljstyra
        vilka fordelar finns det
        nar ska jag satta granser
        Tillit
        tillitsbaserat ledarskap nackdelar
    """,
    "en": """
        What is trust?
        How do I lead with trust?
        Why should managers give up control?
        Who is Louise Bringselius?
        What are the five tips?
        Are there any drawbacks?
        Give me a summary, please
        Is it risky?
        Can you tell me more about dialogue?
        When was this published?
        What does the text say about mistakes?
        Does the manager still have a role?
    """,
    "no": """
        Hva er tillit?
        Hva gjør jeg som leder?
        Hvorfor er tillit viktig?
        Hvilke fordeler finnes?
        Hvem er Louise Bringselius?
        Hva sier teksten om ledelse?
    """,
    "da": """
        Hvad er tillid?
        Hvad gør jeg som leder?
        Hvad er fordelene ved tillid?
        Må jeg fejle af og til?
        Hvad siger teksten om fejl?
        Hvornår blev artiklen skrevet af forfatteren?
    """,
    "fi": """
        Mitä on luottamus?
        Miten johdan luottamuksella?
        Miksi se on tärkeää?
        Kuka on Louise Bringselius?
        Mitkä ovat viisi vinkkiä?
        Onko siinä haittoja?
    """,
}
CASES = [(language, line.strip()) for language, lines in QUESTIONS.items() for line in lines.strip().split("\n")]


@pytest.mark.parametrize(("language", "question"), CASES)
def test_a_short_question_is_known_by_its_language(language, question):
    assert detect_language(question) == language


@pytest.mark.parametrize(
    "question", ["Hvorfor er det viktig?", "Hvilke fordele er der?", "Hvordan kan jeg lede med det?"]
)
def test_what_may_be_norwegian_or_danish_is_never_taken_for_swedish(question):
    assert detect_language(question) in {"no", "da"}


def test_case_and_punctuation_make_no_difference():
    for language, question in CASES:
        assert detect_language(question.upper() + "!!") == detect_language(question), (language, question)


@pytest.mark.parametrize("text", ["", "?!", "123", "🙂", "Bringselius", "   "])
def test_what_has_no_language_is_swedish_as_the_guidance(text):
    assert detect_language(text) == "sv"


@pytest.mark.parametrize("word", ["trust", "leadership", "feedback", "empowerment"])
def test_an_english_loan_word_does_not_make_a_swedish_question_english(word):
    assert detect_language(f"Vad säger texten om {word}?") == "sv"
    assert detect_language(f"vad star det om {word}") == "sv"


def test_questions_of_every_kind_are_told_from_swedish_ones():
    rows = [row for row in read_parallel([PARALLEL]) if "?" in row.swedish]
    told = {"sv": mean(detect_language(row.swedish) == "sv" for row in rows)}
    told["typed plainly"] = mean(detect_language(row.swedish.translate(PLAIN)) == "sv" for row in rows)
    for language in ("en", "no", "da", "fi"):
        told[language] = mean(detect_language(row.others[language]) != "sv" for row in rows)
    assert len(rows) > 2000
    assert min(told["sv"], told["typed plainly"], told["en"]) > 0.99, told
    assert min(told["no"], told["da"], told["fi"]) > 0.95, told
