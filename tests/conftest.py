"""What every test shares: hypothesis without a stopwatch, and an environment that holds no settings of its own."""

import os
import signal

import hypothesis
import pytest

hypothesis.settings.register_profile("steady", deadline=None, max_examples=120, derandomize=True)
hypothesis.settings.load_profile("steady")

# A shell's background jobs ignore Ctrl-C; programs that a test starts would inherit that, and nothing could end them.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True, scope="session")
def _no_settings_from_outside():
    """Take the operator's own ``TILLIT_*`` variables away, so that tests see the defaults."""
    for name in [name for name in os.environ if name.startswith("TILLIT_")]:
        del os.environ[name]
