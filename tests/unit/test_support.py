"""Is a sentence supported by the spans it cites? Hand-made cases for each reason, in both directions."""

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.documents import read_document
from assistant.evaluation.training_texts import read_texts
from assistant.numerals import number_value
from assistant.passages import split_document
from assistant.plain import plain_text
from assistant.support import check_support
from assistant.swedish import words

TRAINING = Path(__file__).parents[1] / "training"
TILLIT = "Tillit kan inte beordras fram."


def verdict(said: str, *quotes: str) -> str:
    checked = check_support(said, quotes)
    return checked.support if checked.reason is None else f"{checked.support}/{checked.reason}"


@pytest.mark.parametrize(
    "said",
    [
        "Tillit kan inte beordras fram.",
        "tillit kan INTE beordras fram",
        "Tillit  kan inte\nbeordras fram",
        "Tillit kan *inte* beordras fram!",
    ],
)
def test_the_quotes_own_words_in_their_order_are_verbatim(said):
    assert verdict(said, "**Tillit** kan inte beordras fram.") == "verbatim"


def test_whole_sentences_of_one_quote_are_verbatim_and_of_two_quotes_each_by_itself():
    assert verdict("Chefen lyssnar. Gruppen talar.", "Chefen lyssnar. Gruppen talar. Alla vinner.") == "verbatim"
    assert verdict("Gruppen talar.", "Chefen lyssnar.", "Gruppen talar.") == "verbatim"


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("Chefen lyssnar på gruppen.", "Därför lyssnar chefen på gruppen."),
        ("Därför bör chefer lyssna på gruppen.", "Chefen bör lyssna på gruppen."),
        ("Chefen får alltså inte detaljstyra.", "Chefen får inte detaljstyra."),
        ("Det är så att chefen inte får detaljstyra.", "Chefen får inte detaljstyra."),
        ("Du ska stanna hemma när du är sjuk.", "När du är sjuk ska du stanna hemma."),
        ("Rådet är att ge feedback.", "Rådet (som är nytt) är att ge feedback."),
        ("Det finns tre tips för chefer.", "Det finns 3 tips för chefer."),
        ("Det kan ta fem till tio år.", "Det kan ta 5–10 år."),
        ("Omkring 10 procent av cheferna slutar.", "Omkring 10 % av cheferna slutar."),
        ("Föreningen hade 5 miljoner kronor.", "Föreningen hade 5 000 000 kronor."),
        ("Mötet hålls den 6 oktober 2021.", "Mötet hålls den sjätte oktober 2021."),
        ("Det är inte möjligt att lyckas.", "Det är omöjligt att lyckas."),
        ("Ingen chef lyckas ensam.", "En chef lyckas inte ensam."),
        ("Chefen leder gruppen och coachar den.", "Chefen leder inte bara gruppen utan coachar den även."),
        ("Chefen ska lyssna på gruppen.", "Chefen ska inte styra utan lyssna på gruppen."),
        (
            "Chefer kan delegera, och gruppen ska följa upp arbetet.",
            "Chefer kan delegera. Gruppen ska följa upp arbetet.",
        ),
        ("Forskaren Marit Felldin har skrivit boken.", "Marit Felldin är forskare och har skrivit boken."),
        ("1. Chefer ska lyssna på gruppen.", "Chefen ska lyssna på gruppen."),
    ],
)
def test_a_light_edit_that_keeps_the_meaning_is_supported(said, quote):
    assert verdict(said, quote) == "supported"


@pytest.mark.parametrize(
    ("said", "quote", "reason"),
    [
        ("Tillit kan beordras fram.", TILLIT, "negation"),
        ("Chefen kan inte lyssna.", "Chefen kan lyssna.", "negation"),
        ("Chefen kan lyssna på alla.", "Chefen kan inte lyssna på alla.", "negation"),
        ("Chefen lyssnar.", "Chefen lyssnar inte. Gruppen lyssnar.", "negation"),
        ("Chefen ska styra gruppen.", "Chefen ska inte styra gruppen utan lyssna.", "negation"),
        ("Det är omöjligt att lyckas.", "Det är möjligt att lyckas.", "negation"),
        ("Det är möjligt att lyckas.", "Det är omöjligt att lyckas.", "negation"),
        ("Chefer misslyckas ofta.", "Chefer lyckas ofta.", "negation"),
        ("Planen är ineffektiv för gruppen.", "Planen är effektiv för gruppen.", "negation"),
        ("Du kan resa utan att betala.", "Du kan resa och betala.", "negation"),
        ("Du kan resa och betala.", "Du kan resa utan att betala.", "negation"),
        ("Varken chefer eller medarbetare vill ha makt.", "Både chefer och medarbetare vill ha makt.", "negation"),
        ("Chefen får inte lyssna men får tala.", "Chefen får lyssna men får inte tala.", "negation"),
        ("Chefen bör lyssna.", "Chefen måste lyssna.", "modal"),
        ("Chefen måste lyssna.", "Chefen bör lyssna.", "modal"),
        ("Du behöver inte anmäla skadan.", "Du får inte anmäla skadan.", "modal"),
        ("Du måste anmäla skadan till chefen.", "Du anmäler skadan till chefen.", "modal"),
        ("Chefen lyssnar på gruppen.", "Chefen bör lyssna på gruppen.", "modal"),
        ("Chefen lyckas med uppdraget.", "Chefen lyckas kanske med uppdraget.", "modal"),
        ("Forskare har pekat ut två fallgropar.", "Forskare har pekat ut en stor fallgrop.", "number"),
        ("Det finns en fallgrop som chefer bör undvika.", "Det finns två fallgropar som chefer bör undvika.", "number"),
        ("Samtalet hölls den 3 maj 2021.", "Samtalet hölls den 3 maj 2020.", "number"),
        ("Samtalet bör vara i tjugo minuter.", "Samtalet bör vara i trettio minuter.", "number"),
        ("Omkring 15 procent slutar.", "Omkring 10 % slutar.", "number"),
        ("Den andra fasen är viktigast.", "Den tredje fasen är viktigast.", "number"),
        ("Tillit är grunden, säger Olofsson.", "Tillit är grunden, säger Bergman.", "name"),
        ("Erik leder gruppen varje dag.", "Johan leder gruppen varje dag.", "name"),
        ("Karin Berg leder gruppen.", "Anna Lind leder gruppen.", "name"),
        ("Anmäl skadan till IVO.", "Anmäl skadan till kommunen.", "name"),
        ("Enligt Olofsson lyckas chefer som lyssnar.", "Chefer som lyssnar lyckas.", "name"),
        ("Enligt forskare lyckas chefer som lyssnar.", "Chefer som lyssnar lyckas.", "name"),
        ("Alla chefer vill lyckas.", "Vissa chefer vill lyckas.", "quantity"),
        ("Det är bara chefen som ansvarar.", "Det är inte bara chefen som ansvarar.", "quantity"),
        ("Försäljningen ökar i år.", "Försäljningen minskar i år.", "opposite"),
        ("Mindre kontroll ger mer tillit i gruppen.", "Mer kontroll ger mindre tillit i gruppen.", "opposite"),
        ("Gruppen coachar chefen.", "Chefen coachar gruppen.", "swapped"),
        ("Gruppen lyssnar på chefen.", "Chefen lyssnar på gruppen.", "swapped"),
        ("Mötet leds av ordföranden.", "Tillit växer långsamt i en grupp.", "swapped"),
    ],
)
def test_what_turns_the_meaning_is_unsupported_with_its_reason(said, quote, reason):
    assert verdict(said, quote) == f"unsupported/{reason}"


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("Ledaren lyssnar på sina medarbetare.", "Chefen lyssnar på sina medarbetare."),
        ("Det är inte omöjligt att lyckas.", "Det är möjligt att lyckas."),
        ("Gruppen lyckas till slut.", "Det är en myt att gruppen lyckas till slut."),
        ("Du får stanna hemma.", "Om chefen går med på det får du stanna hemma."),
        ("Chefer lyssnar på gruppen.", "Vissa chefer lyssnar på gruppen."),
        ("Du kan anmäla skadan till chefen.", "Du anmäler skadan till chefen."),
        ("Chefen ska ge ansvar utan att kontrollera.", "Chefen ska ge ansvar utan att kontrollera allt."),
        ("Det saknas krav på utbildning.", "Det finns inga krav på utbildning."),
        ("Chefen undviker att styra gruppen.", "Chefen styr inte gruppen."),
        ("chef", "chefen lyssnar"),
        ("Trust grows slowly in a group.", "Tillit växer långsamt i en grupp."),
    ],
)
def test_what_words_cannot_decide_is_not_judged(said, quote):
    assert verdict(said, quote).startswith("unjudged/")


def test_a_sentence_without_a_citation_has_no_support():
    assert verdict("Chefen lyssnar.") == "unsupported/no_citation"
    assert verdict("Chefen lyssnar.", "", " ") == "unsupported/no_citation"


@pytest.mark.parametrize("said", ["[1]", "", "?!", "[1] [2].", "–"])
def test_a_sentence_without_words_is_never_supported(said):
    assert verdict(said, "Punkt [1] gäller alla.") == "unsupported/no_words"


def test_a_sentence_without_end_is_not_judged():
    assert verdict("Chefen lyssnar och " * 100, "Chefen lyssnar.") == "unjudged/too_long"


def test_the_numbers_and_names_of_another_language_are_checked():
    quote = "Chefer bör lita på tre personer, säger Marit Felldin."
    assert verdict("Managers should trust three people, Marit Felldin says.", quote) == "unjudged/language"
    assert verdict("Managers should trust five people, Marit Felldin says.", quote) == "unsupported/number"
    assert verdict("Managers should trust three people, Karin Berg says.", quote) == "unsupported/name"


def test_the_word_concerned_is_told_as_it_was_typed():
    assert check_support("Chefen BÖR lyssna.", ["Chefen måste lyssna."]).detail == "BÖR"
    assert check_support("Det tar 25 dagar.", ["Det tar 30 dagar."]).detail == "25"


def test_a_judge_is_asked_only_where_words_cannot_decide():
    asked = []

    def judge(sentence, quoted):
        asked.append((sentence, quoted))
        return "supported"

    assert check_support(TILLIT, [TILLIT], judge).support == "verbatim"
    assert check_support("Tillit kan beordras fram.", [TILLIT], judge).reason == "negation"
    assert asked == []
    paraphrase = "Förtroende går inte att kommendera."
    assert check_support(paraphrase, [TILLIT], judge).support == "supported"
    assert asked == [(paraphrase, TILLIT)]


@pytest.mark.parametrize(("answer", "reason"), [("unsupported", "judge"), ("unjudged", "other_words")])
def test_a_judge_may_also_say_no_or_nothing(answer, reason):
    said, quote = "Ledaren lyssnar på sina medarbetare.", "Chefen lyssnar på sina medarbetare."
    checked = check_support(said, [quote], lambda *_: answer)
    assert (checked.support, checked.reason) == (answer, reason)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("tre", "3"), ("3", "3"), ("tredje", "3"), ("tjugofem", "25"), ("tvåhundra", "200"), ("25 000", "25000"),
        ("3,50", "3.5"), ("10.00", "10"), ("femårig", "5"), ("nittiotalet", "90"), ("hälften", "1/2"),
        ("sjukdom", None), ("trend", None), ("en", None), ("andra", None), ("sexuell", None),
    ],
)  # fmt: skip
def test_numbers_in_digits_and_letters_have_one_form(word, value):
    assert number_value(word) == value


SENTENCES = [
    sentence.text
    for text in read_texts([TRAINING])
    for passage in split_document(text.document, lambda _: True)
    for sentence in passage.sentences
]


@given(st.sampled_from(SENTENCES))
def test_every_sentence_of_a_text_is_verbatim_against_itself(sentence):
    assert verdict(plain_text(sentence), sentence) == "verbatim"


@given(st.text(max_size=60))
def test_any_sentence_at_all_is_verbatim_against_itself(text):
    for passage in split_document(read_document("a.md", f"Början.\n\n{text}"), lambda _: True):
        for sentence in passage.sentences:
            assume(words(plain_text(sentence.text)))
            assert verdict(sentence.text, sentence.text) == "verbatim"


@given(st.sampled_from([each for each in SENTENCES if any(word.isdecimal() for word in words(each))]), st.data())
def test_a_sentence_with_a_number_changed_is_never_supported(sentence, data):
    number = data.draw(st.sampled_from([word for word in words(sentence) if word.isdecimal()]))
    other = data.draw(st.integers(0, 9999).map(str).filter(lambda drawn: drawn not in sentence))
    changed = sentence.replace(number, other)
    assert check_support(plain_text(changed), [sentence]).support not in {"verbatim", "supported"}


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_verdict_is_always_one_of_the_records_words(said, quote):
    checked = check_support(said, [quote])
    assert checked.support in {"verbatim", "supported", "unsupported", "unjudged"}
    assert (checked.reason is None) == (checked.support in {"verbatim", "supported"})


@pytest.mark.parametrize(
    ("sentence", "support"),
    [
        ("Tillit kan beordras fram.", "unsupported"),
        ("Tillit kan inte beordras fram.", "supported"),
        ("Tillit är något som kan beordras fram.", "unsupported"),
    ],
)
def test_nothing_that_can_be_done_denies_that_it_can(sentence, support):
    quote = "Tillit är inget som kan beordras fram, utan måste skapas och förtjänas."
    assert check_support(sentence, [quote]).support == support
