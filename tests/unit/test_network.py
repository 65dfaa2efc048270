"""The addresses on the local network, and a code to point a phone at."""

import socket
from types import SimpleNamespace

import psutil
import pytest

from assistant.workshop.network import network_addresses, qr_svg, qr_terminal


def interfaces(monkeypatch, **addresses):
    """Pretend that the machine has these interfaces: name → (is up, IPv4 addresses)."""
    stats = {name: SimpleNamespace(isup=up) for name, (up, _) in addresses.items()}
    given = {
        name: [SimpleNamespace(family=socket.AF_INET, address=address) for address in found]
        for name, (_, found) in addresses.items()
    }
    monkeypatch.setattr(psutil, "net_if_stats", lambda: stats)
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: given)


def test_the_address_of_the_wireless_network_comes_before_those_of_containers(monkeypatch):
    interfaces(
        monkeypatch,
        docker0=(True, ["172.17.0.1"]),
        lo=(True, ["127.0.0.1"]),
        wlan0=(True, ["192.168.1.23", "169.254.3.4"]),
        eth0=(False, ["10.0.0.5"]),
    )
    assert list(network_addresses().items()) == [("192.168.1.23", "wlan0"), ("172.17.0.1", "docker0")]


def test_no_network_means_no_address(monkeypatch):
    interfaces(monkeypatch, lo=(True, ["127.0.0.1"]))
    assert network_addresses() == {}


def test_nothing_is_sent_to_find_the_addresses(monkeypatch):
    def refuse(*_):
        pytest.fail("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    network_addresses()


def test_the_code_for_a_page_is_a_drawing_without_script_or_link():
    svg = qr_svg("http://192.168.1.23:7860/?a=<script>&b=1")
    assert svg.startswith("<svg")
    assert "script" not in svg
    assert "href" not in svg


def test_the_code_for_a_terminal_is_a_square_of_blocks():
    lines = qr_terminal("http://192.168.1.23:7860/").splitlines()
    assert len({len(line) for line in lines}) == 1
    assert abs(len(lines[0]) - 2 * len(lines)) <= 1
    assert set("".join(lines)) <= set("█▀▄ ")
