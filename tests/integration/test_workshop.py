"""A workshop on the real model: thirty at once, questions that ask about the same, the check beforehand."""

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from assistant.workshop import overview
from assistant.workshop.preflight import preflight
from assistant.workshop.records import Exchange
from assistant.workshop.rehearsal import rehearse

# Put in plain words about one article, so that all of them are alike in what they are about. None is from the suites.
GROUPS = (
    (
        "Vad är tillitsbaserat ledarskap?",
        "Kan du förklara vad tillitsbaserat ledarskap betyder?",
        "vad innebär tillitsbaserat ledarskap",
        "Hur definieras tillitsbaserat ledarskap?",
    ),
    (
        "Finns det nackdelar med tillit?",
        "Vilka nackdelar har det att leda med tillit?",
        "Vad är nackdelarna med tillitsbaserat ledarskap?",
        "Vilken kritik finns mot tillitsbaserat ledarskap?",
    ),
    ("Hur tar jag svåra samtal?", "Hur ska jag som chef hantera svåra samtal?", "svåra samtal, hur gör man"),
    (
        "Vilka fördelar har tillitsbaserat ledarskap?",
        "Vad är bra med tillitsbaserat ledarskap?",
        "Varför ska man leda med tillit?",
    ),
    ("Vilka är de fem tipsen?", "Ge mig tipsen för att lyckas", "Hur lyckas jag med tillitsbaserat ledarskap?"),
    (
        "Hur sätter jag gränser?",
        "Var ska gränserna gå när medarbetarna får mer frihet?",
        "hur sätter man gränser som chef",
    ),
    ("Vad menas med vägröjare?", "Vad gör en vägröjare?"),
    ("Behövs chefer fortfarande?", "Är chefens roll utspelad?", "Har chefen någon roll kvar i framtiden?"),
    ("Hur lång tid tar det att skapa tillit?", "Går det snabbt att bygga tillit?"),
    ("Hur hanterar jag misstag?", "Vad gör jag när någon gör fel?"),
    ("Hur skapar jag dialog i teamet?", "Hur får jag en bättre dialog med gruppen?"),
    ("Hur ökar jag medarbetarnas motivation?", "Vad gör folk mer motiverade?"),
    ("Vem är Louise Bringselius?", "Vad säger Louise Bringselius?"),
    ("Vad är självledarskap?",),
    ("Hur rekryterar vi nya medarbetare?",),
    ("Vad betyder delaktighet?",),
)


def exchanges(questions) -> list[Exchange]:
    return [
        Exchange(number, 1, question, 0.0, None, None, pinned=False, hidden=False, projected=False, change=1)
        for number, question in enumerate(questions)
    ]


def pairs(groups) -> set[frozenset[str]]:
    return {frozenset(pair) for group in groups for pair in itertools.combinations(group, 2)}


def test_what_is_put_together_belongs_together_and_half_of_what_belongs_is_put_together(assistant):
    mixed = [group[place] for place in range(4) for group in GROUPS if place < len(group)]
    found = overview.groups(exchanges(mixed), assistant.documents, assistant.encode_questions)
    joined = pairs([each.question for each in group.exchanges] for group in found)
    right = joined & pairs(GROUPS)
    assert len(right) >= 0.9 * len(joined)
    assert len(right) >= 0.45 * len(pairs(GROUPS))


def test_a_question_is_encoded_alike_alone_and_among_others(assistant):
    together = assistant.encode_questions(["Vad är tillit?", "Hur tar jag svåra samtal med mina medarbetare?", ""])
    alone = assistant.encode_questions(["Vad är tillit?"])
    assert together.shape == (3, alone.shape[1])
    assert float(together[0] @ alone[0]) == pytest.approx(1.0, abs=1e-4)


def test_thirty_at_once_get_the_answers_they_get_alone(assistant):
    questions = [question for group in GROUPS for question in group][:30]
    alone = {question: assistant.answer(question).text for question in set(questions)}
    start = threading.Barrier(len(questions))

    def ask(question: str) -> str:
        start.wait(30)
        return assistant.answer(question).text

    with ThreadPoolExecutor(len(questions)) as pool:
        assert list(pool.map(ask, questions)) == [alone[question] for question in questions]


def test_a_rehearsal_asks_two_questions_each_and_takes_the_times(assistant):
    went = rehearse(assistant, participants=5, over_s=0.5)
    assert (went.asked, went.failed, len(went.times_s)) == (10, 0, 10)
    assert 0 < went.quantile(0.5) <= went.quantile(0.95)


def test_the_check_tells_everything_and_reads_the_guidance_in(tmp_path, article_settings):
    fresh = replace(article_settings, data=tmp_path / "data", port=0)
    found = {check.name: check for check in preflight(fresh, participants=3)}
    assert list(found) == "data disk memory port network index model rehearsal".split()
    assert found["index"].result == "warning"
    assert found["model"].result == "ok"
    assert "3 deltagare" in found["rehearsal"].swedish
    again = next(check for check in preflight(fresh) if check.name == "index")
    assert again.result == "ok"
