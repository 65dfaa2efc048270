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
