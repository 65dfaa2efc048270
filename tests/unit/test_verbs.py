"""The verbs of a Swedish question, told by where they stand."""

import pytest

from assistant.verbs import verbs


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Hur lockar man fler sökande till jobbet?", {"lockar"}),
        ("Betalar firman mitt bredband?", {"Betalar"}),
        ("och vad kostar det?", {"kostar"}),
        ("Vad brukar hända med en småsak som man skjuter på?", {"brukar", "hända", "skjuter"}),
        ("En i gruppen gjorde en tabbe, kan jag släppa det?", {"släppa"}),
        ("Hur hittar jag semesterlistor?", {"hittar"}),
        ("Hur länge dröjer det innan det börjar märkas?", {"dröjer", "börjar", "märkas"}),
        ("Jag undrar en sak. Går det att vädra?", {"undrar", "vädra"}),
    ],
)
def test_a_verb_is_told_by_its_place(question, found):
    assert verbs(question) == found


@pytest.mark.parametrize(
    "question", ["Chefer i vården?", "Vilka verktyg finns?", "Finns det kurser?", "Semesterlistor", "?", ""]
)
def test_other_words_are_no_verbs(question):
    assert not verbs(question)
