"""Start the chat: ``python app.py``."""

import sys

from assistant.ui.command import main

if __name__ == "__main__":
    sys.exit(main())
