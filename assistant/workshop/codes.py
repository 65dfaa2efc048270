"""Session codes that can be read from a wall and typed on a phone, and the secrets that browsers keep."""

import hashlib
import math
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from assistant.errors import WorkshopError
from assistant.typed import one_line

ALPHABET = "CDFGHJKMNPQRTVWX34679"
"""Without what looks alike (0 O, 1 I L, 2 Z, 5 S, 8 B) and without vowels, so that no code spells a word."""
LENGTH = 6
_TRIES = 5
_PAUSE_S = 60
_MOST_PAUSE_S = 900
_MOST_KEYS = 10_000


def new_code() -> str:
    """Make a session code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalised(typed: str) -> str:
    """Give a code as it was made, however it was typed: case, spaces and dashes do not count."""
    return "".join(letter for letter in one_line(typed[:100]).upper() if letter.isalnum())


def shown(code: str) -> str:
    """Give a code in two halves, as it is easiest to read aloud."""
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"


def new_secret() -> str:
    """Make a token or key that nobody guesses."""
    return secrets.token_urlsafe(24)


def hashed(secret: str) -> str:
    """Give what the database keeps of a secret: enough to know it again, useless to whoever reads the file."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


class Door:
    """Counts wrong codes: after five of them their sender waits a minute, and longer each time.

    The senders are kept in memory only, and the least recent are forgotten where they are very many.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()
        """Sender → wrong codes so far, and until when it waits."""
        self._lock = threading.Lock()

    def check(self, sender: str) -> None:
        """Let a sender try.

        Args:
            sender: Anything that stays the same for one device, such as its address.

        Raises:
            WorkshopError: It has tried too often; ``wait_s`` says how long to wait.
        """
        with self._lock:
            _, until = self._wrong.get(sender, (0, 0.0))
            wait_s = math.ceil(until - self._clock())
        if wait_s > 0:
            raise WorkshopError(
                f"Too many wrong codes. Expected a pause. Try again in {wait_s} s.",
                f"Det blev fel kod flera gånger. Vänta {_spoken(wait_s)} och titta noga på koden på skärmen.",
                wait_s=wait_s,
            )

    def wrong(self, sender: str) -> None:
        """Take note of a wrong code."""
        with self._lock:
            count = self._wrong.get(sender, (0, 0.0))[0] + 1
            pauses, rest = divmod(count, _TRIES)
            pause_s = min(_PAUSE_S * 2 ** (min(pauses, 10) - 1), _MOST_PAUSE_S) if not rest else 0
            self._wrong[sender] = (count, self._clock() + pause_s if pause_s else 0.0)
            self._wrong.move_to_end(sender)
            while len(self._wrong) > _MOST_KEYS:
                self._wrong.popitem(last=False)

    def right(self, sender: str) -> None:
        """Forget a sender who typed a right code."""
        with self._lock:
            self._wrong.pop(sender, None)


def _spoken(seconds: int) -> str:
    minutes = math.ceil(seconds / 60)
    return f"{seconds} sekunder" if seconds < 60 else "en minut" if minutes == 1 else f"{minutes} minuter"
