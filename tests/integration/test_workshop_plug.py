"""Pulling the plug on the web server under load: what the page showed as answered or rated is there afterwards."""

from tests.plug import ANSWERS, lost, pull_plugs

ROUNDS = len(ANSWERS)
"""A round takes as long as starting the program; twenty are played by ``python tests/benchmarks/plug.py``."""


def test_everything_acknowledged_is_there_after_the_plug_was_pulled(tmp_path):
    rounds = pull_plugs(tmp_path, ROUNDS)
    assert [problem for each in rounds for problem in each.problems] == []
    assert [len(each.acknowledged) >= answers for each, answers in zip(rounds, ANSWERS, strict=True)] == [True] * ROUNDS
    assert lost(tmp_path, rounds) == []
