"""The assistant behind a page: the texts are there at once, the model loads in the background.

When the corpus changes while the page is open, the next question is answered from the new texts.
"""

import logging
import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from assistant.documents import corpus_stamp, read_corpus
from assistant.errors import TillitError
from assistant.records import Answer, Document, Mode, Turn
from assistant.reflections import read_reflections
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.answering import Assistant
    from assistant.embeddings import Vectors

State = Literal["loading", "ready", "failed"]

_log = logging.getLogger(__name__)


class Guide:
    """Opens the assistant once for everybody who asks.

    Attributes:
        documents: The texts, read when the guide is made.
        reflections: Questions for a group that belong to them.
    """

    def __init__(self, settings: Settings) -> None:
        """Read the texts.

        Raises:
            CorpusError: The corpus folder is missing.
        """
        self._settings = settings
        self._stamp = corpus_stamp(settings.corpus)
        self.documents: tuple[Document, ...] = read_corpus(settings.corpus).documents
        self.reflections = read_reflections(settings.corpus, self.documents)
        self._opened = threading.Event()
        self._reopening = threading.Lock()
        self._assistant: Assistant | None = None
        self._problem: TillitError | None = None

    @property
    def state(self) -> State:
        """Tell how far the opening has come."""
        if not self._opened.is_set():
            return "loading"
        return "ready" if self._assistant else "failed"

    @property
    def problem(self) -> TillitError | None:
        """Tell why the assistant could not be opened."""
        return self._problem

    @property
    def model_name(self) -> str | None:
        """Name the language model that words the answers: as it is set, until it is opened; None where none is."""
        return self._assistant.model_name if self._assistant else self._settings.model

    @property
    def model_address(self) -> str | None:
        """Tell where the language model is asked, as soon as it is opened."""
        return self._assistant.model_address if self._assistant else None

    def start(self) -> None:
        """Open the assistant in the background."""
        threading.Thread(target=self._open, name="open-assistant", daemon=True).start()

    def answer(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Wait until the assistant is open, and answer.

        Raises:
            TillitError: It could not be opened.
        """
        *_, last = self.stream(question, history)
        return last

    def stream(self, question: str, history: Sequence[Turn] = (), *, mode: Mode | None = None) -> Iterator[Answer]:
        """Wait until the assistant is open, and answer sentence by sentence.

        Args:
            question: As typed.
            history: The turns before it, oldest first.
            mode: None lets the language model word the answer where one is set.

        Raises:
            TillitError: It could not be opened.
        """
        yield from self._ready().stream(question, history, mode=mode)

    def assistant(self) -> "Assistant":
        """Wait until the assistant is open, and give it: the evaluation measures the very one that people ask.

        Raises:
            TillitError: It could not be opened.
        """
        return self._ready()

    def encode_questions(self, questions: Sequence[str]) -> "Vectors":
        """Wait until the assistant is open, and encode questions: unit vectors of shape (len(questions), dimension).

        Raises:
            TillitError: It could not be opened.
        """
        return self._ready().encode_questions(questions)

    def forget(self) -> None:
        """Hold nothing of the questions that were asked."""
        if self._assistant:
            self._assistant.forget()

    def _ready(self) -> "Assistant":
        self._opened.wait()
        self._reopen_if_changed()
        if self._assistant is None:
            raise self._problem or TillitError("The assistant is not open.", "Assistenten är inte öppen.")
        return self._assistant

    def _open(self) -> None:
        # Heavy (torch, chromadb: seconds), and the page must be served before: imported in the background.
        from assistant.pipeline import open_assistant

        try:
            opened = open_assistant(self._settings)
        except TillitError as problem:
            _log.error("%s", problem.message, exc_info=problem.__cause__)
            self._problem = problem
        except Exception as error:  # noqa: BLE001 - the thread's boundary: nobody else would hear of it
            _log.exception("The assistant could not be opened")
            self._problem = TillitError(
                f"The assistant could not be opened ({error}). See the log above.",
                "Något gick fel när vägledningen skulle läsas in. Titta i programfönstret och starta om.",
            )
        else:
            self._assistant, self._problem = opened, None
            if opened.documents != self.documents:
                self.reflections = read_reflections(self._settings.corpus, opened.documents)
            self.documents = opened.documents
        finally:
            self._opened.set()

    def _reopen_if_changed(self) -> None:
        """Read the corpus in again when its files changed; while one question does so the others wait for it."""
        try:
            stamp = corpus_stamp(self._settings.corpus)
        except TillitError:
            return
        if stamp == self._stamp:
            return
        with self._reopening:
            if stamp != self._stamp:
                self._open()
                self._stamp = stamp
