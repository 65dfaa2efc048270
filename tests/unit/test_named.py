"""People and works that a text names are found by their form."""

import pytest

from assistant.documents import read_document
from assistant.named import asks_for_works, compose_named, people_in, works_in
from assistant.passages import split_document

GUIDE = """# Möten

Enligt Anna Ek behövs korta möten. Forskaren Bo Larsson håller med.

Anna Ek har skrivit boken ”Kort och gott om möten”. Rapporten *Möten som ger kraft* är äldre.

Svenska Folket gillar kaffe. Alla kommer i tid.
"""


def passages():
    return split_document(read_document("a.md", GUIDE), lambda _: True)


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        ("Enligt Anna Ek behövs korta möten.", ("Anna Ek",)),
        ("Forskaren Bo Larsson och Eva von Essen håller med.", ("Bo Larsson", "Eva von Essen")),
        ("Organisationskonsulten Charlotta Lundgren menar det.", ("Charlotta Lundgren",)),
        ("Alla kommer i tid.", ()),
        ("IT-system krävs.", ()),
    ],
)
def test_a_person_is_two_capitalised_words(sentence, people):
    assert people_in(sentence) == people


def test_a_work_is_a_title_in_quotation_marks_or_slanted():
    assert works_in("Boken ”Kort och gott om möten” är bra.") == ("Kort och gott om möten",)
    assert works_in("Rapporten *Möten som ger kraft* är äldre.") == ("Möten som ger kraft",)
    assert works_in("De kallar det ”Tillit” ibland.") == ()


def test_works_are_asked_for_in_any_form():
    assert asks_for_works("Vilka böcker nämns?")
    assert asks_for_works("Nämns någon handbok?")
    assert not asks_for_works("Vilka personer nämns?")


def test_the_sentences_that_name_somebody_first_are_told_in_order():
    told = [claim.text for claim in compose_named("Vilka personer nämns?", passages()).claims]
    assert told[:2] == ["Enligt Anna Ek behövs korta möten.", "Forskaren Bo Larsson håller med."]
    assert all("Anna Ek har skrivit" not in text for text in told)


def test_a_calling_narrows_the_people():
    told = [claim.text for claim in compose_named("Vilka forskare nämns?", passages()).claims]
    assert told == ["Forskaren Bo Larsson håller med."]


def test_what_research_says_brings_along_the_list_that_it_introduces():
    text = "# Möten\n\nForskaren Bo Ek lyfter fram två ord:\n\n- mod,\n- ro.\n\nEnligt en studie hjälper pauser."
    told = compose_named("Vad säger forskningen?", split_document(read_document("a.md", text), lambda _: True)).claims
    assert [(claim.item, claim.text) for claim in told] == [
        ("-", "Forskaren Bo Ek lyfter fram två ord:"),
        ("  -", "mod"),
        ("  -", "ro."),
        ("-", "Enligt en studie hjälper pauser."),
    ]


def test_works_are_told_by_the_sentences_that_hold_their_titles():
    told = [claim.text for claim in compose_named("Vilka böcker nämns?", passages()).claims]
    assert any("Kort och gott om möten" in text for text in told)
