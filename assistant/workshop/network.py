"""This machine's addresses on the local network, found without sending anything, and a code to point a phone at."""

import ipaddress
import socket

import psutil
import segno


def network_addresses() -> dict[str, str]:
    """Give the IPv4 addresses by which other devices may reach this machine, the likeliest first.

    Read from the network interfaces that are up; nothing is sent. Empty where there is no network.

    Returns:
        Address → name of its interface, as the system calls it.
    """
    up = {name for name, stats in psutil.net_if_stats().items() if stats.isup}
    found = [
        (name, address.address)
        for name, addresses in psutil.net_if_addrs().items()
        for address in addresses
        if name in up and address.family == socket.AF_INET and _is_reachable(address.address)
    ]
    by_likeliness: dict[str, str] = {}
    for name, address in sorted(found, key=lambda row: _unlikeliness(*row)):
        by_likeliness.setdefault(address, name)
    return by_likeliness


def own_names() -> frozenset[str]:
    """Give everything that this machine may be called on its networks: its addresses, of both kinds, and its name."""
    families = {socket.AF_INET, socket.AF_INET6}
    addresses = {
        address.address.partition("%")[0]
        for found in psutil.net_if_addrs().values()
        for address in found
        if address.family in families
    }
    name = socket.gethostname().lower()
    return frozenset(addresses | {name, f"{name.partition('.')[0]}.local"})


def qr_svg(text: str) -> str:
    """Give a QR code as an SVG element that takes its colour and size from the page around it."""
    code = segno.make(text, error="m", micro=False)
    return str(code.svg_inline(scale=8, border=4, dark="#000", light="#fff", omitsize=True))


def qr_terminal(text: str) -> str:
    """Give a QR code in block characters, for a terminal."""
    code = segno.make(text, error="l", micro=False)
    rows = [list(row) for row in code.matrix_iter(scale=1, border=2)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    # Light modules are drawn, so that it can be read on a dark terminal; two rows share a line.
    blocks = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
    return "\n".join(
        "".join(blocks[int(bool(a)), int(bool(b))] for a, b in zip(top, bottom, strict=True))
        for top, bottom in zip(rows[::2], rows[1::2], strict=True)
    )


def _is_reachable(address: str) -> bool:
    parsed = ipaddress.ip_address(address)
    return not (parsed.is_loopback or parsed.is_link_local or parsed.is_unspecified)


def _unlikeliness(interface: str, address: str) -> tuple[bool, bool, str, str]:
    """Order addresses: those of real interfaces and of private networks first."""
    virtual = interface.lower().startswith(("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "tun", "tap", "wg"))
    return virtual, not ipaddress.ip_address(address).is_private, interface, address
