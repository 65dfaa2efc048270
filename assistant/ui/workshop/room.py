"""What all pages of a workshop share: its database, its limits, who may come in, and the address it is reached at."""

import hmac
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import ParamSpec, TypeVar
from weakref import WeakSet

from anyio import CapacityLimiter, to_thread

from assistant.guide import Guide
from assistant.privacy import names_in
from assistant.settings import Settings
from assistant.ui.address import ANY_HOST, in_url
from assistant.ui.tab import Conversation
from assistant.workshop.codes import Door, new_secret
from assistant.workshop.network import network_addresses
from assistant.workshop.overview import Vectors
from assistant.workshop.pace import Pace
from assistant.workshop.storage import Storage

PARTICIPANT = "tillit_deltagare"
"""Cookie of a participant's token."""
FACILITATOR = "tillit_ledare"
"""Cookie of a facilitator's key."""

JOIN = "/ga-med"
GONE = "borta"
"""Query of the way in for whoever was in a workshop that is not there any more."""
LEAD = "/ledare"
PROJECTOR = "/projektor"

_JOINS_PER_MINUTE = 120
"""From one address: a whole class may sit behind one."""
_RATINGS_PER_MINUTE = 30
_DATABASE_THREADS = 8

Given = ParamSpec("Given")
Got = TypeVar("Got")


class Invitations:
    """Lets a facilitator in by a link that works once; the next one is told as soon as one was used."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._open = new_secret()

    @property
    def path(self) -> str:
        """Give where the link leads that works now."""
        return f"{LEAD}/in?nyckel={self._open}"

    def take(self, secret: str) -> bool:
        """Use up a link; False where it is not the one that works."""
        with self._lock:
            if not hmac.compare_digest(self._open.encode(), secret.encode("utf-8", "replace")):
                return False
            self._open = new_secret()
        self._tell(self.path)
        return True


@dataclass(slots=True)
class Seen:
    """What is held of questions beside the database, so that looking at a workshop again costs nothing."""

    vectors: dict[str, Vectors] = field(default_factory=dict)
    summaries: dict[object, str] = field(default_factory=dict)

    def forget(self) -> None:
        """Begin anew: what is still being made of the old questions goes into what nobody holds any more."""
        self.vectors, self.summaries = {}, {}


@dataclass(frozen=True, slots=True)
class Room:
    """A running workshop program. Its sessions are in the database; a browser's cookie says which one it belongs to."""

    settings: Settings
    port: int
    own: str
    """Address for a browser on this machine, without a slash at its end."""
    storage: Storage
    guide: Guide
    invitations: Invitations
    door: Door = field(default_factory=Door)
    joins: Pace = field(default_factory=lambda: Pace(_JOINS_PER_MINUTE))
    questions: Pace = field(default_factory=Pace)
    ratings: Pace = field(default_factory=lambda: Pace(_RATINGS_PER_MINUTE))
    limiter: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(_DATABASE_THREADS))
    """Threads for the database alone: they never wait behind answers that are being made."""
    chosen: list[str] = field(default_factory=list)
    """The address that the facilitator chose to be shown, if any."""
    talks: WeakSet[Conversation] = field(default_factory=WeakSet)
    """Conversations of the open tabs, which outlive what the database held of them."""
    seen: Seen = field(default_factory=Seen)

    async def run(self, act: Callable[Given, Got], *given: Given.args, **named: Given.kwargs) -> Got:
        """Do something with the database, off the loop that serves everybody."""
        return await to_thread.run_sync(partial(act, *given, **named), limiter=self.limiter)

    async def forget(self) -> None:
        """Hold nothing of what was asked, which the database has deleted; answers under way are ended."""
        for conversation in tuple(self.talks):
            await conversation.forget()
        self.seen.forget()
        self.guide.forget()

    def addresses(self) -> dict[str, str]:
        """Give the addresses by which phones reach this machine; its own where there is no network.

        Returns:
            Address → name of its network, "" where it is not known. The first is shown to participants: the one
            that was set with ``--host`` or chosen on the facilitator's page, else the likeliest.
        """
        host = self.settings.host
        hosts = (network_addresses() or {"127.0.0.1": ""}) if host in ANY_HOST else {host: ""}
        found = {f"http://{in_url(name)}:{self.port}": network for name, network in hosts.items()}
        first = {address: found[address] for address in self.chosen if address in found}
        return first | found

    def choose(self, address: str) -> bool:
        """Show another of the addresses to participants from now on; False where it is none of them."""
        if address not in self.addresses():
            return False
        self.chosen[:] = [address]
        return True

    def known_names(self) -> frozenset[str]:
        """Give the names that are nobody's in the room, since the guidance holds them."""
        return names_in(self.guide.documents)
