"""What may be shown to a user.

Every message has three parts: what was found, what was expected, what to do next.
"""


class TillitError(Exception):
    """An error whose message is written for the person at the screen.

    Attributes:
        message: English, for the command line and the log.
        swedish: The same for the chat.
    """

    def __init__(self, message: str, swedish: str) -> None:
        super().__init__(message)
        self.message = message
        self.swedish = swedish


class SettingsError(TillitError):
    """A setting has a value that cannot be used."""


class CorpusError(TillitError):
    """The corpus folder, or everything in it, cannot be read."""


class EncoderError(TillitError):
    """The encoder cannot be found or loaded."""


class ModelError(TillitError):
    """The language model that the settings name cannot be used."""


class IndexMissingError(TillitError):
    """No finished index is there to open."""


class IndexMismatchError(TillitError):
    """The index was made with another encoder or splitter, or for another corpus."""


class IndexUnavailableError(TillitError):
    """The Chroma folder or server does not answer."""


class IngestRunningError(TillitError):
    """Another process holds the lock of the data folder."""


class StorageError(TillitError):
    """The database cannot be opened, read or written."""


class WorkshopError(TillitError):
    """What a participant or a facilitator wants is not possible now: a wrong code, a closed session, a text too long.

    Attributes:
        wait_s: Seconds after which it may be possible; 0 where waiting does not help.
    """

    def __init__(self, message: str, swedish: str, *, wait_s: int = 0) -> None:
        super().__init__(message, swedish)
        self.wait_s = wait_s
