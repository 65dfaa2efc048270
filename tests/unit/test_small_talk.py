"""What stands around a question and says nothing of what is asked."""

import pytest

from assistant.small_talk import as_asked


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Vad betyder 'coach'?", "Vad betyder coach?"),
        ("Vad betyder ”coach”?", "Vad betyder coach?"),
        ('vad är "den röda tråden" ???', "vad är den röda tråden?"),
        ("Vad menas med *tillit*?!", "Vad menas med tillit?"),
        ("Hej! Vilka risker finns det?", "Vilka risker finns det?"),
        ("God morgon, hej på dig. Hur börjar jag?", "Hur börjar jag?"),
        ("Hello, what are the pros and cons?", "what are the pros and cons?"),
        ("What is the manager's role?", "What is the manager's role?"),
        ("Hur gör jag? Jag är ny.", "Hur gör jag? Jag är ny."),
        ("Hejdå-mejl, hur skriver man dem?", "Hejdå-mejl, hur skriver man dem?"),
        ("Hur många är 5,5 procent?", "Hur många är 5,5 procent?"),
        ("Hej!", "Hej!"),
        ("???", "???"),
        ("", ""),
    ],
)
def test_a_question_is_searched_for_without_its_greeting_and_marks(typed, asked):
    assert as_asked(typed) == asked
    assert as_asked(asked) == asked
