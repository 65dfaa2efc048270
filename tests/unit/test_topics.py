"""Questions for whatever the guidance says about something."""

import pytest

from assistant.topics import topic_asked


@pytest.mark.parametrize(
    ("question", "words", "speaker"),
    [
        ("Vad säger texten om gränser?", ("gränser",), ()),
        ("Vad står det om svåra samtal i vägledningen?", ("samtal",), ()),
        ("och vad sager de om lon", ("lon",), ()),
        ("Står det nåt om hemarbete? Vi har tre dagar på kontoret.", ("hemarbete",), ()),
        ("Finns det något mer om mål?", ("mål",), ()),
        ("Berätta lite om dialog", ("dialog",), ()),
        ("varför då: Vad säger texten om gränser?", ("gränser",), ()),
        ("Vad säger forskningen om tillit?", ("tillit",), ()),
        ("Vad tycker Anna Karlsson om raster?", ("raster",), ("Anna", "Karlsson")),
        ("Vad säger lagen om raster?", ("raster",), ("lagen",)),
        ("What does the guidance say about goals?", ("goals",), ()),
        ("Does the text say anything about pay?", ("pay",), ()),
    ],
)
def test_what_about_and_from_whom(question, words, speaker):
    topic = topic_asked(question)
    assert (topic.words, topic.speaker) == (words, speaker)


@pytest.mark.parametrize(
    "question",
    [
        "Hur säger man nej?",
        "Vad är tillit?",
        "Vad säger texten?",
        "Om hon slutar, vad gör jag då?",
        "Vad säger texten om att delegera?",
        "Vad står det om hur man hanterar fel?",
        "",
    ],
)
def test_any_other_question_has_no_topic(question):
    assert topic_asked(question) is None
