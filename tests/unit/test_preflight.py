"""What is told before a workshop when something is missing; the model itself is tried in the integration tests."""

import socket
from types import SimpleNamespace

import pytest

from assistant.settings import load
from assistant.workshop import preflight as module
from assistant.workshop.preflight import Check, preflight
from assistant.workshop.rehearsal import Rehearsal


def quick_checks(settings) -> dict[str, Check]:
    """Give the checks that come before the index."""
    found = {}
    for check in preflight(settings):
        found[check.name] = check
        if check.name == "network":
            return found
    raise AssertionError("the network was not tried")


@pytest.fixture
def settings(tmp_path):
    return load({"data": tmp_path / "data", "port": 0}, {})


def test_an_ordinary_machine_gets_no_failure(settings):
    assert [check.name for check in quick_checks(settings).values() if check.result == "failed"] == []


def test_a_taken_port_is_told_with_what_to_do(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        check = quick_checks(load({"data": tmp_path, "port": port}, {}))["port"]
    assert (check.result, str(port) in check.swedish, "--port" in check.swedish) == ("failed", True, True)
    assert quick_checks(load({"data": tmp_path, "port": port}, {}))["port"].result == "ok"


def test_a_data_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("x")
    check = quick_checks(load({"data": tmp_path / "file" / "data", "port": 0}, {}))["data"]
    assert (check.result, "--data" in check.swedish) == ("failed", True)


def test_storage_that_is_off_is_a_warning(tmp_path):
    check = quick_checks(load({"data": tmp_path, "port": 0, "storage": "nej"}, {}))["data"]
    assert (check.result, "avstängd" in check.swedish) == ("warning", True)


@pytest.mark.parametrize(("free_gb", "result"), [(5, "ok"), (0.5, "warning"), (0.05, "failed")])
def test_a_full_disk_is_told(settings, monkeypatch, free_gb, result):
    monkeypatch.setattr(module.shutil, "disk_usage", lambda _: SimpleNamespace(free=free_gb * 1024**3))
    check = quick_checks(settings)["disk"]
    assert check.result == result
    assert f"{free_gb:.1f}".replace(".", ",") in check.swedish
    assert f"{free_gb:.1f}" in check.english


def test_a_machine_without_a_network_is_told(settings, monkeypatch):
    monkeypatch.setattr(module, "network_addresses", dict)
    assert quick_checks(settings)["network"].result == "warning"


@pytest.mark.parametrize(
    ("host", "told"),
    [("0.0.0.0", "http://192.0.2.7, http://192.0.2.9."), ("192.0.2.9", "når datorn på http://192.0.2.9.")],
)
def test_the_network_is_told_by_the_address_that_was_set(tmp_path, monkeypatch, host, told):
    monkeypatch.setattr(module, "network_addresses", lambda: {"192.0.2.7": "wlan0", "192.0.2.9": "eth0"})
    network = quick_checks(load({"data": tmp_path, "port": 0, "host": host}, {}))["network"]
    assert told in network.swedish


def test_a_corpus_that_is_missing_ends_the_checks_with_its_name(tmp_path):
    *_, last = preflight(load({"data": tmp_path, "port": 0, "corpus": tmp_path / "nowhere"}, {}))
    assert last.result == "failed"
    assert "nowhere" in last.swedish


def test_quantiles_are_the_nearest_ranks():
    times = tuple(float(number) for number in range(1, 21))
    went = Rehearsal(10, 20, 0, times)
    assert (went.quantile(0.5), went.quantile(0.95), went.quantile(1.0)) == (10.0, 19.0, 20.0)
    assert Rehearsal(10, 20, 20, ()).quantile(0.95) == 0.0


@pytest.mark.parametrize(
    ("failed", "slowest", "result"), [(0, 0.4, "ok"), (0, 3.0, "warning"), (0, 9.0, "failed"), (2, 0.4, "failed")]
)
def test_the_rehearsal_is_judged_by_what_was_lost_and_how_long_it_took(failed, slowest, result):
    check = module._rehearsed(Rehearsal(30, 60, failed, tuple([slowest] * (60 - failed))))
    assert check.result == result
    assert f"{slowest:.1f}".replace(".", ",") in check.swedish
