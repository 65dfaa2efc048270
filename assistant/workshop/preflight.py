"""Will the workshop work? Everything it needs is tried beforehand and told in plain words."""

import contextlib
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import psutil

from assistant.errors import TillitError
from assistant.settings import Settings
from assistant.workshop.network import network_addresses
from assistant.workshop.rehearsal import Rehearsal, rehearse
from assistant.workshop.storage import open_storage

if TYPE_CHECKING:
    from assistant.answering import Assistant

Result = Literal["ok", "warning", "failed"]

_GB = 1024**3
_DISK_WANTED, _DISK_NEEDED = 1.0 * _GB, 0.1 * _GB
_MEMORY_WANTED = 1.3 * _GB
"""What the program takes with room to spare; see the table of speed and memory in the README."""
_QUICK_S, _SLOW_S = 1.5, 5.0


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried."""

    name: str
    """``data``, ``disk``, ``memory``, ``port``, ``network``, ``index``, ``model`` or ``rehearsal``."""
    result: Result
    swedish: str
    english: str


def preflight(settings: Settings, participants: int = 30) -> Iterator[Check]:
    """Try everything a workshop needs, the quick things first; each is told when it has been tried.

    Nothing is sent over the network. Takes about half a minute; the rehearsal is left out where the model does not
    load.

    Args:
        settings: As the workshop will have them, with the address and port it will listen on.
        participants: How many will come.
    """
    yield _data(settings)
    yield _disk(settings)
    yield _memory()
    yield _port(settings)
    yield _network(settings)
    yield _index(settings)
    opened = _opened(settings)
    if isinstance(opened, Check):
        yield opened
        return
    assistant, took_s = opened
    yield Check(
        "model",
        "ok",
        f"Språkmodellen är inläst (det tog {_seconds(took_s, 'sv')}).",
        f"The language model is loaded (it took {_seconds(took_s, 'en')}).",
    )
    yield _rehearsed(rehearse(assistant, participants))


def _data(settings: Settings) -> Check:
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.data) as file:
            file.write(b"x")
        open_storage(settings).close()
    except OSError as error:
        return Check(
            "data",
            "failed",
            f"Det går inte att skriva i mappen {settings.data} ({error.strerror}). Ge programmet skrivrätt dit, eller "
            "välj en annan mapp med --data.",
            f"The folder {settings.data} cannot be written ({error.strerror}). Give the program the right to, or name "
            "another with --data.",
        )
    except TillitError as problem:
        return Check("data", "failed", problem.swedish, problem.message)
    if not settings.storage:
        return Check(
            "data",
            "warning",
            "Lagringen är avstängd: frågor och betyg försvinner när programmet avslutas. Spara rapporten innan dess.",
            "Storage is off: questions and ratings are gone when the program ends. Save the report before.",
        )
    return Check(
        "data",
        "ok",
        f"Frågor och betyg sparas i {settings.data} och tas bort efter {settings.retention_days} dagar.",
        f"Questions and ratings are kept in {settings.data} and deleted after {settings.retention_days} days.",
    )


def _disk(settings: Settings) -> Check:
    folder = next(each for each in (settings.data, *settings.data.absolute().parents) if each.exists())
    free = shutil.disk_usage(folder).free
    if free >= _DISK_WANTED:
        return Check("disk", "ok", f"Disken har {_size(free, 'sv')} ledigt.", f"The disk has {_size(free, 'en')} free.")
    return Check(
        "disk",
        "warning" if free >= _DISK_NEEDED else "failed",
        f"Disken har bara {_size(free, 'sv')} ledigt. Frigör minst 1 GB.",
        f"The disk has only {_size(free, 'en')} free. Make room for 1 GB at least.",
    )


def _memory() -> Check:
    free = psutil.virtual_memory().available
    if free >= _MEMORY_WANTED:
        return Check(
            "memory",
            "ok",
            f"Datorn har {_size(free, 'sv')} ledigt minne.",
            f"The computer has {_size(free, 'en')} of free memory.",
        )
    return Check(
        "memory",
        "warning",
        f"Datorn har bara {_size(free, 'sv')} ledigt minne. Stäng andra program, annars kan svaren bli långsamma.",
        f"The computer has only {_size(free, 'en')} of free memory. Close other programs, or answers may be slow.",
    )


def _port(settings: Settings) -> Check:
    try:
        family, kind, _, _, place = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        with contextlib.closing(socket.socket(family, kind)) as listener:
            if sys.platform != "win32":  # as the server does it: a port just left is free
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(place)
            listener.listen()
    except OSError as error:
        return Check(
            "port",
            "failed",
            f"Port {settings.port} på {settings.host} går inte att använda ({error.strerror}). Stäng det program som "
            "redan använder den, eller välj en annan med --port.",
            f"Port {settings.port} of {settings.host} cannot be used ({error.strerror}). End the program that uses it, "
            "or choose another with --port.",
        )
    which = f"Port {settings.port} är ledig." if settings.port else "En ledig port väljs vid starten."
    english = f"Port {settings.port} is free." if settings.port else "A free port is chosen at the start."
    return Check("port", "ok", which, english)


def _network(settings: Settings) -> Check:
    found = tuple(network_addresses())
    if not found:
        return Check(
            "network",
            "warning",
            "Datorn är inte ansluten till något nätverk. Anslut den till samma nät som deltagarnas telefoner.",
            "The computer is on no network. Connect it to the one that the participants' phones use.",
        )
    found = (settings.host,) if settings.host in found else found
    suffix = f":{settings.port}" if settings.port else ""
    addresses = ", ".join(f"http://{address}{suffix}" for address in found[:3])
    return Check(
        "network",
        "ok",
        f"Deltagare på samma nät når datorn på {addresses}. Prova från en telefon: en brandvägg kan vara i vägen.",
        f"Participants on the same network reach the computer at {addresses}. Try it from a phone: a firewall may be "
        "in the way.",
    )


def _index(settings: Settings) -> Check:
    # Heavy (chromadb, torch: seconds): the quick checks are told before it loads. So below.
    from assistant.pipeline import is_current

    try:
        if is_current(settings):
            return Check(
                "index", "ok", "Vägledningen är inläst och aktuell.", "The guidance is read in and up to date."
            )
    except TillitError as problem:
        return Check("index", "failed", problem.swedish, problem.message)
    return Check(
        "index",
        "warning",
        "Vägledningen är ändrad eller inte inläst än. Den läses in nu.",
        "The guidance was changed or has not been read in. It is read in now.",
    )


def _opened(settings: Settings) -> "tuple[Assistant, float] | Check":
    from assistant.pipeline import open_assistant

    began = time.perf_counter()
    try:
        return open_assistant(settings), time.perf_counter() - began
    except TillitError as problem:
        return Check("model", "failed", problem.swedish, problem.message)


def _rehearsed(went: Rehearsal) -> Check:
    half, most = went.quantile(0.5), went.quantile(0.95)
    swedish = (
        f"Genrep: {went.participants} deltagare ställde {went.asked} frågor. Hälften fick svar inom "
        f"{_seconds(half, 'sv')}, 95 av 100 inom {_seconds(most, 'sv')}."
    )
    english = (
        f"Rehearsal: {went.participants} participants asked {went.asked} questions. Half were answered within "
        f"{_seconds(half, 'en')}, 95 in 100 within {_seconds(most, 'en')}."
    )
    if went.failed:
        return Check(
            "rehearsal",
            "failed",
            f"{swedish} {went.failed} fick inget svar. Stäng andra program och prova igen.",
            f"{english} {went.failed} got none. Close other programs and try again.",
        )
    if most <= _QUICK_S:
        return Check("rehearsal", "ok", swedish, english)
    return Check(
        "rehearsal",
        "warning" if most <= _SLOW_S else "failed",
        f"{swedish} Det är långsamt. Stäng andra program och anslut datorn till elnätet.",
        f"{english} That is slow. Close other programs and plug the computer in.",
    )


def _seconds(seconds: float, language: str) -> str:
    digits = f"{seconds:.1f}" if seconds >= 0.1 else f"{seconds:.2f}"
    return f"{digits.replace('.', ',')} sekunder" if language == "sv" else f"{digits} seconds"


def _size(size: float, language: str) -> str:
    digits = f"{size / _GB:.1f}"
    return f"{digits.replace('.', ',') if language == 'sv' else digits} GB"
