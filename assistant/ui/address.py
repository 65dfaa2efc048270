"""The address the page is served at. Free of Gradio, so that a taken port is known before anything is loaded."""

import errno
import socket
import sys

from assistant.errors import SettingsError

ANY_HOST = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - recognised here, never a default


def bind(host: str, port: int) -> socket.socket:
    """Take the port.

    Args:
        host: Name or address of the interface to listen on.
        port: 0 takes any free one.

    Raises:
        SettingsError: The port is taken or may not be used, or the host is not one of this machine.
    """
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise _unusable_host(host) from error
    listener = socket.socket(family, kind, protocol)
    try:
        # Frees the port of a server just ended; on Windows it would let two servers share one.
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(place)
        listener.listen(128)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRNOTAVAIL:
            raise _unusable_host(host) from error
        raise _unusable_port(port) from error
    return listener


def url(host: str, listener: socket.socket) -> str:
    """Give the address for a browser on this machine."""
    name = "127.0.0.1" if host in ANY_HOST else host
    return f"http://{in_url(name)}:{listener.getsockname()[1]}/"


def in_url(host: str) -> str:
    """Give a name or address as it stands in an URL."""
    return f"[{host}]" if ":" in host else host


def _unusable_port(port: int) -> SettingsError:
    other = port + 1 if 1024 <= port < 65535 else 7861
    return SettingsError(
        f"Port {port} is taken or may not be used. Expected a free port. "
        f"End the program that uses it, or start with: python app.py --port {other}",
        f"Port {port} är upptagen eller får inte användas. "
        f"Avsluta programmet som använder den, eller starta med: python app.py --port {other}",
    )


def _unusable_host(host: str) -> SettingsError:
    return SettingsError(
        f"The host {host!r} is not an address of this machine. Expected 127.0.0.1 (this machine only) or 0.0.0.0 "
        "(the local network too). Start with: python app.py --host 127.0.0.1",
        f"Adressen ”{host}” hör inte till den här datorn. Ange 127.0.0.1 (bara den här datorn) eller 0.0.0.0 "
        "(även det lokala nätet). Starta med: python app.py --host 127.0.0.1",
    )
