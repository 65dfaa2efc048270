"""One run at a time behind a page: started, followed, stopped, gone on with; its report is written when it is whole."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from assistant.answering import Assistant
from assistant.errors import TillitError
from assistant.evaluation.answer_rows import RunError
from assistant.evaluation.prompts import Suite
from assistant.evaluation.recording import begin, played_with, record
from assistant.evaluation.report.writing import judge, write_report
from assistant.evaluation.run_folder import describe, new_folder, read_run
from assistant.evaluation.running import open_suites, tasks
from assistant.evaluation.suites import corpus_of, load_suite
from assistant.settings import Settings

State = Literal["idle", "opening", "playing", "reporting", "finished", "stopped", "failed"]
BUSY: frozenset[State] = frozenset({"opening", "playing", "reporting"})

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the newest run has come."""

    state: State = "idle"
    suite: str = ""
    folder: Path | None = None
    done: int = 0
    total: int = 0
    problem: TillitError | None = None

    @property
    def is_busy(self) -> bool:
        """True while a run is under way."""
        return self.state in BUSY


class Player:
    """Plays suites in a thread, over the assistant that the chat asks."""

    def __init__(self, settings: Settings, assistant: Callable[[], Assistant]) -> None:
        """Remember where everything is; nothing is opened before the first run.

        Args:
            settings: Of the assistant.
            assistant: Gives it, waiting until it is open.
        """
        self._settings = settings
        self._assistant = assistant
        self._progress = Progress()
        self._changing = threading.Lock()
        self._stop = threading.Event()

    @property
    def progress(self) -> Progress:
        """How far it has come."""
        return self._progress

    def start(self, suite: Path, *, variants: bool = False, folder: Path | None = None) -> None:
        """Begin a run, or go on with one that was stopped.

        Args:
            suite: Its file.
            variants: True plays every prompt as carelessly typed as well.
            folder: Of a run to go on with; None begins a new one.

        Raises:
            RunError: One is under way already.
        """
        with self._changing:
            if self._progress.is_busy:
                raise RunError(
                    f"The suite {self._progress.suite} is being run. Expected one run at a time. Wait, or stop it.",
                    "En körning pågår redan. Vänta tills den är klar, eller stoppa den.",
                )
            self._stop.clear()
            self._progress = Progress("opening", suite.stem, folder)
        arguments = (suite, variants, folder)
        threading.Thread(target=self._run, args=arguments, name="evaluation", daemon=True).start()

    def stop(self) -> None:
        """End the run after the answer it is at; what is done is kept."""
        self._stop.set()

    def _run(self, path: Path, variants: bool, folder: Path | None) -> None:  # noqa: FBT001 - a thread's argument
        try:
            self._play(path, folder, variants=variants)
        except TillitError as problem:
            self._progress = replace(self._progress, state="failed", problem=problem)
        except Exception as error:  # noqa: BLE001 - the thread's boundary: nobody else would hear of it
            _log.exception("The run was broken off")
            unknown = RunError(
                f"The run was broken off ({error}). See the log above.",
                "Något gick fel under körningen. Titta i programfönstret. Det som är gjort finns kvar.",
            )
            self._progress = replace(self._progress, state="failed", problem=unknown)

    def _play(self, path: Path, folder: Path | None, *, variants: bool) -> None:
        assistant, suite = self._opened(path)
        listed = tasks(suite.reviewed(), suite.defaults.variants if variants else ())
        if not listed:
            raise RunError(
                f"{path} holds drafts only. Expected reviewed prompts. Read them and take the draft mark away.",
                "Alla frågor är utkast. Öppna dem, granska dem och ta bort utkastmärket.",
            )
        about = describe(suite, path, played_with(self._settings, variants=variants), assistant.documents)
        target = folder or new_folder(self._settings.data, suite.name)
        recording = begin(target, about, path, listed, resume=folder is not None)
        done = recording.done
        self._progress = Progress("playing", suite.name, target, done, len(listed))
        # The chat may have been asked before, so none of the times counts as those of a fresh start.
        for _ in record(recording, assistant, suite, is_cold=False):
            done += 1
            self._progress = replace(self._progress, done=done)
            if self._stop.is_set() and done < len(listed):
                self._progress = replace(self._progress, state="stopped")
                return
        self._progress = replace(self._progress, state="reporting")
        whole = read_run(target)
        write_report(target, whole, judge(whole))
        self._progress = replace(self._progress, state="finished")

    def _opened(self, path: Path) -> tuple[Assistant, Suite]:
        """Open a suite with the chat's assistant, or with one of its own where it is about other texts."""
        if corpus_of(path):
            ((assistant, suite),) = open_suites(self._settings, [path])
            return assistant, suite
        assistant = self._assistant()
        return assistant, load_suite(path, assistant.documents)
